//! Records of custom metadata: `Tax_Rate.Germany.md-meta.xml`.

use segue_language::{FieldType, Text, Type};

use super::object::plain;
use crate::document::Node;

/// A record of custom metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomMetadata {
    /// API name of the object, such as `Tax_Rate__mdt`.
    pub object: Text,
    /// Name of the record among those of its object.
    pub name: Text,
    /// Label.
    pub label: String,
    /// `(field, text)`; none is null.
    pub values: Vec<(Text, Option<String>)>,
}

/// The object and the record that a file of that name holds; none when its name says neither.
pub(crate) fn names(file_name: &str) -> Option<(Text, Text)> {
    let name = file_name.strip_suffix("-meta.xml").unwrap_or(file_name);
    let name = name.strip_suffix(".md")?;
    let (object, record) = name.split_once('.')?;
    let object = match object.ends_with("__mdt") {
        true => Text::from(object),
        false => format!("{object}__mdt").into(),
    };
    Some((object, record.into()))
}

/// The record in a file of that name.
pub(crate) fn record(file_name: &str, root: &Node) -> Option<CustomMetadata> {
    let (object, name) = names(file_name)?;
    let values = root.children("values").filter_map(|value| {
        let field = value.text_of("field")?;
        let given = value.child("value").filter(|given| !given.is_nil);
        let text = given.map(|given| given.text.to_string());
        Some((field.into(), text.filter(|text| !text.is_empty())))
    });
    Some(CustomMetadata {
        label: root.text_of("label").unwrap_or(&name).to_owned(),
        values: values.collect(),
        object,
        name,
    })
}

/// The fields that a record's values have, by the types that stand with them in `source`.
pub(crate) fn fields(root: &Node, source: &str) -> Vec<FieldType> {
    let values = root.children("values").filter_map(|value| {
        let field = value.text_of("field")?;
        let opening = value
            .child("value")
            .map_or("", |given| opening(given, source));
        Some(plain(field, field, written_type(opening)))
    });
    values.collect()
}

fn opening<'s>(node: &Node, source: &'s str) -> &'s str {
    let text = source.get(node.range.clone()).unwrap_or_default();
    text.split('>').next().unwrap_or_default()
}

fn written_type(opening: &str) -> Type {
    let Some((_, after)) = opening.split_once(":type=") else {
        return Type::Text;
    };
    let name = after.trim_start_matches(['"', '\'']);
    let end = name.find(['"', '\'']).unwrap_or(name.len());
    match name[..end].rsplit(':').next().unwrap_or_default() {
        "boolean" => Type::Boolean,
        "double" | "int" | "integer" | "decimal" | "long" => Type::Number,
        "date" => Type::Date,
        "dateTime" => Type::DateTime,
        "time" => Type::Time,
        _ => Type::Text,
    }
}
