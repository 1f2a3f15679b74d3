//! `segue start NAME`: starts a run of an orchestration.

use reqwest::Method;
use serde_json::{Map, Value, json};

use super::connection::Body;
use super::shown::text;
use super::{End, Fault, Server, Told};

/// Name of the input that takes a record's id by convention.
const RECORD_INPUT: &str = "recordId";

/// Arguments of `segue start`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// API name of the orchestration
    orchestration: String,
    /// An input variable; a record by its id
    #[arg(long, value_name = "NAME=VALUE")]
    input: Vec<String>,
    /// Id of a record, for the input variable `recordId`
    #[arg(long, value_name = "ID")]
    record: Option<String>,
    /// The same key gives the same run, however often it is asked for
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
    #[command(flatten)]
    pub(super) server: Server,
}

pub(super) fn run(asked: &Arguments) -> Told {
    let mut inputs = assignments(&asked.input)?;
    if let Some(record) = &asked.record {
        inputs.insert(RECORD_INPUT.to_owned(), record.as_str().into());
    }
    let connection = asked.server.connect()?;
    let path = ["orchestrations", &asked.orchestration, "runs"];
    let body = Body::Json(json!({ "inputs": inputs }));
    let key = asked.idempotency_key.as_deref();
    let started = connection.send(Method::POST, &path, &[], body, key)?;
    asked.server.tell(started, |started| text(started, "id"));
    Ok(End::Good)
}

/// Names with their values; what comes twice is a list.
pub(super) fn assignments(given: &[String]) -> Result<Map<String, Value>, Fault> {
    let mut values = Map::new();
    for text in given {
        let Some((name, value)) = text.split_once('=').filter(|(name, _)| !name.is_empty()) else {
            let what = format!("`{text}` gives no value");
            return Err(Fault::Usage(what, "write it as NAME=VALUE"));
        };
        let value = Value::from(value);
        match values.get_mut(name) {
            None => {
                values.insert(name.to_owned(), value);
            }
            Some(Value::Array(list)) => list.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    Ok(values)
}
