//! Two objects: accounts and cases that look them up.

use std::sync::Arc;

use segue_language::{
    Comparison, FieldSource, FieldType, Filter, Logic, Lookup, ObjectType, Operator, Query, Record,
    Sort, Text, Type, Value,
};
use segue_store::{RecordTable, RecordTables, Stamp, Store, Tx};

use crate::bed::{NOON, write};

pub(crate) const STAMP: Stamp = Stamp {
    at: NOON,
    by: "005000000000001AAA",
};

pub(crate) fn field(name: &str, value_type: Type) -> FieldType {
    FieldType::new(name, name, value_type)
}

pub(crate) fn system(name: &str, value_type: Type) -> FieldType {
    FieldType {
        source: FieldSource::System,
        ..field(name, value_type)
    }
}

pub(crate) fn lookup(name: &str, relationship: &str, to: &[&str]) -> FieldType {
    let to = to.iter().map(|object| Text::from(*object)).collect();
    FieldType {
        lookup: Some(Lookup::new(to, relationship)),
        ..field(name, Type::Text)
    }
}

pub(crate) fn object(name: &str, key_prefix: &str, fields: Vec<FieldType>) -> Arc<ObjectType> {
    let mut all = vec![
        system("Id", Type::Text),
        system("CreatedDate", Type::DateTime),
        system("CreatedById", Type::Text),
        system("LastModifiedDate", Type::DateTime),
        system("LastModifiedById", Type::Text),
        system("IsDeleted", Type::Boolean),
    ];
    all.extend(fields);
    Arc::new(ObjectType::new(name, name, key_prefix, all))
}

pub(crate) fn account() -> Arc<ObjectType> {
    object(
        "Account",
        "001",
        vec![
            field("Name", Type::Text),
            FieldType {
                unique: true,
                ..field("Code__c", Type::Text)
            },
            field("Revenue", Type::Number),
            field("IsVip__c", Type::Boolean),
            lookup("OwnerId", "Owner", &["User", "Group"]),
        ],
    )
}

pub(crate) fn case() -> Arc<ObjectType> {
    let number = FieldSource::AutoNumber(Text::from("C-{0000}"));
    object(
        "Case",
        "500",
        vec![
            FieldType {
                source: number,
                ..field("CaseNumber", Type::Text)
            },
            field("Subject", Type::Text),
            FieldType {
                default: Some(Value::text("New")),
                ..field("Status", Type::Picklist)
            },
            field("Amount", Type::Number),
            field("Due", Type::Date),
            field("At", Type::DateTime),
            field("Hour", Type::Time),
            field("IsHot", Type::Boolean),
            lookup("AccountId", "Account", &["Account"]),
        ],
    )
}

/// Tables of both objects and of people.
pub(crate) fn tables(store: &mut Store) -> RecordTables {
    let mut tables = RecordTables::default();
    write(store, |tx| {
        for object in segue_store::people_objects() {
            tables.insert(tx.ensure_object(&Arc::new(object)).unwrap());
        }
        for object in [account(), case()] {
            tables.insert(tx.ensure_object(&object).unwrap());
        }
    });
    tables
}

pub(crate) fn record(object: &str, fields: &[(&str, Value)]) -> Record {
    let mut record = Record::new(object);
    for (name, value) in fields {
        record.set(*name, value.clone());
    }
    record
}

/// Stores a record and gives its id.
pub(crate) fn create(tx: &Tx, table: &RecordTable, fields: &[(&str, Value)]) -> Text {
    let id = tx.new_record_id(table).unwrap();
    let record = record(&table.object().name, fields);
    tx.create_record(table, &id, &record, &STAMP).unwrap();
    id
}

pub(crate) fn number(text: &str) -> Value {
    Value::Number(text.parse().unwrap())
}

pub(crate) fn compare(field: &str, operator: Operator, value: Value) -> Comparison {
    Comparison {
        field: Text::from(field),
        operator,
        value,
    }
}

/// A query for cases that meet all comparisons.
pub(crate) fn cases(comparisons: Vec<Comparison>) -> Query {
    Query {
        object: Text::from("Case"),
        filter: Filter {
            logic: Logic::All,
            comparisons,
        },
        sort: None,
        limit: None,
    }
}

pub(crate) fn sorted(field: &str, descending: bool) -> Query {
    let sort = Some(Sort {
        field: Text::from(field),
        descending,
    });
    Query {
        sort,
        ..cases(Vec::new())
    }
}

/// Subjects of the records that a query finds.
pub(crate) fn subjects(store: &Store, tables: &RecordTables, query: &Query) -> Vec<String> {
    let found = store.records(tables, query).unwrap();
    let subject = |record: &Record| {
        record
            .get("Subject")
            .unwrap()
            .as_text()
            .unwrap()
            .to_string()
    };
    found.iter().map(subject).collect()
}
