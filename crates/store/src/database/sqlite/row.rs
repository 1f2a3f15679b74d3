//! Rows and bound values, between SQLite's types and ours.

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};

use crate::database::Param;
use crate::{Result, StoreError};

/// One row of an answer.
pub(crate) struct Row<'a>(pub(super) &'a rusqlite::Row<'a>);

impl Row<'_> {
    /// The whole number in a column.
    pub(crate) fn integer(&self, column: usize) -> Result<i64> {
        Ok(self.0.get(column)?)
    }

    /// The whole number in a column, or none for null.
    pub(crate) fn optional_integer(&self, column: usize) -> Result<Option<i64>> {
        Ok(self.0.get(column)?)
    }

    /// The text in a column.
    pub(crate) fn text(&self, column: usize) -> Result<&str> {
        let text = self.optional_text(column)?;
        text.ok_or_else(|| StoreError::corrupt("a text is missing"))
    }

    /// The text in a column, or none for null.
    pub(crate) fn optional_text(&self, column: usize) -> Result<Option<&str>> {
        match self.0.get_ref(column)? {
            ValueRef::Null => Ok(None),
            value => match value.as_str() {
                Ok(text) => Ok(Some(text)),
                Err(_) => Err(StoreError::corrupt("a text is no text")),
            },
        }
    }

    /// The bytes in a column.
    pub(crate) fn bytes(&self, column: usize) -> Result<&[u8]> {
        let value = self.0.get_ref(column)?;
        value
            .as_blob()
            .map_err(|_| StoreError::corrupt("bytes are no bytes"))
    }

    /// The hash in a column.
    pub(crate) fn hash(&self, column: usize) -> Result<[u8; 32]> {
        let bytes = self.bytes(column)?;
        bytes
            .try_into()
            .map_err(|_| StoreError::corrupt("a hash does not have 32 bytes"))
    }
}

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Param::Null => ValueRef::Null,
            Param::Integer(number) => ValueRef::Integer(number),
            Param::Text(text) => ValueRef::Text(text.as_bytes()),
            Param::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}
