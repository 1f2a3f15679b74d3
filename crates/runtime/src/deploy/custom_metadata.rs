//! Records of custom metadata: rows of tables of their own, so that queries find them.

use segue_definition::CustomMetadata;
use segue_language::{Comparison, Filter, Logic, ObjectType, Operator, Query, Record, Text, Value};
use segue_store::{RecordTable, RecordTables};

use super::Deploying;
use crate::RuntimeError;
use crate::records::coerce;

/// The field that names a record.
const NAME: &str = "DeveloperName";

impl Deploying<'_> {
    /// Writes the records that are new or have changed.
    pub(super) fn custom_metadata(&self) -> Result<(), RuntimeError> {
        let mut tables = RecordTables::default();
        for table in &self.prepared.tables {
            tables.insert(table.clone());
        }
        for metadata in &self.project.custom_metadata {
            if let Some(table) = tables.get(&metadata.object) {
                self.put_metadata_record(&tables, table, metadata)?;
            }
        }
        Ok(())
    }

    fn put_metadata_record(
        &self,
        tables: &RecordTables,
        table: &RecordTable,
        metadata: &CustomMetadata,
    ) -> Result<(), RuntimeError> {
        let record = record(table.object(), metadata)?;
        let known = self.tx.records(tables, &named(metadata))?;
        let Some(known) = known.first() else {
            let id = self.tx.new_record_id(table)?;
            self.tx.create_record(table, &id, &record, &self.stamp)?;
            return Ok(());
        };
        let mut changes = Record::new(record.object.clone());
        for field in record.changes() {
            if field.value != *known.get(&field.name).unwrap_or(&Value::Null) {
                changes.set(field.name.clone(), field.value.clone());
            }
        }
        if let (Some(id), true) = (known.id(), changes.changes().next().is_some()) {
            self.tx.update_record(table, id, &changes, &self.stamp)?;
        }
        Ok(())
    }
}

fn named(metadata: &CustomMetadata) -> Query {
    Query {
        object: metadata.object.clone(),
        filter: Filter {
            logic: Logic::All,
            comparisons: vec![Comparison {
                field: NAME.into(),
                operator: Operator::EqualTo,
                value: Value::Text(metadata.name.clone()),
            }],
        },
        sort: None,
        limit: Some(1),
    }
}

fn record(object: &ObjectType, metadata: &CustomMetadata) -> Result<Record, RuntimeError> {
    let mut record = Record::new(object.name.clone());
    let (name, label) = (&metadata.name, Text::from(metadata.label.as_str()));
    for (field, text) in [
        (NAME, name),
        ("QualifiedApiName", name),
        ("MasterLabel", &label),
        ("Label", &label),
    ] {
        if object.field(field).is_some() {
            record.set(field, Value::Text(text.clone()));
        }
    }
    for (field, text) in &metadata.values {
        let Some(field) = object.field(field) else {
            continue;
        };
        let value = text.as_deref().map_or(Value::Null, Value::text);
        let value = coerce(value, &field.value_type).map_err(|problem| {
            let place = format!("{} {name}, field {}: {problem}", object.name, field.name);
            RuntimeError::Refused(vec![place])
        })?;
        record.set(field.name.clone(), value);
    }
    Ok(record)
}
