//! Properties of bodies as flat names: `address.city` is `address_city`.

use segue_language::ActionType;

use super::names::api_name;
use super::schema::{Property, Shape};

/// Objects in objects that become names of their own; deeper ones are JSON.
const NESTED_MAX: usize = 4;
/// Names that one body gives.
const FIELDS_MAX: usize = 200;

/// A value somewhere in a body.
pub(super) struct Field {
    /// API name.
    pub(super) name: String,
    pub(super) kind: ActionType,
    pub(super) is_list: bool,
    pub(super) is_required: bool,
    /// Properties from the outermost in.
    pub(super) path: Vec<String>,
}

/// The values of a body. A body that is no object is one value, called `body`.
pub(super) fn fields(shape: &Shape, is_wanted: fn(&Property) -> bool) -> Vec<Field> {
    let mut fields = Vec::new();
    match shape {
        Shape::Object(properties) => collect(properties, &[], true, is_wanted, &mut fields),
        other => fields.push(field(other, &[], true)),
    }
    fields
}

fn collect(
    properties: &[Property],
    path: &[String],
    is_required: bool,
    is_wanted: fn(&Property) -> bool,
    fields: &mut Vec<Field>,
) {
    for property in properties.iter().filter(|property| is_wanted(property)) {
        let mut path = path.to_vec();
        path.push(property.name.clone());
        let is_required = is_required && property.is_required;
        match &property.shape {
            Shape::Object(inner) if path.len() < NESTED_MAX => {
                collect(inner, &path, is_required, is_wanted, fields);
            }
            _ if fields.len() >= FIELDS_MAX => return,
            shape => fields.push(field(shape, &path, is_required)),
        }
    }
}

fn field(shape: &Shape, path: &[String], is_required: bool) -> Field {
    let (kind, is_list) = match shape {
        Shape::One(kind) => (*kind, false),
        Shape::Many(kind) => (*kind, true),
        Shape::Object(_) => (ActionType::Json, false),
    };
    Field {
        name: match path.is_empty() {
            true => "body".to_owned(),
            false => api_name(&path.join("_")),
        },
        kind,
        is_list,
        is_required,
        path: path.to_vec(),
    }
}
