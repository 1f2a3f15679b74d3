//! Creating, changing and deleting records.

use std::borrow::Cow;

use segue_language::{Record, Text, Value};

use super::auto_number::auto_number;
use super::column::{Column, Role};
use super::kind::Stored;
use super::table::RecordTable;
use crate::{Result, Stamp, StoreError, Tx, record_id};

impl Tx<'_> {
    /// An id for a new record.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be reserved.
    pub fn new_record_id(&self, table: &RecordTable) -> Result<Text> {
        let prefix = &table.object().key_prefix;
        let number = self.number(prefix)?;
        Ok(record_id(prefix, number))
    }

    /// Stores a new record with all its fields, the defaults of fields that it does not have, and
    /// the next auto-numbers; system fields are the store's own.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when a unique value exists already, [`StoreError::Unsupported`]
    /// when a field does not exist or cannot hold its value.
    pub fn create_record(
        &self,
        table: &RecordTable,
        id: &str,
        record: &Record,
        stamp: &Stamp,
    ) -> Result<()> {
        check_fields(table, record)?;
        let mut stored = Vec::with_capacity(table.columns.len());
        for column in &table.columns {
            stored.push(match column.role {
                Role::AutoNumber(ref format) => {
                    self.next_auto_number(table, column, format, stamp)?
                }
                _ => first_value(column, id, record, stamp)?,
            });
        }
        let params: Vec<_> = stored.iter().map(Stored::param).collect();
        self.write(&table.insert, &params)?;
        Ok(())
    }

    /// Writes the changed fields of a record ([`Record::changes`]); false when it is gone.
    ///
    /// # Errors
    /// As for [`Tx::create_record`].
    pub fn update_record(
        &self,
        table: &RecordTable,
        id: &str,
        changes: &Record,
        stamp: &Stamp,
    ) -> Result<bool> {
        check_fields(table, changes)?;
        let mut stored = vec![Stored::Text(Cow::Borrowed(id))];
        let mut sets = Vec::new();
        for column in &table.columns {
            if let Some(value) = next_value(column, changes, stamp)? {
                stored.push(value);
                sets.push(format!("{} = ?{}", column.quoted(), stored.len()));
            }
        }
        if sets.is_empty() {
            return Ok(self.record(table, id)?.is_some());
        }
        let sql = format!(
            "UPDATE {} SET {} WHERE \"Id\" = ?1",
            table.name,
            sets.join(", ")
        );
        let params: Vec<_> = stored.iter().map(Stored::param).collect();
        let is_there = self.write(&sql, &params)? == 1;
        if deactivates(table, changes) {
            self.end_access(id)?;
        }
        Ok(is_there)
    }

    /// Deletes a record; false when it is gone.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn delete_record(&self, table: &RecordTable, id: &str) -> Result<bool> {
        if is_user(table) {
            self.end_access(id)?;
        }
        Ok(self.write(&table.delete, &[id.into()])? == 1)
    }

    fn next_auto_number(
        &self,
        table: &RecordTable,
        column: &Column,
        format: &str,
        stamp: &Stamp,
    ) -> Result<Stored<'static>> {
        let sequence = format!("{}.{}", table.object().name, column.name);
        let number = self.next_number(&sequence)?;
        let value = auto_number(format, number, stamp.at);
        Ok(Stored::Text(Cow::Owned(value.to_string())))
    }
}

/// The value of a new record's column.
fn first_value<'a>(
    column: &'a Column,
    id: &'a str,
    record: &'a Record,
    stamp: &Stamp<'a>,
) -> Result<Stored<'a>> {
    match column.role {
        Role::Id => Ok(Stored::Text(Cow::Borrowed(id))),
        Role::CreatedAt | Role::ModifiedAt => Ok(Stored::Integer(stamp.at.0)),
        Role::CreatedBy | Role::ModifiedBy => Ok(Stored::Text(Cow::Borrowed(stamp.by))),
        Role::IsDeleted => Ok(Stored::Integer(0)),
        Role::Given | Role::AutoNumber(_) => {
            column.stored(record.get(&column.name).unwrap_or(&column.default))
        }
    }
}

/// The new value of a column, when the change has one.
fn next_value<'a>(
    column: &Column,
    changes: &'a Record,
    stamp: &Stamp<'a>,
) -> Result<Option<Stored<'a>>> {
    match column.role {
        Role::ModifiedAt => Ok(Some(Stored::Integer(stamp.at.0))),
        Role::ModifiedBy => Ok(Some(Stored::Text(Cow::Borrowed(stamp.by)))),
        Role::Given => {
            let is_it = |name: &str| name.eq_ignore_ascii_case(&column.name);
            let field = changes.changes().find(|field| is_it(&field.name));
            field.map(|field| column.stored(&field.value)).transpose()
        }
        _ => Ok(None),
    }
}

fn is_user(table: &RecordTable) -> bool {
    table.object().name.eq_ignore_ascii_case("User")
}

/// Whether a user is not active any more: what she signed in with is worth nothing from then on,
/// whoever made the change and whatever follows.
fn deactivates(table: &RecordTable, changes: &Record) -> bool {
    is_user(table)
        && changes.changes().any(|field| {
            field.name.eq_ignore_ascii_case("IsActive") && field.value != Value::Boolean(true)
        })
}

/// A followed lookup is held as a nested record and is no field; anything else must be one.
fn check_fields(table: &RecordTable, record: &Record) -> Result<()> {
    for field in record.fields() {
        let is_nested = matches!(field.value, Value::Record(_));
        let is_read_only = table.living(&field.name).is_some();
        if !is_nested
            && !is_read_only
            && table.column(&field.name).is_none()
            && !is_relationship(table, &field.name)
        {
            let object = &table.object().name;
            let what = format!("{object} has no field {}", field.name);
            return Err(StoreError::unsupported(what));
        }
    }
    Ok(())
}

fn is_relationship(table: &RecordTable, name: &str) -> bool {
    table.object().lookup(name).is_some()
}
