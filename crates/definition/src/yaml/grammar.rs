//! The grammar of Segue's own YAML: for each kind of map its keys, and what metadata elements each
//! stands for. Reading, writing and the JSON Schema are three walks over these tables.
//!
//! What has no key of its own is written by its metadata name, and what metadata does not know
//! stands below `xml`, so that every file has a form in YAML.

mod condition;
mod element;
mod object;
mod orchestration;
mod people;
mod resource;
mod root;
mod screen;
mod start;

pub(super) use condition::Gate;
pub(super) use element::ELEMENTS;
pub(super) use object::OBJECT;
pub(super) use people::{GROUP, QUEUE, ROLE};
pub(super) use root::{FLOW, ORCHESTRATION};

/// A kind of map.
pub(super) struct Grammar {
    /// What it describes, for messages: "a stage".
    pub(super) name: &'static str,
    /// The metadata element that it stands for.
    pub(super) tag: &'static str,
    /// Its keys, in the order in which they are written.
    pub(super) keys: &'static [Key],
    /// The key whose text alone may stand in place of the whole map.
    pub(super) short: Option<Short>,
}

/// What may stand in place of a map.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Short {
    /// A variable: `input list of String`.
    Variable,
    /// A list of users in place of members by kind.
    Users,
}

/// A key.
pub(super) struct Key {
    pub(super) key: &'static str,
    pub(super) shape: Shape,
    /// What it means when the key is missing.
    pub(super) absent: Absent,
    /// What it is, in a few words, for the JSON Schema and the reference.
    pub(super) about: &'static str,
}

