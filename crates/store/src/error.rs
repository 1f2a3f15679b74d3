//! What can go wrong in the store. Absence is an `Option`, never an error.

use crate::{DriverError, RunNumber};

/// Why the store did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else changed the run since it was read.
    #[error("run {run} is no longer at version {expected}")]
    Conflict {
        /// The run.
        run: RunNumber,
        /// The version that the writer had read.
        expected: i64,
    },
    /// A unique value exists already.
    #[error("another record has the same {field}")]
    Duplicate {
        /// API name of the field, or name of the column.
        field: String,
    },
    /// The fault knob of a crash test: nothing is written from here on.
    #[error("the store was stopped")]
    Stopped,
    /// The database was written by a newer program.
    #[error("the database is at version {found}, this program knows versions up to {known}")]
    NewerDatabase {
        /// Version of the database.
        found: i64,
        /// Newest version that this program knows.
        known: i64,
    },
    /// What was read cannot be what was written.
    #[error("the database is damaged: {what}")]
    Corrupt {
        /// One sentence.
        what: String,
    },
    /// A query, field or value that the record tables cannot carry out.
    #[error("{what}")]
    Unsupported {
        /// One sentence.
        what: String,
    },
    /// The database did not answer.
    #[error("the database is unavailable")]
    Unavailable(#[source] DriverError),
}

impl StoreError {
    pub(crate) fn corrupt(what: impl Into<String>) -> Self {
        StoreError::Corrupt { what: what.into() }
    }

    pub(crate) fn unsupported(what: impl Into<String>) -> Self {
        StoreError::Unsupported { what: what.into() }
    }
}

/// What the store's methods give back.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;
