//! The SQLite driver: the only file that names rusqlite.

/// An error of the database driver.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct DriverError(#[from] rusqlite::Error);

/// A connection with its prepared statements.
#[derive(Debug)]
pub(crate) struct Connection {
    inner: rusqlite::Connection,
}

/// One row of an answer.
pub(crate) struct Row<'a>(&'a rusqlite::Row<'a>);
