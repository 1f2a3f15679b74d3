//! One's second factor: setting it up, confirming it, giving it up; and taking it from others.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{nothing, operation};
use crate::api::extract::Body;
use crate::app::App;
use crate::identity::{Caller, Change, Permission, Sender};
use crate::openapi::Schema;
use crate::problem::Answer;
use crate::routes::{Access, Route};

/// Schemas of what these routes take and give.
pub(in crate::api) const SCHEMAS: &[Schema] = &[
    (
        "SharedSecret",
        r#"{"type":"object","required":["secret","uri"],"properties":{"secret":{"type":"string"},"uri":{"type":"string"}}}"#,
    ),
    (
        "Code",
        r#"{"type":"object","required":["code"],"additionalProperties":false,"properties":{"code":{"type":"string"}}}"#,
    ),
    (
        "RecoveryCodes",
        r#"{"type":"object","required":["recovery_codes"],"properties":{"recovery_codes":{"type":"array","items":{"type":"string"}}}}"#,
    ),
    (
        "PasswordAndCode",
        r#"{"type":"object","required":["password","code"],"additionalProperties":false,"properties":{"password":{"type":"string"},"code":{"type":"string"}}}"#,
    ),
];

/// Routes of second factors.
pub(super) fn routes() -> Vec<Route> {
    use Access::Session;
    vec![
        Route::api(
            (Method::POST, "/api/v1/second-factor"),
            Session,
            begin,
            operation(
                "beginSecondFactor",
                "Makes the secret of one's second factor",
                Some("Password"),
                "SharedSecret",
            ),
        ),
        Route::api(
            (Method::POST, "/api/v1/second-factor/confirm"),
            Session,
            confirm,
            operation(
                "confirmSecondFactor",
                "Turns one's second factor on with its first code",
                Some("Code"),
                "RecoveryCodes",
            ),
        ),
        Route::api(
            (Method::POST, "/api/v1/second-factor/end"),
            Session,
            end,
            nothing(
                "endSecondFactor",
                "Turns one's second factor off",
                Some("PasswordAndCode"),
            ),
        ),
        Route::api(
            (Method::DELETE, "/api/v1/users/{user}/second-factor"),
            Access::Permission(Permission::ManageUsers),
            end_of,
            nothing(
                "endSecondFactorOfUser",
                "Takes the second factor of a user away, who lost it",
                None,
            ),
        ),
    ]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Password {
    password: String,
}

async fn begin(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Body(Password { password }): Body<Password>,
) -> Answer<Json<Value>> {
    let user = caller.user.clone();
    let change = Change::new(&app, caller, &sender);
    let secret = change.begin_second_factor(&app, password).await?;
    Ok(Json(
        json!({ "secret": secret.text(), "uri": secret.uri(&user) }),
    ))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    code: String,
}

async fn confirm(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Body(Code { code }): Body<Code>,
) -> Answer<impl IntoResponse> {
    let change = Change::new(&app, caller, &sender);
    let (codes, cookie) = change.confirm_second_factor(&app, &code).await?;
    Ok((
        [(SET_COOKIE, cookie)],
        Json(json!({ "recovery_codes": codes })),
    ))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PasswordAndCode {
    password: String,
    code: String,
}

async fn end(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Body(given): Body<PasswordAndCode>,
) -> Answer<StatusCode> {
    let change = Change::new(&app, caller, &sender);
    let given = (given.password, given.code);
    change.end_second_factor(&app, given).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn end_of(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(user): Path<String>,
) -> Answer<StatusCode> {
    let change = Change::new(&app, caller, &sender);
    change.end_second_factor_of(&app, user).await?;
    Ok(StatusCode::NO_CONTENT)
}
