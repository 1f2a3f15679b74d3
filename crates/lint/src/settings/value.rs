//! Settings as a tree, whatever form they were written in.

use saphyr::{LoadableYamlNode, Scalar, Yaml};

use super::BadSettings;

/// Deepest nesting of settings that is read.
const DEPTH_MAX: usize = 16;

/// Some settings.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// Named ones, in order.
    Map(Vec<(String, Value)>),
    /// Several.
    List(Vec<Value>),
    /// A text.
    Text(String),
    /// A number as it is written.
    Number(String),
    /// True or false.
    Flag(bool),
    /// Nothing.
    Nothing,
}

impl Value {
    /// The settings of a table of TOML.
    pub(super) fn of_toml(value: &toml::Value) -> Value {
        match value {
            toml::Value::String(text) => Value::Text(text.clone()),
            toml::Value::Integer(number) => Value::Number(number.to_string()),
            toml::Value::Float(number) => Value::Number(number.to_string()),
            toml::Value::Boolean(flag) => Value::Flag(*flag),
            toml::Value::Datetime(moment) => Value::Text(moment.to_string()),
            toml::Value::Array(list) => Value::List(list.iter().map(Value::of_toml).collect()),
            toml::Value::Table(table) => Value::Map(
                table
                    .iter()
                    .map(|(name, value)| (name.clone(), Value::of_toml(value)))
                    .collect(),
            ),
        }
    }

    /// The settings of a text in YAML, of which JSON is a part.
    pub(super) fn of_yaml(text: &str) -> Result<Value, BadSettings> {
        let documents =
            Yaml::load_from_str(text).map_err(|error| BadSettings(error.to_string()))?;
        match documents.first() {
            Some(document) => of_node(document, 0),
            None => Ok(Value::Nothing),
        }
    }

    /// The named values; none when it is something else.
    pub(super) fn map(&self) -> Option<&[(String, Value)]> {
        match self {
            Value::Map(map) => Some(map),
            Value::Nothing => Some(&[]),
            _ => None,
        }
    }

    /// The text or number, as it is written.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) | Value::Number(text) => Some(text),
            _ => None,
        }
    }

    /// The texts of a list, or the one text.
    pub(super) fn texts(&self) -> Option<Vec<&str>> {
        match self {
            Value::Nothing => Some(Vec::new()),
            Value::List(list) => list.iter().map(Value::text).collect(),
            one => one.text().map(|text| vec![text]),
        }
    }
}

fn of_node(node: &Yaml<'_>, depth: usize) -> Result<Value, BadSettings> {
    if depth > DEPTH_MAX {
        let message = format!("settings are nested deeper than {DEPTH_MAX} levels");
        return Err(BadSettings(message));
    }
    Ok(match node {
        Yaml::Value(scalar) => of_scalar(scalar),
        Yaml::Representation(text, ..) => Value::Text(text.to_string()),
        Yaml::Sequence(items) => Value::List(
            items
                .iter()
                .map(|item| of_node(item, depth + 1))
                .collect::<Result<_, _>>()?,
        ),
        Yaml::Mapping(map) => {
            let mut entries = Vec::new();
            for (key, value) in map {
                let key = of_node(key, depth + 1)?;
                let name = key.text().unwrap_or_default().to_owned();
                entries.push((name, of_node(value, depth + 1)?));
            }
            Value::Map(entries)
        }
        Yaml::Tagged(_, inner) => of_node(inner, depth + 1)?,
        Yaml::Alias(_) | Yaml::BadValue => Value::Nothing,
    })
}

fn of_scalar(scalar: &Scalar<'_>) -> Value {
    match scalar {
        Scalar::Null => Value::Nothing,
        Scalar::Boolean(flag) => Value::Flag(*flag),
        Scalar::Integer(number) => Value::Number(number.to_string()),
        Scalar::FloatingPoint(number) => Value::Number(number.to_string()),
        Scalar::String(text) => Value::Text(text.to_string()),
    }
}
