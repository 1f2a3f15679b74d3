//! What a statement may use, and the little that differs between databases.
//!
//! The portable subset: placeholders `?1`, `?2`, …; `INSERT … ON CONFLICT (…) DO NOTHING | DO UPDATE
//! SET x = excluded.x`; `RETURNING`; `NULLS FIRST`; `LIMIT`; `LIKE … ESCAPE`; `lower`, `coalesce`,
//! `max`, `min`, `count`; scalar subselects; recursive `WITH`; partial and expression indexes;
//! double-quoted identifiers. Columns are INTEGER (64 bits), TEXT (compared by code points) or BLOB.
//! Booleans are 0 and 1, moments are microseconds. No statement relies on a column's affinity, on
//! `rowid`, or on a failed statement leaving the transaction usable unless a savepoint stands
//! before it.

use std::borrow::Cow;

/// Begins a transaction that will write.
pub(crate) const BEGIN: &str = "BEGIN IMMEDIATE";
/// Begins a transaction that reads everything as it is at one moment.
pub(crate) const BEGIN_TO_READ: &str = "BEGIN";
/// Reads one row that is always there.
pub(crate) const ANY_READ: &str = "SELECT n FROM migration LIMIT 1";
/// Keeps what was written.
pub(crate) const COMMIT: &str = "COMMIT";
/// Undoes what was written.
pub(crate) const ROLLBACK: &str = "ROLLBACK";

/// Copies the log into the database as far as nobody is in the way.
pub(crate) const CHECKPOINT: &str = "PRAGMA wal_checkpoint(PASSIVE)";
/// Copies all of the log and begins it again.
pub(crate) const RESTART_LOG: &str = "PRAGMA wal_checkpoint(RESTART)";

/// Names of all tables.
pub(crate) const TABLES: &str = "SELECT name FROM sqlite_schema WHERE type = 'table'";
/// Names of the columns of a table.
pub(crate) const COLUMNS: &str = "SELECT name FROM pragma_table_info(?1) ORDER BY cid";
/// Text after the columns of a record table.
pub(crate) const TABLE_END: &str = ") STRICT, WITHOUT ROWID";
/// Settings of a file's write connection.
pub(crate) fn file_settings(cache_mib: u32) -> String {
    format!(
        "PRAGMA page_size = 4096;
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA wal_autocheckpoint = 0;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -{};",
        u64::from(cache_mib) * 1024
    )
}

/// Settings of the connection that checkpoints.
pub(crate) const CHECKPOINTER_SETTINGS: &str =
    "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;";

/// Settings of a connection that only reads: 8 MiB of pages.
pub(crate) const READER_SETTINGS: &str = "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192;";

/// The savepoint statements of a depth.
pub(crate) fn savepoint(verb: &str, depth: usize) -> String {
    format!("{verb} s{depth}")
}

/// How texts are folded before they are compared without regard to case; the same as `lower`.
pub(crate) fn lower(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase())
    }
}

/// A name as an identifier.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
