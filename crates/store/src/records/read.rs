//! Reading records: one by its id, or those that a query finds.

use segue_language::{Query, Record};

use super::filter::Statement;
use super::kind::Stored;
use super::table::{RecordTable, RecordTables};
use crate::database::Row;
use crate::{Result, StoreError, View};

impl View {
    /// A record with all fields of its object.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub fn record(&self, table: &RecordTable, id: &str) -> Result<Option<Record>> {
        let read = |row: &Row| record(table, row);
        self.connection
            .read_one(&table.select_one, &[id.into()], read)
    }

    /// The records that a query finds, with all fields. Dotted fields follow lookups through
    /// `tables`. Nulls come first, whatever the direction; without a sort, older records do.
    ///
    /// # Errors
    /// [`StoreError::Unsupported`] when the query names what does not exist or compares what
    /// cannot be compared.
    pub fn records(&self, tables: &RecordTables, query: &Query) -> Result<Vec<Record>> {
        let Some(table) = tables.get(&query.object) else {
            let what = format!("there is no object {}", query.object);
            return Err(StoreError::unsupported(what));
        };
        let statement = Statement::of(tables, table, query)?;
        let params: Vec<_> = statement.params.iter().map(Stored::param).collect();
        self.connection
            .read(&statement.sql, &params, |row| record(table, row))
    }
}

fn record(table: &RecordTable, row: &Row) -> Result<Record> {
    let mut fields = Vec::with_capacity(table.columns.len());
    for (place, column) in table.columns.iter().enumerate() {
        fields.push((column.name.clone(), column.value(row, place)?));
    }
    Ok(Record::loaded(table.object().name.clone(), fields))
}
