//! `segue verify`: checks histories, states and what belongs to them.

use std::path::PathBuf;

use segue_store::{Fault, Reader, Verification};
use serde_json::{Value, json};

use super::{DATABASE, End, print, say};

/// Arguments of `segue verify`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Folder that holds the database
    #[arg(
        long,
        value_name = "DIR",
        default_value = "segue-data",
        env = "SEGUE_DATA"
    )]
    data: PathBuf,
    /// Print what was found as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<End> {
    let path = arguments.data.join(DATABASE);
    if !path.is_file() {
        say(&format!(
            "segue: there is no database at {}",
            path.display()
        ));
        return Ok(End::Usage);
    }
    let found = Reader::open(&path)?.verify()?;
    if arguments.json {
        print(&as_json(&found).to_string());
    } else {
        print(&as_text(&found));
    }
    Ok(if found.problems.is_empty() {
        End::Good
    } else {
        End::Bad
    })
}

fn as_json(found: &Verification) -> Value {
    let problem = |fault: &Fault| {
        json!({
            "run": fault.run.to_string(),
            "sequence": fault.sequence,
            "code": fault.code,
            "message": fault.message,
        })
    };
    json!({
        "format": 1,
        "runs": found.runs,
        "rows": found.rows,
        "problems": found.problems.iter().map(problem).collect::<Vec<_>>(),
    })
}

fn as_text(found: &Verification) -> String {
    let line = |fault: &Fault| {
        let Fault {
            run,
            sequence,
            code,
            message,
        } = fault;
        format!("run {run} turn {sequence}: {code}: {message}\n")
    };
    let problems: String = found.problems.iter().map(line).collect();
    let (runs, rows, n) = (found.runs, found.rows, found.problems.len());
    format!("{problems}{runs} runs, {rows} history rows, {n} problems")
}
