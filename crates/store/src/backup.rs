//! Copies of a database that is in use, and what is known of a database before it is opened.

use std::path::Path;

use crate::database::{Connection, migrations};
use crate::{Reader, Result};

/// How far a database is brought to the version of this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schema {
    /// Migrations that were applied.
    pub applied: usize,
    /// Migrations that this program knows.
    pub known: usize,
}

impl Reader {
    /// Copies the whole database, as it is at one moment, to a file; whoever writes meanwhile is
    /// not held up. The copy is one file, with nothing beside it.
    ///
    /// # Errors
    /// [`crate::StoreError`] when one of them cannot be read or written.
    pub fn copy_to(&self, file: &Path) -> Result<()> {
        self.connection.copy_to(file)
    }
}

/// How far the database at `path` is.
///
/// # Errors
/// [`crate::StoreError::NewerDatabase`] when a newer program wrote it.
pub fn schema_of(path: &Path) -> Result<Schema> {
    let connection = Connection::open_to_read(path)?;
    Ok(Schema {
        applied: migrations::examine(&connection)?,
        known: migrations::known(),
    })
}
