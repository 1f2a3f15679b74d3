//! The page of a run that has a long history: it stays small.

use axum::body::Body;
use axum::http::{Method, Request, header};
use http_body_util::BodyExt;
use segue_definition::SourceFile;
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

/// `Ask_Desk` as an orchestration whose only stage leads back to itself.
fn around() -> SourceFile {
    let back = "<connector><isGoTo>true</isGoTo><targetReference>Only</targetReference></connector>
        <exitConditionLogic>and</exitConditionLogic>";
    let text = include_str!("Ask_Desk.flow-meta.xml");
    let text = text.replacen("<exitConditionLogic>and</exitConditionLogic>", back, 1);
    SourceFile::new("flows/Around.flow-meta.xml", text)
}

/// Bob does the open work of a run so often: each time there is another one.
async fn go_round(bed: &Bed, run: &str, n_times: usize) {
    for n in 0..n_times {
        let told = bed.get(ADMIN, &format!("/api/v1/runs/{run}")).await;
        let item = told.text(&format!("/stages/{n}/steps/0/work_items/0/id"));
        let path = format!("/api/v1/work-items/{item}/complete");
        let answers = json!({ "screens": [{ "Answer": "yes" }] });
        let told = bed.post("bob@x.org", &path, answers).await;
        assert_eq!(told.text("/result"), "finished", "{told:?}");
    }
}

#[tokio::test]
async fn a_run_that_goes_round_and_round_is_shown_in_pages() {
    let bed = Bed::with_files(vec![around()]);
    let path = "/api/v1/orchestrations/Around/runs";
    let run = bed.post(ADMIN, path, json!({})).await.text("/id");
    go_round(&bed, &run, 250).await;
    let path = format!("/runs/{run}");
    let first = bed.page(ADMIN, &path).await;
    let (before, _) = first.split_once(" lines</a>").expect("it has a history");
    let n_lines = before.rsplit("All ").next().unwrap();
    let n_lines: usize = n_lines.parse().unwrap();
    assert!(n_lines >= 1_000, "{n_lines} lines");
    let plain = n_bytes(&bed, &path, "identity").await;
    assert!(plain < BYTES_MAX, "{plain} bytes");
    assert!(
        first.contains("visit 251") && !first.contains("visit 1<"),
        "{first}"
    );
    // Page by page to the first visit.
    let (mut page, mut n_pages) = (first, 1);
    while let Some((_, rest)) = page.split_once("?before=") {
        let before = rest.split('#').next().unwrap();
        page = bed.page(ADMIN, &format!("{path}?before={before}")).await;
        assert!(page.len() < BYTES_MAX, "{} bytes", page.len());
        n_pages += 1;
    }
    assert!(
        page.contains("visit 1 ") && page.contains("Newest visits"),
        "{page}"
    );
    assert!(n_pages > 5, "{n_pages} pages");
}
