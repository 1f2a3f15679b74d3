//! The names of a flow: its elements, and the slots of everything that has a value.

use segue_flow::{ElementId, Reference, Resource, ResourceKind, Slot};
use segue_language::{Path, Text, Type};

use super::tokens::{Cursor, Line, Token};

/// The names of a flow.
pub(crate) struct Names {
    pub(crate) flow: String,
    pub(crate) elements: Vec<String>,
    slots: Vec<(String, Kind)>,
}

#[derive(Clone, Copy)]
enum Kind {
    Declared,
    Element(ElementId),
    Outcome,
    Field,
}

const DECLARATIONS: [&str; 12] = [
    "in", "out", "inout", "var", "const", "formula", "template", "choice", "set", "stage",
    "picklist", "each",
];

impl Names {
    /// All names that the lines declare.
    pub(crate) fn of(lines: &[Line]) -> Names {
        let mut names = Names {
            flow: String::new(),
            elements: Vec::new(),
            slots: Vec::new(),
        };
        for line in lines {
            names.line(line);
        }
        names
    }

    fn line(&mut self, line: &Line) {
        let mut cursor = Cursor::new(&line.tokens);
        let first = cursor.word();
        match first.as_str() {
            _ if line.depth > 0 => {
                let name = cursor.word();
                self.slots.push((name, Kind::Field));
            }
            "flow" => self.flow = cursor.word(),
            word if !cursor.peek_is(":") && DECLARATIONS.contains(&word) => {
                let name = cursor.word();
                self.slots.push((name, Kind::Declared));
            }
            _ => {
                let id = ElementId(self.elements.len());
                self.slots.push((first.clone(), Kind::Element(id)));
                self.elements.push(first);
                self.outcomes(&line.tokens);
            }
        }
    }

    fn outcomes(&mut self, tokens: &[Token]) {
        for pair in tokens.windows(2) {
            if let [Token::Word(name), Token::Word(word)] = pair
                && word == "if"
            {
                self.slots.push((name.clone(), Kind::Outcome));
            }
        }
    }

    /// Whether the line is an element.
    pub(crate) fn is_element(&self, line: &Line) -> bool {
        let mut cursor = Cursor::new(&line.tokens);
        cursor.word();
        line.depth == 0 && cursor.peek_is(":")
    }

    /// Resources as far as their names tell; declarations are filled in later.
    pub(crate) fn declared(&self) -> Vec<Resource> {
        let slots = self.slots.iter();
        slots
            .map(|(name, kind)| Resource {
                name: name.as_str().into(),
                kind: match kind {
                    Kind::Element(id) => ResourceKind::ElementOutput(*id),
                    Kind::Outcome => ResourceKind::Outcome,
                    Kind::Declared | Kind::Field => ResourceKind::ScreenField,
                },
                value_type: Type::Any,
            })
            .collect()
    }

    pub(crate) fn element(&self, name: &str) -> ElementId {
        let found = self.elements.iter().position(|known| known == name);
        ElementId(found.unwrap_or_else(|| panic!("no element `{name}`")))
    }

    pub(crate) fn slot(&self, name: &str) -> Slot {
        let found = self.slots.iter().position(|(known, _)| known == name);
        Slot(found.unwrap_or_else(|| panic!("nothing is named `{name}`")))
    }

    /// What a dotted name refers to.
    pub(crate) fn reference(&self, name: &str) -> Reference {
        self.path(&Path::new(name))
    }

    /// What a path refers to.
    pub(crate) fn path(&self, path: &Path) -> Reference {
        let tail: Vec<Text> = path.tail().to_vec();
        match &**path.head() {
            "$Record" => Reference::Record(tail),
            "$Record__Prior" => Reference::Prior(tail),
            head if head.starts_with('$') => Reference::Global(path.clone()),
            head => Reference::Slot(self.slot(head), tail),
        }
    }
}
