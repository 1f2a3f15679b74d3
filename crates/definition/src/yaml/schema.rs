//! JSON Schemas of the YAML forms, made of the grammar: what an editor completes is what is read.

use serde_json::{Map, Value, json};

use super::grammar::{
    Absent, ELEMENTS, FLOW, GROUP, Grammar, Key, OBJECT, ORCHESTRATION, QUEUE, ROLE, Shape, Short,
};
use crate::sections::vocabulary;

/// A file that has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// `*.orchestration.yaml`
    Orchestration,
    /// `*.flow.yaml`
    Flow,
    /// `*.object.yaml`
    Object,
    /// `people.yaml`
    People,
    /// `*.scenario.yaml`
    Scenario,
}

impl Schema {
    /// All of them.
    pub const ALL: [Schema; 5] = [
        Schema::Orchestration,
        Schema::Flow,
        Schema::Object,
        Schema::People,
        Schema::Scenario,
    ];

    /// Its word on the command line and in file names.
    pub fn word(self) -> &'static str {
        match self {
            Schema::Orchestration => "orchestration",
            Schema::Flow => "flow",
            Schema::Object => "object",
            Schema::People => "people",
            Schema::Scenario => "scenario",
        }
    }
}

/// The JSON Schema (2020-12) of a file, as text.
pub fn schema(which: Schema) -> String {
    match which {
        Schema::Orchestration => of_grammar(which, &ORCHESTRATION),
        Schema::Flow => of_grammar(which, &FLOW),
        Schema::Object => of_grammar(which, &OBJECT),
        Schema::People => of_people(),
        Schema::Scenario => include_str!("schema/scenario.schema.json").to_owned(),
    }
}

fn of_grammar(which: Schema, root: &'static Grammar) -> String {
    let mut definitions = Definitions(Map::new());
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("Segue: *.{}.yaml", which.word()),
    });
    let body = definitions.map(root);
    let entries = schema.as_object_mut().expect("it was made as an object");
    entries.extend(body.as_object().cloned().unwrap_or_default());
    definitions.0.insert("value".to_owned(), value());
    definitions.0.insert("text".to_owned(), text());
    definitions.0.insert("conditions".to_owned(), conditions());
    entries.insert("$defs".to_owned(), Value::Object(definitions.0));
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text + "\n"
}

/// Users stand in a file; groups, queues and roles have a grammar.
fn of_people() -> String {
    let text = include_str!("schema/people.schema.json");
    let mut schema: Value = serde_json::from_str(text).expect("the file is JSON");
    let mut definitions = Definitions(Map::new());
    let sections = [("groups", &GROUP), ("queues", &QUEUE), ("roles", &ROLE)];
    for (section, grammar) in sections {
        let whole = definitions.reference(grammar);
        let members = json!({ "type": ["array", "null"], "items": { "type": "string" } });
        let one = match section {
            "roles" => whole,
            _ => json!({ "anyOf": [members, whole] }),
        };
        let all = json!({ "type": "object", "additionalProperties": one });
        schema["$defs"]["people"]["properties"][section] = all;
    }
    definitions.0.insert("text".to_owned(), self::text());
    let all = schema["$defs"]
        .as_object_mut()
        .expect("the file has definitions");
    all.extend(definitions.0);
    serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n"
}

/// Maps that are described once and referred to.
struct Definitions(Map<String, Value>);

impl Definitions {
    fn reference(&mut self, grammar: &'static Grammar) -> Value {
        let name = grammar.noun().replace(' ', "-");
        if !self.0.contains_key(&name) {
            // Some hold themselves.
            self.0.insert(name.clone(), Value::Null);
            let map = self.map(grammar);
            self.0.insert(name.clone(), map);
        }
        let whole = json!({ "$ref": format!("#/$defs/{name}") });
        match grammar.short {
            Some(Short::Variable) => json!({ "anyOf": [{ "type": "string" }, whole] }),
            Some(Short::Users) => json!({ "anyOf": [{ "type": "array" }, whole] }),
            None => whole,
        }
    }

    fn map(&mut self, grammar: &'static Grammar) -> Value {
        let mut properties = Map::new();
        if !grammar.is_strict() {
            for tag in vocabulary::children_of(grammar.tag).unwrap_or_default() {
                properties.insert((*tag).to_owned(), json!(true));
            }
        }
        properties.insert("xml".to_owned(), json!({ "type": "object" }));
        for key in grammar.keys {
            properties.insert(key.key.to_owned(), self.key(key));
        }
        json!({ "type": "object", "additionalProperties": false, "properties": properties })
    }

