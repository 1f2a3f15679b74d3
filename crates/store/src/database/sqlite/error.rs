//! SQLite's errors as those of the store.

use rusqlite::ErrorCode;

use crate::StoreError;

/// An error of the database driver.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct DriverError(#[from] rusqlite::Error);

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        if let rusqlite::Error::SqliteFailure(code, Some(message)) = &error {
            if code.code == ErrorCode::ConstraintViolation && message.starts_with("UNIQUE") {
                return StoreError::Duplicate {
                    field: constrained_field(message).to_owned(),
                };
            }
            if matches!(
                code.code,
                ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase
            ) {
                return StoreError::corrupt(message.as_str());
            }
        }
        StoreError::Unavailable(DriverError(error))
    }
}

/// `UNIQUE constraint failed: r_X.Field` or `…: index 'unique:X:Field'`.
fn constrained_field(message: &str) -> &str {
    let place = message.rsplit(['.', ':']).next().unwrap_or(message);
    place.trim().trim_end_matches('\'')
}
