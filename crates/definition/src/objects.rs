//! The objects of a project, found by name.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use segue_language::ObjectType;

/// Objects in order of their names.
#[derive(Clone, Debug, Default)]
pub struct Objects {
    list: Vec<Arc<ObjectType>>,
    by_name: FxHashMap<String, usize>,
}

impl Objects {
    /// The object of that name, compared without regard to case.
    pub fn get(&self, name: &str) -> Option<&Arc<ObjectType>> {
        let at = self.by_name.get(&name.to_ascii_lowercase())?;
        Some(&self.list[*at])
    }

    /// Adds an object, or replaces the one of that name.
    pub fn put(&mut self, object: ObjectType) {
        let name = object.name.to_ascii_lowercase();
        match self.by_name.get(&name) {
            Some(at) => self.list[*at] = Arc::new(object),
            None => {
                self.by_name.insert(name, self.list.len());
                self.list.push(Arc::new(object));
            }
        }
    }

    /// All objects.
    pub fn iter(&self) -> std::slice::Iter<'_, Arc<ObjectType>> {
        self.list.iter()
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|object| &*object.name)
    }

    /// Puts them in order of their names.
    pub(crate) fn sort(&mut self) {
        self.list.sort_by(|a, b| a.name.cmp(&b.name));
        let names = self.list.iter().enumerate();
        self.by_name = names
            .map(|(at, object)| (object.name.to_ascii_lowercase(), at))
            .collect();
    }
}
