//! The headers that every answer carries.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, HeaderName, STRICT_TRANSPORT_SECURITY};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::hosts::Hosts;
use crate::settings::Settings;

/// No inline script, no inline style, nothing from elsewhere, in nobody's frame.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'";

/// A year, for this name and all below it.
const ONLY_SAFE: &str = "max-age=31536000; includeSubDomains";

const HEADERS: [(&str, &str); 9] = [
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-permitted-cross-domain-policies", "none"),
    ("origin-agent-cluster", "?1"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// What answers carry, and by which names the server is asked.
#[derive(Clone)]
pub(super) struct Edge(Arc<(Hosts, bool)>);

impl Edge {
    pub(super) fn new(settings: &Settings) -> Edge {
        let is_safe = settings.base_url.starts_with("https://");
        Edge(Arc::new((Hosts::new(settings), is_safe)))
    }
}

/// Adds the headers; an answer that has one already keeps its own. Nothing keeps an answer that does
/// not say that it may.
pub(super) async fn secure(State(edge): State<Edge>, request: Request, next: Next) -> Response {
    let (hosts, is_safe) = &*edge.0;
    let mut response = match hosts.check(&request) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        let name = HeaderName::from_static(name);
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    if headers
        .get(CACHE_CONTROL)
        .is_none_or(|kept| kept == "no-cache")
    {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if *is_safe {
        headers.insert(
            STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static(ONLY_SAFE),
        );
    }
    response
}
