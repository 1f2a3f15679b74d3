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
    /// What the fields held before the screen was shown, when it was answered before.
    pub(crate) stored: Option<Vec<(Slot, Value)>>,
    /// Whether the screen has been set up.
    pub(crate) is_ready: bool,
}

impl Page {
    /// All slots that it names.
    pub(crate) fn slots(&self) -> impl Iterator<Item = Slot> {
        let rows = self.rows.iter().map(|(slot, _)| *slot);
        let stored = self.stored.iter().flatten().map(|(slot, _)| *slot);
        rows.chain(stored).chain(self.asked)
    }
}
