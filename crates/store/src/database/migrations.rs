//! Migrations: numbered files, each applied once, in one transaction, with a checksum.

use sha2::{Digest, Sha256};

use crate::database::{Connection, dialect};
use crate::{Result, StoreError};

const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/sqlite/0001_first.sql"),
    include_str!("../../migrations/sqlite/0002_identity.sql"),
    include_str!("../../migrations/sqlite/0003_work.sql"),
    include_str!("../../migrations/sqlite/0004_openings.sql"),
    include_str!("../../migrations/sqlite/0005_routing.sql"),
    include_str!("../../migrations/sqlite/0006_endpoints.sql"),
    include_str!("../../migrations/sqlite/0007_mail.sql"),
    include_str!("../../migrations/sqlite/0008_identities.sql"),
    include_str!("../../migrations/sqlite/0009_second_factors.sql"),
    include_str!("../../migrations/sqlite/0010_approvals.sql"),
    include_str!("../../migrations/sqlite/0011_awaits.sql"),
    include_str!("../../migrations/sqlite/0012_access.sql"),
    include_str!("../../migrations/sqlite/0013_alone.sql"),
    include_str!("../../migrations/sqlite/0014_approval_items.sql"),
];

const LEDGER: &str = "CREATE TABLE IF NOT EXISTS migration(
    n INTEGER PRIMARY KEY, checksum BLOB NOT NULL) STRICT";

/// Refuses, before anything is changed, a database of a newer program or of another one. Gives the
/// number of applied migrations.
pub(crate) fn examine(connection: &Connection) -> Result<usize> {
    let tables = connection.read(dialect::TABLES, &[], |row| Ok(row.text(0)?.to_owned()))?;
    if tables.is_empty() {
        return Ok(0);
    }
    if !tables.iter().any(|table| table == "migration") {
        return Err(StoreError::corrupt("the database is not one of Segue"));
    }
    check(connection)
}

/// How many migrations there are.
pub(crate) fn known() -> usize {
    MIGRATIONS.len()
}

/// Brings a database to the version of this program.
pub(crate) fn migrate(connection: &Connection) -> Result<()> {
    connection.run(LEDGER)?;
    let applied = check(connection)?;
    for (place, text) in MIGRATIONS.iter().enumerate().skip(applied) {
        connection.run(dialect::BEGIN)?;
        if let Err(error) = apply(connection, place, text) {
            connection.run(dialect::ROLLBACK)?;
            return Err(error);
        }
        connection.run(dialect::COMMIT)?;
    }
    Ok(())
}

fn check(connection: &Connection) -> Result<usize> {
    let sql = "SELECT n, checksum FROM migration ORDER BY n";
    let applied = connection.read(sql, &[], |row| Ok((row.integer(0)?, row.hash(1)?)))?;
    let (found, known) = (applied.len() as i64, MIGRATIONS.len() as i64);
    if found > known {
        return Err(StoreError::NewerDatabase { found, known });
    }
    for ((n, checksum), text) in applied.iter().zip(MIGRATIONS) {
        if *checksum != checksum_of(text) {
            return Err(StoreError::corrupt(format!(
                "migration {n} is another one here"
            )));
        }
    }
    Ok(applied.len())
}

fn apply(connection: &Connection, place: usize, text: &str) -> Result<()> {
    connection.run(text)?;
    let sql = "INSERT INTO migration(n, checksum) VALUES (?1, ?2)";
    let checksum = checksum_of(text);
    connection.write(sql, &[(place as i64 + 1).into(), checksum[..].into()])?;
    Ok(())
}

fn checksum_of(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}
