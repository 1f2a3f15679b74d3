//! What an operation gives: the first good response of the document, and the status code.

use segue_language::{ActionOutput, ActionType, OutputSource, Text};
use serde_json::Value as Json;

use super::budget::Budget;
use super::document::Version;
use super::fields::fields;
use super::names::free;
use super::operation::{Operation, is_json};
use super::schema::{Schemas, Shape};

/// Responses in the order in which they are looked for.
const GOOD: [&str; 7] = ["200", "201", "202", "203", "2XX", "2xx", "default"];
/// The output that every action has, as External Services call it.
const STATUS: &str = "responseCode";

/// The outputs of an operation.
pub(super) fn outputs(
    of: &Operation<'_>,
    budget: &mut Budget,
    notices: &mut Vec<String>,
) -> Vec<ActionOutput> {
    let mut outputs = vec![ActionOutput {
        name: Text::from(STATUS),
        kind: ActionType::Number,
        is_list: false,
        source: OutputSource::Status,
    }];
    let Some(shape) = shape(of, budget, notices) else {
        return outputs;
    };
    for field in fields(&shape, |property| !property.is_write_only) {
        let is_taken = |name: &str| {
            outputs
                .iter()
                .any(|known| known.name.eq_ignore_ascii_case(name))
        };
        let name = free(&field.name, is_taken);
        outputs.push(ActionOutput {
            name: Text::from(name),
            kind: field.kind,
            is_list: field.is_list,
            source: OutputSource::Body(field.path),
        });
    }
    outputs
}

fn shape(of: &Operation<'_>, budget: &mut Budget, notices: &mut Vec<String>) -> Option<Shape> {
    let responses = of.operation.get("responses")?;
    let response = GOOD.iter().find_map(|code| responses.get(code))?;
    let Some(response) = budget.resolve(of.document, response) else {
        notices.push("its response leads outside the document or nowhere".to_owned());
        return None;
    };
    let schema = match of.version {
        Version::Two => response.get("schema")?,
        Version::Three => {
            let media = Operation::media(response.get("content"));
            let (kind, media) = media.first()?;
            if !is_json(kind) {
                return Some(text(kind, notices));
            }
            media.get("schema").unwrap_or(&Json::Null)
        }
    };
    Some(Schemas::new(of.document, budget).shape(schema))
}

/// A reply that is no JSON is one text.
fn text(kind: &str, notices: &mut Vec<String>) -> Shape {
    if !kind.starts_with("text/") {
        notices.push(format!("its reply is `{kind}`, which is taken as a text"));
    }
    Shape::One(ActionType::Text)
}
