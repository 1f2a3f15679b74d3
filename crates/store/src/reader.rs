//! Readers: views on read-only connections of their own, beside the writer.

use std::ops::Deref;
use std::path::Path;

use crate::database::{Connection, migrations};
use crate::{Result, StoreError, View};

/// A read-only connection. Each method sees what was committed when it began.
#[derive(Debug)]
pub struct Reader(pub(crate) View);

impl Deref for Reader {
    type Target = View;

    fn deref(&self) -> &View {
        &self.0
    }
}

impl Reader {
    /// Opens the database at `path` for reading only; it must have the version of this program.
    ///
    /// # Errors
    /// [`StoreError::NewerDatabase`] when a newer program wrote it.
    pub fn open(path: &Path) -> Result<Reader> {
        let connection = Connection::open_to_read(path)?;
        if migrations::examine(&connection)? == 0 {
            return Err(StoreError::corrupt("the database is empty"));
        }
        Ok(Reader(View { connection }))
    }
}
