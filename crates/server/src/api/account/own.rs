//! One's own account: who asks, passwords, sessions.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use segue_store::Session;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{look, nothing, operation};
use crate::api::extract::Body;
use crate::app::App;
use crate::identity::{Caller, Change, Entry, Permission, Sender, Through};
use crate::identity::{sign_in, sign_out};
use crate::openapi::Schema;
use crate::people;
use crate::problem::Answer;
use crate::routes::{Access, Route};

/// Schemas of what these routes take and give.
pub(in crate::api) const SCHEMAS: &[Schema] = &[
    (
        "Login",
        r#"{"type":"object","required":["user","password"],"additionalProperties":false,"properties":{"user":{"type":"string"},"password":{"type":"string"},"code":{"type":"string"}}}"#,
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
        "Sessions",
        r#"{"type":"object","required":["sessions"],"properties":{"sessions":{"type":"array","items":{"type":"object"}}}}"#,
    ),
];

/// Routes about oneself.
pub(super) fn routes() -> Vec<Route> {
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
        Route::api(
            (Method::POST, "/api/v1/password"),
            Session,
            change_password,
            nothing(
                "changePassword",
                "Changes one's password; ends one's tokens and other sessions",
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
    ]
}

async fn login(
    State(app): State<App>,
    sender: Sender,
    Body(entry): Body<Entry>,
) -> Answer<impl IntoResponse> {
    let signed_in = sign_in(&app, entry, sender).await?;
    let who = json!({ "user": &*signed_in.user.username, "id": &*signed_in.user.id });
    Ok(([(SET_COOKIE, signed_in.cookie)], Json(who)))
}

async fn logout(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
) -> Answer<impl IntoResponse> {
    let cookie = sign_out(&app, &caller, sender).await?;
    people::leaves(&app, caller.actor()).await;
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
    Body(password): Body<NewPassword>,
) -> Answer<impl IntoResponse> {
    let change = Change::new(&app, caller, &sender);
    let cookie = change.password(&app, password.old, password.new).await?;
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, cookie)]))
}

async fn sessions(State(app): State<App>, caller: Caller) -> Answer<Json<Value>> {
    let current = caller.require_session()?;
    let sessions = look(&app, move |reads| reads.store().sessions(&caller.id)).await?;
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
