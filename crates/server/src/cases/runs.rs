//! `/api/v1/runs`.

use axum::http::{Method, StatusCode, header};
use serde_json::json;

use super::bed::{Bed, problem, request};

const ADMIN: &str = "admin@x.org";
const ASK: &str = "/api/v1/orchestrations/Ask_Desk/runs";

#[tokio::test]
async fn a_started_run_is_listed_and_shown() {
    let bed = Bed::new();
    let path = "/api/v1/orchestrations/ask_desk/runs";
    let started = bed
        .post("ann@x.org", path, json!({ "inputs": { "Count": 3 } }))
        .await;
    assert_eq!(started.status, StatusCode::CREATED);
    let id = started.text("/id");
    assert_eq!(
        started.headers[header::LOCATION],
        format!("/api/v1/runs/{id}")
    );
    let shown = bed.get("ann@x.org", &format!("/api/v1/runs/{id}")).await;
    assert_eq!(shown.text("/status"), "InProgress");
    assert_eq!(shown.text("/started_by"), "ann@x.org");
    assert_eq!(shown.json["inputs"], json!({ "Count": 3 }));
    assert_eq!(shown.text("/stages/0/steps/0/kind"), "interactive");
    assert_eq!(
        shown.text("/stages/0/steps/0/work_items/0/assignee/name"),
        "Desk"
    );
    let listed = bed.get(
        "ann@x.org",
        "/api/v1/runs?status=InProgress&orchestration=Ask_Desk",
    );
    assert_eq!(listed.await.text("/runs/0/id"), id);
    let none = bed.get("ann@x.org", "/api/v1/runs?status=Completed").await;
    assert_eq!(none.json["runs"], json!([]));
}

#[tokio::test]
async fn a_list_goes_on_where_its_page_ended() {
    let bed = Bed::new();
    let mut started = Vec::new();
    for _ in 0..5 {
        started.insert(0, bed.start(ADMIN).await);
    }
    let mut seen = Vec::new();
    let mut path = "/api/v1/runs?limit=2".to_owned();
    loop {
        let page = bed.get(ADMIN, &path).await;
        let runs = page.json["runs"].as_array().unwrap();
        assert!(runs.len() <= 2);
        seen.extend(
            runs.iter()
                .map(|run| run["id"].as_str().unwrap().to_owned()),
        );
        if page.json["next"].is_null() {
            break;
        }
        path = format!("/api/v1/runs?limit=2&cursor={}", page.text("/next"));
    }
    assert_eq!(seen, started);
}

#[tokio::test]
async fn a_run_that_did_not_change_is_not_sent_again() {
    let bed = Bed::new();
    let path = format!("/api/v1/runs/{}", bed.start(ADMIN).await);
    let first = bed.get(ADMIN, &path).await;
    let tag = first.headers[header::ETAG].clone();
    let again = || {
        let mut again = request(ADMIN, Method::GET, &path, None);
        again
            .headers_mut()
            .insert(header::IF_NONE_MATCH, tag.clone());
        again
    };
    assert_eq!(bed.ask(again()).await.status, StatusCode::NOT_MODIFIED);
    bed.post(ADMIN, &format!("{path}/suspend"), json!({})).await;
    assert_eq!(bed.ask(again()).await.text("/status"), "Suspended");
}

#[tokio::test]
async fn the_same_key_gives_the_same_run() {
    let bed = Bed::new();
    let keyed = |who: &str, count: i64| {
        let body = json!({ "inputs": { "Count": count } });
        let mut keyed = request(who, Method::POST, ASK, Some(body));
        keyed
            .headers_mut()
            .insert("idempotency-key", "k-1".parse().unwrap());
        keyed
    };
    let first = bed.ask(keyed("ann@x.org", 1)).await.text("/id");
    assert_eq!(bed.ask(keyed("ann@x.org", 1)).await.text("/id"), first);
    assert_ne!(bed.ask(keyed("bob@x.org", 1)).await.text("/id"), first);
    let other = bed.ask(keyed("ann@x.org", 2)).await;
    assert_eq!(other.problem(), problem(422, "invalid-request"));
}

#[tokio::test]
async fn a_start_that_makes_no_sense_is_refused() {
    let bed = Bed::new();
    let start = async |who: &str, path: &str, body| bed.post(who, path, body).await.problem();
    let unknown = "/api/v1/orchestrations/Nobody_Knows/runs";
    assert_eq!(
        start(ADMIN, unknown, json!({})).await,
        problem(404, "unknown")
    );
    let wrong = json!({ "inputs": { "Other": 1 } });
    assert_eq!(
        start(ADMIN, ASK, wrong).await,
        problem(422, "invalid-request")
    );
    let wrong = json!({ "inputs": { "Count": "many" } });
    assert_eq!(
        start(ADMIN, ASK, wrong).await,
        problem(422, "invalid-request")
    );
    assert_eq!(
        start(ADMIN, ASK, json!({ "x": 1 })).await,
        problem(422, "invalid-body")
    );
    assert_eq!(
        start(ADMIN, ASK, json!([])).await,
        problem(422, "invalid-body")
    );
}

#[tokio::test]
async fn a_start_needs_somebody_who_may_run_flows() {
    let bed = Bed::new();
    let start = async |who: &str| bed.post(who, ASK, json!({})).await.problem();
    assert_eq!(start("").await, problem(401, "not-signed-in"));
    assert_eq!(start("idler@x.org").await, problem(403, "not-permitted"));
    assert_eq!(start("reader@x.org").await, problem(403, "out-of-scope"));
    assert_eq!(start("stranger@x.org").await, problem(401, "not-signed-in"));
}

