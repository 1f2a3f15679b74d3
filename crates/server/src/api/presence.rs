//! `/api/v1/me/presence`, accepting and declining offers, and how queues are routed.

mod routing;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use segue_language::Text;
use segue_runtime::{PartRef, Request};
use segue_store::Presence;
use serde::Deserialize;
use serde_json::{Value, json};

use super::extract::Body;
use crate::app::App;
use crate::identity::{Caller, Permission};
use crate::openapi::{Answer as Told, Operation, Schema};
use crate::problem::Answer;
use crate::queries::presence::{self, Offer, Standing};
use crate::routes::{Access, Route};

/// Schemas of this resource.
pub(super) const SCHEMAS: &[Schema] = &[
    (
        "Presence",
        r#"{"type":"object","required":["status","since","capacity","load","offers"],
        "properties":{"status":{"type":"string","enum":["online","away","offline"]},
        "since":{"type":["string","null"]},"capacity":{"type":"integer"},
        "load":{"type":"integer"},"offers":{"type":"array","items":{"type":"object",
        "required":["work_item","label","queue","created","until"],"properties":{
        "work_item":{"type":"string"},"label":{"type":"string"},"queue":{"type":"string"},
        "created":{"type":"string"},"until":{"type":"string"}}}}}}"#,
    ),
    (
        "NewPresence",
        r#"{"type":"object","required":["status"],"additionalProperties":false,"properties":{
        "status":{"type":"string","enum":["online","away","offline"]}}}"#,
    ),
];

/// Schemas of how queues are routed.
pub(super) use routing::SCHEMAS as ROUTING_SCHEMAS;

/// Routes of this resource.
pub(super) fn routes() -> Vec<Route> {
    let works = Access::Permission(Permission::RunFlows);
    let post = |path| (Method::POST, path);
    let mut routes = vec![
        Route::api(
            (Method::GET, "/api/v1/me/presence"),
            Access::SignedIn,
            show,
            SHOW,
        ),
        Route::api((Method::PUT, "/api/v1/me/presence"), works, set, SET),
        Route::api(
            post("/api/v1/work-items/{item}/accept"),
            works,
            accept,
            ACCEPT,
        ),
        Route::api(
            post("/api/v1/work-items/{item}/decline"),
            works,
            decline,
            DECLINE,
        ),
    ];
    routes.extend(routing::routes());
    routes
}

const SHOW: Operation = Operation {
    tag: "routing",
    id: "showPresence",
    summary: "Whether one is there, and what is on offer",
    parameters: &[],
    body: None,
    answer: Told::Json(StatusCode::OK, "Presence"),
    problems: &[],
};
const SET: Operation = Operation {
    body: Some("NewPresence"),
    answer: Told::Nothing,
    problems: &[StatusCode::UNPROCESSABLE_ENTITY],
    ..operation(
        "setPresence",
        "Say whether one is there; said again, it keeps one's presence alive",
    )
};
const ACCEPT: Operation = operation("acceptOffer", "Accept a work item that is on offer");
const DECLINE: Operation = operation("declineOffer", "Let a work item pass that is on offer");

const fn operation(id: &'static str, summary: &'static str) -> Operation {
    Operation {
        id,
        summary,
        answer: Told::Nothing,
        problems: &[StatusCode::NOT_FOUND, StatusCode::CONFLICT],
        ..SHOW
    }
}

async fn show(State(app): State<App>, caller: Caller) -> Answer<Json<Value>> {
    let standing = presence::of(&app, caller.id).await?;
    Ok(Json(json(&standing)))
}

fn json(standing: &Standing) -> Value {
    let offers = standing.offers.iter().map(|offer: &Offer| {
        json!({
            "work_item": &*offer.item,
            "label": &*offer.label,
            "queue": &*offer.queue,
            "created": offer.created.to_string(),
            "until": offer.until.to_string(),
        })
    });
    json!({
        "status": word(standing.status),
        "since": standing.since.map(|since| since.to_string()),
        "capacity": standing.capacity,
        "load": standing.load,
        "offers": offers.collect::<Vec<_>>(),
    })
}

fn word(status: Presence) -> &'static str {
    match status {
        Presence::Online => "online",
        Presence::Away => "away",
        Presence::Offline => "offline",
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Word {
    Online,
    Away,
    Offline,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewPresence {
    status: Word,
}

async fn set(
    State(app): State<App>,
    caller: Caller,
    Body(new): Body<NewPresence>,
) -> Answer<StatusCode> {
    let status = match new.status {
        Word::Online => Presence::Online,
        Word::Away => Presence::Away,
        Word::Offline => Presence::Offline,
    };
    let by = caller.actor();
    app.execute(Request::SetPresence { by, status }).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn accept(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
) -> Answer<StatusCode> {
    let (item, by) = (PartRef::Id(id), caller.actor());
    super::work_items::execute(&app, &caller, Request::AcceptOffer { item, by }).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn decline(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
) -> Answer<StatusCode> {
    let (item, by) = (PartRef::Id(id), caller.actor());
    super::work_items::execute(&app, &caller, Request::DeclineOffer { item, by }).await?;
    Ok(StatusCode::NO_CONTENT)
}
