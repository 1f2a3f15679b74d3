//! `/api/v1/users`, `/api/v1/groups`, `/api/v1/queues`: people, and who belongs to what.

mod groups;

use axum::Json;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use segue_language::{
    Comparison, Filter, Logic, Operator, Query, Record, Sort, Text, Value as FieldValue,
};
use segue_runtime::{AccessChange, PeopleAct};
use segue_store::View;
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
        "email":{"type":"string","maxLength":255},
        "profile":{"type":"string","maxLength":80},"role":{"type":"string","maxLength":80},
        "permission_sets":{"type":"array","items":{"type":"string","maxLength":80}},
        "permissions":{"type":"array","items":{"type":"string","maxLength":80}}}}"#,
    ),
    (
        "ChangedUser",
        r#"{"type":"object","additionalProperties":false,"minProperties":1,
        "properties":{"active":{"type":"boolean"},
        "profile":{"type":"string","maxLength":80},"role":{"type":"string","maxLength":80},
        "permission_sets":{"type":"array","items":{"type":"string","maxLength":80}},
        "permissions":{"type":"array","items":{"type":"string","maxLength":80}}}}"#,
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
            change_user,
            CHANGE_USER,
        ),
    ];
    routes.extend(groups::routes());
    routes
}

const CREATE_USER: Operation = creating("createUser", "Create a user", "NewUser");
const CHANGE_USER: Operation = Operation {
    body: Some("ChangedUser"),
    answer: Told::Nothing,
    problems: &[StatusCode::UNPROCESSABLE_ENTITY],
    ..listing(
        "updateUser",
        "Activate or deactivate a user; give a user a profile, a role, permission sets and permissions",
    )
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
    let told = app.look(move |reads| -> Answer<Vec<Value>> {
        let users = records.iter();
        users.map(|user| told(reads.store(), user)).collect()
    });
    Ok(Json(json!({ "people": told.await?? })))
}

fn told(view: &View, user: &Record) -> Answer<Value> {
    let id = user.id().cloned().unwrap_or_default();
    let access = view.access_of(&id)?;
    let names = |names: &[Text]| -> Vec<String> { names.iter().map(ToString::to_string).collect() };
    Ok(json!({
        "id": field(user, "Id"),
        "name": field(user, "Username"),
        "label": field(user, "Name"),
        "email": field(user, "Email"),
        "active": field(user, "IsActive"),
        "profile": access.profile.as_deref(),
        "role": access.role.as_deref(),
        "permission_sets": names(&access.permission_sets),
        "permissions": names(&access.permissions),
    }))
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
    profile: Option<Text>,
    role: Option<Text>,
    permission_sets: Option<Vec<Text>>,
    permissions: Option<Vec<Text>>,
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
        access: AccessChange {
            profile: new.profile,
            role: new.role,
            permission_sets: new.permission_sets,
            permissions: new.permissions,
        },
    };
    let id = people::add(&app, asker, user).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": &*id }))))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangedUser {
    active: Option<bool>,
    profile: Option<Text>,
    role: Option<Text>,
    permission_sets: Option<Vec<Text>>,
    permissions: Option<Vec<Text>>,
}

async fn change_user(
    State(app): State<App>,
    caller: Caller,
    asker: Asker,
    Path(user): Path<Text>,
    Body(changed): Body<ChangedUser>,
) -> Answer<StatusCode> {
    let access = AccessChange {
        profile: changed.profile,
        role: changed.role,
        permission_sets: changed.permission_sets,
        permissions: changed.permissions,
    };
    let has_access = access != AccessChange::default();
    if changed.active.is_none() && !has_access {
        return Err(Problem::invalid("Say what to change of the user."));
    }
    require_below(&app, &caller, &user).await?;
    if has_access {
        let (user, asker) = (user.clone(), asker.clone());
        people::change(&app, asker, PeopleAct::SetAccess { user, access }).await?;
    }
    if let Some(active) = changed.active {
        people::change(&app, asker, PeopleAct::SetActive { user, active }).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