/// How a value is written, and which elements it stands for.
pub(super) enum Shape {
    /// A text: the element of that name, and others with a fixed text.
    Text {
        tag: &'static str,
        /// Words, and the texts that they stand for; none takes any text as it is.
        words: &'static [(&'static str, &'static str)],
        also: &'static [(&'static str, &'static str)],
    },
    /// `true` or `false`.
    Flag(&'static str),
    /// A value: a text, a number, a reference `=Name` …
    Value(&'static str),
    /// A list of texts.
    Texts(&'static str),
    /// Where a connector leads: a name, `go to NAME`, `end`.
    Target(&'static str),
    /// `[x, y]` on the canvas.
    Position,
    /// A map by name of maps.
    Named(&'static str, &'static Grammar),
    /// A list of maps.
    Parts(&'static str, &'static Grammar),
    /// A map.
    Part(&'static str, &'static Grammar),
    /// A map by name of values.
    Values {
        tag: &'static str,
        name: &'static str,
        value: &'static str,
    },
    /// A map by name of texts.
    Pairs {
        tag: &'static str,
        name: &'static str,
        value: &'static str,
    },
    /// Conditions.
    Gate(&'static Gate),
    /// Conditions within an element of their own.
    GateIn(&'static str, &'static Gate),
    /// Assignments: `total += 1`.
    Items(&'static str),
    /// The one assignee, of that type.
    Assignee(&'static str),
    /// One element for a text, another for a `=reference`.
    Either {
        text: &'static str,
        reference: &'static str,
    },
    /// `TYPE NAME` of an action, one word when they are the same.
    Action,
    /// The elements of a flow, by name, in the order in which they follow each other.
    Elements,
    /// Values of a picklist.
    Picks,
    /// A shape, and elements with a fixed text beside it.
    And(&'static Shape, &'static [(&'static str, &'static str)]),
    /// How long: `3 days`; as texts, or as values.
    Span {
        number: &'static str,
        unit: &'static str,
        /// Whether less than nothing is meant.
        is_before: bool,
        is_value: bool,
    },
    /// A time of day: `09:00`.
    Clock(&'static str),
    /// `Object.Field`; as texts, or as values.
    Dotted {
        first: &'static str,
        second: &'static str,
        is_value: bool,
    },
    /// `Name desc`, of records.
    SortBy,
    /// A list of `Name desc nulls first`, of collections.
    Sorts(&'static str),
    /// `list of SObject Case`.
    Type,
    /// What a transform makes: values of fields by name, or one value.
    Transformed { is_named: bool },
    /// Values of the fields of a mapped record.
    MapItems,
    /// A list of texts, each in an element of its own.
    Wrapped(&'static str, &'static str),
    /// A list of texts, all in one element.
    Inside(&'static str, &'static str),
    /// A word that stands for no element.
    Word(&'static str),
}

/// What a missing key means.
pub(super) enum Absent {
    /// Nothing.
    Nothing,
    /// That text.
    Text(&'static str),
    /// The name with spaces in place of underscores.
    NameAsLabel,
    /// The label of the flow, and the time.
    Interview,
    /// The corner of the canvas.
    Origin,
    /// The element below.
    Next,
    /// A start that leads to the first element.
    Start,
    /// What the platform's own editor writes.
    Builder,
    /// `and`, without conditions.
    And,
    /// The subtype that belongs to the type of a step.
    Subtype,
    /// An element with a text.
    Other(&'static str, &'static str),
    /// The variable that the platform's editor makes for the items of a collection.
    CurrentItem,
    /// When the record changes, where there is an offset from then.
    Trigger,
}

impl Grammar {
    /// What it describes, without an article.
    pub(super) fn noun(&self) -> &'static str {
        let name = self.name;
        let noun = name.strip_prefix("a ").or_else(|| name.strip_prefix("an "));
        noun.unwrap_or(name)
    }

    /// The element that has the name: fields of objects have their own.
    pub(super) fn name_tag(&self) -> &'static str {
        match std::ptr::eq(self, &object::FIELD) || self.is_strict() {
            true => "fullName",
            false => "name",
        }
    }

    /// Whether it has no other keys than its own: what its metadata may have is not described.
    pub(super) fn is_strict(&self) -> bool {
        const TAGS: [&str; 5] = ["CustomObject", "Queue", "queueMembers", "Group", "Role"];
        TAGS.contains(&self.tag)
    }
}

impl Key {
    const fn new(key: &'static str, shape: Shape, about: &'static str) -> Key {
        Key {
            key,
            shape,
            absent: Absent::Nothing,
            about,
        }
    }

    const fn or(self, absent: Absent) -> Key {
        // The shapes and texts are constants, which nothing needs to drop.
        let Key {
            key, shape, about, ..
        } = self;
        Key {
            key,
            shape,
            absent,
            about,
        }
    }
}

/// A text as it is.
const fn text(tag: &'static str) -> Shape {
    Shape::Text {
        tag,
        words: &[],
        also: &[],
    }
}

/// One of several words.
const fn word(tag: &'static str, words: &'static [(&'static str, &'static str)]) -> Shape {
    Shape::Text {
        tag,
        words,
        also: &[],
    }
}

/// A text that says something else, too.
const fn saying(tag: &'static str, also: &'static [(&'static str, &'static str)]) -> Shape {
    Shape::Text {
        tag,
        words: &[],
        also,
    }
}

impl Shape {
    /// The elements that it may stand for.
    pub(super) fn tags(&self) -> Vec<&'static str> {
        match self {
            Shape::Text { tag, also, .. } => {
                let mut tags = vec![*tag];
                tags.extend(also.iter().map(|(tag, _)| *tag));
                tags
            }
            Shape::Flag(tag)
            | Shape::Value(tag)
            | Shape::Texts(tag)
            | Shape::Target(tag)
            | Shape::Named(tag, _)
            | Shape::Parts(tag, _)
            | Shape::Part(tag, _)
            | Shape::Values { tag, .. }
            | Shape::Pairs { tag, .. }
            | Shape::GateIn(tag, _)
            | Shape::Clock(tag)
            | Shape::Sorts(tag)
            | Shape::Wrapped(tag, _)
            | Shape::Inside(tag, _)
            | Shape::Items(tag) => vec![tag],
            Shape::Position => vec!["locationX", "locationY"],
            Shape::Gate(gate) => gate.tags(),
            Shape::Assignee(_) => vec!["assignees"],
            Shape::Either { text, reference } => vec![text, reference],
            Shape::Action => vec!["actionName", "actionType"],
            Shape::Elements => ELEMENTS.iter().map(|element| element.grammar.tag).collect(),
            Shape::Picks => vec!["valueSet"],
            Shape::And(shape, also) => {
                let mut tags = shape.tags();
                tags.extend(also.iter().map(|(tag, _)| *tag));
                tags
            }
            Shape::Span { number, unit, .. } => vec![number, unit],
            Shape::Dotted { first, second, .. } => vec![first, second],
            Shape::SortBy => vec!["sortField", "sortOrder"],
            Shape::Type => vec!["dataType", "isCollection", "objectType", "apexClass"],
            Shape::Transformed { .. } => vec!["transformValues"],
            Shape::MapItems => vec!["mapItems"],
            Shape::Word(_) => Vec::new(),
        }
    }
}

/// The keys of elements that metadata names as the elements themselves are named, wherever they
/// stand: the grammar of a tag below `parent`.
pub(super) fn grammar_of(tag: &str, parent: &str) -> Option<&'static Grammar> {
    let mut elements = ELEMENTS.iter().filter(|element| element.grammar.tag == tag);
    // Where there are several, what is written by metadata names is none of them.
    let element = elements.next().filter(|_| elements.next().is_none());
    match (tag, parent) {
        ("start", _) => Some(&start::START),
        ("orchestratedStages", _) => Some(&orchestration::STAGE),
        ("stageSteps", _) => Some(&orchestration::STEP),
        ("fields", "screens" | "fields") => Some(&screen::FIELD),
        ("rules", "decisions") => Some(&element::OUTCOME),
        ("decisions", "Flow") => Some(&element::DECISION),
        ("variables", "Flow") => Some(&resource::VARIABLE),
        ("constants", "Flow") => Some(&resource::CONSTANT),
        ("formulas", "Flow") => Some(&resource::FORMULA),
        ("textTemplates", "Flow") => Some(&resource::TEMPLATE),
        ("choices", "Flow") => Some(&resource::CHOICE),
        // These once had no short form: what is written so stays as it is.
        ("transforms" | "recordRollbacks", _) => None,
        _ => element
            .filter(|_| parent == "Flow")
            .map(|element| element.grammar),
    }
}
