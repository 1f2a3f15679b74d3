//! `/api/v1/work-items`: what waits for people, its screens, and who has it.

mod screens;
mod shape;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use segue_engine::AssigneeKind;
use segue_language::Text;
use segue_runtime::{NewAssignee, PartRef, Refusal, Reply, Request};
use serde::Deserialize;
use serde_json::{Value, json};

use super::extract::{Body, Parameters};
use super::live::{Stream, stream};
use super::{cursor, limit};
use crate::app::App;
use crate::identity::{Caller, Permission, Standing};
use crate::openapi::{Answer as Told, CURSOR, LIMIT, Operation, TEXT, query};
use crate::problem::{Answer, Problem};
use crate::queries::eyes::act;
use crate::queries::work::{self, Holder};
use crate::routes::{Access, Route};

/// Schemas of this resource.
pub(super) use screens::{execute, result, told};
pub(super) use shape::SCHEMAS;

/// Routes of this resource.
pub(super) fn routes() -> Vec<Route> {
    use Access::SignedIn;
    let works = Access::Permission(Permission::RunFlows);
    let reassigns = Access::Permission(Permission::ReassignWorkItems);
    let get = |path| (Method::GET, path);
    let post = |path| (Method::POST, path);
    let mut routes = vec![
        Route::api(get("/api/v1/work-items"), SignedIn, list, LIST),
        Route::api(get("/api/v1/work-items/events"), SignedIn, changes, CHANGES),
        Route::api(get("/api/v1/work-items/{item}"), SignedIn, show, SHOW),
        Route::api(post("/api/v1/work-items/{item}/claim"), works, claim, CLAIM),
        Route::api(
            post("/api/v1/work-items/{item}/release"),
            works,
            release,
            RELEASE,
        ),
        Route::api(
            post("/api/v1/work-items/{item}/reassign"),
            reassigns,
            reassign,
            REASSIGN,
        ),
    ];
    routes.extend(screens::routes());
    routes
}

const LIST: Operation = Operation {
    parameters: &[
        query(
            "assignee",
            "`me` (also my groups and queues), or a name or id",
            TEXT,
        ),
        query(
            "status",
            "Only `Assigned` yet",
            r#"{"type":"string","enum":["Assigned"]}"#,
        ),
        LIMIT,
        CURSOR,
    ],
    ..operation(
        "listWork",
        "Open work items, oldest run first",
        "WorkItemList",
    )
};
const SHOW: Operation = operation(
    "showWork",
    "A work item, with the screen that the caller has open",
    "WorkItem",
);
const CHANGES: Operation = Operation {
    answer: Told::Text("text/event-stream"),
    ..operation(
        "workChanges",
        "Changes of the caller's work as they happen",
        "",
    )
};
const CLAIM: Operation = changing("claimWork", "Take a work item of a group or queue", None);
const RELEASE: Operation = changing("releaseWork", "Give a work item back", None);
const REASSIGN: Operation = changing(
    "reassignWork",
    "Give a work item to somebody else",
    Some("Reassign"),
);

const fn operation(id: &'static str, summary: &'static str, schema: &'static str) -> Operation {
    Operation {
        tag: "work items",
        id,
        summary,
        parameters: &[],
        body: None,
        answer: Told::Json(StatusCode::OK, schema),
        problems: &[],
    }
}

const fn changing(
    id: &'static str,
    summary: &'static str,
    body: Option<&'static str>,
) -> Operation {
    Operation {
        body,
        answer: Told::Nothing,
        problems: &[StatusCode::CONFLICT, StatusCode::UNPROCESSABLE_ENTITY],
        ..operation(id, summary, "")
    }
}

#[derive(Deserialize)]
struct Filter {
    assignee: Option<String>,
    status: Option<String>,
    limit: Option<usize>,
    cursor: Option<String>,
}

async fn list(
    State(app): State<App>,
    caller: Caller,
    Parameters(filter): Parameters<Filter>,
) -> Answer<Json<Value>> {
    if filter.status.is_some_and(|status| status != "Assigned") {
        let problem =
            Problem::invalid("Only Assigned work items are listed; a run lists all of its.");
        return Err(problem.at("status", "must be Assigned"));
    }
    let holder = match filter.assignee {
        Some(name) if name != "me" => Holder::Named(name),
        _ => Holder::Mine,
    };
    let (after, limit) = (cursor(filter.cursor.as_deref())?, limit(filter.limit)?);
    let page = work::list(&app, &caller, (holder, after, limit)).await?;
    let items: Vec<Value> = page.items.iter().map(shape::item).collect();
    let next = page.next.map(|number| number.to_string());
    Ok(Json(json!({ "work_items": items, "next": next })))
}

/// A `GET` begins nothing: the screen is there only when the caller has it open already.
async fn show(State(app): State<App>, caller: Caller, Path(id): Path<Text>) -> Answer<Json<Value>> {
    let found = work::one(&app, &caller, &id).await?;
    let mut value = shape::item(&found);
    value["screen"] = Value::Null;
    if found.item.is_open() && found.is_entitled && found.worker.as_ref() == Some(&caller.id) {
        let (item, by) = (PartRef::Id(id), caller.actor());
        match app.execute(Request::LookAtWork { item, by }).await {
            Ok(Reply::Screen(screen)) => value["screen"] = shape::screen(&screen),
            // Its flow ends or fails when the work is opened again: that takes a `POST`.
            Ok(_) | Err(Refusal::Conflict { .. }) => {}
            Err(refusal) => return Err(refusal.into()),
        }
    }
    Ok(Json(value))
}

async fn changes(State(app): State<App>, caller: Caller, standing: Standing) -> Answer<Stream> {
    let holders = work::holders(&app, &caller).await?;
    Ok(stream(&app, standing, ("work", json!({})), move |change| {
        let mut holders = holders.iter();
        holders.any(|holder| change.assignees.binary_search(holder).is_ok())
    }))
}

async fn claim(State(app): State<App>, caller: Caller, Path(id): Path<Text>) -> Answer<StatusCode> {
    let (item, by) = (PartRef::Id(id.clone()), caller.actor());
    let request = Request::Claim { item, by };
    screens::told(
        &app,
        &caller,
        act(&app, &caller, work::claims(id), request).await?,
    )
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn release(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
) -> Answer<StatusCode> {
    let (item, by) = (PartRef::Id(id), caller.actor());
    screens::execute(&app, &caller, Request::Release { item, by }).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct To {
    user: Option<Text>,
    group: Option<Text>,
    queue: Option<Text>,
}

async fn reassign(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    Body(to): Body<To>,
) -> Answer<StatusCode> {
    let (kind, name) = match (to.user, to.group, to.queue) {
        (Some(name), None, None) => (AssigneeKind::User, name),
        (None, Some(name), None) => (AssigneeKind::Group, name),
        (None, None, Some(name)) => (AssigneeKind::Queue, name),
        _ => return Err(Problem::invalid("Name one user, group or queue.")),
    };
    let to = NewAssignee { kind, name };
    let (item, by) = (PartRef::Id(id.clone()), caller.actor());
    let request = Request::Reassign { item, to, by };
    let proviso = work::reassigns(id, None);
    screens::told(&app, &caller, act(&app, &caller, proviso, request).await?).await?;
    Ok(StatusCode::NO_CONTENT)
}
