//! The list of runs as a file.

use axum::extract::{Query, State};
use axum::response::Response;
use segue_language::Timestamp;

use super::Filters;
use crate::app::App;
use crate::identity::Caller;
use crate::pages::csv::Csv;
use crate::problem::Answer;
use crate::queries::run_list::{RunLine, run_list};
use crate::queries::runs::Wanted;

/// Runs of one file; whoever wants more asks for another time span.
const RUNS_MAX: usize = 10_000;
/// Runs read at once, so that others are not kept waiting.
const READ_AT_ONCE: usize = 200;

const COLUMNS: [&str; 10] = [
    "Run",
    "Id",
    "Orchestration",
    "Status",
    "Stage",
    "Record",
    "Record id",
    "Started",
    "Ended",
    "Error",
];

/// `GET /runs.csv`
pub(crate) async fn export(
    State(app): State<App>,
    caller: Caller,
    Query(filters): Query<Filters>,
) -> Answer<Response> {
    let mut csv = Csv::new(&COLUMNS);
    let mut wanted = Wanted {
        limit: READ_AT_ONCE,
        ..filters.wanted()
    };
    let mut n_written = 0;
    while n_written < RUNS_MAX {
        let page = run_list(&app, &caller, wanted.clone()).await?;
        n_written += page.lines.len();
        for line in &page.lines {
            row(&mut csv, line);
        }
        if page.next.is_none() {
            break;
        }
        wanted.before = page.next;
    }
    Ok(csv.answer("runs.csv"))
}

fn row(csv: &mut Csv, line: &RunLine) {
    let record = line.record.as_ref();
    let (started, ended) = (exact(line.started), line.ended.map(exact));
    csv.row([
        &*line.name,
        &*line.id,
        &*line.label,
        line.status.label(),
        &*line.stage,
        record.map_or("", |record| &*record.name),
        record.map_or("", |record| &*record.id),
        &*started,
        ended.as_deref().unwrap_or_default(),
        line.error.as_deref().unwrap_or_default(),
    ]);
}

fn exact(at: Timestamp) -> String {
    at.to_jiff().strftime("%Y-%m-%d %H:%M:%S").to_string()
}
