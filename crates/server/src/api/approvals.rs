//! Approvals: submitting, deciding at once, taking a submission back; locks of records.

mod records;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use segue_language::Text;
use segue_runtime::{ApprovalRequest, Decision, PartRef, Request, RunRef};
use serde::Deserialize;
use serde_json::Value;

use super::extract::{Body, OptionalBody};
use super::work_items::{result, told};
use crate::app::App;
use crate::identity::{Caller, Permission};
use crate::openapi::{Answer as Told, Operation, Schema};
use crate::problem::Answer;
use crate::queries::approvals::{overrides, recalls};
use crate::queries::eyes::act;
use crate::routes::{Access, Route};

/// Schemas of the bodies.
pub(super) const SCHEMAS: &[Schema] = &[
    (
        "Decide",
        r#"{"type":"object","additionalProperties":false,"required":["decision"],"properties":{
        "decision":{"type":"string","description":"Approve or Reject"},
        "comments":{"type":"string"},"override":{"type":"boolean",
        "description":"In place of the approver; needs Manage Approvals"}}}"#,
    ),
    (
        "Recall",
        r#"{"type":"object","additionalProperties":false,"properties":{
        "comments":{"type":"string"}}}"#,
    ),
];

pub(super) use records::SCHEMAS as OF_RECORDS;

/// Routes about approvals.
pub(super) fn routes() -> Vec<Route> {
    let works = Access::Permission(Permission::RunFlows);
    let mut routes = records::routes();
    routes.extend([
        Route::api(
            (Method::POST, "/api/v1/work-items/{item}/decide"),
            works,
            decide,
            DECIDE,
        ),
        Route::api(
            (Method::POST, "/api/v1/runs/{run}/recall"),
            Access::SignedIn,
            recall,
            RECALL,
        ),
    ]);
    routes
}

const DECIDE: Operation = Operation {
    tag: "work items",
    id: "decideApproval",
    summary: "Approve or reject without the form",
    parameters: &[],
    body: Some("Decide"),
    answer: Told::Json(StatusCode::OK, "WorkResult"),
    problems: &[StatusCode::CONFLICT, StatusCode::UNPROCESSABLE_ENTITY],
};
const RECALL: Operation = Operation {
    tag: "runs",
    id: "recallSubmission",
    summary: "Take a submission back",
    parameters: &[],
    body: Some("Recall"),
    answer: Told::Nothing,
    problems: &[StatusCode::CONFLICT],
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Decide {
    decision: Text,
    comments: Option<Text>,
    #[serde(default, rename = "override")]
    overrides: bool,
}

async fn decide(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    Body(body): Body<Decide>,
) -> Answer<Json<Value>> {
    let is_override = body.overrides;
    let request = Request::Approval(ApprovalRequest::Decide {
        item: PartRef::Id(id.clone()),
        by: caller.actor(),
        decision: Decision {
            decision: body.decision,
            comments: body.comments,
            overrides: is_override,
        },
    });
    let reply = match is_override {
        true => act(&app, &caller, overrides(id), request).await?,
        false => app.execute(request).await,
    };
    result(told(&app, &caller, reply).await?)
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Recall {
    comments: Option<Text>,
}

async fn recall(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    OptionalBody(body): OptionalBody<Recall>,
) -> Answer<StatusCode> {
    let request = Request::Approval(ApprovalRequest::Recall {
        run: RunRef::Id(id.clone()),
        by: caller.actor(),
        comments: body.comments,
        // Who may is tested in the same turn.
        as_admin: true,
    });
    act(&app, &caller, recalls(id), request).await??;
    Ok(StatusCode::NO_CONTENT)
}
