//! What changes runs: starting, suspending, resuming, canceling, publishing events.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use segue_engine::StepResult;
use segue_language::Text;
use segue_runtime::{PartRef, Refusal, Reply, Request, RunRef};
use segue_store::{RunNumber, run_id};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Access, Answer, App, Caller, IDEMPOTENCY_KEY, Operation, Permission, Problem, Route};
use super::{IF_MATCH, Schema, Told};
use crate::api::etag;
use crate::api::extract::OptionalBody;
use crate::api::values::values_from_json;
use crate::queries::eyes::{Eyes, act};
use crate::queries::inputs;
use crate::queries::runs::{managed, resumed};

/// Schemas of the bodies.
pub(in crate::api) const SCHEMAS: &[Schema] = &[
    (
        "Start",
        r#"{"type":"object","additionalProperties":false,"properties":{"inputs":{"type":"object",
        "description":"Input variables by name; a record by its id"}}}"#,
    ),
    (
        "Started",
        r#"{"type":"object","required":["id"],"properties":{"id":{"type":"string"}}}"#,
    ),
    (
        "Resume",
        r#"{"type":"object","additionalProperties":false,"properties":{"force":{"type":"boolean"},
        "reason":{"type":"string","maxLength":1000}}}"#,
    ),
    (
        "Cancel",
        r#"{"type":"object","additionalProperties":false,"properties":{
        "reason":{"type":"string","maxLength":1000,"description":"Recorded as a note"}}}"#,
    ),
    (
        "Event",
        r#"{"type":"object","additionalProperties":false,"properties":{
        "step":{"type":"string","description":"Id of the step run that the event ends"},
        "error":{"type":"string","description":"Why the step failed; without it, it is completed"},
        "outputs":{"type":"object"}}}"#,
    ),
];

/// Routes that change runs.
pub(super) fn routes() -> Vec<Route> {
    let managed = Access::Permission(Permission::ManageOrchestrationRuns);
    let suspended = operation("suspendRun", "Suspend a run", None);
    let resumed = operation(
        "resumeRun",
        "Resume a suspended or failed run",
        Some("Resume"),
    );
    let canceled = operation("cancelRun", "Cancel a run", Some("Cancel"));
    let published = operation(
        "publishEvent",
        "Publish an orchestration event",
        Some("Event"),
    );
    let post = |path| (Method::POST, path);
    vec![
        Route::api(
            post("/api/v1/orchestrations/{name}/runs"),
            Access::Permission(Permission::RunFlows),
            start,
            START,
        ),
        Route::api(
            post("/api/v1/runs/{run}/suspend"),
            managed,
            suspend,
            suspended,
        ),
        Route::api(post("/api/v1/runs/{run}/resume"), managed, resume, resumed),
        Route::api(post("/api/v1/runs/{run}/cancel"), managed, cancel, canceled),
        Route::api(
            post("/api/v1/runs/{run}/events"),
            managed,
            publish,
            published,
        ),
    ]
}

const START: Operation = Operation {
    parameters: &[IDEMPOTENCY_KEY],
    answer: Told::Json(StatusCode::CREATED, "Started"),
    ..operation("startRun", "Start a run", Some("Start"))
};

