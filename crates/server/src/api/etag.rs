//! ETags: which version of a thing the caller has seen.

use axum::Json;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::problem::{Answer, Problem};

/// The ETag of a JSON value.
pub(crate) fn of(value: &Value) -> String {
    let hash = Sha256::digest(value.to_string());
    let digits: String = hash
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("\"{digits}\"")
}

/// Answers with a value and its ETag; 304 when the caller has it already.
pub(crate) fn answer(headers: &HeaderMap, etag: String, value: Value) -> Response {
    let known = headers.get(header::IF_NONE_MATCH);
    let is_known = known.is_some_and(|known| names(known.as_bytes(), &etag));
    let told = [(header::ETAG, etag)];
    if is_known {
        return (StatusCode::NOT_MODIFIED, told).into_response();
    }
    (told, Json(value)).into_response()
}

/// Goes on only when the caller named no version, or the present one.
///
/// # Errors
/// 412: the thing is another one now.
pub(crate) fn check(headers: &HeaderMap, etag: impl FnOnce() -> String) -> Answer<()> {
    match headers.get(header::IF_MATCH) {
        Some(seen) if !names(seen.as_bytes(), &etag()) => Err(Problem::new(
            StatusCode::PRECONDITION_FAILED,
            "changed-meanwhile",
            "Somebody has changed this since you have read it.",
        )),
        _ => Ok(()),
    }
}

/// Whether a list of ETags names that one. A proxy that compressed the answer made it weak.
fn names(list: &[u8], etag: &str) -> bool {
    let list = std::str::from_utf8(list).unwrap_or_default();
    let tags = list.split(',').map(str::trim);
    tags.map(|tag| tag.trim_start_matches("W/"))
        .any(|tag| tag == "*" || tag == etag)
}
