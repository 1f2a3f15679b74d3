//! Roles, who has them, and passwords of others.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{look, nothing, operation};
use crate::api::extract::Body;
use crate::app::App;
use crate::identity::{Caller, Change, Permission, Permissions, Sender};
use crate::openapi::Schema;
use crate::problem::{Answer, Problem};
use crate::routes::{Access, Route};

/// Characters of a label.
const LABEL_LENGTH_MAX: usize = 80;

/// Permissions that one request may name; the document says so, too.
const PERMISSIONS_MAX: usize = 20;

/// Schemas of what these routes take and give.
pub(in crate::api) const SCHEMAS: &[Schema] = &[
    (
        "Roles",
        r#"{"type":"object","required":["roles"],"properties":{"roles":{"type":"array","items":{"type":"object"}}}}"#,
    ),
    (
        "NewRole",
        r#"{"type":"object","required":["label","permissions"],"additionalProperties":false,"properties":{"label":{"type":"string","minLength":1,"maxLength":80},"permissions":{"type":"array","maxItems":20,"items":{"type":"string"}}}}"#,
    ),
    (
        "Password",
        r#"{"type":"object","required":["password"],"additionalProperties":false,"properties":{"password":{"type":"string"}}}"#,
    ),
];

/// Routes of roles.
pub(super) fn routes() -> Vec<Route> {
    const ROLE: &str = "/api/v1/roles/{role}";
    const GRANT: &str = "/api/v1/users/{user}/roles/{role}";
    let managing = Access::Permission(Permission::ManageUsers);
    let put = nothing("putRole", "Makes or changes a role", Some("NewRole"));
    let delete = nothing("deleteRole", "Deletes a role", None);
    let grant = nothing("grantRole", "Grants a role to a user", None);
    let withdraw = nothing("withdrawRole", "Takes a role from a user", None);
    let password = nothing("setPassword", "Gives a user a password", Some("Password"));
    vec![
        Route::api(
            (Method::GET, "/api/v1/roles"),
            managing,
            roles,
            operation("listRoles", "Roles and what they allow", None, "Roles"),
        ),
        Route::api((Method::PUT, ROLE), managing, put_role, put),
        Route::api((Method::DELETE, ROLE), managing, delete_role, delete),
        Route::api((Method::PUT, GRANT), managing, grant_role, grant),
        Route::api((Method::DELETE, GRANT), managing, withdraw_role, withdraw),
        Route::api(
            (Method::PUT, "/api/v1/users/{user}/password"),
            managing,
            set_password,
            password,
        ),
    ]
}

async fn roles(State(app): State<App>) -> Answer<Json<Value>> {
    let roles = look(&app, |reads| reads.store().roles()).await?;
    let told = |role: &segue_store::Role| {
        let permissions: Vec<_> = role.permissions.split_whitespace().collect();
        json!({ "name": &*role.name, "label": role.label, "permissions": permissions })
    };
    Ok(Json(
        json!({ "roles": roles.iter().map(told).collect::<Vec<_>>() }),
    ))
}

/// What a role allows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewRole {
    label: String,
    permissions: Vec<String>,
}

async fn put_role(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(role): Path<String>,
    Body(new): Body<NewRole>,
) -> Answer<Response> {
    let known = Permission::ALL.map(Permission::word);
    if new.permissions.len() > PERMISSIONS_MAX {
        let detail = format!("A role has at most {PERMISSIONS_MAX} permissions.");
        return Err(Problem::invalid(detail));
    }
    let unknown = new.permissions.iter();
    let mut unknown = unknown.filter(|word| !known.contains(&word.as_str()));
    if let Some(word) = unknown.next() {
        return Err(Problem::invalid(format!(
            "There is no permission `{word}`."
        )));
    }
    if new.label.trim().is_empty() || new.label.chars().count() > LABEL_LENGTH_MAX {
        let told = Problem::invalid("A role has a label of 1 to 80 characters.");
        return Err(told.at("label", "is blank or too long"));
    }
    let permissions = Permissions::read(&new.permissions.join(" "));
    let change = Change::new(&app, caller, &sender);
    let cookie = change
        .put_role(&app, role, (new.label, permissions))
        .await?;
    Ok(done(cookie))
}

async fn delete_role(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(role): Path<String>,
) -> Answer<Response> {
    let change = Change::new(&app, caller, &sender);
    Ok(done(change.delete_role(&app, role).await?))
}

async fn grant_role(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path((user, role)): Path<(String, String)>,
) -> Answer<Response> {
    let change = Change::new(&app, caller, &sender);
    Ok(done(change.role(&app, user, role, true).await?))
}

async fn withdraw_role(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path((user, role)): Path<(String, String)>,
) -> Answer<Response> {
    let change = Change::new(&app, caller, &sender);
    Ok(done(change.role(&app, user, role, false).await?))
}

/// Nothing but the new secret of the session, when it got one.
fn done(cookie: Option<HeaderValue>) -> Response {
    let cookie = cookie.map(|cookie| [(SET_COOKIE, cookie)]);
    match cookie {
        Some(cookie) => (StatusCode::NO_CONTENT, cookie).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    }
}

/// A password for somebody else.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Password {
    password: String,
}

async fn set_password(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(user): Path<String>,
    Body(asked): Body<Password>,
) -> Answer<StatusCode> {
    let change = Change::new(&app, caller, &sender);
    change.password_of(&app, user, asked.password).await?;
    Ok(StatusCode::NO_CONTENT)
}
