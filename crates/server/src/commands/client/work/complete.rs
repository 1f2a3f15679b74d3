//! `segue work complete ITEM`: walks through the screens of a work item with the answers given.

use serde_json::{Map, Value, json};

use super::super::connection::{Body, Connection};
use super::super::shown::{list, text};
use super::super::start::assignments;
use super::super::{End, Fault, Server, Told};

/// Screens that are answered; a form that shows more has no end.
const SCREENS_MAX: usize = 100;

/// Arguments of `segue work complete`.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Id of the work item
    item: String,
    /// An answer; each goes to the first screen with a field of that name
    #[arg(long, value_name = "FIELD=VALUE")]
    answer: Vec<String>,
    #[command(flatten)]
    pub(super) server: Server,
}

pub(super) fn run(asked: &Arguments) -> Told {
    let mut answers = assignments(&asked.answer)?;
    let connection = asked.server.connect()?;
    let mut result = connection.post(&["work-items", &asked.item, "open"], Body::None)?;
    for _ in 0..SCREENS_MAX {
        if result["result"] != "screen" {
            return finish(asked, result, &answers);
        }
        let given = given(&result["screen"], &mut answers);
        result = answer(&connection, &asked.item, given)?;
    }
    let what = format!("the work shows more than {SCREENS_MAX} screens");
    Err(Fault::Usage(what, "do it in the browser"))
}

fn answer(connection: &Connection, item: &str, given: Map<String, Value>) -> Result<Value, Fault> {
    let body = Body::Json(json!({ "answers": given, "go": "next" }));
    connection.post(&["work-items", item, "screen"], body)
}

fn finish(asked: &Arguments, result: Value, unused: &Map<String, Value>) -> Told {
    let is_failed = result["result"] == "failed";
    let names: Vec<&str> = unused.keys().map(String::as_str).collect();
    let mut result = result;
    result["unused_answers"] = json!(names);
    asked.server.tell(result, |result| {
        let mut told = match is_failed {
            true => format!("{} failed: {}", asked.item, text(result, "message")),
            false => format!("{} is completed", asked.item),
        };
        if !names.is_empty() {
            told += &format!("\nno screen asked for: {}", names.join(", "));
        }
        told
    });
    Ok(if is_failed { End::Bad } else { End::Good })
}

/// The answers for the fields of a screen; they are used up.
fn given(screen: &Value, answers: &mut Map<String, Value>) -> Map<String, Value> {
    let mut given = Map::new();
    take(list(screen, "fields"), answers, &mut given);
    given
}

fn take(fields: &[Value], answers: &mut Map<String, Value>, given: &mut Map<String, Value>) {
    for field in fields {
        let name = text(field, "name");
        if let Some(value) = answers.remove(&name) {
            given.insert(name, typed(&text(field, "kind"), value));
        }
        take(list(field, "fields"), answers, given);
    }
}

/// An answer as the kind of its field wants it.
fn typed(kind: &str, value: Value) -> Value {
    match (kind, value) {
        ("checkbox" | "toggle", Value::String(text)) => match text.as_str() {
            "true" | "yes" => true.into(),
            "false" | "no" => false.into(),
            _ => text.into(),
        },
        ("number" | "currency", Value::String(text)) => {
            let number = serde_json::from_str::<serde_json::Number>(&text);
            number.map_or(text.into(), Value::Number)
        }
        ("checkboxes" | "multipicklist", Value::String(text)) => vec![Value::from(text)].into(),
        (_, value) => value,
    }
}
