//! Signing in, one's own account, and the roles of others.

use axum::extract::{Path, Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use axum::{Json, extract::FromRequestParts};
use segue_runtime::Runtime;
use segue_store::{AuditLine, Session, StoreError, Token};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::App;
use crate::identity::{Caller, Change, NewToken, Permission, Scope, Sender, Through};
use crate::identity::{sign_in, sign_out};
use crate::openapi::{self, Operation, Schema};
use crate::problem::{Answer, Problem};
use crate::routes::{Access, Route};

/// Lines of the audit log on one page.
const AUDIT_LINES_MAX: u32 = 200;

/// Schemas of what these routes take and give.
pub(crate) const SCHEMAS: &[Schema] = &[
    (
        "Login",
        r#"{"type":"object","required":["user","password"],"additionalProperties":false,"properties":{"user":{"type":"string"},"password":{"type":"string"}}}"#,
    ),
    (
        "Me",
        r#"{"type":"object","required":["user","id"],"properties":{"user":{"type":"string"},"id":{"type":"string"},"permissions":{"type":"array","items":{"type":"string"}},"session":{"type":["integer","null"]},"scope":{"type":["string","null"]}}}"#,
    ),
    (
        "NewPassword",
        r#"{"type":"object","required":["old","new"],"additionalProperties":false,"properties":{"old":{"type":"string"},"new":{"type":"string"}}}"#,
    ),
    (
        "Password",
        r#"{"type":"object","required":["password"],"additionalProperties":false,"properties":{"password":{"type":"string"}}}"#,
    ),
    (
        "Sessions",
        r#"{"type":"object","required":["sessions"],"properties":{"sessions":{"type":"array","items":{"type":"object"}}}}"#,
    ),
    (
        "Tokens",
        r#"{"type":"object","required":["tokens"],"properties":{"tokens":{"type":"array","items":{"type":"object"}}}}"#,
    ),
    (
        "NewToken",
        r#"{"type":"object","required":["label","scope","days"],"additionalProperties":false,"properties":{"label":{"type":"string","minLength":1,"maxLength":100},"scope":{"enum":["read","work","manage"]},"days":{"type":"integer","minimum":1,"maximum":366}}}"#,
    ),
    (
        "MadeToken",
        r#"{"type":"object","required":["number","token"],"properties":{"number":{"type":"integer"},"token":{"type":"string"}}}"#,
    ),
    (
        "Roles",
        r#"{"type":"object","required":["roles"],"properties":{"roles":{"type":"array","items":{"type":"object"}}}}"#,
    ),
    (
        "Audit",
        r#"{"type":"object","required":["lines"],"properties":{"lines":{"type":"array","items":{"type":"object"}},"next":{"type":["string","null"]}}}"#,
    ),
];

/// Routes of accounts.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = signing_in();
    routes.extend(own_account());
    routes.extend(others());
    routes
}

fn signing_in() -> Vec<Route> {
    use Access::{Public, Session, SignedIn};
    vec![
        Route::api(
            (Method::POST, "/api/v1/login"),
            Public,
            login,
            operation("signIn", "Begins a session", Some("Login"), "Me"),
        ),
        Route::api(
            (Method::POST, "/api/v1/logout"),
            Session,
            logout,
            nothing("signOut", "Ends the session", None),
        ),
        Route::api(
            (Method::GET, "/api/v1/me"),
            SignedIn,
            me,
            operation("whoAmI", "Who asks, and what she may", None, "Me"),
        ),
    ]
}

fn own_account() -> Vec<Route> {
    use Access::Session;
    vec![
        Route::api(
            (Method::POST, "/api/v1/password"),
            Session,
            change_password,
            nothing(
                "changePassword",
                "Changes one's password",
                Some("NewPassword"),
            ),
        ),
        Route::api(
            (Method::GET, "/api/v1/sessions"),
            Session,
            sessions,
            operation("listSessions", "One's sessions", None, "Sessions"),
        ),
        Route::api(
            (Method::DELETE, "/api/v1/sessions/{number}"),
            Session,
            end_session,
            nothing("endSession", "Ends one of one's sessions", None),
        ),
        Route::api(
            (Method::GET, "/api/v1/tokens"),
            Session,
            tokens,
            operation("listTokens", "One's tokens", None, "Tokens"),
        ),
        Route::api(
            (Method::POST, "/api/v1/tokens"),
            Session,
            make_token,
            Operation {
                answer: openapi::Answer::Json(StatusCode::CREATED, "MadeToken"),
                ..operation("makeToken", "Makes a token", Some("NewToken"), "MadeToken")
            },
        ),
        Route::api(
            (Method::DELETE, "/api/v1/tokens/{number}"),
            Session,
            revoke_token,
            nothing("revokeToken", "Revokes one of one's tokens", None),
        ),
    ]
}

