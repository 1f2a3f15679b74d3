//! `/api/v1/users`, `/api/v1/groups`, `/api/v1/queues`: people, and who belongs to what.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use segue_language::{
    Comparison, Filter, Logic, Operator, Query, Record, Sort, Text, Value as FieldValue, Values,
};
use segue_runtime::{Actor, Reply, Request};
use serde::Deserialize;
use serde_json::{Value, json};

use super::extract::Body;
use super::values::to_json;
use crate::app::App;
use crate::identity::{Caller, Permission};
use crate::openapi::{Answer as Told, Operation, Schema};
use crate::problem::{Answer, Problem};
use crate::routes::{Access, Route};

/// People listed at once.
const LISTED_MAX: u32 = 1_000;
/// Members given with a new group.
const MEMBERS_MAX: usize = 1_000;

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
        "NewGroup",
        r#"{"type":"object","required":["name"],"additionalProperties":false,"properties":{
        "name":{"type":"string","maxLength":80},"label":{"type":"string","maxLength":80},
        "members":{"type":"array","maxItems":1000,"items":{"type":"string"}}}}"#,
    ),
    (
        "Active",
        r#"{"type":"object","required":["active"],"additionalProperties":false,
        "properties":{"active":{"type":"boolean"}}}"#,
    ),
];

/// Routes of this resource.
pub(super) fn routes() -> Vec<Route> {
    use Access::SignedIn;
    let manages = Access::Permission(Permission::ManageUsers);
    let get = |path| (Method::GET, path);
    let post = |path| (Method::POST, path);
    vec![
        Route::api(
            get("/api/v1/users"),
            SignedIn,
            users,
            listing("listUsers", "Users"),
        ),
        Route::api(post("/api/v1/users"), manages, create_user, CREATE_USER),
        Route::api(
            (Method::PATCH, "/api/v1/users/{user}"),
            manages,
            set_active,
            SET_ACTIVE,
        ),
        Route::api(
            get("/api/v1/groups"),
            SignedIn,
            groups,
            listing("listGroups", "Groups"),
        ),
        Route::api(post("/api/v1/groups"), manages, create_group, CREATE_GROUP),
        Route::api(
            get("/api/v1/queues"),
            SignedIn,
            queues,
            listing("listQueues", "Queues"),
        ),
        Route::api(post("/api/v1/queues"), manages, create_queue, CREATE_QUEUE),
    ]
}

const CREATE_USER: Operation = creating("createUser", "Create a user", "NewUser");
const CREATE_GROUP: Operation = creating("createGroup", "Create a group", "NewGroup");
const CREATE_QUEUE: Operation = creating("createQueue", "Create a queue", "NewGroup");
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
        ..listing(id, summary)
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

async fn groups(State(app): State<App>) -> Answer<Json<Value>> {
    list_groups(&app, "Regular").await
}

async fn queues(State(app): State<App>) -> Answer<Json<Value>> {
    list_groups(&app, "Queue").await
}

async fn list_groups(app: &App, kind: &'static str) -> Answer<Json<Value>> {
    let records = read(app, "Group", Some(("Type", kind))).await?;
    let groups = records.iter().map(|group| {
        json!({
            "id": field(group, "Id"),
            "name": field(group, "DeveloperName"),
            "label": field(group, "Name"),
        })
    });
    Ok(Json(json!({ "people": groups.collect::<Vec<_>>() })))
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
    let read = app
        .look(move |runtime| runtime.records(&query, now))
        .await?;
    Ok(read?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewUser {
    username: String,
    first_name: Option<String>,
    last_name: String,
    email: Option<String>,
}

async fn create_user(
    State(app): State<App>,
    caller: Caller,
    Body(new): Body<NewUser>,
) -> Answer<(StatusCode, Json<Value>)> {
    let username = new.username.trim();
    if username.is_empty() {
        return Err(Problem::invalid("A user needs a user name.").at("username", "is missing"));
    }
    if is_taken(&app, username).await? {
        let detail = format!("There is a user `{username}` already.");
        return Err(Problem::new(StatusCode::CONFLICT, "taken", detail));
    }
    let optional = |text: Option<String>| text.map_or(FieldValue::Null, FieldValue::text);
    let fields = fields([
        ("Username", FieldValue::text(username)),
        ("FirstName", optional(new.first_name)),
        ("LastName", FieldValue::text(new.last_name)),
        ("Email", optional(new.email)),
        ("IsActive", FieldValue::Boolean(true)),
    ]);
    let id = create(&app, caller.actor(), "User", fields).await?;
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
    Path(user): Path<Text>,
    Body(Active { active }): Body<Active>,
) -> Answer<StatusCode> {
    let by = caller.actor();
    app.execute(Request::SetUserActive { user, active, by })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewGroup {
    name: String,
    label: Option<String>,
    #[serde(default)]
    members: Vec<String>,
}

async fn create_group(
    State(app): State<App>,
    caller: Caller,
    Body(new): Body<NewGroup>,
) -> Answer<(StatusCode, Json<Value>)> {
    add_group(&app, caller.actor(), new, "Regular").await
}

async fn create_queue(
    State(app): State<App>,
    caller: Caller,
    Body(new): Body<NewGroup>,
) -> Answer<(StatusCode, Json<Value>)> {
    add_group(&app, caller.actor(), new, "Queue").await
}

async fn add_group(
    app: &App,
    by: Actor,
    new: NewGroup,
    kind: &'static str,
) -> Answer<(StatusCode, Json<Value>)> {
    let name = new.name.trim().to_owned();
    if name.is_empty() || new.members.len() > MEMBERS_MAX {
        return Err(Problem::invalid(
            "A group needs a name, and not too many members.",
        ));
    }
    if is_taken(app, &name).await? {
        let detail = format!("There is a user, group or queue `{name}` already.");
        return Err(Problem::new(StatusCode::CONFLICT, "taken", detail));
    }
    let members = members(app, new.members).await?;
    let label = new.label.unwrap_or_else(|| name.clone());
    let group = fields([
        ("DeveloperName", FieldValue::text(name)),
        ("Name", FieldValue::text(label)),
        ("Type", FieldValue::text(kind)),
    ]);
    let id = create(app, by.clone(), "Group", group).await?;
    for member in members {
        let member = fields([
            ("GroupId", FieldValue::Text(id.clone())),
            ("UserOrGroupId", FieldValue::Text(member)),
        ]);
        create(app, by.clone(), "GroupMember", member).await?;
    }
    Ok((StatusCode::CREATED, Json(json!({ "id": &*id }))))
}

async fn is_taken(app: &App, name: &str) -> Answer<bool> {
    let name = name.to_owned();
    app.look(move |runtime| runtime.person_id(&name).is_some())
        .await
}

/// Ids of members by name.
async fn members(app: &App, names: Vec<String>) -> Answer<Vec<Text>> {
    app.look(move |runtime| {
        let id = |name: &String| {
            let id = runtime.person_id(name);
            id.ok_or_else(|| Problem::invalid(format!("There is nobody named `{name}`.")))
        };
        names.iter().map(id).collect()
    })
    .await?
}

async fn create(app: &App, by: Actor, object: &str, fields: Values) -> Answer<Text> {
    let object = Text::from(object);
    match app
        .execute(Request::CreateRecord { object, fields, by })
        .await?
    {
        Reply::Created { id } => Ok(id),
        other => Err(Problem::internal(&format!("a creation gave {other:?}"))),
    }
}

fn fields<const N: usize>(fields: [(&str, FieldValue); N]) -> Values {
    let fields = fields.into_iter();
    fields
        .map(|(name, value)| (Text::from(name), value))
        .collect()
}
