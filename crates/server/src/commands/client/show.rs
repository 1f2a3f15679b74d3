//! `segue show RUN`: a run with its stages, steps and work.

use serde_json::Value;

use super::shown::{list, moment, pairs, table, text};
use super::{End, Server, Told, run_id};

/// Arguments of `segue show`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Name or id of the run
    run: String,
    #[command(flatten)]
    pub(super) server: Server,
}

pub(super) fn run(asked: &Arguments) -> Told {
    let connection = asked.server.connect()?;
    let run = connection.get(&["runs", &run_id::of(&asked.run)], &[])?;
    asked.server.tell(run, shown);
    Ok(End::Good)
}

fn shown(run: &Value) -> String {
    let about = [
        (
            "run",
            format!("{} ({})", text(run, "name"), text(run, "id")),
        ),
        (
            "orchestration",
            format!(
                "{}, version {}",
                text(run, "orchestration"),
                text(run, "version")
            ),
        ),
        ("status", text(run, "status")),
        ("record", text(run, "record_id")),
        ("started", moment(run, "started_at")),
        ("started by", text(run, "started_by")),
        ("ended", moment(run, "ended_at")),
        ("error", text(&run["error"], "message")),
    ];
    let headings = ["STAGE", "STEP", "KIND", "STATUS", "ASSIGNEE", "WORK ITEM"];
    let rows: Vec<Vec<String>> = list(run, "stages").iter().flat_map(stage).collect();
    match rows.is_empty() {
        true => pairs(&about),
        false => format!("{}\n\n{}", pairs(&about), table(&headings, rows)),
    }
}

fn stage(stage: &Value) -> Vec<Vec<String>> {
    let none = String::new;
    let own = vec![
        text(stage, "name"),
        none(),
        none(),
        text(stage, "status"),
        none(),
        none(),
    ];
    let steps = list(stage, "steps").iter().map(step);
    std::iter::once(own).chain(steps).collect()
}

fn step(step: &Value) -> Vec<String> {
    let item = list(step, "work_items").last();
    let item = item.unwrap_or(&Value::Null);
    vec![
        String::new(),
        text(step, "name"),
        text(step, "kind"),
        text(step, "status"),
        text(&item["assignee"], "name"),
        text(item, "id"),
    ]
}
