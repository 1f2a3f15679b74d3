//! `segue why RUN`: what a run waits for, who holds it, what would wake it.

use std::fmt::Write;

use serde_json::Value;

use super::shown::{clean, list, moment, text};
use super::{End, Server, Told, run_id};

/// Arguments of `segue why`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Name or id of the run
    run: String,
    #[command(flatten)]
    pub(super) server: Server,
}

pub(super) fn run(asked: &Arguments) -> Told {
    let connection = asked.server.connect()?;
    let why = connection.get(&["runs", &run_id::of(&asked.run), "why"], &[])?;
    asked.server.tell(why, shown);
    Ok(End::Good)
}

fn shown(why: &Value) -> String {
    let mut shown = clean(&text(why, "headline"));
    for part in list(why, "parts") {
        let holder = text(&part["holder"], "name");
        let name = clean(&text(part, "name"));
        let _ = write!(shown, "\n\n{name}: {}", clean(&text(part, "status")));
        let _ = write!(shown, ", since {}", moment(part, "since"));
        if !holder.is_empty() {
            let _ = write!(shown, ", with {}", clean(&holder));
        }
        for line in list(part, "waits_for").iter().filter_map(Value::as_str) {
            let indent = line.len() - line.trim_start().len();
            let _ = write!(shown, "\n  {:indent$}{}", "", clean(line.trim_start()));
        }
    }
    for (title, name) in [("warning", "warnings"), ("wakes", "wakes")] {
        let lines = list(why, name).iter().filter_map(Value::as_str);
        for (at, line) in lines.enumerate() {
            let gap = if at == 0 { "\n\n" } else { "\n" };
            let _ = write!(shown, "{gap}{title}: {}", clean(line));
        }
    }
    shown
}
