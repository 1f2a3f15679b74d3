//! `/api/v1/queues/{queue}/routing` and `/api/v1/users/{user}/capacity`: set by administrators.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use segue_language::Text;
use segue_runtime::PeopleAct;
use segue_store::Routing;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::api::extract::Body;
use crate::app::App;
use crate::identity::Permission;
use crate::openapi::{Answer as Told, Operation, Schema};
use crate::people::{self, Asker};
use crate::problem::{Answer, Problem};
use crate::queries::routing::{OFFER_SECONDS, routing};
use crate::routes::{Access, Route};

/// Schemas of how queues are routed.
pub(in crate::api) const SCHEMAS: &[Schema] = &[
    (
        "Routing",
        r#"{"type":"object","required":["routed"],"properties":{"routed":{"type":"boolean"},
        "priority":{"type":"integer"},"weight":{"type":"integer"},
        "offer_seconds":{"type":"integer"},"field":{"type":["string","null"]},
        "ranks":{"type":"array","items":{"type":"string"}},
        "away_on_expiry":{"type":"boolean"}}}"#,
    ),
    (
        "NewRouting",
        r#"{"type":"object","additionalProperties":false,"properties":{
        "priority":{"type":"integer","minimum":-1000000,"maximum":1000000,
        "description":"Which of somebody's queues come first: the one with the lower number"},
        "weight":{"type":"integer","minimum":1,"maximum":1000,
        "description":"How much of a person's capacity an item takes"},
        "offer_seconds":{"type":"integer","minimum":5,"maximum":86400},
        "field":{"type":["string","null"],"minLength":1,"maxLength":255,
        "description":"Field of the context record that says how urgent an item is"},
        "ranks":{"type":"array","maxItems":100,"items":{"type":"string","minLength":1,
        "maxLength":255},"description":"The field's values, most urgent first"},
        "away_on_expiry":{"type":"boolean"}}}"#,
    ),
    (
        "Capacity",
        r#"{"type":"object","required":["units"],"additionalProperties":false,"properties":{
        "units":{"type":["integer","null"],"minimum":0,"maximum":1000,
        "description":"null is the usual"}}}"#,
    ),
];

/// Routes of how queues are routed.
pub(super) fn routes() -> Vec<Route> {
    let sets = Access::Permission(Permission::CustomizeApplication);
    let manages = Access::Permission(Permission::ManageUsers);
    let at = |method: Method| (method, "/api/v1/queues/{group}/routing");
    vec![
        Route::api(at(Method::GET), Access::SignedIn, show, SHOW),
        Route::api(at(Method::PUT), sets, set, SET),
        Route::api(at(Method::DELETE), sets, end, END),
        Route::api(
            (Method::PUT, "/api/v1/users/{user}/capacity"),
            manages,
            set_capacity,
            SET_CAPACITY,
        ),
    ]
}

const SHOW: Operation = Operation {
    tag: "routing",
    id: "showRouting",
    summary: "How a queue is routed",
    parameters: &[],
    body: None,
    answer: Told::Json(StatusCode::OK, "Routing"),
    problems: &[StatusCode::NOT_FOUND],
};
const SET: Operation = changing(
    "setRouting",
    "Offer the items of a queue to its members",
    Some("NewRouting"),
);
const END: Operation = changing("endRouting", "Let members take the items again", None);
const SET_CAPACITY: Operation = changing(
    "setCapacity",
    "Say how much a person can hold of what routed queues give her",
    Some("Capacity"),
);

const fn changing(
    id: &'static str,
    summary: &'static str,
    body: Option<&'static str>,
) -> Operation {
    Operation {
        id,
        summary,
        body,
        answer: Told::Nothing,
        problems: &[StatusCode::NOT_FOUND, StatusCode::UNPROCESSABLE_ENTITY],
        ..SHOW
    }
}

async fn show(State(app): State<App>, Path(queue): Path<Text>) -> Answer<Json<Value>> {
    let name = queue.clone();
    let found = app.look(move |reads| routing(reads, &name)).await??;
    let (_, routing) = found.ok_or_else(|| Problem::unknown("queue", &queue))?;
    Ok(Json(routing.as_ref().map_or_else(
        || json!({ "routed": false }),
        |routing| {
            json!({
                "routed": true,
                "priority": routing.priority,
                "weight": routing.weight,
                "offer_seconds": routing.offer_seconds,
                "field": routing.field.as_deref(),
                "ranks": routing.ranks.iter().map(|rank| &**rank).collect::<Vec<_>>(),
                "away_on_expiry": routing.away_on_expiry,
            })
        },
    )))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct NewRouting {
    priority: i32,
    weight: u32,
    offer_seconds: u32,
    field: Option<Text>,
    ranks: Vec<Text>,
    away_on_expiry: bool,
}

impl Default for NewRouting {
    fn default() -> Self {
        NewRouting {
            priority: 0,
            weight: 1,
            offer_seconds: OFFER_SECONDS,
            field: None,
            ranks: Vec::new(),
            away_on_expiry: false,
        }
    }
}

async fn set(
    State(app): State<App>,
    asker: Asker,
    Path(queue): Path<Text>,
    Body(new): Body<NewRouting>,
) -> Answer<StatusCode> {
    let routing = Some(Routing {
        priority: i64::from(new.priority),
        weight: new.weight,
        offer_seconds: new.offer_seconds,
        field: new.field,
        ranks: new.ranks,
        away_on_expiry: new.away_on_expiry,
    });
    people::change(&app, asker, PeopleAct::SetRouting { queue, routing }).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn end(State(app): State<App>, asker: Asker, Path(queue): Path<Text>) -> Answer<StatusCode> {
    let act = PeopleAct::SetRouting {
        queue,
        routing: None,
    };
    people::change(&app, asker, act).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Capacity {
    /// Blank is said, never left out.
    #[serde(deserialize_with = "Option::deserialize")]
    units: Option<u32>,
}

async fn set_capacity(
    State(app): State<App>,
    asker: Asker,
    Path(user): Path<Text>,
    Body(Capacity { units }): Body<Capacity>,
) -> Answer<StatusCode> {
    people::change(&app, asker, PeopleAct::SetCapacity { user, units }).await?;
    Ok(StatusCode::NO_CONTENT)
}