const fn operation(
    id: &'static str,
    summary: &'static str,
    body: Option<&'static str>,
) -> Operation {
    Operation {
        tag: "runs",
        id,
        summary,
        parameters: &[IF_MATCH],
        body,
        answer: Told::Nothing,
        problems: &[StatusCode::CONFLICT, StatusCode::PRECONDITION_FAILED],
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Start {
    inputs: Map<String, Value>,
}

async fn start(
    State(app): State<App>,
    caller: Caller,
    Path(name): Path<Text>,
    headers: HeaderMap,
    OptionalBody(body): OptionalBody<Start>,
) -> Answer<Response> {
    let key = idempotency_key(&headers)?;
    let inputs = values_from_json(&body.inputs)?;
    let inputs = inputs::check(&app, &caller, (name.clone(), inputs)).await?;
    let request = Request::StartRun {
        orchestration: name,
        inputs,
        by: caller.actor(),
        key,
    };
    match app.execute(request).await? {
        Reply::Started { run } => {
            let id = run_id(RunNumber(run));
            let location = [(header::LOCATION, format!("/api/v1/runs/{id}"))];
            let told = Json(json!({ "id": &*id }));
            Ok((StatusCode::CREATED, location, told).into_response())
        }
        other => Err(Problem::internal(&format!("a start gave {other:?}"))),
    }
}

fn idempotency_key(headers: &HeaderMap) -> Answer<Option<Text>> {
    let Some(key) = headers.get("idempotency-key") else {
        return Ok(None);
    };
    match key.to_str() {
        Ok(key) if (1..=255).contains(&key.len()) => Ok(Some(Text::from(key))),
        _ => Err(Problem::invalid(
            "An Idempotency-Key has 1 to 255 ASCII characters.",
        )),
    }
}

async fn suspend(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    headers: HeaderMap,
) -> Answer<StatusCode> {
    let (run, by) = (RunRef::Id(id.clone()), caller.actor());
    let (proviso, request) = (unchanged(id, headers), Request::Suspend { run, by });
    done(act(&app, &caller, proviso, request).await)
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Cancel {
    reason: Option<String>,
}

async fn cancel(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    headers: HeaderMap,
    OptionalBody(body): OptionalBody<Cancel>,
) -> Answer<StatusCode> {
    let reason = body.reason.as_deref().map(str::trim);
    let request = Request::Cancel {
        run: RunRef::Id(id.clone()),
        by: caller.actor(),
        reason: reason.filter(|reason| !reason.is_empty()).map(Text::from),
    };
    done(act(&app, &caller, unchanged(id, headers), request).await)
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Resume {
    force: bool,
    reason: Option<String>,
}

async fn resume(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    headers: HeaderMap,
    OptionalBody(body): OptionalBody<Resume>,
) -> Answer<StatusCode> {
    let forced = match body.force {
        true => Some(forced(&caller, body.reason.as_deref())?),
        false => None,
    };
    let (run, by, is_forced) = (RunRef::Id(id.clone()), caller.actor(), forced.is_some());
    let request = Request::Resume { run, by, forced };
    let proviso = move |eyes: &Eyes<'_>| {
        let found = resumed(eyes, &id, is_forced)?;
        etag::check(&headers, || super::tag(&found))
    };
    done(act(&app, &caller, proviso, request).await)
}

fn forced(caller: &Caller, reason: Option<&str>) -> Answer<Text> {
    caller.require(Permission::ForceResume)?;
    match reason.map(str::trim) {
        Some(reason) if !reason.is_empty() => Ok(Text::from(reason)),
        _ => Err(Problem::invalid("A forced resume needs a reason.").at("reason", "is missing")),
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Event {
    step: Option<Text>,
    error: Option<Text>,
    outputs: Map<String, Value>,
}

async fn publish(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    headers: HeaderMap,
    OptionalBody(event): OptionalBody<Event>,
) -> Answer<StatusCode> {
    let result = match event.error {
        Some(error) => StepResult::Failed(error),
        None => StepResult::Finished(values_from_json(&event.outputs)?),
    };
    let request = Request::PublishEvent {
        run: RunRef::Id(id.clone()),
        step: event.step.map(|step| (PartRef::Id(step), result)),
        by: caller.actor(),
    };
    done(act(&app, &caller, unchanged(id, headers), request).await)
}

/// For whoever manages the run, which is still as she has seen it.
fn unchanged(
    id: Text,
    headers: HeaderMap,
) -> impl Fn(&Eyes<'_>) -> Answer<()> + Send + Sync + 'static {
    move |eyes| {
        let found = managed(eyes, &id)?;
        etag::check(&headers, || super::tag(&found))
    }
}

fn done(carried_out: Answer<Result<Reply, Refusal>>) -> Answer<StatusCode> {
    carried_out??;
    Ok(StatusCode::NO_CONTENT)
}
