//! Resuming, suspending or canceling many runs: what would happen, then how far it is.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use segue_engine::RunStatus;
use segue_language::Text;
use serde::Deserialize;

use crate::app::App;
use crate::bulk::{self, Asked, Bulk, BulkAct, RUNS_MAX, Results};
use crate::identity::Caller;
use crate::pages::layout::{Frame, Section, show};
use crate::pages::moment::Moment;
use crate::pages::status::mark;
use crate::problem::{Answer, Problem};
use crate::queries::run_failures::causes;
use crate::queries::run_preview::{Preview, previews};

/// Runs that the pages name; of the others they give the number.
const SHOWN_MAX: usize = 100;
/// Characters of a reason.
const REASON_LENGTH_MAX: usize = 1_000;

#[derive(Template)]
#[template(path = "runs_many.html")]
struct AskPage {
    frame: Frame,
    act: BulkAct,
    /// Those that would be done, and those that would be refused.
    able: Vec<Preview>,
    unable: Vec<Preview>,
}

#[derive(Template)]
#[template(path = "runs_result.html")]
struct ResultPage {
    frame: Frame,
    bulk: Arc<Bulk>,
    results: Results,
    at: Moment,
}

#[derive(Template)]
#[template(path = "runs_progress.html")]
struct Progress {
    bulk: Arc<Bulk>,
    results: Results,
}

/// `GET /runs/many`: what would happen. Runs come as `runs`, each or with commas between them, or
/// by the `cause` of their failure.
pub(crate) async fn ask(
    State(app): State<App>,
    caller: Caller,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer<Response> {
    let values = |name: &'static str| {
        let named = pairs.iter().filter(move |(known, _)| known == name);
        named.map(|(_, value)| value.as_str())
    };
    let act = act(values("act").next().unwrap_or_default())?;
    let mut ids: Vec<Text> = values("runs").flat_map(ids).collect();
    if let Some(key) = values("cause").next() {
        let causes = causes(&app, &caller).await?;
        let cause = causes.into_iter().find(|cause| cause.key == key);
        ids.extend(cause.into_iter().flat_map(|cause| cause.runs));
    }
    ids.truncate(RUNS_MAX);
    let found = previews(&app, &caller, ids, act).await?;
    let (able, unable) = found.into_iter().partition(|run| run.refused.is_none());
    let page = AskPage {
        frame: Frame::of(Section::Runs, &caller),
        act,
        able,
        unable,
    };
    Ok(show(StatusCode::OK, &page))
}

/// What is to be done.
#[derive(Deserialize)]
pub(crate) struct Order {
    act: String,
    runs: String,
    #[serde(default)]
    reason: String,
}

/// `POST /runs/many`
pub(crate) async fn carry_out(
    State(app): State<App>,
    caller: Caller,
    Form(order): Form<Order>,
) -> Answer<Response> {
    let runs: Vec<Text> = ids(&order.runs).collect();
    if runs.is_empty() || runs.len() > RUNS_MAX {
        return Err(Problem::invalid(format!("Choose 1 to {RUNS_MAX} runs.")));
    }
    let reason: String = order
        .reason
        .trim()
        .chars()
        .take(REASON_LENGTH_MAX)
        .collect();
    let asked = Asked {
        act: act(&order.act)?,
        caller,
        reason: (!reason.is_empty()).then(|| reason.into()),
        runs,
    };
    let bulk = bulk::begin(&app, asked);
    Ok(Redirect::to(&format!("/runs/many/{}", bulk.number)).into_response())
}

/// `GET /runs/many/{number}`
pub(crate) async fn result(
    State(app): State<App>,
    caller: Caller,
    Path(number): Path<u64>,
) -> Answer<Response> {
    let bulk = find(&app, number)?;
    let page = ResultPage {
        frame: Frame::of(Section::Runs, &caller),
        results: bulk.results(),
        at: Moment {
            at: bulk.at,
            now: app.now(),
        },
        bulk,
    };
    Ok(show(StatusCode::OK, &page))
}

/// `GET /runs/many/{number}/progress`: the part of the page that changes.
pub(crate) async fn progress(State(app): State<App>, Path(number): Path<u64>) -> Answer<Response> {
    let bulk = find(&app, number)?;
    let results = bulk.results();
    Ok(show(StatusCode::OK, &Progress { bulk, results }))
}

fn find(app: &App, number: u64) -> Answer<Arc<Bulk>> {
    let unknown = || Problem::unknown("bulk action", &number.to_string());
    app.bulks().find(number).ok_or_else(unknown)
}

fn act(word: &str) -> Answer<BulkAct> {
    BulkAct::read(word).ok_or_else(|| Problem::invalid("Runs are resumed, suspended or canceled."))
}

fn ids(text: &str) -> impl Iterator<Item = Text> {
    text.split([',', ' ', '\n'])
        .map(str::trim)
        .filter(|id| !id.is_empty())
        .map(Text::from)
}

impl AskPage {
    fn ids(&self) -> String {
        let ids: Vec<&str> = self.able.iter().map(|run| &*run.id).collect();
        ids.join(",")
    }

    fn shown<'a>(&self, runs: &'a [Preview]) -> &'a [Preview] {
        &runs[..runs.len().min(SHOWN_MAX)]
    }

    fn n_more(&self, runs: &[Preview]) -> usize {
        runs.len().saturating_sub(SHOWN_MAX)
    }

    fn mark(&self, status: &RunStatus) -> String {
        mark(status.label())
    }
}

impl ResultPage {
    fn progress(&self) -> Progress {
        Progress {
            bulk: self.bulk.clone(),
            results: self.results.clone(),
        }
    }
}

impl Progress {
    fn n_refused(&self) -> usize {
        let done = self.results.done.iter();
        done.filter(|refused| refused.is_some()).count()
    }

    /// Runs that were refused, and why.
    fn refused(&self) -> Vec<(&Text, &String)> {
        let done = self.bulk.runs.iter().zip(&self.results.done);
        let refused = done.filter_map(|(run, refused)| Some((run, refused.as_ref()?)));
        refused.take(SHOWN_MAX).collect()
    }

    /// Runs that were done.
    fn done(&self) -> Vec<&Text> {
        let done = self.bulk.runs.iter().zip(&self.results.done);
        let done = done.filter(|(_, refused)| refused.is_none());
        done.map(|(run, _)| run).take(SHOWN_MAX).collect()
    }
}

/// As it stands inside its page.
impl askama::filters::HtmlSafe for Progress {}
