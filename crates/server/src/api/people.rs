//! `/api/v1/users`, `/api/v1/groups`, `/api/v1/queues`: people, and who belongs to what.

mod groups;

use axum::Json;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use segue_language::{
    Comparison, Filter, Logic, Operator, Query, Record, Sort, Text, Value as FieldValue,
};
use segue_runtime::PeopleAct;
use serde::Deserialize;
use serde_json::{Value, json};

use super::extract::Body;
use super::values::to_json;
use crate::app::App;
use crate::identity::{Caller, Permission, Sender};
use crate::openapi::{Answer as Told, Operation, Schema};
use crate::people::{self, Asker};
use crate::problem::{Answer, Problem};
use crate::queries::eyes::require_below;
use crate::routes::{Access, Route};

/// People listed at once.
const LISTED_MAX: u32 = 1_000;

/// Schemas of this resource.
pub(super) const SCHEMAS: &[Schema] = &[
    (
        "People",
        r#"{"type":"object","required":["people"],"properties":{"people":{"type":"array",
        "items":{"type":"object","required":["id","name"]}}}}"#,
    ),
    (
        "NewUser",
        r#"{"type":"object","required":["username","last_name"],"additionalProperties":false,
        "properties":{"username":{"type":"string","maxLength":80},
        "first_name":{"type":"string","maxLength":40},"last_name":{"type":"string","maxLength":80},
        "email":{"type":"string","maxLength":255}}}"#,
    ),
    (
        "Active",
        r#"{"type":"object","required":["active"],"additionalProperties":false,
        "properties":{"active":{"type":"boolean"}}}"#,
    ),
];

/// Schemas of groups and queues.
pub(super) use groups::SCHEMAS as GROUP_SCHEMAS;

/// Routes of this resource.
pub(super) fn routes() -> Vec<Route> {
    let manages = Access::Permission(Permission::ManageUsers);
    let mut routes = vec![
        Route::api(
            (Method::GET, "/api/v1/users"),
            Access::SignedIn,
            users,
            listing("listUsers", "Users"),
        ),
        Route::api(
            (Method::POST, "/api/v1/users"),
            manages,
            create_user,
            CREATE_USER,
        ),
        Route::api(
            (Method::PATCH, "/api/v1/users/{user}"),
            manages,
            set_active,
            SET_ACTIVE,
        ),
    ];
    routes.extend(groups::routes());
    routes
}

const CREATE_USER: Operation = creating("createUser", "Create a user", "NewUser");
const SET_ACTIVE: Operation = Operation {
    body: Some("Active"),
    answer: Told::Nothing,
    ..listing("updateUser", "Activate or deactivate a user")
};

const fn listing(id: &'static str, summary: &'static str) -> Operation {
    Operation {
        tag: "people",
        id,
        summary,
        parameters: &[],
        body: None,
        answer: Told::Json(StatusCode::OK, "People"),
        problems: &[],
    }
}

const fn creating(id: &'static str, summary: &'static str, body: &'static str) -> Operation {
    Operation {
        body: Some(body),
        answer: Told::Json(StatusCode::CREATED, "Created"),
        problems: &[StatusCode::CONFLICT, StatusCode::UNPROCESSABLE_ENTITY],
        ..listing(id, summary)
    }
}

/// Who asks, for the turn and for the audit log.
impl FromRequestParts<App> for Asker {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Answer<Asker> {
        let caller = <Caller as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        Ok(Asker {
            by: caller.actor(),
            address: Sender::of(app, parts).address.to_string(),
        })
    }
}

async fn users(State(app): State<App>) -> Answer<Json<Value>> {
    let records = read(&app, "User", None).await?;
    let users = records.iter().map(|user| {
        json!({
            "id": field(user, "Id"),
            "name": field(user, "Username"),
            "label": field(user, "Name"),
            "email": field(user, "Email"),
            "active": field(user, "IsActive"),
        })
    });
    Ok(Json(json!({ "people": users.collect::<Vec<_>>() })))
}

fn field(record: &Record, name: &str) -> Value {
    record.get(name).map_or(Value::Null, to_json)
}

async fn read(
    app: &App,
    object: &'static str,
    only: Option<(&'static str, &'static str)>,
) -> Answer<Vec<Record>> {
    let now = app.now();
    let comparisons = only.into_iter().map(|(field, value)| Comparison {
        field: Text::from(field),
        operator: Operator::EqualTo,
        value: FieldValue::text(value),
    });
    let query = Query {
        object: Text::from(object),
        filter: Filter {
            logic: Logic::All,
            comparisons: comparisons.collect(),
        },
        sort: Some(Sort {
            field: Text::from("Name"),
            descending: false,
        }),
        limit: Some(LISTED_MAX),
    };
    let read = app.look(move |reads| reads.records(&query, now)).await?;
    Ok(read?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewUser {
    username: Text,
    first_name: Option<Text>,
    last_name: Text,
    email: Option<Text>,
}

async fn create_user(
    State(app): State<App>,
    asker: Asker,
    Body(new): Body<NewUser>,
) -> Answer<(StatusCode, Json<Value>)> {
    let user = PeopleAct::AddUser {
        username: new.username,
        first_name: new.first_name,
        last_name: new.last_name,
        email: new.email,
    };
    let id = people::add(&app, asker, user).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": &*id }))))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Active {
    active: bool,
}

async fn set_active(
    State(app): State<App>,
    caller: Caller,
    asker: Asker,
    Path(user): Path<Text>,
    Body(Active { active }): Body<Active>,
) -> Answer<StatusCode> {
    require_below(&app, &caller, &user).await?;
    people::change(&app, asker, PeopleAct::SetActive { user, active }).await?;
    Ok(StatusCode::NO_CONTENT)
}
