//! The published JSON Schemas: current, and what is right passes them.

use std::fs;
use std::path::{Path, PathBuf};

use saphyr::{LoadableYamlNode, Scalar, Yaml};
use segue_definition::{Schema, SourceFile, schema, to_yaml};
use serde_json::{Map, Value};

use crate::corpus::corpus;
use crate::round_trip::metadata;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn parsed(which: Schema) -> Value {
    serde_json::from_str(&schema(which)).expect("a schema is JSON")
}

#[test]
fn the_schemas_of_the_reference_are_current() {
    for which in Schema::ALL {
        let path = format!("docs/reference/schema/{}.schema.json", which.word());
        let path = root().join(path);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, schema(which)).unwrap();
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        let kept: Value = serde_json::from_str(&kept).unwrap_or_default();
        assert!(kept == parsed(which), "UPDATE=1 writes {}", path.display());
    }
}

#[test]
fn the_files_of_the_examples_and_tests_pass_their_schemas() {
    let mut n_files = 0;
    for folder in ["examples", "crates/runtime/tests"] {
        for path in files(&root().join(folder)) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let Some(which) = schema_of(&name) else {
                continue;
            };
            let text = fs::read_to_string(&path).unwrap();
            assert_eq!(faults(which, &text), [""; 0], "{}", path.display());
            n_files += 1;
        }
    }
    assert!(n_files > 40, "{n_files}");
}

#[test]
fn the_yaml_of_every_real_flow_passes_its_schema() {
    let Some(corpus) = corpus() else { return };
    for (path, text) in metadata(&corpus) {
        if let Ok(yaml) = to_yaml(&SourceFile::new(&*path, &*text)) {
            let which = schema_of(&yaml.name).expect("it is a file with a schema");
            assert_eq!(faults(which, &yaml.text), [""; 0], "{path}");
        }
    }
}

#[test]
fn what_is_wrong_does_not_pass() {
    for (which, text) in [
        (Schema::Orchestration, "orchestration: a\nstage: {}\n"),
        (
            Schema::Orchestration,
            "orchestration: a\nstages: {A: {stepz: {}}}\n",
        ),
        (Schema::Flow, "flow: a\nelements: {A: {shw: {}}}\n"),
        (Schema::Object, "object: a\nfields: {A__c: {kind: Text}}\n"),
        (Schema::People, "people: {user: []}\n"),
        (
            Schema::Scenario,
            "scenarios: [{scenario: a, steps: [{creat: {}}]}]\n",
        ),
    ] {
        assert!(!faults(which, text).is_empty(), "{text}");
    }
}

fn schema_of(name: &str) -> Option<Schema> {
    if name == "people.yaml" {
        return Some(Schema::People);
    }
    let all = Schema::ALL.into_iter();
    let mut all = all.filter(|which| *which != Schema::People);
    all.find(|which| name.ends_with(&format!(".{}.yaml", which.word())))
}

pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder can be read") {
        let path = entry.expect("a folder can be read").path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push(path),
        }
    }
    found.sort();
    found
}

fn faults(which: Schema, text: &str) -> Vec<String> {
    let documents = Yaml::load_from_str(text).expect("it is YAML");
    let mut faults = Vec::new();
    let schema = parsed(which);
    check(&schema, &schema, &json(&documents[0]), "", &mut faults);
    faults
}

fn json(yaml: &Yaml<'_>) -> Value {
    match yaml {
        Yaml::Value(Scalar::Boolean(flag)) => Value::from(*flag),
        Yaml::Value(Scalar::Integer(number)) => Value::from(*number),
        Yaml::Value(Scalar::FloatingPoint(number)) => Value::from(number.into_inner()),
        Yaml::Value(Scalar::String(text)) => Value::from(text.to_string()),
        Yaml::Sequence(items) => items.iter().map(json).collect(),
        Yaml::Mapping(entries) => {
            let text = |key: &Yaml<'_>| match json(key) {
                Value::String(text) => text,
                other => other.to_string(),
            };
            let entries = entries.iter();
            let map: Map<String, Value> = entries
                .map(|(key, value)| (text(key), json(value)))
                .collect();
            Value::Object(map)
        }
        _ => Value::Null,
    }
}

/// Checks the keywords that our schemas use; any other is a fault of the schema.
fn check(root: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    let Value::Object(keywords) = schema else {
        assert_eq!(schema, &Value::Bool(true), "at {at}");
        return;
    };
    for (keyword, wanted) in keywords {
        match keyword.as_str() {
            "$ref" => {
                let path = wanted
                    .as_str()
                    .expect("a schema is well made")
                    .trim_start_matches('#');
                let target = root.pointer(path).expect("a reference leads somewhere");
                check(root, target, value, at, faults);
            }
            "type" => check_type(wanted, value, at, faults),
            "enum" => {
                if !wanted
                    .as_array()
                    .expect("a schema is well made")
                    .contains(value)
                {
                    faults.push(format!("{at}: {value} is none of {wanted}"));
                }
            }
            "anyOf" => {
                let passes = |one: &Value| {
                    let mut faults = Vec::new();
                    check(root, one, value, at, &mut faults);
                    faults.is_empty()
                };
                if !wanted
                    .as_array()
                    .expect("a schema is well made")
                    .iter()
                    .any(passes)
                {
                    faults.push(format!(
                        "{at}: {value} passes none of {}",
                        wanted.as_array().expect("a schema is well made").len()
                    ));
                }
            }
            "items" => {
                for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, wanted, item, &format!("{at}/{i}"), faults);
                }
            }
            "properties" | "additionalProperties" | "required" | "minProperties" => {}
            "pattern" => {
                let is_upper = |text: &str| text.starts_with(|c: char| c.is_ascii_uppercase());
                if !value.as_str().is_some_and(is_upper) {
                    faults.push(format!("{at}: {value} has no capital"));
                }
            }
            "$schema" | "$defs" | "title" | "description" => {}
            other => panic!("the keyword {other}"),
        }
    }
    if let Value::Object(entries) = value {
        check_entries(root, keywords, entries, at, faults);
    }
}

fn check_entries(
    root: &Value,
    keywords: &Map<String, Value>,
    entries: &Map<String, Value>,
    at: &str,
    faults: &mut Vec<String>,
) {
    for (key, value) in entries {
        let at = format!("{at}/{key}");
        let property = keywords.get("properties").and_then(|all| all.get(key));
        match (property, keywords.get("additionalProperties")) {
            (Some(schema), _) => check(root, schema, value, &at, faults),
            (None, Some(Value::Bool(false))) => faults.push(format!("{at}: unknown")),
            (None, Some(schema)) => check(root, schema, value, &at, faults),
            (None, None) => {}
        }
    }
    for key in keywords
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        if !entries.contains_key(key.as_str().expect("a schema is well made")) {
            faults.push(format!("{at}: {key} is missing"));
        }
    }
}

fn check_type(wanted: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    let is = |name: &Value| match name.as_str().expect("a schema is well made") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the type {other}"),
    };
    let holds = match wanted {
        Value::Array(names) => names.iter().any(is),
        name => is(name),
    };
    if !holds {
        faults.push(format!("{at}: {value} is no {wanted}"));
    }
}
