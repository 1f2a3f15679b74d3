//! `segue history RUN`: what happened, line by line.

use serde_json::Value;

use super::shown::{list, moment, table, text};
use super::{End, Server, Told, run_id};

/// Arguments of `segue history`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Name or id of the run
    run: String,
    #[command(flatten)]
    pub(super) server: Server,
}

pub(super) fn run(asked: &Arguments) -> Told {
    let connection = asked.server.connect()?;
    let history = connection.get(&["runs", &run_id::of(&asked.run), "history"], &[])?;
    asked.server.tell(history, shown);
    Ok(End::Good)
}

fn shown(history: &Value) -> String {
    let row = |line: &Value| {
        let more = ["assignee", "comments", "detail"].map(|name| text(line, name));
        let more: Vec<String> = more.into_iter().filter(|more| !more.is_empty()).collect();
        vec![
            moment(line, "at"),
            text(line, "turn"),
            text(line, "milestone"),
            text(line, "element"),
            text(line, "actor"),
            more.join("; "),
        ]
    };
    let headings = ["AT", "TURN", "MILESTONE", "ELEMENT", "ACTOR", "MORE"];
    table(
        &headings,
        list(history, "history").iter().map(row).collect(),
    )
}