fn others() -> Vec<Route> {
    let managing = Access::Permission(Permission::ManageUsers);
    vec![
        Route::api(
            (Method::GET, "/api/v1/roles"),
            managing,
            roles,
            operation("listRoles", "Roles and what they allow", None, "Roles"),
        ),
        Route::api(
            (Method::PUT, "/api/v1/users/{user}/roles/{role}"),
            managing,
            grant_role,
            nothing("grantRole", "Grants a role to a user", None),
        ),
        Route::api(
            (Method::DELETE, "/api/v1/users/{user}/roles/{role}"),
            managing,
            withdraw_role,
            nothing("withdrawRole", "Takes a role from a user", None),
        ),
        Route::api(
            (Method::PUT, "/api/v1/users/{user}/password"),
            managing,
            set_password,
            nothing("setPassword", "Gives a user a password", Some("Password")),
        ),
        Route::api(
            (Method::GET, "/api/v1/audit"),
            managing,
            audit,
            Operation {
                parameters: &[openapi::CURSOR],
                ..operation("listAudit", "The audit log, newest first", None, "Audit")
            },
        ),
    ]
}

const fn operation(
    id: &'static str,
    summary: &'static str,
    body: Option<&'static str>,
    answer: &'static str,
) -> Operation {
    Operation {
        tag: "accounts",
        id,
        summary,
        parameters: &[],
        body,
        answer: openapi::Answer::Json(StatusCode::OK, answer),
        problems: &[],
    }
}

const fn nothing(id: &'static str, summary: &'static str, body: Option<&'static str>) -> Operation {
    Operation {
        answer: openapi::Answer::Nothing,
        ..operation(id, summary, body, "")
    }
}

impl FromRequestParts<App> for Sender {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Answer<Sender> {
        Ok(Sender::of(app, parts))
    }
}

/// A user name and a password.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Login {
    user: String,
    password: String,
}

async fn login(
    State(app): State<App>,
    sender: Sender,
    Json(login): Json<Login>,
) -> Answer<impl IntoResponse> {
    let signed_in = sign_in(&app, login.user, login.password, sender).await?;
    let who = json!({ "user": &*signed_in.user.username, "id": &*signed_in.user.id });
    Ok(([(SET_COOKIE, signed_in.cookie)], Json(who)))
}

async fn logout(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
) -> Answer<impl IntoResponse> {
    let cookie = sign_out(&app, &caller, sender).await?;
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, cookie)]))
}

async fn me(caller: Caller) -> Json<Value> {
    let permissions: Vec<_> = caller.permissions.iter().map(Permission::word).collect();
    let (session, scope) = match caller.through {
        Through::Session(n) => (Some(n), None),
        Through::Token(scope) => (None, Some(scope.word())),
    };
    Json(json!({
        "user": &*caller.user,
        "id": &*caller.id,
        "permissions": permissions,
        "session": session,
        "scope": scope,
    }))
}

/// A new password, and the old one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewPassword {
    old: String,
    new: String,
}

