//! What handlers take from a request; what cannot be read is told as a problem.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::problem::Problem;

/// A body that is a JSON object.
pub(crate) struct Body<T>(pub(crate) T);

/// A body that is a JSON object and may be left out.
pub(crate) struct OptionalBody<T>(pub(crate) T);

/// Parameters of the query.
pub(crate) struct Parameters<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        // An object first: a structure would also be read from a list.
        let read = Json::<Map<String, Value>>::from_request(request, state).await;
        let Json(object) = read.map_err(unreadable)?;
        let body = serde_json::from_value(Value::Object(object));
        body.map(Body).map_err(|error| {
            let detail = error.to_string();
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-body", detail)
        })
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Default> FromRequest<S> for OptionalBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if request.headers().get(header::CONTENT_TYPE).is_none() {
            return Ok(OptionalBody(T::default()));
        }
        let Body(body) = Body::from_request(request, state).await?;
        Ok(OptionalBody(body))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Parameters<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read = Query::from_request_parts(parts, state).await;
        read.map(|Query(parameters)| Parameters(parameters))
            .map_err(|rejection| {
                let detail = rejection.body_text();
                Problem::new(StatusCode::BAD_REQUEST, "invalid-parameter", detail)
            })
    }
}

fn unreadable(rejection: JsonRejection) -> Problem {
    let detail = rejection.body_text();
    match rejection {
        JsonRejection::JsonDataError(_) => {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-body", detail)
        }
        JsonRejection::JsonSyntaxError(_) => {
            Problem::new(StatusCode::BAD_REQUEST, "invalid-json", detail)
        }
        other => Problem::of_status(other.status()),
    }
}
