//! `segue eval --batch`: one JSON object on each line in, one out.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};

use segue_language::{Environment, Value};
use serde_json::{Value as Json, json};

use super::declared::Declared;
use super::task::{Failure, Task, Variable};
use super::written;
use crate::commands::{End, say};

/// The lines of a file, or of standard input for `-`.
pub(super) fn lines(source: &str) -> io::Result<Box<dyn BufRead>> {
    if source == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    Ok(Box::new(BufReader::new(File::open(source)?)))
}

/// Answers each line; ends well unless the input cannot be read.
pub(super) fn run(mut lines: Box<dyn BufRead>, environment: &Environment) -> anyhow::Result<End> {
    let mut output = BufWriter::new(io::stdout().lock());
    let mut line = Vec::new();
    loop {
        line.clear();
        match lines.read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) => writeln!(output, "{}", answer(&line, environment))?,
            Err(error) => {
                say(&format!("segue eval: cannot read the batch: {error}"));
                return Ok(End::Usage);
            }
        }
    }
    output.flush()?;
    Ok(End::Good)
}

fn answer(line: &[u8], environment: &Environment) -> Json {
    let task = match read_task(line) {
        Ok(task) => task,
        Err(message) => return bad_line(line, &message),
    };
    match task.evaluate(environment) {
        Ok(value) => json!({ "value": written::json(&value) }),
        Err(failure) => refused(&failure),
    }
}

fn refused(failure: &Failure) -> Json {
    let at = [failure.at.start, failure.at.end];
    json!({ "error": failure.message, "code": failure.code, "at": at })
}

fn bad_line(line: &[u8], message: &str) -> Json {
    let n_characters = String::from_utf8_lossy(line).trim_end().chars().count();
    json!({ "error": message, "code": "bad-line", "at": [0, n_characters] })
}

fn read_task(line: &[u8]) -> Result<Task, String> {
    let json: Json = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    let formula = json["formula"].as_str().ok_or("there is no formula")?;
    let returns = match &json["returns"] {
        Json::Null => None,
        name => Some(Declared::named(name.as_str().unwrap_or_default())?),
    };
    Ok(Task {
        formula: formula.to_owned(),
        returns,
        variables: read_variables(&json["variables"])?,
    })
}

fn read_variables(json: &Json) -> Result<Vec<Variable>, String> {
    match json {
        Json::Null => Ok(Vec::new()),
        Json::Object(variables) => variables
            .iter()
            .map(|(name, json)| read_variable(name, json).map_err(|e| format!("{name}: {e}")))
            .collect(),
        _ => Err("variables is not an object".to_owned()),
    }
}

fn read_variable(name: &str, json: &Json) -> Result<Variable, String> {
    let type_name = json["type"].as_str().ok_or("there is no type")?;
    let declared = Declared::named(type_name)?;
    let value = match &json["value"] {
        Json::Null => Value::Null,
        Json::String(text) => declared.read(text)?,
        scalar @ (Json::Bool(_) | Json::Number(_)) => declared.read(&scalar.to_string())?,
        _ => return Err("the value is neither a text nor a number, boolean or null".to_owned()),
    };
    Ok(Variable {
        name: name.to_owned(),
        declared,
        value,
    })
}
