//! Replies as the outputs that an action declares.

use segue_language::{Action, ActionOutput, OutputSource, Value, Values};
use serde_json::Value as Json;

use super::is_too_deep;
use super::typed::{from_json, from_text};
use super::{HttpFault, Reply};

/// Items of one list.
const ITEMS_MAX: usize = 10_000;

/// What a good reply gives by the outputs of its action. What the reply leaves out is null.
///
/// # Errors
/// It is no JSON, or an output is of another type than declared.
pub fn outputs(action: &Action, reply: &Reply) -> Result<Values, HttpFault> {
    let reads_body = |output: &ActionOutput| matches!(output.source, OutputSource::Body(_));
    let json = match action.outputs.iter().any(reads_body) {
        true => json(reply)?,
        false => Json::Null,
    };
    let outputs = action.outputs.iter();
    outputs
        .map(|output| {
            let value = value(output, reply, &json);
            let wrong = |wrong| fault(format!("output `{}` {wrong}", output.name));
            Ok((output.name.clone(), value.map_err(wrong)?))
        })
        .collect()
}

/// The body as JSON. A body that calls itself something else is a text.
fn json(reply: &Reply) -> Result<Json, HttpFault> {
    if reply.body.iter().all(u8::is_ascii_whitespace) {
        return Ok(Json::Null);
    }
    if !reply.may_be_json() {
        let text = std::str::from_utf8(&reply.body);
        let text = text.map_err(|_| fault("the reply is no text"))?;
        return Ok(Json::String(text.to_owned()));
    }
    if is_too_deep(&reply.body) {
        return Err(fault("the reply is nested too deep"));
    }
    serde_json::from_slice(&reply.body)
        .map_err(|error| fault(format!("the reply is no JSON: {error}")))
}

fn value(output: &ActionOutput, reply: &Reply, json: &Json) -> Result<Value, String> {
    match &output.source {
        OutputSource::Status => Ok(Value::integer(reply.status.into())),
        OutputSource::Header(name) => match reply.header(name) {
            Some(text) => from_text(text, output.kind),
            None => Ok(Value::Null),
        },
        OutputSource::Body(path) => in_body(output, path, json),
    }
}

fn in_body(output: &ActionOutput, path: &[String], json: &Json) -> Result<Value, String> {
    let mut at = json;
    for name in path {
        at = match at {
            Json::Object(fields) => fields.get(name).unwrap_or(&Json::Null),
            Json::Null => &Json::Null,
            _ => {
                return Err(format!(
                    "is a property of something that has none: `{name}`"
                ));
            }
        };
    }
    match (output.is_list, at) {
        (true, Json::Array(items)) if items.len() > ITEMS_MAX => {
            Err("has too many items".to_owned())
        }
        (true, Json::Array(items)) => {
            let items = items.iter().map(|item| from_json(item, output.kind));
            Ok(Value::Collection(
                items.collect::<Result<Vec<_>, _>>()?.into(),
            ))
        }
        (true, Json::Null) => Ok(Value::Null),
        (true, _) => Err("is no list".to_owned()),
        (false, json) => from_json(json, output.kind),
    }
}

fn fault(message: impl Into<String>) -> HttpFault {
    HttpFault::Reply(message.into())
}
