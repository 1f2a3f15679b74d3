//! The list of runs: filters, how the last ones ended, and what many of them failed of.

mod chart;
mod export;
mod filters;
mod many;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use segue_engine::RunStatus;
use segue_language::Timestamp;

use super::layout::{Frame, Section, show};
use super::moment::{Moment, span};
use super::status::mark;
use crate::app::App;
use crate::identity::Caller;
use crate::problem::Answer;
use crate::queries::run_chart::ended;
use crate::queries::run_failures::{Cause, LOOKED_AT_MAX, causes};
use crate::queries::run_list::{Choice, RunLine, RunPage, choices, run_list};
use crate::queries::runs::{OpenRuns, open_runs};

use self::chart::Summary;

pub(crate) use export::export;
pub(crate) use filters::Filters;
pub(crate) use many::{ask, carry_out, progress, result};

/// Causes that the list shows; the others stand on a page of their own.
const CAUSES_SHOWN: usize = 3;

#[derive(Template)]
#[template(path = "runs.html")]
struct RunsPage {
    frame: Frame,
    filters: Filters,
    choices: Vec<Choice>,
    open: OpenRuns,
    summary: Summary,
    causes: Vec<Cause>,
    n_causes: usize,
    page: RunPage,
    now: Timestamp,
}

/// `GET /runs`
pub(crate) async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(filters): Query<Filters>,
) -> Answer<Response> {
    let wanted = filters.wanted();
    let mut found = causes(&app, &caller).await?;
    let n_causes = found.len();
    if filters.status != RunStatus::Error.api_name() {
        found.truncate(CAUSES_SHOWN);
    }
    let ended = ended(&app, &caller, wanted.clone()).await?;
    let page = RunsPage {
        choices: choices(&app).await?,
        open: open_runs(&app).await?,
        summary: Summary::of(&ended),
        causes: found,
        n_causes,
        page: run_list(&app, &caller, wanted).await?,
        now: app.now(),
        frame: Frame::of(Section::Runs, &caller),
        filters,
    };
    Ok(show(StatusCode::OK, &page))
}

impl RunsPage {
    fn ago(&self, at: &Timestamp) -> Moment {
        Moment {
            at: *at,
            now: self.now,
        }
    }

    fn mark(&self, status: &RunStatus) -> String {
        mark(status.label())
    }

    /// How long a run took, or takes until now.
    fn took(&self, line: &RunLine) -> String {
        span(line.ended.unwrap_or(self.now).0 - line.started.0)
    }

    fn looked_at(&self) -> u32 {
        LOOKED_AT_MAX
    }
}
