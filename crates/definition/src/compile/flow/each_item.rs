//! `[$EachItem]` in references: the item of a collection that a transform is at.

use segue_flow::{EachItem, Operand, Reference, Slot};
use segue_language::{Path, Text, Type};

use super::Compiler;
use super::output::Holder;
use crate::Place;
use crate::compile::scope::Scope;

/// Stands behind a collection of whose items a transform takes one after the other.
const EACH: &str = "[$EachItem]";

/// A collection that the transform at hand walks through.
pub(super) struct EachSource {
    /// As it is written, in small letters.
    written: String,
    source: EachItem,
}

impl Compiler<'_> {
    /// Compiles `part` of a transform of its own; gives the collections that it walks through.
    pub(super) fn walking<T>(&mut self, part: impl FnOnce(&mut Self) -> T) -> (T, Vec<EachItem>) {
        let outer = std::mem::take(&mut self.each);
        let made = part(self);
        let walked = std::mem::replace(&mut self.each, outer).into_iter();
        (made, walked.map(|each| each.source).collect())
    }

    /// The collections that `text` walks through, by their places.
    pub(super) fn each_in(&self, texts: &[&str]) -> Vec<usize> {
        let texts: Vec<String> = texts.iter().map(|text| text.to_ascii_lowercase()).collect();
        let sources = self.each.iter().enumerate();
        let used = sources.filter(|(_, each)| {
            let mut texts = texts.iter();
            texts.any(|text| text.contains(&each.written))
        });
        used.map(|(place, _)| place).collect()
    }

    /// The type of what follows the item of a collection; none where no such item is named.
    pub(super) fn type_of_each_item(&self, path: &Path) -> Option<Option<Type>> {
        let (collection, _, rest) = split(path)?;
        let item = match self.type_of(&collection)? {
            Type::Collection(item) => *item,
            _ => Type::Any,
        };
        Some(Some(self.schema.follow(&item, &rest)))
    }

    /// The reference to the item of a collection; none where no such item is named.
    pub(super) fn each_item(&mut self, path: &Path, place: &Place) -> Option<Reference> {
        let (collection, written, rest) = split(path)?;
        let slot = self.source(&collection, &written, place);
        let item = self.names.type_of(slot).clone();
        self.notes.uses_path(self.schema, &item, &rest, place);
        Some(Reference::Slot(slot, rest))
    }

    fn source(&mut self, collection: &Path, written: &str, place: &Place) -> Slot {
        let written = written.to_ascii_lowercase();
        let mut known = self.each.iter();
        if let Some(known) = known.find(|each| each.written == written) {
            return known.source.item;
        }
        let item_type = match self.type_of(collection) {
            Some(Type::Collection(item)) => *item,
            _ => Type::Any,
        };
        let held = self.resolve(collection, place);
        let within = match &held {
            Reference::Slot(slot, _) => self.each.iter().position(|e| e.source.item == *slot),
            _ => None,
        };
        let item = self
            .names
            .declare_apart(&written, item_type, Holder::EachItem);
        self.each.push(EachSource {
            written,
            source: EachItem {
                collection: Operand::Reference(held),
                item,
                within,
            },
        });
        item
    }
}

/// What stands before the last `[$EachItem]`, the same as it is written, and what follows it.
fn split(path: &Path) -> Option<(Path, String, Vec<Text>)> {
    let segments = path.segments();
    let at = segments.iter().rposition(|segment| is_each(segment))?;
    let written = segments[..=at].join(".");
    let collection = written[..written.len() - EACH.len()].to_owned();
    Some((Path::new(&collection), written, segments[at + 1..].to_vec()))
}

fn is_each(segment: &str) -> bool {
    let from = segment.len().checked_sub(EACH.len());
    let end = from.and_then(|from| segment.get(from..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(EACH))
}

/// A field's name without `[$EachItem]` behind it, and whether that stood there.
pub(super) fn without_each(segment: &str) -> (&str, bool) {
    match is_each(segment) {
        true => (&segment[..segment.len() - EACH.len()], true),
        false => (segment, false),
    }
}
