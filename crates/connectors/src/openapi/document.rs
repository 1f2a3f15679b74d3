//! The text of a document as JSON, within limits.

use saphyr::{LoadableYamlNode, Scalar, Yaml};
use serde_json::{Map, Value as Json};

use crate::http::is_too_deep;

/// Largest document, in bytes.
pub(super) const OPENAPI_BYTES_MAX: usize = 5 << 20;
/// Values of one document.
const VALUES_MAX: usize = 500_000;
/// Deepest nesting.
const DEPTH_MAX: usize = 64;

/// Which of the two families of documents it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// Swagger 2.0.
    Two,
    /// OpenAPI 3.0 and 3.1.
    Three,
}

/// Why a document was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenApiProblem {
    /// Neither JSON nor YAML.
    #[error("the document is neither JSON nor YAML: {0}")]
    Malformed(String),
    /// Of another kind or version.
    #[error("the document says neither `swagger: \"2.0\"` nor `openapi: 3.0` or 3.1")]
    Version,
    /// Beyond a limit.
    #[error("the document has too many {0}: the limit is {1}")]
    TooLarge(&'static str, usize),
}

/// Reads a text.
pub(super) fn read(text: &str) -> Result<(Json, Version), OpenApiProblem> {
    if text.len() > OPENAPI_BYTES_MAX {
        return Err(OpenApiProblem::TooLarge("bytes", OPENAPI_BYTES_MAX));
    }
    let document = match text.trim_start().starts_with('{') {
        true => json(text)?,
        false => yaml(text)?,
    };
    let version = version(&document).ok_or(OpenApiProblem::Version)?;
    Ok((document, version))
}

fn version(document: &Json) -> Option<Version> {
    let said = |name: &str| match document.get(name)? {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    };
    match (said("swagger").as_deref(), said("openapi").as_deref()) {
        (Some("2.0" | "2"), _) => Some(Version::Two),
        (_, Some(text)) if text == "3.0" || text == "3.1" => Some(Version::Three),
        (_, Some(text)) if text.starts_with("3.0.") || text.starts_with("3.1.") => {
            Some(Version::Three)
        }
        _ => None,
    }
}

fn json(text: &str) -> Result<Json, OpenApiProblem> {
    if is_too_deep(text.as_bytes()) {
        return Err(OpenApiProblem::TooLarge("levels", DEPTH_MAX));
    }
    serde_json::from_str(text).map_err(|error| OpenApiProblem::Malformed(error.to_string()))
}

fn yaml(text: &str) -> Result<Json, OpenApiProblem> {
    let documents = Yaml::load_from_str(text);
    let documents = documents.map_err(|error| OpenApiProblem::Malformed(error.to_string()))?;
    let mut left = VALUES_MAX;
    match documents.first() {
        Some(document) => plain(document, 0, &mut left),
        None => Err(OpenApiProblem::Version),
    }
}

fn plain(node: &Yaml<'_>, depth: usize, left: &mut usize) -> Result<Json, OpenApiProblem> {
    if depth > DEPTH_MAX {
        return Err(OpenApiProblem::TooLarge("levels", DEPTH_MAX));
    }
    let spent = left.checked_sub(1);
    *left = spent.ok_or(OpenApiProblem::TooLarge("values", VALUES_MAX))?;
    Ok(match node {
        Yaml::Value(scalar) => of_scalar(scalar),
        Yaml::Sequence(items) => {
            let items = items.iter().map(|item| plain(item, depth + 1, left));
            Json::Array(items.collect::<Result<_, _>>()?)
        }
        Yaml::Mapping(pairs) => {
            let mut object = Map::new();
            for (key, value) in pairs {
                object.insert(key_of(key), plain(value, depth + 1, left)?);
            }
            Json::Object(object)
        }
        Yaml::Tagged(_, inner) => plain(inner, depth + 1, left)?,
        _ => Json::Null,
    })
}

fn of_scalar(scalar: &Scalar<'_>) -> Json {
    match scalar {
        Scalar::Null => Json::Null,
        Scalar::Boolean(flag) => (*flag).into(),
        Scalar::Integer(number) => (*number).into(),
        Scalar::FloatingPoint(number) => (**number).into(),
        Scalar::String(text) => text.as_ref().into(),
    }
}

/// Status codes are often written as numbers.
fn key_of(key: &Yaml<'_>) -> String {
    match key {
        Yaml::Value(Scalar::String(text)) => text.to_string(),
        Yaml::Value(Scalar::Integer(number)) => number.to_string(),
        Yaml::Value(Scalar::Boolean(flag)) => flag.to_string(),
        _ => String::new(),
    }
}
