//! The list of runs, and what is done to many of them at once.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use segue_engine::RunStatus;
use segue_language::{Text, Timestamp};
use segue_runtime::{Request, RunRef};
use serde::Deserialize;

use super::layout::{Frame, Section, show};
use super::moment::Moment;
use super::status::mark;
use crate::app::App;
use crate::identity::Caller;
use crate::problem::Answer;
use crate::queries::run_list::{Failure, RunPage, Wanted, failures, orchestrations, run_list};

/// Statuses that the list can be narrowed to.
const STATUSES: [RunStatus; 5] = [
    RunStatus::InProgress,
    RunStatus::Error,
    RunStatus::Suspended,
    RunStatus::Completed,
    RunStatus::Canceled,
];
/// Runs resumed by one request.
const RESUMED_MAX: usize = 500;

/// The filters, as the URL has them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filters {
    q: String,
    status: String,
    orchestration: String,
    before: Option<i64>,
    resumed: Option<usize>,
    refused: Option<usize>,
}

#[derive(Template)]
#[template(path = "runs.html")]
struct RunsPage {
    frame: Frame,
    filters: Filters,
    orchestrations: Vec<(Text, String)>,
    failures: Vec<Failure>,
    page: RunPage,
    now: Timestamp,
}

impl RunsPage {
    fn statuses(&self) -> Vec<(&'static str, &'static str, bool)> {
        let words = STATUSES.map(|status| (status.api_name(), status.label()));
        let chosen = |word: &str| self.filters.status.eq_ignore_ascii_case(word);
        let words = words.into_iter();
        words
            .map(|(word, label)| (word, label, chosen(word)))
            .collect()
    }

    fn ago(&self, at: &Timestamp) -> Moment {
        Moment {
            at: *at,
            now: self.now,
        }
    }

    fn mark(&self, status: &RunStatus) -> String {
        mark(status.label())
    }

    fn is_of(&self, name: &str) -> bool {
        self.filters.orchestration.eq_ignore_ascii_case(name)
    }
}

/// `GET /runs`
pub(crate) async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(filters): Query<Filters>,
) -> Answer<Response> {
    let wanted = Wanted {
        search: filters.q.trim().to_owned(),
        status: status_named(&filters.status),
        orchestration: filters.orchestration.clone(),
        before: filters.before,
    };
    let page = RunsPage {
        frame: told(Frame::new(Section::Runs, caller.user), &filters),
        orchestrations: orchestrations(&app).await?,
        failures: failures(&app).await?,
        page: run_list(&app, wanted).await?,
        now: app.now(),
        filters,
    };
    Ok(show(StatusCode::OK, &page))
}

/// Ids with a comma between them.
#[derive(Deserialize)]
pub(crate) struct Chosen {
    runs: String,
}

/// `POST /runs/resume`
pub(crate) async fn resume(
    State(app): State<App>,
    caller: Caller,
    Form(chosen): Form<Chosen>,
) -> Response {
    let (mut n_resumed, mut n_refused) = (0, 0);
    for id in chosen.runs.split(',').take(RESUMED_MAX) {
        let request = Request::Resume {
            run: RunRef::Id(id.into()),
            by: caller.actor(),
            forced: None,
        };
        match app.execute(request).await {
            Ok(_) => n_resumed += 1,
            Err(_) => n_refused += 1,
        }
    }
    Redirect::to(&format!("/runs?resumed={n_resumed}&refused={n_refused}")).into_response()
}

fn told(frame: Frame, filters: &Filters) -> Frame {
    match (filters.resumed, filters.refused.unwrap_or(0)) {
        (None, _) => frame,
        (Some(n), 0) => frame.telling("good", format!("{} resumed.", counted(n))),
        (Some(n), refused) => frame.telling(
            "warn",
            format!("{} resumed; {refused} could not be.", counted(n)),
        ),
    }
}

fn counted(n: usize) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{n} run{plural}")
}

fn status_named(word: &str) -> Option<RunStatus> {
    STATUSES
        .into_iter()
        .find(|status| status.api_name().eq_ignore_ascii_case(word))
}