async fn change_password(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Json(password): Json<NewPassword>,
) -> Answer<StatusCode> {
    let change = Change::new(&app, caller, &sender);
    change.password(&app, password.old, password.new).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn sessions(State(app): State<App>, caller: Caller) -> Answer<Json<Value>> {
    let current = caller.require_session()?;
    let sessions = look(&app, move |runtime| runtime.store().sessions(&caller.id)).await?;
    let told = |session: &Session| {
        json!({
            "number": session.n,
            "created": session.created.to_string(),
            "seen": session.seen.to_string(),
            "address": session.address,
            "agent": session.agent,
            "is_current": session.n == current,
        })
    };
    Ok(Json(
        json!({ "sessions": sessions.iter().map(told).collect::<Vec<_>>() }),
    ))
}

async fn end_session(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(number): Path<i64>,
) -> Answer<StatusCode> {
    let change = Change::new(&app, caller, &sender);
    change.end_session(&app, number).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn tokens(State(app): State<App>, caller: Caller) -> Answer<Json<Value>> {
    let tokens = look(&app, move |runtime| runtime.store().tokens(&caller.id)).await?;
    let told = |token: &Token| {
        json!({
            "number": token.n,
            "label": token.label,
            "scope": token.scopes,
            "created": token.created.to_string(),
            "expires": token.expires.to_string(),
            "used": token.used.map(|used| used.to_string()),
        })
    };
    Ok(Json(
        json!({ "tokens": tokens.iter().map(told).collect::<Vec<_>>() }),
    ))
}

/// A token to make.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenToMake {
    label: String,
    scope: String,
    days: i64,
}

async fn make_token(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Json(asked): Json<TokenToMake>,
) -> Answer<(StatusCode, Json<Value>)> {
    let scope = Scope::read(&asked.scope);
    let scope = scope.ok_or_else(|| Problem::unknown("scope", &asked.scope))?;
    let new = NewToken {
        label: asked.label,
        scope,
        days: asked.days,
    };
    let change = Change::new(&app, caller, &sender);
    let (number, token) = change.token(&app, new).await?;
    let told = json!({ "number": number, "token": token });
    Ok((StatusCode::CREATED, Json(told)))
}

async fn revoke_token(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(number): Path<i64>,
) -> Answer<StatusCode> {
    let change = Change::new(&app, caller, &sender);
    change.revoke(&app, number).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn roles(State(app): State<App>) -> Answer<Json<Value>> {
    let roles = look(&app, |runtime| runtime.store().roles()).await?;
    let told = |role: &segue_store::Role| {
        let permissions: Vec<_> = role.permissions.split_whitespace().collect();
        json!({ "name": &*role.name, "label": role.label, "permissions": permissions })
    };
    Ok(Json(
        json!({ "roles": roles.iter().map(told).collect::<Vec<_>>() }),
    ))
}

async fn grant_role(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path((user, role)): Path<(String, String)>,
) -> Answer<StatusCode> {
    let change = Change::new(&app, caller, &sender);
    change.role(&app, user, role, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn withdraw_role(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path((user, role)): Path<(String, String)>,
) -> Answer<StatusCode> {
    let change = Change::new(&app, caller, &sender);
    change.role(&app, user, role, false).await?;
    Ok(StatusCode::NO_CONTENT)
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
    Json(asked): Json<Password>,
) -> Answer<StatusCode> {
    let change = Change::new(&app, caller, &sender);
    change.password_of(&app, user, asked.password).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Where a page of the audit log goes on.
#[derive(Deserialize)]
struct AuditPage {
    cursor: Option<i64>,
}

async fn audit(State(app): State<App>, Query(page): Query<AuditPage>) -> Answer<Json<Value>> {
    let read =
        move |runtime: &mut Runtime| runtime.store().audit_lines(page.cursor, AUDIT_LINES_MAX);
    let lines = look(&app, read).await?;
    let told = |line: &AuditLine| {
        json!({
            "number": line.n,
            "at": line.at.to_string(),
            "actor": &*line.actor,
            "kind": &*line.kind,
            "subject": &*line.subject,
            "detail": line.detail,
            "address": line.address,
        })
    };
    let is_full = lines.len() == AUDIT_LINES_MAX as usize;
    let next = lines
        .last()
        .filter(|_| is_full)
        .map(|line| line.n.to_string());
    Ok(Json(json!({
        "lines": lines.iter().map(told).collect::<Vec<_>>(),
        "next": next,
    })))
}

async fn look<T: Send + 'static>(
    app: &App,
    read: impl FnOnce(&mut Runtime) -> Result<T, StoreError> + Send + 'static,
) -> Answer<T> {
    Ok(app.look(read).await??)
}
