//! Sources of numbers, reserved in blocks so that a turn costs no statement for them.

use std::cell::{Cell, RefCell};

use rustc_hash::FxHashMap;

use crate::{Result, StoreError, Tx};

/// Numbers reserved at once where a gap after a restart does not matter.
pub(crate) const BLOCK: i64 = 1024;

/// Reserved numbers that were not handed out yet.
#[derive(Debug, Default)]
pub(crate) struct Sequences {
    first: i64,
    blocks: RefCell<FxHashMap<String, std::ops::Range<i64>>>,
    /// Whether the open transaction has reserved any.
    is_uncommitted: Cell<bool>,
}

impl Sequences {
    pub(crate) fn new(first: i64) -> Self {
        Sequences {
            first,
            ..Default::default()
        }
    }

    /// Reservations of the open transaction are kept.
    pub(crate) fn commit(&self) {
        self.is_uncommitted.set(false);
    }

    /// Reservations of the open transaction may be undone: none is used any more.
    pub(crate) fn forget(&self) {
        if self.is_uncommitted.replace(false) {
            self.blocks.borrow_mut().clear();
        }
    }
}

impl Tx<'_> {
    /// The next number of a sequence of its own, such as a counter in a scenario.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be reserved.
    pub fn next_number(&self, sequence: &str) -> Result<i64> {
        self.reserve(sequence, 1)
    }

    /// The next number of a sequence that may have gaps.
    pub(crate) fn number(&self, sequence: &str) -> Result<i64> {
        if let Some(block) = self.sequences().blocks.borrow_mut().get_mut(sequence)
            && let Some(number) = block.next()
        {
            return Ok(number);
        }
        let first = self.reserve(sequence, BLOCK)?;
        let rest = first + 1..first + BLOCK;
        let sequences = self.sequences();
        sequences.is_uncommitted.set(true);
        sequences
            .blocks
            .borrow_mut()
            .insert(sequence.to_owned(), rest);
        Ok(first)
    }

    fn reserve(&self, sequence: &str, count: i64) -> Result<i64> {
        let sql = "INSERT INTO sequence(name, next) VALUES (?1, ?2 + ?3)
            ON CONFLICT(name) DO UPDATE SET next = sequence.next + ?3 RETURNING next";
        let params = [sequence.into(), self.sequences().first.into(), count.into()];
        let next = self.write_returning(sql, &params, |row| row.integer(0))?;
        let next = next.ok_or_else(|| StoreError::corrupt("a sequence gave no number"))?;
        Ok(next - count)
    }
}
