//! A page: the screen that is shown, and what showing it needed.

use std::sync::Arc;

use segue_language::{Record, Text, Value};
use serde::{Deserialize, Serialize};

use crate::Slot;

/// The screen that is shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Page {
    /// Rows of the record choice sets read so far.
    rows: Vec<(RowsKey, Arc<Vec<Value>>)>,
    /// The rows asked for.
    asked: Option<RowsKey>,
    /// What fields hold unless they are answered: stored answers at first, then what was shown.
    /// A field that is not named takes its default.
    pub(crate) base: Vec<(Slot, Value)>,
    /// Whether the fields hold what is shown.
    pub(crate) is_ready: bool,
    /// Fields that took what an action found, since the last submission.
    #[serde(skip)]
    pub(crate) renewed: Vec<Text>,
}

/// A record choice set and the values of its filter: answers on the page may change them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct RowsKey {
    /// The choice set.
    pub(crate) slot: Slot,
    /// The values of its filter.
    pub(crate) values: Vec<Value>,
}

impl Page {
    /// Notes which rows are asked for.
    pub(crate) fn ask(&mut self, key: RowsKey) {
        self.asked = Some(key);
    }

    /// Whether rows were asked for.
    pub(crate) fn has_asked(&self) -> bool {
        self.asked.is_some()
    }

    /// Keeps the rows asked for.
    pub(crate) fn keep_rows(&mut self, rows: Vec<Record>) {
        if let Some(key) = self.asked.take() {
            let rows = rows.into_iter().map(|row| Value::Record(Arc::new(row)));
            self.rows.push((key, Arc::new(rows.collect())));
        }
    }

    /// Forgets the rows read so far: an action may have changed them.
    pub(crate) fn forget_rows(&mut self) {
        self.rows.clear();
    }

    /// What a field holds unless it is answered.
    pub(crate) fn base(&self, slot: Slot) -> Option<&Value> {
        let found = self.base.iter().find(|(known, _)| *known == slot);
        found.map(|(_, value)| value)
    }

    /// The rows of a record choice set.
    pub(crate) fn rows(&self, key: &RowsKey) -> Option<&Arc<Vec<Value>>> {
        let found = self.rows.iter().find(|(known, _)| known == key);
        found.map(|(_, rows)| rows)
    }

    /// All slots that it names.
    pub(crate) fn slots(&self) -> impl Iterator<Item = Slot> {
        let rows = self.rows.iter().map(|(key, _)| key.slot);
        let base = self.base.iter().map(|(slot, _)| *slot);
        rows.chain(base)
    }
}
