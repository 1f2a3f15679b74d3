//! What surrounds every answer.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::json;

use super::bed::{Bed, problem, request};

const ADMIN: &str = "admin@x.org";

#[tokio::test]
async fn every_answer_carries_its_id_and_the_headers_of_safety() {
    let bed = Bed::new();
    for path in ["/healthz", "/api/v1/runs", "/nothing/here", "/openapi.json"] {
        let told = bed.get("", path).await;
        for name in [
            "x-request-id",
            "referrer-policy",
            "cross-origin-opener-policy",
        ] {
            assert!(told.headers.contains_key(name), "{path} {name}");
        }
        assert_eq!(told.headers["x-content-type-options"], "nosniff");
        let policy = told.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"));
    }
    let private = bed.get(ADMIN, "/api/v1/runs").await;
    assert_eq!(private.headers[header::CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn what_is_not_there_is_a_problem_too() {
    let bed = Bed::new();
    assert_eq!(
        bed.get(ADMIN, "/api/v1/nothing").await.problem(),
        problem(404, "unknown-route")
    );
    for path in [
        "//api/v1/runs",
        "/api/v1/runs/",
        "/API/v1/runs",
        "/api/v1/runs;x",
        "/api/v1%2Fruns",
    ] {
        assert_eq!(
            bed.get(ADMIN, path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let told = bed.delete(ADMIN, "/api/v1/runs").await;
    assert_eq!(told.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_refused() {
    let bed = Bed::new();
    let send = async |kind: &str, body: Vec<u8>| {
        let request = Request::builder()
            .method(Method::POST)
            .uri("/api/v1/users")
            .header(header::AUTHORIZATION, "Bearer token of admin@x.org")
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body));
        bed.ask(request.unwrap()).await.problem()
    };
    let json = "application/json";
    assert_eq!(
        send(json, b"{".to_vec()).await,
        problem(400, "invalid-json")
    );
    let large = format!("{{\"username\":\"{}\"}}", "x".repeat(1 << 20));
    assert_eq!(
        send(json, large.into_bytes()).await,
        problem(413, "too-large")
    );
    let plain = send("text/plain", b"{}".to_vec()).await;
    assert_eq!(plain, problem(415, "unsupported-media-type"));
}

#[tokio::test]
async fn metrics_count_what_was_asked() {
    let bed = Bed::new();
    bed.start(ADMIN).await;
    let response = bed.raw(request(ADMIN, Method::GET, "/metrics", None)).await;
    let bytes = http_body_util::BodyExt::collect(response.into_body()).await;
    let text = String::from_utf8(bytes.unwrap().to_bytes().to_vec()).unwrap();
    let started = "route=\"/api/v1/orchestrations/{name}/runs\",status=\"2xx\"} 1";
    assert!(text.contains(started), "{text}");
    assert!(
        text.contains("segue_open_runs{status=\"InProgress\"} 1"),
        "{text}"
    );
    assert!(
        text.contains("segue_http_request_seconds_count 1"),
        "{text}"
    );
}

#[tokio::test]
async fn a_body_is_optional_where_it_says_nothing() {
    let bed = Bed::new();
    let run = bed.start(ADMIN).await;
    let path = format!("/api/v1/runs/{run}/suspend");
    let told = bed.ask(request(ADMIN, Method::POST, &path, None)).await;
    assert_eq!(told.status, StatusCode::NO_CONTENT);
    let told = bed
        .post(ADMIN, &format!("/api/v1/runs/{run}/resume"), json!(null))
        .await;
    assert_eq!(told.problem(), problem(422, "invalid-body"));
}
