//! What is done with a record: it is submitted, locked and unlocked.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use segue_language::Text;
use segue_runtime::{ApprovalRequest, NewSubmission, Reply, Request};
use segue_store::{RunNumber, run_id};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::api::extract::OptionalBody;
use crate::app::App;
use crate::identity::{Caller, Denied, Permission};
use crate::openapi::{Answer as Told, Operation, Schema};
use crate::problem::{Answer, Problem};
use crate::queries::approvals::{lock_of, record, submits};
use crate::queries::eyes::{Eyes, act, see};
use crate::routes::{Access, Route};

/// Schemas of bodies and answers.
pub(in crate::api) const SCHEMAS: &[Schema] = &[
    (
        "Submit",
        r#"{"type":"object","additionalProperties":false,"properties":{
        "process":{"type":"string",
        "description":"API name of the approval process; needed where there are several"},
        "comments":{"type":"string"},
        "first_approver":{"type":"string","description":"The input firstApprover of the process"}}}"#,
    ),
    (
        "Lock",
        r#"{"type":"object","required":["locked"],"properties":{"locked":{"type":"boolean"},
        "reason":{"type":"string"},"submission":{"type":["string","null"]},
        "by":{"type":"string"},"at":{"type":"string"}}}"#,
    ),
];

/// Routes of one record.
pub(super) fn routes() -> Vec<Route> {
    const LOCK: &str = "/api/v1/records/{object}/{id}/lock";
    const UNLOCK: &str = "/api/v1/records/{object}/{id}/unlock";
    let works = Access::Permission(Permission::RunFlows);
    let admin = Access::Permission(Permission::ManageApprovals);
    let submitting = "/api/v1/records/{object}/{id}/submit";
    vec![
        Route::api((Method::POST, submitting), works, submit, SUBMIT),
        Route::api((Method::GET, LOCK), Access::SignedIn, show, SHOW),
        Route::api(
            (Method::POST, LOCK),
            admin,
            lock,
            setting("lockRecord", "Lock a record until it is unlocked"),
        ),
        Route::api(
            (Method::POST, UNLOCK),
            admin,
            unlock,
            setting("unlockRecord", "Lift the lock that somebody set"),
        ),
    ]
}

const SUBMIT: Operation = Operation {
    tag: "records",
    id: "submitRecord",
    summary: "Submit a record for approval",
    parameters: &[],
    body: Some("Submit"),
    answer: Told::Json(StatusCode::CREATED, "Started"),
    problems: &[StatusCode::CONFLICT, StatusCode::UNPROCESSABLE_ENTITY],
};
const SHOW: Operation = Operation {
    tag: "records",
    id: "showLock",
    summary: "Whether a record is locked, and why",
    parameters: &[],
    body: None,
    answer: Told::Json(StatusCode::OK, "Lock"),
    problems: &[],
};

const fn setting(id: &'static str, summary: &'static str) -> Operation {
    Operation {
        tag: "records",
        id,
        summary,
        parameters: &[],
        body: None,
        answer: Told::Nothing,
        problems: &[StatusCode::CONFLICT],
    }
}

type Named = Path<(Text, Text)>;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Submit {
    process: Option<Text>,
    comments: Option<Text>,
    first_approver: Option<Text>,
}

async fn submit(
    State(app): State<App>,
    caller: Caller,
    Path(place): Named,
    OptionalBody(body): OptionalBody<Submit>,
) -> Answer<Response> {
    let request = Request::Approval(ApprovalRequest::Submit(NewSubmission {
        record: place.1.clone(),
        process: body.process,
        comments: body.comments,
        first_approver: body.first_approver,
        by: caller.actor(),
    }));
    match act(&app, &caller, submits(place), request).await?? {
        Reply::Started { run } => {
            let id = run_id(RunNumber(run));
            let location = [(header::LOCATION, format!("/api/v1/runs/{id}"))];
            Ok((StatusCode::CREATED, location, Json(json!({ "id": &*id }))).into_response())
        }
        other => Err(Problem::internal(&format!("a submission gave {other:?}"))),
    }
}

async fn show(
    State(app): State<App>,
    caller: Caller,
    Path((object, id)): Named,
) -> Answer<Json<Value>> {
    let lock = see(&app, &caller, move |eyes| {
        let record = record(eyes, (&object, &id))?;
        Ok(lock_of(eyes, record.id().unwrap_or(&id))?)
    });
    Ok(Json(match lock.await? {
        Some(lock) => json!({
            "locked": true,
            "reason": lock.reason,
            "submission": lock.submission.as_deref(),
            "by": &*lock.by,
            "at": lock.at.to_string(),
        }),
        None => json!({ "locked": false }),
    }))
}

async fn lock(State(app): State<App>, caller: Caller, Path(place): Named) -> Answer<StatusCode> {
    set(&app, &caller, place, true).await
}

async fn unlock(State(app): State<App>, caller: Caller, Path(place): Named) -> Answer<StatusCode> {
    set(&app, &caller, place, false).await
}

async fn set(
    app: &App,
    caller: &Caller,
    (object, id): (Text, Text),
    locked: bool,
) -> Answer<StatusCode> {
    let request = Request::Approval(ApprovalRequest::SetLock {
        record: id.clone(),
        locked,
        by: caller.actor(),
    });
    let proviso = move |eyes: &Eyes<'_>| {
        if !eyes.caller.may(Permission::ManageApprovals) {
            return Err(Denied::Lacks(Permission::ManageApprovals).into());
        }
        record(eyes, (&object, &id)).map(|_| ())
    };
    act(app, caller, proviso, request).await??;
    Ok(StatusCode::NO_CONTENT)
}
