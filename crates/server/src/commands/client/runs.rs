//! `segue runs`: the runs that the caller may see, newest first.

use serde_json::Value;

use super::pages::{self, Extent};
use super::shown::{moment, table, text};
use super::{End, Server, Told, print, say};

/// Arguments of `segue runs`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only runs in that status: InProgress, Suspended, Completed, Canceled, Error
    #[arg(long)]
    status: Option<String>,
    /// Only runs of that orchestration
    #[arg(long, value_name = "NAME")]
    orchestration: Option<String>,
    /// Only runs whose current or latest stage that is
    #[arg(long, value_name = "NAME")]
    stage: Option<String>,
    /// Only runs that this record started
    #[arg(long, value_name = "ID")]
    record: Option<String>,
    /// Only runs with that text in their name, label or record
    #[arg(long, short, value_name = "TEXT")]
    query: Option<String>,
    #[command(flatten)]
    extent: Extent,
    #[command(flatten)]
    pub(super) server: Server,
}

pub(super) fn run(asked: &Arguments) -> Told {
    let filters = [
        ("status", &asked.status),
        ("orchestration", &asked.orchestration),
        ("stage", &asked.stage),
        ("record", &asked.record),
        ("q", &asked.query),
    ];
    let filters = filters.into_iter();
    let query = filters.filter_map(|(name, value)| Some((name, value.clone()?)));
    let connection = asked.server.connect()?;
    let wanted = ("runs", asked.extent);
    let listed = pages::read(&connection, &["runs"], query.collect(), wanted)?;
    if asked.server.json {
        asked.server.tell(listed.as_json("runs"), |_| String::new());
    } else if listed.rows.is_empty() {
        say("segue: no runs");
    } else {
        print(&shown(&listed.rows));
        if listed.has_more {
            say("segue: there are more; --limit N shows more of them, --all shows all");
        }
    }
    Ok(End::Good)
}

fn shown(runs: &[Value]) -> String {
    let row = |run: &Value| {
        vec![
            text(run, "name"),
            text(run, "orchestration"),
            text(run, "status"),
            text(run, "stage"),
            moment(run, "started_at"),
            text(&run["error"], "message"),
        ]
    };
    let headings = [
        "RUN",
        "ORCHESTRATION",
        "STATUS",
        "STAGE",
        "STARTED",
        "ERROR",
    ];
    table(&headings, runs.iter().map(row).collect())
}
