//! `/api/v1/runs`: lists, one run, its history, why it waits, its changes.

mod actions;
mod shape;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;
use segue_engine::RunStatus;
use segue_language::Text;
use serde::Deserialize;
use serde_json::{Value, json};

use super::extract::Parameters;
use super::live::{Stream, stream};
use super::{cursor, etag, limit};
use crate::app::App;
use crate::identity::{Caller, Permission, Standing};
use crate::openapi::{
    Answer as Told, CURSOR, IDEMPOTENCY_KEY, IF_MATCH, LIMIT, Operation, Schema, TEXT, query,
};
use crate::problem::{Answer, Problem};
use crate::queries::approvals::submission;
use crate::queries::eyes::see;
use crate::queries::runs;
use crate::routes::{Access, Route};

const STATUSES: &str = r#"{"type":"string","enum":["NotStarted","InProgress","Suspended","Completed",
"Canceled","Error"]}"#;

/// Schemas of this resource.
pub(super) use actions::SCHEMAS as BODIES;
pub(super) use shape::SCHEMAS;

/// Routes of this resource.
pub(super) fn routes() -> Vec<Route> {
    let mut routes = reading();
    routes.extend(actions::routes());
    routes
}

fn reading() -> Vec<Route> {
    use Access::SignedIn;
    vec![
        Route::api((Method::GET, "/api/v1/runs"), SignedIn, list, LIST),
        Route::api((Method::GET, "/api/v1/runs/{run}"), SignedIn, show, SHOW),
        Route::api(
            (Method::GET, "/api/v1/runs/{run}/history"),
            SignedIn,
            history,
            operation("runHistory", "The history of a run", "History"),
        ),
        Route::api(
            (Method::GET, "/api/v1/runs/{run}/why"),
            SignedIn,
            why,
            operation("whyRunWaits", "Why a run waits", "Why"),
        ),
        Route::api(
            (Method::GET, "/api/v1/runs/{run}/resume-preview"),
            SignedIn,
            resume_preview,
            operation("previewResume", "What a resume would do", "ResumePreview"),
        ),
        Route::api(
            (Method::GET, "/api/v1/runs/{run}/events"),
            SignedIn,
            changes,
            Operation {
                answer: Told::Text("text/event-stream"),
                ..operation("runChanges", "Changes of a run as they happen", "")
            },
        ),
    ]
}

const LIST: Operation = Operation {
    parameters: &[
        query("status", "Only runs in that status", STATUSES),
        query("orchestration", "API name of the orchestration", TEXT),
        query("stage", "API name of the current or latest stage", TEXT),
        query("record", "Id of the record that started the run", TEXT),
        query("q", "A text in the run's name, label or record", TEXT),
        LIMIT,
        CURSOR,
    ],
    ..operation("listRuns", "Runs, newest first", "RunList")
};
const SHOW: Operation = operation("showRun", "A run with its stages, steps and work", "Run");

const fn operation(id: &'static str, summary: &'static str, schema: &'static str) -> Operation {
    Operation {
        tag: "runs",
        id,
        summary,
        parameters: &[],
        body: None,
        answer: Told::Json(StatusCode::OK, schema),
        problems: &[],
    }
}

#[derive(Deserialize)]
struct Filter {
    status: Option<String>,
    orchestration: Option<String>,
    stage: Option<String>,
    record: Option<String>,
    q: Option<String>,
    limit: Option<usize>,
    cursor: Option<String>,
}

impl Filter {
    fn wanted(self) -> Answer<runs::Wanted> {
        Ok(runs::Wanted {
            status: self.status.as_deref().map(status).transpose()?,
            orchestration: self.orchestration,
            stage: self.stage,
            record: self.record,
            text: self.q,
            before: cursor(self.cursor.as_deref())?,
            limit: limit(self.limit)?,
            ..runs::Wanted::default()
        })
    }
}

async fn list(
    State(app): State<App>,
    caller: Caller,
    Parameters(filter): Parameters<Filter>,
) -> Answer<Json<Value>> {
    let page = runs::list(&app, &caller, filter.wanted()?).await?;
    let runs: Vec<Value> = page.runs.iter().map(shape::line).collect();
    let next = page.next.map(|number| number.to_string());
    Ok(Json(json!({ "runs": runs, "next": next })))
}

async fn show(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    headers: HeaderMap,
) -> Answer<Response> {
    let found = runs::one(&app, &caller, &id).await?;
    let mut value = shape::whole(&found);
    let submission = submission(&app, &caller, &id).await?;
    value["submission"] = submission.as_ref().map_or(Value::Null, shape::submission);
    Ok(etag::answer(&headers, tag(&found), value))
}

/// The ETag of a run: another one after each turn.
fn tag(found: &runs::FoundRun) -> String {
    format!("\"{}-{}\"", found.view.id, found.row.version)
}

async fn history(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
) -> Answer<Json<Value>> {
    let lines = runs::history(&app, &caller, &id).await?;
    let lines: Vec<Value> = lines.iter().filter_map(shape::history_line).collect();
    Ok(Json(json!({ "history": lines })))
}

async fn why(State(app): State<App>, caller: Caller, Path(id): Path<Text>) -> Answer<Json<Value>> {
    let now = app.now();
    let why = see(&app, &caller, move |eyes| {
        let number = runs::seen(eyes, &id)?.view.number;
        let why = eyes.reads.why(number, now);
        why.ok_or_else(|| Problem::unknown("run", &id))
    });
    Ok(Json(shape::why(&why.await?)))
}

async fn resume_preview(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
) -> Answer<Json<Value>> {
    let found = runs::one(&app, &caller, &id).await?;
    let days = app.settings().resume_window_days;
    Ok(Json(shape::resume_preview(&found, days, app.now())))
}

async fn changes(
    State(app): State<App>,
    caller: Caller,
    standing: Standing,
    Path(id): Path<Text>,
) -> Answer<Stream> {
    let found = runs::one(&app, &caller, &id).await?;
    let number = found.view.number;
    let content = json!({ "run": found.view.id });
    Ok(stream(&app, standing, ("run", content), move |change| {
        change.runs.binary_search(&number).is_ok()
    }))
}

/// A status by its API name or its label.
fn status(word: &str) -> Answer<RunStatus> {
    use RunStatus::{Canceled, Completed, Error, InProgress, NotStarted, Suspended};
    let all = [
        NotStarted, InProgress, Suspended, Completed, Canceled, Error,
    ];
    let mut all = all.into_iter();
    all.find(|status| word == status.api_name() || word == status.label())
        .ok_or_else(|| {
            Problem::invalid(format!("There is no status `{word}`.")).at("status", "unknown")
        })
}