    fn key(&mut self, key: &'static Key) -> Value {
        let mut schema = self.shape(&key.shape);
        if !matches!(key.absent, Absent::Nothing) {
            schema = json!({ "anyOf": [schema, { "type": "null" }] });
        }
        let entries = schema.as_object_mut().expect("every shape is an object");
        entries.insert("description".to_owned(), json!(key.about));
        schema
    }

    fn shape(&mut self, shape: &'static Shape) -> Value {
        match shape {
            Shape::Text { words, .. } if !words.is_empty() => {
                let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                json!({ "anyOf": [
                    { "enum": words },
                    { "type": "string", "pattern": "^[A-Z]" },
                ] })
            }
            Shape::Text { .. } => json!({ "$ref": "#/$defs/text" }),
            Shape::Flag(_) => json!({ "type": "boolean" }),
            Shape::Value(_) | Shape::Assignee(_) => json!({ "$ref": "#/$defs/value" }),
            Shape::Texts(_) => one_or_list(&json!({ "$ref": "#/$defs/text" })),
            Shape::Target(_)
            | Shape::Either { .. }
            | Shape::Action
            | Shape::Span { .. }
            | Shape::Clock(_)
            | Shape::Dotted { .. }
            | Shape::SortBy
            | Shape::Type => json!({ "type": "string" }),
            Shape::Word(word) => json!({ "enum": [word] }),
            Shape::Sorts(_) | Shape::Wrapped(..) | Shape::Inside(..) => {
                one_or_list(&json!({ "type": "string" }))
            }
            Shape::And(shape, _) => self.shape(shape),
            Shape::MapItems | Shape::Transformed { is_named: true } => json!({
                "type": "object",
                "additionalProperties": { "$ref": "#/$defs/value" },
            }),
            Shape::Transformed { is_named: false } => json!({ "$ref": "#/$defs/value" }),
            Shape::Position => json!({ "type": "array", "items": { "type": "number" } }),
            Shape::Named(_, grammar) => {
                let one = self.reference(grammar);
                json!({ "anyOf": [
                    { "type": "object", "additionalProperties": one },
                    { "type": "array", "items": one },
                ] })
            }
            Shape::Parts(_, grammar) => one_or_list(&self.reference(grammar)),
            Shape::Part(_, grammar) => self.reference(grammar),
            Shape::Values { .. } => json!({ "anyOf": [
                { "type": "object", "additionalProperties":
                    { "anyOf": [{ "$ref": "#/$defs/value" }, { "type": "null" }] } },
                { "type": "array" },
            ] }),
            Shape::Pairs { .. } => json!({ "anyOf": [
                { "type": "object", "additionalProperties": { "$ref": "#/$defs/text" } },
                { "type": "array" },
            ] }),
            Shape::Gate(_) | Shape::GateIn(..) => json!({ "$ref": "#/$defs/conditions" }),
            Shape::Items(_) => one_or_list(&json!({ "type": ["string", "object"] })),
            Shape::Elements => {
                let kinds = ELEMENTS.iter();
                let kinds: Vec<Value> = kinds
                    .map(|element| self.reference(element.grammar))
                    .collect();
                json!({ "type": "object", "additionalProperties": { "anyOf": kinds } })
            }
            Shape::Picks => json!({ "type": ["array", "object"] }),
        }
    }
}

fn one_or_list(one: &Value) -> Value {
    json!({ "anyOf": [one, { "type": "array", "items": one }] })
}

fn value() -> Value {
    json!({
        "description": "A text, a number, true or false, a date, `=Name` for a reference",
        "type": ["string", "number", "boolean", "object"],
    })
}

fn text() -> Value {
    json!({ "type": ["string", "number", "boolean", "object", "null"] })
}

fn conditions() -> Value {
    let list = one_or_list(&json!({ "type": "string" }));
    json!({
        "description": "`Prepare.Status = Completed`, a list of such, or a map",
        "anyOf": [
            list,
            {
                "type": "object",
                "additionalProperties": false,
                "properties": {
                    "all": list,
                    "any": list,
                    "logic": { "type": "string" },
                    "of": list,
                    "flow": { "type": "string" },
                    "inputs": { "type": ["object", "array"] },
                },
            },
        ],
    })
}
