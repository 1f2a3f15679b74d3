//! What surrounds every answer: its id, its log line, its count, its headers.

mod counts;
mod headers;
mod histogram;
mod hosts;
mod logging;
mod prometheus;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use segue_runtime::Stopwatch;
use tower_http::compression::CompressionLayer;

use crate::app::App;
use crate::random;

pub(crate) use counts::Counts;
pub(crate) use logging::start_logging;
pub(crate) use prometheus::metrics;

/// Name of the header that carries a request's id.
const REQUEST_ID: &str = "x-request-id";

/// The route that answered, as the table lists it; the gate leaves it in the answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MatchedRoute(pub(crate) &'static str);

/// Puts around a router what every answer has.
pub(crate) fn around(router: Router<App>, app: &App) -> Router<App> {
    router
        .layer(CompressionLayer::new().gzip(true))
        .layer(from_fn_with_state(
            headers::Edge::new(app.settings()),
            headers::secure,
        ))
        .layer(from_fn_with_state(app.clone(), watch))
}

/// Gives each request an id, counts it and logs how it ended.
async fn watch(State(app): State<App>, request: Request, next: Next) -> Response {
    let id = random::id();
    let method = request.method().clone();
    let stopwatch = Stopwatch::start();
    let answered = tokio::spawn(next.run(request)).await;
    let mut response = answered.unwrap_or_else(|error| {
        crate::problem::Problem::internal(&format!("a handler died: {error}")).into_response()
    });
    let seconds = stopwatch.seconds();
    let route = response.extensions().get::<MatchedRoute>();
    let route = route.map_or("unmatched", |route| route.0);
    app.counts().answered(route, response.status(), seconds);
    let (status, milliseconds) = (response.status().as_u16(), seconds * 1_000.0);
    tracing::info!(%id, %method, route, status, milliseconds, "request");
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}