#[tokio::test]
async fn a_run_is_suspended_resumed_and_canceled() {
    let bed = Bed::new();
    let path = format!("/api/v1/runs/{}", bed.start(ADMIN).await);
    let act = async |verb: &str| bed.post(ADMIN, &format!("{path}/{verb}"), json!({})).await;
    let status = async || bed.get(ADMIN, &path).await.text("/status");
    assert_eq!(act("suspend").await.status, StatusCode::NO_CONTENT);
    assert_eq!(act("suspend").await.problem(), problem(409, "wrong-status"));
    let preview = bed.get(ADMIN, &format!("{path}/resume-preview")).await;
    assert_eq!(preview.json["allowed"], json!(true));
    assert_eq!(act("resume").await.status, StatusCode::NO_CONTENT);
    assert_eq!(status().await, "InProgress");
    let preview = bed.get(ADMIN, &format!("{path}/resume-preview")).await;
    assert_eq!(preview.json["allowed"], json!(false));
    assert_eq!(act("cancel").await.status, StatusCode::NO_CONTENT);
    assert_eq!(status().await, "Canceled");
    assert_eq!(act("resume").await.problem(), problem(409, "wrong-status"));
    let forced = bed
        .post(ADMIN, &format!("{path}/resume"), json!({ "force": true }))
        .await;
    assert_eq!(forced.problem(), problem(422, "invalid-request"));
}

#[tokio::test]
async fn only_who_manages_runs_changes_them() {
    let bed = Bed::new();
    let run = bed.start("ann@x.org").await;
    for verb in ["suspend", "resume", "cancel", "events"] {
        let path = format!("/api/v1/runs/{run}/{verb}");
        let told = bed.post("ann@x.org", &path, json!({})).await;
        assert_eq!(told.problem(), problem(403, "not-permitted"), "{verb}");
    }
}

#[tokio::test]
async fn a_run_is_hidden_from_who_has_nothing_to_do_with_it() {
    let bed = Bed::new();
    let run = bed.start(ADMIN).await;
    for (who, sees) in [
        ("bob@x.org", true),
        ("ann@x.org", false),
        ("idler@x.org", false),
    ] {
        for path in ["", "/history", "/why", "/resume-preview"] {
            let told = bed.get(who, &format!("/api/v1/runs/{run}{path}")).await;
            assert_eq!(told.status == StatusCode::OK, sees, "{who} {path}");
        }
        let listed = bed.get(who, "/api/v1/runs").await;
        let n = listed.json["runs"].as_array().unwrap().len();
        assert_eq!(n, usize::from(sees), "{who}");
    }
}

#[tokio::test]
async fn a_run_tells_its_history_and_why_it_waits() {
    let bed = Bed::new();
    let run = bed.start(ADMIN).await;
    let history = bed.get(ADMIN, &format!("/api/v1/runs/{run}/history")).await;
    assert_eq!(history.text("/history/0/milestone"), "Start Run");
    assert_eq!(history.text("/history/0/actor"), ADMIN);
    let why = bed.get(ADMIN, &format!("/api/v1/runs/{run}/why")).await;
    assert!(why.text("/headline").contains("Only"), "{}", why.json);
    assert_eq!(why.text("/parts/1/holder/name"), "Desk");
}

#[tokio::test]
async fn a_published_event_ends_a_step() {
    let bed = Bed::new();
    let run = bed.start(ADMIN).await;
    let path = format!("/api/v1/runs/{run}");
    let plain = bed.post(ADMIN, &format!("{path}/events"), json!({})).await;
    assert_eq!(plain.status, StatusCode::NO_CONTENT);
    assert_eq!(bed.get(ADMIN, &path).await.text("/status"), "InProgress");
    let unknown = json!({ "step": "0jL000000000000000" });
    let told = bed.post(ADMIN, &format!("{path}/events"), unknown).await;
    assert!(told.status.is_client_error(), "{told:?}");
}

#[tokio::test]
async fn what_is_no_run_is_not_found() {
    let bed = Bed::new();
    for id in [
        "x",
        "0jE000000000000AAA",
        "0jf000000000001AAA",
        "%00",
        "..%2F",
    ] {
        let told = bed.get(ADMIN, &format!("/api/v1/runs/{id}")).await;
        assert_eq!(told.problem(), problem(404, "unknown"), "{id}");
    }
    let told = bed.get(ADMIN, "/api/v1/runs?status=Odd").await;
    assert_eq!(told.problem(), problem(422, "invalid-request"));
    let told = bed.get(ADMIN, "/api/v1/runs?limit=0").await;
    assert_eq!(told.problem(), problem(422, "invalid-request"));
    let told = bed.get(ADMIN, "/api/v1/runs?limit=many").await;
    assert_eq!(told.problem(), problem(422, "invalid-request"));
}

#[tokio::test]
async fn a_run_that_moved_on_since_it_was_read_is_left_alone() {
    let bed = Bed::new();
    let run = format!("/api/v1/runs/{}", bed.start(ADMIN).await);
    let seen = bed.get(ADMIN, &run).await.headers[header::ETAG].clone();
    let suspend = |seen: &header::HeaderValue| {
        let path = format!("{run}/suspend");
        let mut suspend = request(ADMIN, Method::POST, &path, None);
        suspend.headers_mut().insert(header::IF_MATCH, seen.clone());
        suspend
    };
    let told = bed.ask(suspend(&seen)).await;
    assert_eq!(told.status, StatusCode::NO_CONTENT, "{told:?}");
    let resumed = bed.post(ADMIN, &format!("{run}/resume"), json!({})).await;
    assert_eq!(resumed.status, StatusCode::NO_CONTENT, "{resumed:?}");
    let late = bed.ask(suspend(&seen)).await;
    assert_eq!(late.problem(), problem(412, "changed-meanwhile"));
    assert_eq!(bed.get(ADMIN, &run).await.text("/status"), "InProgress");
}
