//! Sources of numbers, reserved in blocks so that a turn costs no statement for them.

use crate::{Result, Tx};

impl Tx<'_> {
    /// The next number of a sequence of its own, such as a counter in a scenario.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be reserved.
    pub fn next_number(&self, _sequence: &str) -> Result<i64> {
        todo!()
    }
}
