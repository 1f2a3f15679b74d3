//! The page of a run that has a long history: it stays small.

use axum::body::Body;
use axum::http::{Method, Request, header};
use http_body_util::BodyExt;
use serde_json::json;

use super::bed::{Bed, request};

const ADMIN: &str = "admin@x.org";
/// Bytes of a page, as it is sent.
const BYTES_MAX: usize = 150_000;

/// Bytes of the page at a path as it is sent, compressed or not.
async fn n_bytes(bed: &Bed, path: &str, encoding: &str) -> usize {
    let mut asked: Request<Body> = request(ADMIN, Method::GET, path, None);
    asked
        .headers_mut()
        .insert(header::ACCEPT_ENCODING, encoding.parse().unwrap());
    let response = bed.raw(asked).await;
    assert_eq!(response.status(), 200, "{path}");
    response
        .into_body()
        .collect()
        .await
        .unwrap()
        .to_bytes()
        .len()
}

/// A run that was suspended and resumed so often.
async fn long_run(bed: &Bed, n_times: usize) -> String {
    let run = bed.start(ADMIN).await;
    for _ in 0..n_times {
        for verb in ["suspend", "resume"] {
            let path = format!("/api/v1/runs/{run}/{verb}");
            let told = bed.post(ADMIN, &path, json!({})).await;
            assert!(told.status.is_success(), "{told:?}");
        }
    }
    run
}

#[tokio::test]
async fn the_first_answer_about_a_long_run_is_small_even_when_it_is_not_compressed() {
    let bed = Bed::new();
    let run = long_run(&bed, 500).await;
    let path = format!("/runs/{run}");
    let (plain, packed) = (
        n_bytes(&bed, &path, "identity").await,
        n_bytes(&bed, &path, "gzip").await,
    );
    assert!(plain < BYTES_MAX, "{plain} bytes");
    assert!(packed < BYTES_MAX / 5, "{packed} bytes");
    let history = n_bytes(&bed, &format!("/runs/{run}/history"), "identity").await;
    assert!(history < BYTES_MAX, "{history} bytes");
}
