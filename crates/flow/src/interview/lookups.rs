//! Lookups read so far: where the relationships of records lead.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use segue_language::{Record, Text, Unloaded, Value};
use serde::{Deserialize, Serialize};

/// Lookups read so far, and the one asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Lookups {
    /// Of stored records, by their ids.
    of_stored: FxHashMap<Text, Vec<(Text, Value)>>,
    /// Of records that have no id yet, which are told apart by all that they hold.
    of_new: Vec<(Arc<Record>, Text, Value)>,
    asked: Option<(Arc<Record>, Text)>,
}

impl Lookups {
    /// Where the relationship leads, when it was read.
    pub(crate) fn related(&self, record: &Record, relationship: &str) -> Option<&Value> {
        let is_it = |name: &Text| name.eq_ignore_ascii_case(relationship);
        let Some(id) = record.id() else {
            let mut new = self.of_new.iter();
            let found = new.find(|(holder, name, _)| is_it(name) && **holder == *record);
            return found.map(|(_, _, related)| related);
        };
        let mut known = self.of_stored.get(id)?.iter();
        known
            .find(|(name, _)| is_it(name))
            .map(|(_, related)| related)
    }

    /// Notes which lookup is asked for.
    pub(crate) fn ask(&mut self, unloaded: &Unloaded) {
        self.asked = Some((unloaded.record.clone(), unloaded.relationship.clone()));
    }

    /// Keeps where the lookup leads that was asked for.
    pub(crate) fn keep(&mut self, related: Option<Record>) {
        let Some((holder, relationship)) = self.asked.take() else {
            return;
        };
        let related = related.map_or(Value::Null, |record| Value::Record(Arc::new(record)));
        match holder.id() {
            Some(id) => {
                let known = self.of_stored.entry(id.clone()).or_default();
                known.push((relationship, related));
            }
            None => self.of_new.push((holder, relationship, related)),
        }
    }

    /// Forgets the lookups read so far, as after a write.
    pub(crate) fn forget(&mut self) {
        self.of_stored.clear();
        self.of_new.clear();
    }
}
