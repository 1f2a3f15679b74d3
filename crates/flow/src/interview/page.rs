//! A page: the screen that is shown, and what showing it needed.

use std::sync::Arc;

use segue_language::Value;
use serde::{Deserialize, Serialize};

use crate::Slot;

/// The screen that is shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Page {
    /// Rows of the record choice sets read so far.
    pub(crate) rows: Vec<(Slot, Arc<Vec<Value>>)>,
    /// The choice set whose rows were asked for.
    pub(crate) asked: Option<Slot>,
    /// What fields hold unless they are answered: stored answers at first, then what was shown.
    /// A field that is not named takes its default.
    pub(crate) base: Vec<(Slot, Value)>,
    /// Whether the fields hold what is shown.
    pub(crate) is_ready: bool,
}

impl Page {
    /// What a field holds unless it is answered.
    pub(crate) fn base(&self, slot: Slot) -> Option<&Value> {
        let found = self.base.iter().find(|(known, _)| *known == slot);
        found.map(|(_, value)| value)
    }

    /// The rows of a record choice set.
    pub(crate) fn rows(&self, slot: Slot) -> Option<&Arc<Vec<Value>>> {
        let found = self.rows.iter().find(|(known, _)| *known == slot);
        found.map(|(_, rows)| rows)
    }

    /// All slots that it names.
    pub(crate) fn slots(&self) -> impl Iterator<Item = Slot> {
        let rows = self.rows.iter().map(|(slot, _)| *slot);
        let base = self.base.iter().map(|(slot, _)| *slot);
        rows.chain(base).chain(self.asked)
    }
}
