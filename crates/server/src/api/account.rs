//! Signing in, one's own account, roles, access to objects, the audit log.

mod audit;
mod objects;
mod own;
mod roles;
mod second_factor;
mod tokens;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use segue_runtime::Reads;
use segue_store::StoreError;

use crate::app::App;
use crate::identity::Sender;
use crate::openapi::{self, Operation, Schema};
use crate::problem::{Answer, Problem};
use crate::routes::Route;

/// Schemas of what these routes take and give.
pub(super) const SCHEMAS: [&[Schema]; 6] = [
    own::SCHEMAS,
    second_factor::SCHEMAS,
    tokens::SCHEMAS,
    roles::SCHEMAS,
    objects::SCHEMAS,
    audit::SCHEMAS,
];

/// Routes of accounts.
pub(super) fn routes() -> Vec<Route> {
    let mut routes = own::routes();
    routes.extend(second_factor::routes());
    routes.extend(tokens::routes());
    routes.extend(roles::routes());
    routes.extend(objects::routes());
    routes.extend(audit::routes());
    routes
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

async fn look<T: Send + 'static>(
    app: &App,
    read: impl FnOnce(&Reads<'_>) -> Result<T, StoreError> + Send + 'static,
) -> Answer<T> {
    Ok(app.look(read).await??)
}
