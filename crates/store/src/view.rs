//! What can be read: shared by the store, its transactions and its readers.

use sha2::{Digest, Sha256};

use crate::Result;
use crate::database::{Connection, dialect};

/// Everything that can be read. Each method is one finished read: no cursor stays open.
#[derive(Debug)]
pub struct View {
    pub(crate) connection: Connection,
}

impl View {
    /// A hash of everything that is stored in all tables, but for columns of those names: two
    /// databases with the same content have the same.
    ///
    /// # Errors
    /// [`crate::StoreError`] when something cannot be read.
    pub fn content(&self, but: &[&str]) -> Result<[u8; 32]> {
        let tables = self
            .connection
            .read(dialect::TABLES, &[], |row| Ok(row.text(0)?.to_owned()))?;
        let mut hash = Sha256::new();
        for table in tables {
            let columns =
                self.connection
                    .read(dialect::COLUMNS, &[table.as_str().into()], |row| {
                        Ok(row.text(0)?.to_owned())
                    })?;
            let columns = columns
                .iter()
                .filter(|column| !but.contains(&column.as_str()));
            let values: Vec<String> = columns
                .map(|column| format!("quote({})", dialect::quoted(column)))
                .collect();
            let row = values.join(" || ',' || ");
            let sql = format!("SELECT {row} FROM {} ORDER BY 1", dialect::quoted(&table));
            for line in self
                .connection
                .read(&sql, &[], |row| Ok(row.text(0)?.to_owned()))?
            {
                hash.update(line.as_bytes());
                hash.update([0]);
            }
        }
        Ok(hash.finalize().into())
    }
}
