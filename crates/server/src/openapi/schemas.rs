//! All schemas by name; each stands beside what it describes.

use serde_json::{Map, Value};

use crate::{api, problem};

/// A name and a JSON schema.
pub(crate) type Schema = (&'static str, &'static str);

/// All schemas.
pub(super) fn all() -> Map<String, Value> {
    let own: &[Schema] = &[problem::SCHEMA];
    let groups = api::SCHEMAS.iter().copied().chain([own]);
    let schemas = groups.flatten();
    schemas
        .map(|(name, schema)| ((*name).to_owned(), parsed(schema)))
        .collect()
}

/// A schema as a value.
pub(super) fn parsed(schema: &str) -> Value {
    serde_json::from_str(schema).expect("a schema of ours is JSON")
}
