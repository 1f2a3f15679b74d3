//! One's tokens, with which programs ask in one's name.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use segue_store::Token;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{look, nothing, operation};
use crate::api::extract::Body;
use crate::app::App;
use crate::identity::{Caller, Change, NewToken, Scope, Sender};
use crate::openapi::{self, Operation, Schema};
use crate::problem::{Answer, Problem};
use crate::routes::{Access, Route};

/// Schemas of what these routes take and give.
pub(in crate::api) const SCHEMAS: &[Schema] = &[
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
];

/// Routes of tokens.
pub(super) fn routes() -> Vec<Route> {
    use Access::Session;
    vec![
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

async fn tokens(State(app): State<App>, caller: Caller) -> Answer<Json<Value>> {
    let tokens = look(&app, move |reads| reads.store().tokens(&caller.id)).await?;
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
    Body(asked): Body<TokenToMake>,
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
