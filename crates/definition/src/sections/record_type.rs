//! Record types of objects.

use std::sync::Arc;

use segue_language::{
    FieldType, Logic, Lookup, LookupFilter, LookupOperand, LookupTest, ObjectType, Operator, Path,
    RECORD_TYPE_FIELD, RecordType, RecordTypePicklist, Text, Type,
};

use crate::document::Node;

/// Takes over the record type that a `RecordType`, or a `recordTypes` element of an object,
/// describes.
pub(crate) fn put_record_type(object: &mut ObjectType, node: &Node, stem: &str) {
    let name: Text = node.text_of("fullName").unwrap_or(stem).into();
    let record_type = RecordType {
        label: node.text_of("label").unwrap_or(&name).to_owned(),
        description: node.text_of("description").unwrap_or_default().to_owned(),
        is_active: node.text_of("active") != Some("false"),
        picklists: node
            .children("picklistValues")
            .filter_map(picklist)
            .collect(),
        name,
    };
    object
        .record_types
        .retain(|known| known.name != record_type.name);
    object.record_types.push(record_type);
    object.record_types.sort_by(|a, b| a.name.cmp(&b.name));
    if object.field(RECORD_TYPE_FIELD).is_none() {
        object.fields.push(FieldType {
            lookup: Some(Lookup {
                filter: Some(own_types(&object.name)),
                ..Lookup::new(vec!["RecordType".into()], "RecordType")
            }),
            length_max: Some(18),
            ..FieldType::new(RECORD_TYPE_FIELD, "Record Type", Type::Text)
        });
    }
}

/// The active record types of an object.
fn own_types(object: &Text) -> Arc<LookupFilter> {
    let test = |field, value: &Text| LookupTest {
        left: LookupOperand::Named(Path::new(field)),
        operator: Operator::In,
        is_denied: false,
        right: LookupOperand::Written(vec![value.clone()]),
    };
    Arc::new(LookupFilter {
        logic: Logic::All,
        tests: vec![
            test("SobjectType", object),
            test("IsActive", &Text::from("true")),
        ],
        message: None,
    })
}

fn picklist(node: &Node) -> Option<RecordTypePicklist> {
    let mut default = None;
    let values = node.children("values").filter_map(|value| {
        let name: Text = decoded(value.text_of("fullName")?).into();
        if value.flag("default") {
            default = Some(name.clone());
        }
        Some(name)
    });
    let values = values.collect();
    Some(RecordTypePicklist {
        field: node.text_of("picklist")?.into(),
        values,
        default,
    })
}

/// Values stand there as in addresses: `In%2FOut`.
fn decoded(written: &str) -> String {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = std::str::from_utf8(after.get(..2).unwrap_or_default()).unwrap_or_default();
        match (first, u8::from_str_radix(hex, 16)) {
            (b'%', Ok(byte)) if hex.len() == 2 => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| written.to_owned())
}
