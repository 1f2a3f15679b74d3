//! One thing wrong in a real file.

/// `<tag>text</tag>` on a line of its own.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub(super) tag: String,
    pub(super) text: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A way to damage a leaf, and what has to be said of it.
pub(super) struct Damage {
    pub(super) name: &'static str,
    /// Tags that it damages; none is every leaf.
    tags: &'static [&'static str],
    pub(super) make: fn(&Leaf) -> String,
    pub(super) code: &'static str,
}

impl Damage {
    pub(super) fn hits(&self, leaf: &Leaf) -> bool {
        // What the builder notes for itself is nobody's business.
        let is_note = leaf.text.ends_with("BuilderType") || leaf.text == "CanvasMode";
        !is_note && (self.tags.is_empty() || self.tags.contains(&leaf.tag.as_str()))
    }
}

pub(super) fn leaves(text: &str) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let start = at + line.find('<').unwrap_or(0);
        at += line.len();
        let Some((tag, rest)) = trimmed.strip_prefix('<').and_then(|l| l.split_once('>')) else {
            continue;
        };
        let Some(inner) = rest.strip_suffix(&format!("</{tag}>")) else {
            continue;
        };
        leaves.push(Leaf {
            tag: tag.to_owned(),
            text: inner.to_owned(),
            start,
            end: start + trimmed.len(),
        });
    }
    leaves
}

fn with(leaf: &Leaf, text: &str) -> String {
    format!("<{0}>{text}</{0}>", leaf.tag)
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    format!("{}{}", first.unwrap_or_default(), letters.as_str())
}

pub(super) const DAMAGES: &[Damage] = &[
    Damage {
        name: "a connector to nothing",
        tags: &["targetReference"],
        make: |leaf| with(leaf, "Nowhere_At_All"),
        code: "unknown-target",
    },
    Damage {
        name: "a reference to nothing",
        tags: &["elementReference", "leftValueReference"],
        make: |leaf| with(leaf, "Nothing_There.Id"),
        code: "unknown-reference",
    },
    Damage {
        name: "a target of an assignment that is nothing",
        tags: &["assignToReference"],
        make: |leaf| with(leaf, "Nothing_There"),
        code: "unknown-reference",
    },
    Damage {
        name: "a number that is none",
        tags: &["numberValue"],
        make: |leaf| with(leaf, "twelve"),
        code: "invalid-value",
    },
    Damage {
        name: "a boolean that is none",
        tags: &["booleanValue"],
        make: |leaf| with(leaf, "perhaps"),
        code: "invalid-value",
    },
    Damage {
        name: "a flag that is none",
        tags: &[
            "isCollection",
            "isInput",
            "isOutput",
            "getFirstRecordOnly",
            "allowBack",
            "isRequired",
        ],
        make: |leaf| with(leaf, "jein"),
        code: "invalid-value",
    },
    Damage {
        name: "an operator that is none",
        tags: &["operator"],
        make: |leaf| with(leaf, "Resembles"),
        code: "unknown-operator",
    },
    Damage {
        name: "an element misspelled",
        tags: &[],
        make: |leaf| format!("<{0}x>{1}</{0}x>", leaf.tag, leaf.text),
        code: "unknown-element",
    },
    Damage {
        name: "an element in the wrong case",
        tags: &[
            "name",
            "label",
            "operator",
            "dataType",
            "connector",
            "targetReference",
            "object",
            "field",
            "fieldType",
            "processType",
            "value",
        ],
        make: |leaf| format!("<{0}>{1}</{0}>", capital(&leaf.tag), leaf.text),
        code: "unknown-element",
    },
    Damage {
        name: "a name said twice",
        tags: &["name", "label", "object", "dataType", "operator"],
        make: |leaf| format!("{0}{0}", with(leaf, &leaf.text)),
        code: "repeated-element",
    },
    Damage {
        name: "a tag that is not closed",
        tags: &[],
        make: |leaf| format!("<{}>{}", leaf.tag, leaf.text),
        code: "malformed-xml",
    },
    Damage {
        name: "a tag closed by another",
        tags: &[],
        make: |leaf| format!("<{}>{}</other>", leaf.tag, leaf.text),
        code: "malformed-xml",
    },
    Damage {
        name: "an ampersand by itself",
        tags: &[],
        make: |leaf| with(leaf, "this & that"),
        code: "malformed-xml",
    },
    Damage {
        name: "an entity that nobody declared",
        tags: &[],
        make: |leaf| with(leaf, "&nobody;"),
        code: "malformed-xml",
    },
    Damage {
        name: "a character that XML does not have",
        tags: &[],
        make: |leaf| with(leaf, "a\u{1}b"),
        code: "malformed-xml",
    },
    Damage {
        name: "a data type that is none",
        tags: &["dataType"],
        make: |leaf| with(leaf, "Stringg"),
        code: "invalid-value",
    },
    Damage {
        name: "a formula with a hole",
        tags: &["expression"],
        make: |leaf| with(leaf, "IF(, 1, 2"),
        code: "malformed-formula",
    },
];
