//! What a schema allows, as far as flows can hold it.

use segue_language::ActionType;
use serde_json::Value as Json;

use super::budget::{Budget, reference};

/// Schemas in schemas that are looked into.
const DEPTH_MAX: usize = 24;
/// Properties of one object.
const PROPERTIES_MAX: usize = 500;

/// A schema as flows can hold it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// One value.
    One(ActionType),
    /// A collection of values.
    Many(ActionType),
    /// Properties by name.
    Object(Vec<Property>),
}

/// A property of an object.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Property {
    pub(super) name: String,
    pub(super) shape: Shape,
    pub(super) is_required: bool,
    pub(super) is_read_only: bool,
    pub(super) is_write_only: bool,
}

/// Looks into schemas of one document.
pub(super) struct Schemas<'d, 'b> {
    pub(super) document: &'d Json,
    pub(super) budget: &'b mut Budget,
    /// References that are being looked into: a schema may hold itself.
    ring: Vec<&'d str>,
}

impl<'d, 'b> Schemas<'d, 'b> {
    pub(super) fn new(document: &'d Json, budget: &'b mut Budget) -> Self {
        Schemas {
            document,
            budget,
            ring: Vec::new(),
        }
    }

    /// What a schema allows. What flows cannot hold is a text of JSON.
    pub(super) fn shape(&mut self, schema: &'d Json) -> Shape {
        if self.ring.len() > DEPTH_MAX {
            return Shape::One(ActionType::Json);
        }
        let name = reference(schema).unwrap_or_default();
        if !name.is_empty() && self.ring.contains(&name) {
            return Shape::One(ActionType::Json);
        }
        let Some(schema) = self.budget.resolve(self.document, schema) else {
            return Shape::One(ActionType::Json);
        };
        self.ring.push(name);
        let shape = self.of_resolved(schema);
        self.ring.pop();
        shape
    }

    fn of_resolved(&mut self, schema: &'d Json) -> Shape {
        if schema.get("allOf").is_some() {
            return self.of_all(schema);
        }
        for choice in ["oneOf", "anyOf"] {
            if let Some(schemas) = schema.get(choice).and_then(Json::as_array) {
                return self.of_one(schemas);
            }
        }
        match kind(schema) {
            Some("array") => self.of_list(schema),
            Some("object") => self.of_object(schema),
            Some(kind) => Shape::One(scalar(kind, schema)),
            None if schema.get("properties").is_some() => self.of_object(schema),
            None if schema.get("enum").is_some() => Shape::One(of_enum(schema)),
            None => Shape::One(ActionType::Json),
        }
    }

    /// A value of several schemas at once: properties together, else the first that says a type.
    fn of_all(&mut self, schema: &'d Json) -> Shape {
        let parts = schema["allOf"].as_array();
        let parts = parts.into_iter().flatten();
        let mut shapes: Vec<Shape> = parts.map(|part| self.shape(part)).collect();
        if schema.get("properties").is_some() {
            shapes.push(self.of_object(schema));
        }
        let required = required(schema);
        let mut properties: Vec<Property> = Vec::new();
        for shape in &shapes {
            if let Shape::Object(own) = shape {
                for property in own {
                    properties.retain(|known| known.name != property.name);
                    properties.push(property.clone());
                }
            }
        }
        for property in &mut properties {
            property.is_required |= required.contains(&property.name.as_str());
        }
        if !properties.is_empty() {
            properties.truncate(PROPERTIES_MAX);
            return Shape::Object(properties);
        }
        let mut typed = shapes.into_iter();
        typed
            .find(|shape| *shape != Shape::One(ActionType::Json))
            .unwrap_or(Shape::One(ActionType::Json))
    }

    /// A value of one of several schemas: of the only one that is not null, else JSON.
    fn of_one(&mut self, schemas: &'d [Json]) -> Shape {
        let is_null = |schema: &&Json| schema.get("type").and_then(Json::as_str) == Some("null");
        let mut others = schemas.iter().filter(|schema| !is_null(schema));
        match (others.next(), others.next()) {
            (Some(only), None) => self.shape(only),
            _ => Shape::One(ActionType::Json),
        }
    }

    fn of_list(&mut self, schema: &'d Json) -> Shape {
        let Some(items) = schema.get("items") else {
            return Shape::One(ActionType::Json);
        };
        match self.shape(items) {
            Shape::One(ActionType::Json) | Shape::Many(_) | Shape::Object(_) => {
                Shape::One(ActionType::Json)
            }
            Shape::One(kind) => Shape::Many(kind),
        }
    }

    fn of_object(&mut self, schema: &'d Json) -> Shape {
        let required = required(schema);
        let properties = schema.get("properties").and_then(Json::as_object);
        let properties: Vec<Property> = properties
            .into_iter()
            .flatten()
            .take(PROPERTIES_MAX)
            .map(|(name, schema)| self.property(name, schema, &required))
            .collect();
        match properties.is_empty() {
            true => Shape::One(ActionType::Json),
            false => Shape::Object(properties),
        }
    }

    fn property(&mut self, name: &str, schema: &'d Json, required: &[&str]) -> Property {
        let resolved = self.budget.resolve(self.document, schema);
        let says = |word: &str| {
            let flag = resolved.and_then(|schema| schema.get(word));
            flag.and_then(Json::as_bool).unwrap_or_default()
        };
        Property {
            is_required: required.contains(&name),
            is_read_only: says("readOnly"),
            is_write_only: says("writeOnly"),
            name: name.to_owned(),
            shape: self.shape(schema),
        }
    }
}

/// The type of a schema; of several the only one beside null.
fn kind(schema: &Json) -> Option<&str> {
    match schema.get("type")? {
        Json::String(kind) => Some(kind),
        Json::Array(kinds) => {
            let kinds = kinds.iter().filter_map(Json::as_str);
            let mut kinds = kinds.filter(|kind| *kind != "null");
            match (kinds.next(), kinds.next()) {
                (Some(only), None) => Some(only),
                _ => Some("any"),
            }
        }
        _ => None,
    }
}

fn scalar(kind: &str, schema: &Json) -> ActionType {
    let format = schema.get("format").and_then(Json::as_str);
    match (kind, format) {
        ("integer" | "number", _) => ActionType::Number,
        ("boolean", _) => ActionType::Boolean,
        ("string", Some("date")) => ActionType::Date,
        ("string", Some("date-time")) => ActionType::DateTime,
        ("string", Some("time")) => ActionType::Time,
        ("string", _) => ActionType::Text,
        _ => ActionType::Json,
    }
}

fn of_enum(schema: &Json) -> ActionType {
    let values = schema["enum"].as_array();
    let mut values = values.into_iter().flatten();
    match values.all(|value| value.is_string() || value.is_null()) {
        true => ActionType::Text,
        false => ActionType::Json,
    }
}

fn required(schema: &Json) -> Vec<&str> {
    let names = schema.get("required").and_then(Json::as_array);
    names
        .into_iter()
        .flatten()
        .filter_map(Json::as_str)
        .collect()
}
