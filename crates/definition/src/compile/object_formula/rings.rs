//! Formula fields that need each other's values: none of them could ever have one.

use rustc_hash::FxHashMap;
use segue_language::{FieldSource, Formula, Path, Text, Type};

use crate::compile::Schema;

/// Most formulas that one search looks at.
const SEARCH_MAX: usize = 4_096;

/// A field of an object, both in small letters.
type Key = (String, String);

/// Which formula fields need which.
pub(super) struct Rings<'s> {
    schema: Schema<'s>,
    needs: FxHashMap<Key, Vec<Key>>,
}

impl<'s> Rings<'s> {
    pub(super) fn new(schema: Schema<'s>) -> Self {
        Rings {
            schema,
            needs: FxHashMap::default(),
        }
    }

    /// The fields of a ring that leads from a formula field back to it, as `Object.Field`.
    pub(super) fn through(&mut self, object: &str, field: &str) -> Option<Vec<String>> {
        let start = key(object, field);
        let mut came_from: FxHashMap<Key, Key> = FxHashMap::default();
        let mut open = vec![start.clone()];
        while let Some(at) = open.pop() {
            if came_from.len() > SEARCH_MAX {
                return None;
            }
            for next in self.needs_of(&at) {
                if next == start {
                    return Some(self.way(&start, at, &came_from));
                }
                if !came_from.contains_key(&next) {
                    came_from.insert(next.clone(), at.clone());
                    open.push(next);
                }
            }
        }
        None
    }

    fn way(&self, start: &Key, last: Key, came_from: &FxHashMap<Key, Key>) -> Vec<String> {
        let mut way = vec![self.spelled(start)];
        let mut at = last;
        while at != *start {
            way.push(self.spelled(&at));
            at = came_from[&at].clone();
        }
        way.push(self.spelled(start));
        way.reverse();
        way
    }

    fn spelled(&self, (object, field): &Key) -> String {
        let object = self.schema.object(object);
        let named = object.and_then(|object| Some((object, object.field(field)?)));
        named.map_or_else(String::new, |(object, field)| {
            format!("{}.{}", object.name, field.name)
        })
    }

    fn needs_of(&mut self, at: &Key) -> Vec<Key> {
        if let Some(known) = self.needs.get(at) {
            return known.clone();
        }
        let needs = self.read(at);
        self.needs.insert(at.clone(), needs.clone());
        needs
    }

    /// The formula fields to which the formula of a field refers.
    fn read(&self, (object, field): &Key) -> Vec<Key> {
        let declared = self.schema.object(object);
        let Some(field) = declared.and_then(|object| object.field(field)) else {
            return Vec::new();
        };
        let FieldSource::Computed(text) = &field.source else {
            return Vec::new();
        };
        let anything = |_: &Path| Some(Type::Any);
        let Ok(formula) = Formula::compile(text, &anything) else {
            return Vec::new();
        };
        let references = formula.references().iter();
        references
            .filter_map(|path| self.computed(object, path.segments()))
            .collect()
    }

    /// The formula field at which a path ends.
    fn computed(&self, object: &str, path: &[Text]) -> Option<Key> {
        let (name, through) = path.split_last()?;
        let start = Type::Record(object.into());
        let Type::Record(object) = self.schema.follow(&start, through) else {
            return None;
        };
        let field = self.schema.object(&object)?.field(name)?;
        matches!(field.source, FieldSource::Computed(_)).then(|| key(&object, name))
    }
}

fn key(object: &str, field: &str) -> Key {
    (object.to_ascii_lowercase(), field.to_ascii_lowercase())
}
