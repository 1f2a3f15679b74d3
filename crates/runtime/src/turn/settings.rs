//! `$Setup` and `$CustomMetadata`: settings that are kept as records.

use std::sync::Arc;

use segue_language::{Comparison, Filter, Logic, Operator, Query, Record, Text, Type, Value};

use super::facts::Reading;
use crate::access::Named;

/// Most records of one custom setting that are looked at.
const SETTINGS_MAX: u32 = 1_000;

/// `$Setup.Object__c.Field__c`: the value for the user, else for her profile, else for everybody.
pub(super) fn setup(reading: Reading<'_>, path: &[Text]) -> Option<Value> {
    let [object, field] = path else {
        return None;
    };
    let rows = rows(reading, object, None)?;
    let profile = reading.access().profile();
    let levels: [&dyn Fn(&str) -> bool; 3] = [
        &|owner| owner == &**reading.user,
        &|owner| {
            profile
                .as_ref()
                .is_some_and(|profile| is_it(profile, owner))
        },
        &|owner| owner.is_empty() || owner.starts_with("00D"),
    ];
    let of_level = |is_owner: &dyn Fn(&str) -> bool| {
        let mut own = rows.iter().filter(|row| is_owner(&owner_of(row)));
        own.find_map(|row| row.get(field).filter(|value| !value.is_null()).cloned())
    };
    let found = levels.iter().find_map(|is_owner| of_level(is_owner));
    Some(found.unwrap_or_else(|| default(reading, object, field)))
}

fn is_it(profile: &Named, owner: &str) -> bool {
    owner == &*profile.id || owner.eq_ignore_ascii_case(&profile.name)
}

fn owner_of(row: &Record) -> Text {
    let owner = row.get("SetupOwnerId").and_then(Value::as_text);
    owner.cloned().unwrap_or_default()
}

/// What a field is where nobody has set it.
fn default(reading: Reading<'_>, object: &str, field: &str) -> Value {
    let table = reading.deployed.tables.get(object);
    let Some(field) = table.and_then(|table| table.object().field(field)) else {
        return Value::Null;
    };
    match (&field.default, &field.value_type) {
        (Some(value), _) => value.clone(),
        (None, Type::Boolean) => Value::Boolean(false),
        _ => Value::Null,
    }
}

/// `$CustomMetadata.Object__mdt.Record.Field__c`.
pub(super) fn custom_metadata(reading: Reading<'_>, path: &[Text]) -> Option<Value> {
    let [object, name, field] = path else {
        return None;
    };
    let rows = rows(reading, object, Some(name))?;
    let value = rows.first().and_then(|row| row.get(field));
    Some(value.cloned().unwrap_or_default())
}

/// The records of an object, all or those of one name; read once until something is written.
fn rows(reading: Reading<'_>, object: &Text, name: Option<&Text>) -> Option<Arc<Vec<Record>>> {
    reading.deployed.tables.get(object)?;
    let key = (object.clone(), name.cloned());
    if let Some(known) = reading.reads.borrow().settings.get(&key) {
        return Some(known.clone());
    }
    let named = name.map(|name| Comparison {
        field: "DeveloperName".into(),
        operator: Operator::EqualTo,
        value: Value::Text(name.clone()),
    });
    let query = Query {
        object: object.clone(),
        filter: Filter {
            logic: Logic::All,
            comparisons: named.into_iter().collect(),
        },
        sort: None,
        limit: Some(SETTINGS_MAX),
    };
    let rows = match reading.view.records(&reading.deployed.tables, &query) {
        Ok(rows) => Arc::new(rows),
        Err(error) => {
            reading.reads.borrow_mut().failure = Some(error.to_string());
            return None;
        }
    };
    reading
        .reads
        .borrow_mut()
        .settings
        .insert(key, rows.clone());
    Some(rows)
}
