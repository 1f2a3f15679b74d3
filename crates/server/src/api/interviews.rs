//! `/api/v1/interviews`: interviews that no run asked for and that wait or have failed.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use segue_language::Text;
use segue_runtime::InterviewAct;
use segue_store::{AloneFilter, PartNumber};
use serde::Deserialize;
use serde_json::{Value, json};

use super::endpoints::attempt;
use super::extract::Parameters;
use super::{cursor, limit};
use crate::app::App;
use crate::identity::Permission;
use crate::openapi::{Answer as Told, CURSOR, LIMIT, Operation, Schema, TEXT, query};
use crate::people::Asker;
use crate::problem::Answer;
use crate::queries::interviews::{self, Shown};
use crate::routes::{Access, Route};

/// Schemas of this resource.
pub(super) const SCHEMAS: &[Schema] = &[
    (
        "Interview",
        r##"{"type":"object","required":["id","flow","label","status","since","changed","user","why",
        "calls"],"properties":{"id":{"type":"string"},"flow":{"type":"string"},
        "label":{"type":"string"},"status":{"type":"string","enum":["Waiting","Calling","Failed"]},
        "since":{"type":"string"},"changed":{"type":"string"},"user":{"type":"string"},
        "record":{"type":["string","null"]},"why":{"type":"string"},
        "due":{"type":["string","null"]},"element":{"type":["string","null"]},
        "error":{"type":["string","null"]},
        "calls":{"type":"array","description":"As those of a run","items":{"type":"object"}}}}"##,
    ),
    (
        "InterviewList",
        r##"{"type":"object","required":["interviews","next"],"properties":{"interviews":{
        "type":"array","items":{"$ref":"#/components/schemas/Interview"}},
        "next":{"type":["string","null"]}}}"##,
    ),
];

/// Routes of this resource.
pub(super) fn routes() -> Vec<Route> {
    let runner = Access::Permission(Permission::ManageOrchestrationRuns);
    let one = "/api/v1/interviews/{interview}";
    vec![
        Route::api((Method::GET, "/api/v1/interviews"), runner, list, LIST),
        Route::api((Method::GET, one), runner, show, SHOW),
        Route::api(
            (Method::POST, "/api/v1/interviews/{interview}/retry"),
            runner,
            retry,
            RETRY,
        ),
        Route::api(
            (Method::POST, "/api/v1/interviews/{interview}/cancel"),
            runner,
            cancel,
            CANCEL,
        ),
    ]
}

const LIST: Operation = Operation {
    parameters: &[
        query(
            "failed",
            "Only those that have failed, or only those that have not",
            r#"{"type":"boolean"}"#,
        ),
        query("flow", "API name of the flow that they began with", TEXT),
        LIMIT,
        CURSOR,
    ],
    ..operation(
        "listInterviews",
        "Interviews that no run asked for and that wait or have failed, newest first",
        "InterviewList",
    )
};
const SHOW: Operation = operation(
    "showInterview",
    "Why an interview waits, or what went wrong, with its calls",
    "Interview",
);
const RETRY: Operation = Operation {
    answer: Told::Nothing,
    problems: &[StatusCode::CONFLICT],
    ..operation("retryInterview", "Try again what has failed", "")
};
const CANCEL: Operation = Operation {
    answer: Told::Nothing,
    ..operation(
        "cancelInterview",
        "Forget an interview; what it wrote stays",
        "",
    )
};

const fn operation(id: &'static str, summary: &'static str, schema: &'static str) -> Operation {
    Operation {
        tag: "interviews",
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
    failed: Option<bool>,
    flow: Option<String>,
    limit: Option<usize>,
    cursor: Option<String>,
}

async fn list(
    State(app): State<App>,
    Parameters(filter): Parameters<Filter>,
) -> Answer<Json<Value>> {
    let wanted = AloneFilter {
        has_failed: filter.failed,
        flow: filter.flow,
        after: cursor(filter.cursor.as_deref())?.map(PartNumber),
        limit: u32::try_from(limit(filter.limit)?).unwrap_or(u32::MAX),
    };
    let page = interviews::page(&app, wanted).await?;
    let interviews: Vec<Value> = page.interviews.iter().map(shape).collect();
    let next = page.next.map(|number| number.to_string());
    Ok(Json(json!({ "interviews": interviews, "next": next })))
}

async fn show(State(app): State<App>, Path(id): Path<Text>) -> Answer<Json<Value>> {
    Ok(Json(shape(&interviews::one(&app, &id).await?)))
}

async fn retry(State(app): State<App>, asker: Asker, Path(id): Path<Text>) -> Answer<StatusCode> {
    interviews::change(&app, asker, &id, InterviewAct::Retry).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn cancel(State(app): State<App>, asker: Asker, Path(id): Path<Text>) -> Answer<StatusCode> {
    interviews::change(&app, asker, &id, InterviewAct::Cancel).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn shape(shown: &Shown) -> Value {
    let view = &shown.view;
    json!({
        "id": &*view.id,
        "flow": &*view.flow,
        "label": view.label,
        "status": view.status.word(),
        "since": view.since.to_string(),
        "changed": view.changed.to_string(),
        "user": &*shown.user,
        "record": view.record.as_deref(),
        "why": view.why,
        "due": view.due.map(|due| due.to_string()),
        "element": view.element.as_deref(),
        "error": view.error.as_deref(),
        "calls": shown.attempts.iter().map(attempt).collect::<Vec<_>>(),
    })
}
