//! Flows that no run asked for: they call a peer on this machine, and operators see what waits or has
//! failed.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::Method;
use segue_definition::{SourceFile, read_folder};
use serde_json::{Value, json};

use super::super::bed::{Bed, Told, problem, request};
use super::bed::{ADMIN, Calling};
use super::peer::{Peer, json_reply, reply};

const BOOKED: &str = r#"{"booking": "B-1"}"#;

/// The flows of the runtime's own tests.
fn files() -> Vec<SourceFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/tests/projects/alone");
    let files = read_folder(&folder).unwrap().into_iter();
    files
        .map(|file| SourceFile::new(format!("alone/{}", file.path), &*file.text))
        .collect()
}

/// A peer that knows deals; the first `n` bookings it refuses.
fn peer(n: usize) -> Peer {
    let refused = AtomicUsize::new(0);
    Peer::new(move |heard| match heard.split(' ').nth(1) {
        Some("/scores") => json_reply(r#"{"score": 3}"#),
        Some("/bookings") if refused.fetch_add(1, Ordering::SeqCst) < n => {
            reply("409 Conflict", "text/plain", "not today")
        }
        Some("/bookings") => json_reply(BOOKED),
        _ => json_reply(r#"{"name": "Big"}"#),
    })
}

impl Calling {
    async fn create(&self, object: &str, fields: Value) -> String {
        let path = format!("/api/v1/records/{object}");
        let told = self.bed.post(ADMIN, &path, fields).await;
        assert_eq!(told.status, 201, "{:?}", told.json);
        told.text("/id")
    }

    /// Asks until the answer is as it should be: nothing tells of an interview without a run.
    async fn asked_until(&self, path: &str, is_so: impl Fn(&Told) -> bool) -> Told {
        for _ in 0..3_000 {
            let told = self.bed.get(ADMIN, path).await;
            if is_so(&told) {
                return told;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{path} never is as it should be");
    }

    async fn deal_reads(&self, deal: &str, note: &str) {
        let path = format!("/api/v1/records/Deal__c/{deal}");
        let is_so = |told: &Told| told.json.to_string().contains(&format!("\"{note}\""));
        self.asked_until(&path, is_so).await;
    }

    async fn failed(&self) -> Value {
        let path = "/api/v1/interviews?failed=true";
        let is_so = |told: &Told| told.json["interviews"][0].is_object();
        let told = self.asked_until(path, is_so).await;
        told.json["interviews"][0].clone()
    }
}

#[tokio::test]
async fn a_path_of_a_record_calls_in_a_loop_and_in_a_subflow() {
    let peer = peer(0);
    let bed = Calling::of(Bed::with_files(files()));
    bed.endpoint("Deals", &peer.url(""), 1).await;
    bed.create("Part__c", json!({ "Name": "bolt" })).await;
    bed.create("Part__c", json!({ "Name": "nut" })).await;
    let deal = json!({ "Name": "One", "Stage__c": "Sync" });
    let deal = bed.create("Deal__c", deal).await;
    bed.deal_reads(&deal, "Big: 6, B-1").await;
    let heard = peer.heard();
    assert_eq!(heard.len(), 4);
    assert!(
        heard[0].starts_with(&format!("GET /deals/{deal} HTTP/1.1")),
        "{}",
        heard[0]
    );
    assert!(heard[1].ends_with(r#"{"part":"bolt"}"#), "{}", heard[1]);
    assert!(heard[3].ends_with(r#"{"total":6}"#), "{}", heard[3]);
    let keys = heard.iter().filter_map(|heard| {
        let mut lines = heard.lines();
        lines
            .find(|line| line.starts_with("idempotency-key: "))
            .map(str::to_owned)
    });
    let keys: std::collections::HashSet<_> = keys.collect();
    assert_eq!(keys.len(), 4);
    let left = bed.bed.get(ADMIN, "/api/v1/interviews").await;
    assert_eq!(left.json, json!({ "interviews": [], "next": null }));
}

#[tokio::test]
async fn an_operator_sees_what_failed_and_has_it_tried_again() {
    let peer = peer(2);
    let bed = Calling::of(Bed::with_files(files()));
    bed.endpoint("Deals", &peer.url(""), 1).await;
    let deal = json!({ "Name": "One", "Stage__c": "Sync" });
    let deal = bed.create("Deal__c", deal).await;
    let failed = bed.failed().await;
    assert_eq!(
        (&failed["flow"], &failed["status"]),
        (&json!("Sync"), &json!("Failed"))
    );
    assert_eq!(failed["element"], "Book_Total.Book");
    assert_eq!(
        failed["error"],
        "Book_Total.Book: the reply was 409: not today"
    );
    assert_eq!(
        (&failed["record"], &failed["user"]),
        (&json!(deal), &json!(ADMIN))
    );
    assert_eq!(failed["calls"].as_array().unwrap().len(), 2);
    assert_eq!(failed["calls"][1]["outcome"], "failed");
    let id = failed["id"].as_str().unwrap();
    let path = format!("/api/v1/interviews/{id}");
    assert_eq!(bed.bed.get(ADMIN, &path).await.json, failed);
    let list = bed.bed.page(ADMIN, "/interviews").await;
    assert!(list.contains(&format!("/interviews/{id}")) && list.contains("not today"));
    let page = bed.bed.page(ADMIN, &format!("/interviews/{id}")).await;
    assert!(
        page.contains("Try again") && page.contains("Book_Total.Book"),
        "{page}"
    );

    for asks in ["ann@x.org", "reader@x.org"] {
        let refused = bed
            .bed
            .post(asks, &format!("{path}/retry"), Value::Null)
            .await;
        assert_eq!(refused.status, 403, "{asks}");
    }
    let again = bed
        .bed
        .post(ADMIN, &format!("{path}/retry"), Value::Null)
        .await;
    assert_eq!(again.status, 204);
    let is_so = |told: &Told| {
        told.text("/status") == "Failed" && told.json["calls"].as_array().unwrap().len() == 3
    };
    bed.asked_until(&path, is_so).await;
    bed.bed
        .post(ADMIN, &format!("{path}/retry"), Value::Null)
        .await;
    bed.deal_reads(&deal, "Big: 0, B-1").await;
    let gone = bed
        .bed
        .post(ADMIN, &format!("{path}/retry"), Value::Null)
        .await;
    assert_eq!(gone.problem(), problem(404, "unknown"));
    let audit = bed.bed.get(ADMIN, "/api/v1/audit").await.json.to_string();
    assert_eq!(audit.matches("interview-retried").count(), 2, "{audit}");
}

#[tokio::test]
async fn a_call_that_was_out_when_the_server_died_is_repeated_only_where_it_may_be() {
    let peer = peer(0);
    let bed = Calling::of_still(Bed::with_files(files()));
    bed.endpoint("Deals", &peer.url(""), 1).await;
    let deal = json!({ "Name": "One", "Stage__c": "Sync" });
    let deal = bed.create("Deal__c", deal).await;
    let paid = bed.create("Deal__c", json!({ "Name": "Two" })).await;
    bed.create("Paid__e", json!({ "Deal__c": paid })).await;
    let is_out = |told: &Told| {
        let both = told.json["interviews"].as_array().unwrap();
        both.len() == 2 && both.iter().all(|one| one["calls"][0]["outcome"] == "out")
    };
    let both = bed.asked_until("/api/v1/interviews", is_out).await;
    let why = both.json["interviews"][1]["why"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        why.contains("action Read_Deal answers at endpoint Deals: attempt 1 left"),
        "{why}"
    );
    let not_failed = both.json["interviews"][0]["id"].as_str().unwrap();
    let path = format!("/api/v1/interviews/{not_failed}/retry");
    let refused = bed.bed.post(ADMIN, &path, Value::Null).await;
    assert_eq!(refused.problem(), problem(409, "not-failed"));

    let bed = bed.reopened();
    bed.deal_reads(&deal, "Big: 0, B-1").await;
    let path = format!("/api/v1/records/Deal__c/{paid}");
    let is_so = |told: &Told| told.json.to_string().contains("try the interview again");
    bed.asked_until(&path, is_so).await;
    let heard = peer.heard();
    assert!(
        !heard.iter().any(|heard| heard.starts_with("POST /scores")),
        "{heard:?}"
    );
}

#[tokio::test]
async fn an_event_that_is_published_over_http_starts_a_flow_and_ends_a_wait() {
    let peer = peer(0);
    let bed = Calling::of(Bed::with_files(files()));
    bed.endpoint("Deals", &peer.url(""), 1).await;
    let deal = bed.create("Deal__c", json!({ "Name": "One" })).await;
    let path = format!("/api/v1/records/Deal__c/{deal}");
    let waits = json!({ "Stage__c": "Waits" });
    let told = bed
        .bed
        .ask(request(ADMIN, Method::PATCH, &path, Some(waits)))
        .await;
    assert!(told.status.is_success(), "{:?}", told.json);
    let is_waiting = |told: &Told| told.json["interviews"][0]["status"] == "Waiting";
    let told = bed
        .asked_until("/api/v1/interviews?flow=wait_paid", is_waiting)
        .await;
    let why = &told.json["interviews"][0]["why"];
    assert_eq!(why, "waits at `Until it is paid` for an event Paid__e");
    bed.create("Paid__e", json!({ "Deal__c": deal })).await;
    bed.deal_reads(&deal, "paid 3").await;
    bed.deal_reads(&deal, "Woken").await;
}
