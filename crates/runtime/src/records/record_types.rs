//! Record types: which a new record gets, what it makes of picklists, and their own records.

use rustc_hash::FxHashMap;
use segue_language::{
    Filter, ObjectType, Query, RECORD_TYPE_FIELD, Record, RecordType, Text, Value,
};
use segue_store::{RecordTable, RecordTables, Stamp, StoreError, Tx, View};

use super::checks::{record_type_id, refuse};
use crate::turn::{Reading, Stop, Turn};

/// The object of the records of record types.
const OBJECT: &str = "RecordType";
/// Most record types of a project.
const TYPES_MAX: u32 = 10_000;

/// Ids and API names of record types, by API name of their object in small letters.
pub(crate) type KnownTypes = FxHashMap<String, Vec<(Text, Text)>>;

impl Turn<'_> {
    /// Gives a new record its record type and the values that it begins with: the given one, else the
    /// default one of whoever makes it, else the only active one.
    pub(super) fn of_record_type(
        &self,
        table: &RecordTable,
        record: &mut Record,
    ) -> Result<(), Stop> {
        let object = table.object();
        if object.record_types.is_empty() {
            return Ok(());
        }
        match record_type_id(record) {
            None => self.take_default_type(object, record),
            Some(id) => {
                let known = self.type_of(object, id).is_some_and(|own| own.is_active);
                if !known {
                    let flaw = "is no active record type of this object".to_owned();
                    let flaws = vec![(Text::from(RECORD_TYPE_FIELD), flaw)];
                    return refuse(object, flaws, Vec::new());
                }
            }
        }
        let Some(own) = record_type_id(record).and_then(|id| self.type_of(object, id)) else {
            return Ok(());
        };
        for picklist in &own.picklists {
            if let Some(value) = &picklist.default
                && let Some(field) = object.field(&picklist.field)
                && record.get(&field.name).is_none()
            {
                record.set(field.name.clone(), Value::Text(value.clone()));
            }
        }
        Ok(())
    }

    fn take_default_type(&self, object: &ObjectType, record: &mut Record) {
        if let Some(own) = self.reading().default_type(object)
            && let Some(id) = self.id_of_type(object, own)
        {
            record.set(RECORD_TYPE_FIELD, Value::Text(id));
        }
    }

    /// The record type of a record.
    pub(super) fn record_type<'t>(
        &self,
        table: &'t RecordTable,
        record: &Record,
    ) -> Option<&'t RecordType> {
        let object = table.object();
        if object.record_types.is_empty() {
            return None;
        }
        self.type_of(object, record_type_id(record)?)
    }

    fn type_of<'o>(&self, object: &'o ObjectType, id: &Text) -> Option<&'o RecordType> {
        self.reading().record_type_of(object, id)
    }

    fn id_of_type(&self, object: &ObjectType, wanted: &RecordType) -> Option<Text> {
        self.reading().id_of_record_type(object, wanted)
    }
}

impl Reading<'_> {
    /// The record type of an object with that id.
    pub(crate) fn record_type_of<'o>(
        self,
        object: &'o ObjectType,
        id: &Text,
    ) -> Option<&'o RecordType> {
        let id = segue_store::canonical_id(id);
        let known = self.known_types_of(object)?;
        let (_, name) = known.iter().find(|(known, _)| *known == id)?;
        object.record_type(name)
    }

    /// The record type of a new record where none is given: the default one of the user, where it is
    /// active, else the only active one.
    pub(crate) fn default_type(self, object: &ObjectType) -> Option<&RecordType> {
        let access = self.access();
        let own = access.default_type(&object.name);
        let own = own.and_then(|name| object.record_type(name));
        if let Some(own) = own.filter(|own| own.is_active) {
            return Some(own);
        }
        let mut active = object.record_types.iter().filter(|own| own.is_active);
        active.next().filter(|_| active.next().is_none())
    }

    /// The id of a record type.
    pub(crate) fn id_of_record_type(
        self,
        object: &ObjectType,
        wanted: &RecordType,
    ) -> Option<Text> {
        let known = self.known_types_of(object)?;
        let found = known.iter().find(|(_, name)| *name == wanted.name);
        found.map(|(id, _)| id.clone())
    }

    fn known_types_of(&self, object: &ObjectType) -> Option<&Vec<(Text, Text)>> {
        let key = object.name.to_ascii_lowercase();
        self.deployed.record_types.get(&key)
    }
}

/// The record types that have records.
pub(crate) fn known_types(view: &View, tables: &RecordTables) -> Result<KnownTypes, StoreError> {
    let mut known = KnownTypes::default();
    if tables.get(OBJECT).is_none() {
        return Ok(known);
    }
    for record in view.records(tables, &all())? {
        let object = text(&record, "SobjectType").to_ascii_lowercase();
        let id = record.id().cloned().unwrap_or_default();
        let own = known.entry(object).or_default();
        own.push((id, text(&record, "DeveloperName")));
    }
    Ok(known)
}

/// Makes a record for each record type of an object, and brings those that are there up to date.
pub(crate) fn write_types(
    tx: &Tx<'_>,
    tables: &RecordTables,
    object: &ObjectType,
    stamp: &Stamp<'_>,
) -> Result<(), StoreError> {
    let Some(table) = tables
        .get(OBJECT)
        .filter(|_| !object.record_types.is_empty())
    else {
        return Ok(());
    };
    let known = tx.records(tables, &all())?;
    for own in &object.record_types {
        let is_it = |record: &&Record| {
            text(record, "SobjectType").eq_ignore_ascii_case(&object.name)
                && text(record, "DeveloperName") == own.name
        };
        let mut record = Record::new(OBJECT);
        record.set("Name", Value::text(own.label.as_str()));
        record.set("Description", Value::text(own.description.as_str()));
        record.set("IsActive", Value::Boolean(own.is_active));
        match known.iter().find(is_it) {
            Some(there) if is_same(there, &record) => {}
            Some(there) => {
                let id = there.id().cloned().unwrap_or_default();
                tx.update_record(table, &id, &record, stamp)?;
            }
            None => {
                record.set("DeveloperName", Value::Text(own.name.clone()));
                record.set("SobjectType", Value::Text(object.name.clone()));
                let id = tx.new_record_id(table)?;
                tx.create_record(table, &id, &record, stamp)?;
            }
        }
    }
    Ok(())
}

fn is_same(there: &Record, wanted: &Record) -> bool {
    let mut fields = wanted.fields().iter();
    fields.all(|field| match (&field.value, there.get(&field.name)) {
        (Value::Text(text), Some(Value::Null)) => text.is_empty(),
        (value, Some(known)) => value == known,
        (_, None) => false,
    })
}

fn all() -> Query {
    Query {
        object: OBJECT.into(),
        filter: Filter::all(),
        sort: None,
        limit: Some(TYPES_MAX),
    }
}

fn text(record: &Record, field: &str) -> Text {
    let value = record.get(field).and_then(Value::as_text);
    value.cloned().unwrap_or_default()
}
