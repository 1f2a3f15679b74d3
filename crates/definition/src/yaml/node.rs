//! Making elements of what YAML says, and of what it leaves unsaid.

use std::ops::Range;

use super::grammar::{Absent, Key, Shape};
use crate::FileId;
use crate::document::Node;

/// What surrounds an element, for what is left unsaid in it.
#[derive(Clone, Copy, Default)]
pub(super) struct Surroundings<'s> {
    /// Its name.
    pub(super) name: &'s str,
    /// The label of the flow or orchestration.
    pub(super) label: &'s str,
    /// Where it leads unless it says otherwise.
    pub(super) next: Option<&'s str>,
}

/// Makes elements that stand at one place.
#[derive(Clone, Debug)]
pub(super) struct Maker {
    pub(super) file: FileId,
    /// The key that they come from.
    pub(super) key: Range<usize>,
    /// The key and its value.
    pub(super) range: Range<usize>,
}

impl Maker {
    /// Elements of nowhere.
    pub(super) fn nowhere() -> Maker {
        Maker {
            file: FileId::default(),
            key: 0..0,
            range: 0..0,
        }
    }

    /// An element with elements.
    pub(super) fn branch(&self, tag: &str, children: Vec<Node>) -> Node {
        let end = self.key.end..self.key.end;
        Node {
            children,
            ..self.text(tag, "", end)
        }
    }

    /// An element with a text that is not written.
    pub(super) fn leaf(&self, tag: &str, text: &str) -> Node {
        self.text(tag, text, self.key.end..self.key.end)
    }

    /// An element with a text that stands at `text_range`.
    pub(super) fn text(&self, tag: &str, text: &str, text_range: Range<usize>) -> Node {
        Node {
            tag: tag.into(),
            text: text.into(),
            range: self.range.clone(),
            tag_range: self.key.clone(),
            text_range,
            is_nil: false,
            children: Vec::new(),
            file: self.file,
            extra: None,
        }
    }

    /// The elements that a missing key stands for.
    pub(super) fn unsaid(
        &self,
        key: &Key,
        around: Surroundings<'_>,
        siblings: &[Node],
    ) -> Vec<Node> {
        let tag = key.shape.tags().first().copied().unwrap_or_default();
        match key.absent {
            Absent::Nothing => Vec::new(),
            Absent::Text(text) => vec![self.leaf(tag, text)],
            Absent::NameAsLabel => vec![self.leaf(tag, &label_of(around.name))],
            Absent::Interview => {
                let text = format!("{} {{!$Flow.CurrentDateTime}}", around.label);
                vec![self.leaf(tag, &text)]
            }
            Absent::Origin => self.origin(),
            Absent::Next => around
                .next
                .map(|next| self.connector(tag, next))
                .into_iter()
                .collect(),
            Absent::Start => {
                let mut children = self.origin();
                children.extend(around.next.map(|next| self.connector("connector", next)));
                vec![self.branch(tag, children)]
            }
            Absent::Builder => self.builder(tag),
            Absent::And => match &key.shape {
                Shape::Gate(gate) => vec![self.leaf(gate.logic, "and")],
                _ => Vec::new(),
            },
            Absent::Subtype => subtype(siblings)
                .map(|subtype| self.leaf(tag, subtype))
                .into_iter()
                .collect(),
            Absent::Other(tag, text) => vec![self.leaf(tag, text)],
            Absent::CurrentItem => vec![self.leaf(tag, &format!("currentItem_{}", around.name))],
            Absent::Trigger => {
                let has_offset = siblings.iter().any(|node| &*node.tag == "offsetNumber");
                let source = || self.leaf("timeSource", "RecordTriggerEvent");
                has_offset.then(source).into_iter().collect()
            }
        }
    }

    fn origin(&self) -> Vec<Node> {
        vec![self.leaf("locationX", "0"), self.leaf("locationY", "0")]
    }

    fn connector(&self, tag: &str, target: &str) -> Node {
        self.branch(tag, vec![self.leaf("targetReference", target)])
    }

    fn builder(&self, tag: &str) -> Vec<Node> {
        const VALUES: [(&str, &str); 3] = [
            ("BuilderType", "LightningFlowBuilder"),
            ("CanvasMode", "AUTO_LAYOUT_CANVAS"),
            ("OriginBuilderType", "LightningFlowBuilder"),
        ];
        let one = |(name, value): (&str, &str)| {
            let value = self.branch("value", vec![self.leaf("stringValue", value)]);
            self.branch(tag, vec![self.leaf("name", name), value])
        };
        VALUES.into_iter().map(one).collect()
    }
}

/// The label that a name stands for: spaces in place of underscores.
pub(super) fn label_of(name: &str) -> String {
    name.strip_suffix("__c").unwrap_or(name).replace('_', " ")
}

fn subtype(siblings: &[Node]) -> Option<&'static str> {
    let kind = siblings.iter().find(|node| &*node.tag == "actionType")?;
    match kind.word() {
        "stepBackground" => Some("BackgroundStep"),
        "stepInteractive" => Some("InteractiveStep"),
        "stepApproval" => Some("ApprovalStep"),
        "stepMuleSoft" => Some("MuleSoftStep"),
        _ => None,
    }
}

/// Whether two elements say the same, wherever they stand.
pub(super) fn is_same(a: &Node, b: &Node) -> bool {
    let attributes = |node: &Node| {
        node.extra
            .as_ref()
            .map_or(0, |extra| extra.attributes.len())
    };
    a.tag == b.tag
        && a.text == b.text
        && a.is_nil == b.is_nil
        && attributes(a) + attributes(b) == 0
        && a.children.len() == b.children.len()
        && a.children
            .iter()
            .all(|child| b.children.iter().any(|other| is_same(child, other)))
}
