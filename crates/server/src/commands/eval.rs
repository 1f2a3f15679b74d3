//! `segue eval`: evaluates a formula, or one on each line of a file.

mod batch;
mod declared;
mod pointed;
mod task;
mod written;

use segue_language::{Environment, TimeZone, read};

use self::task::{Failure, Task, Variable};
use super::{End, print, say};
use segue_runtime::system_time;

/// Arguments of `segue eval`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The formula
    #[arg(
        required_unless_present = "batch",
        conflicts_with = "batch",
        allow_hyphen_values = true
    )]
    formula: Option<String>,
    /// Type that the value must have: Number, Percent, Text, Boolean, Date, DateTime, Time or another
    #[arg(long = "type", value_name = "TYPE", conflicts_with = "batch")]
    returns: Option<String>,
    /// A value that the formula refers to; nothing after the = is blank
    #[arg(long = "var", value_name = "NAME:TYPE=VALUE", conflicts_with = "batch")]
    variables: Vec<String>,
    /// Read one JSON object with formula, returns and variables from each line of a file or of -
    #[arg(long, value_name = "FILE")]
    batch: Option<String>,
    /// The time that NOW and TODAY give, such as 2026-03-02T09:00:00Z
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
    /// The zone in which a moment has a date, such as Europe/Berlin
    #[arg(long, value_name = "ZONE", default_value = "UTC")]
    zone: String,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<End> {
    let environment = match environment(arguments) {
        Ok(environment) => environment,
        Err(message) => return Ok(refuse(&message)),
    };
    if let Some(source) = &arguments.batch {
        return Ok(match batch::lines(source) {
            Ok(lines) => batch::run(lines, &environment)?,
            Err(error) => refuse(&format!("cannot read {source}: {error}")),
        });
    }
    match task(arguments) {
        Ok(task) => Ok(evaluate(&task, &environment)),
        Err(message) => Ok(refuse(&message)),
    }
}

fn evaluate(task: &Task, environment: &Environment) -> End {
    match task.evaluate(environment) {
        Ok(value) => {
            print(&written::plain(&value));
            End::Good
        }
        Err(failure) => {
            say(&pointed::message(&task.formula, &failure));
            End::Bad
        }
    }
}

fn refuse(message: &str) -> End {
    say(&format!("segue eval: {message}"));
    End::Usage
}

fn environment(arguments: &Arguments) -> Result<Environment, String> {
    let now = match &arguments.now {
        None => system_time(),
        Some(text) => read::date_time(text)
            .ok_or_else(|| format!("`{text}` is not a time like 2026-03-02T09:00:00Z"))?,
    };
    let zone = match arguments.zone.as_str() {
        "UTC" => TimeZone::UTC,
        name => TimeZone::get(name).map_err(|error| error.to_string())?,
    };
    Ok(Environment { now, zone })
}

fn task(arguments: &Arguments) -> Result<Task, String> {
    let returns = match &arguments.returns {
        None => None,
        Some(name) => Some(declared::Declared::named(name)?),
    };
    let variables = arguments.variables.iter();
    Ok(Task {
        formula: arguments.formula.clone().unwrap_or_default(),
        returns,
        variables: variables
            .map(|text| Variable::parse(text))
            .collect::<Result<_, _>>()?,
    })
}
