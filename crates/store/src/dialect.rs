//! What a statement may use, and the little that differs between databases.
//!
//! The portable subset: placeholders `?1`, `?2`, …; `INSERT … ON CONFLICT (…) DO NOTHING | DO UPDATE
//! SET x = excluded.x`; `RETURNING`; `NULLS FIRST`; `LIMIT`; `LIKE … ESCAPE`; `lower`, `coalesce`,
//! `max`, `min`, `count`; scalar subselects; recursive `WITH`; partial indexes; double-quoted
//! identifiers. Columns are INTEGER (64 bits), TEXT (compared by code points) or BLOB. Booleans are
//! 0 and 1, moments are microseconds. No statement relies on a column's affinity, on `rowid`, or on
//! a failed statement leaving the transaction usable, unless a savepoint stands before it.
