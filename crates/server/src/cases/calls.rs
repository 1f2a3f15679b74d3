//! Calls that really leave: a peer on this machine, and the API that it calls back.

mod bed;
mod interviews;
mod peer;

use axum::http::Method;
use serde_json::{Value, json};

use self::bed::{ADMIN, Calling};
use self::peer::{Peer, json_reply, reply};
use super::bed::{problem, request};

#[tokio::test]
async fn an_external_step_calls_its_endpoint_and_takes_the_reply() {
    let peer = Peer::new(|_| json_reply(r#"{"score": 80.5, "result": {"reason": "good"}}"#));
    let bed = Calling::new().await;
    bed.endpoint("Scoring", &peer.url("/v1"), 1).await;
    let token = json!({ "kind": "bearer", "token": "canary-4711" });
    let put = request(
        ADMIN,
        Method::PUT,
        "/api/v1/endpoints/Scoring/credential",
        Some(token),
    );
    assert_eq!(bed.bed.ask(put).await.status, 204);

    let run = bed.start("Outside", "L 1/2").await;
    let shown = bed.ended(&run).await;
    assert_eq!(shown.text("/status"), "Completed");
    let outputs = &shown.json["stages"][0]["steps"][0]["outputs"];
    assert_eq!(
        outputs,
        &json!({ "score": 80.5, "reason": "good", "code": 200 })
    );

    let heard = peer.heard();
    assert_eq!(heard.len(), 1);
    assert!(
        heard[0].starts_with("POST /v1/leads/L%201%2F2/score HTTP/1.1"),
        "{}",
        heard[0]
    );
    assert!(
        heard[0].contains("authorization: Bearer canary-4711"),
        "{}",
        heard[0]
    );
    assert!(heard[0].contains("idempotency-key: "), "{}", heard[0]);
    assert!(
        heard[0].ends_with(&format!(r#"{{"callback":{{"run":"{run}"}}}}"#)),
        "{}",
        heard[0]
    );

    let calls = bed.calls(&run).await;
    assert_eq!(calls.as_array().unwrap().len(), 1);
    assert_eq!(calls[0]["outcome"], "answered");
    assert_eq!(
        (&calls[0]["status"], &calls[0]["attempt"]),
        (&json!(200), &json!(1))
    );
    let metrics = bed.text("/metrics").await;
    let line = r#"segue_calls_total{endpoint="Scoring",outcome="answered"} 1"#;
    assert!(metrics.contains(line), "{metrics}");
    bed.holds_nowhere("canary-4711");
}

#[tokio::test]
async fn the_other_system_calls_back_and_ends_the_step() {
    let bed = Calling::new().await;
    let api = bed.listen().await;
    // It answers nothing that can be used, after it has called back.
    let peer = Peer::new(move |heard| {
        let body: Value = serde_json::from_str(heard.split("\r\n\r\n").nth(1).unwrap()).unwrap();
        let run = body["callback"]["run"].as_str().unwrap();
        let shown = api.get(&format!("/api/v1/runs/{run}"));
        let step = shown["stages"][0]["steps"][0]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let event = json!({ "step": step, "outputs": { "score": 7, "reason": "called back" } });
        api.post(&format!("/api/v1/runs/{run}/events"), &event);
        reply(
            "500 Internal Server Error",
            "text/plain",
            "too late to matter",
        )
    });
    bed.endpoint("Scoring", &peer.url(""), 1).await;
    let run = bed.start("Outside", "L").await;
    let shown = bed.ended(&run).await;
    assert_eq!(shown.text("/status"), "Completed");
    let outputs = &shown.json["stages"][0]["steps"][0]["outputs"];
    assert_eq!(outputs["reason"], "called back");
    assert_eq!(peer.heard().len(), 1);
}

#[tokio::test]
async fn a_call_that_fails_in_passing_is_sent_again_with_its_key() {
    let answers = std::sync::atomic::AtomicUsize::new(0);
    let peer =
        Peer::new(
            move |_| match answers.fetch_add(1, std::sync::atomic::Ordering::SeqCst) {
                0 => reply("503 Service Unavailable", "text/plain", "busy"),
                _ => json_reply(r#"{"score": 1}"#),
            },
        );
    let bed = Calling::new().await;
    bed.endpoint("Scoring", &peer.url(""), 3).await;
    let run = bed.start("Outside", "L").await;
    assert_eq!(bed.ended(&run).await.text("/status"), "Completed");
    let heard = peer.heard();
    let key = |heard: &String| {
        let line = heard
            .lines()
            .find(|line| line.starts_with("idempotency-key: "));
        line.unwrap().to_owned()
    };
    assert_eq!(heard.len(), 2);
    assert_eq!(key(&heard[0]), key(&heard[1]));
    let calls = bed.calls(&run).await;
    assert_eq!(
        (&calls[0]["outcome"], &calls[0]["status"]),
        (&json!("again"), &json!(503))
    );
    assert!(calls[0]["next"].is_string(), "{calls}");
    assert_eq!(calls[1]["outcome"], "answered");
}

#[tokio::test]
async fn nobody_asked_for_another_attempt_so_there_is_none() {
    let peer = Peer::new(|_| reply("503 Service Unavailable", "text/plain", "busy"));
    let bed = Calling::new().await;
    bed.endpoint("Scoring", &peer.url(""), 1).await;
    let run = bed.start("Outside", "L").await;
    let shown = bed.ended(&run).await;
    assert_eq!(shown.text("/status"), "Error");
    assert!(
        shown.json.to_string().contains("the reply was 503: busy"),
        "{}",
        shown.json
    );
    assert_eq!(peer.heard().len(), 1);
}

#[tokio::test]
async fn a_call_that_was_out_when_the_server_died_waits_for_somebody_who_knows() {
    let peer = Peer::new(|_| json_reply(r#"{"score": 1}"#));
    let bed = Calling::still();
    bed.endpoint("Scoring", &peer.url(""), 1).await;
    let run = bed.start("Outside", "L").await;
    bed.out(&run).await;
    let bed = bed.reopened();
    let shown = bed.ended(&run).await;
    assert_eq!(shown.text("/status"), "Error");
    assert!(
        shown.json.to_string().contains("its outcome is unknown"),
        "{}",
        shown.json
    );
    assert!(peer.heard().is_empty());
    let path = format!("/api/v1/runs/{run}/resume");
    assert_eq!(bed.bed.post(ADMIN, &path, json!({})).await.status, 204);
    assert_eq!(bed.ended(&run).await.text("/status"), "Completed");
    assert_eq!(peer.heard().len(), 1);
}

#[tokio::test]
async fn a_call_that_only_reads_is_sent_again_after_the_server_died() {
    let peer = Peer::new(|_| json_reply(r#"{"name": "Ada"}"#));
    let bed = Calling::still();
    bed.endpoint("Scoring", &peer.url(""), 1).await;
    let run = bed.start("Reading", "L").await;
    bed.out(&run).await;
    let bed = bed.reopened();
    assert_eq!(bed.ended(&run).await.text("/status"), "Completed");
    let calls = bed.calls(&run).await;
    assert_eq!(
        (&calls[0]["outcome"], &calls[1]["outcome"]),
        (&json!("lost"), &json!("answered"))
    );
    assert_eq!(peer.heard().len(), 1);
}

#[tokio::test]
async fn why_it_waits_names_the_call() {
    let bed = Calling::still();
    let run = bed.start("Outside", "L").await;
    bed.out(&run).await;
    let why = bed
        .bed
        .get(ADMIN, &format!("/api/v1/runs/{run}/why"))
        .await
        .json
        .to_string();
    let said = "action Score_Lead answers at endpoint Scoring: attempt 1 left at";
    assert!(why.contains(said), "{why}");
}

#[tokio::test]
async fn a_reply_of_the_wrong_type_is_an_error_of_the_step() {
    let peer = Peer::new(|_| json_reply(r#"{"score": "eighty"}"#));
    let bed = Calling::new().await;
    bed.endpoint("Scoring", &peer.url(""), 1).await;
    let run = bed.start("Outside", "L").await;
    let shown = bed.ended(&run).await.json.to_string();
    assert!(
        shown.contains("output `score` is a text, not Number"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_call_without_an_endpoint_says_what_to_do() {
    let bed = Calling::new().await;
    let run = bed.start("Outside", "L").await;
    let shown = bed.ended(&run).await.json.to_string();
    assert!(
        shown.contains("endpoint `Scoring` is not set up"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_flow_of_a_background_step_waits_for_its_calls() {
    let peer = Peer::new(|heard| match heard.starts_with("GET ") {
        true => json_reply(r#"{"name": "Ada"}"#),
        false => json_reply(r#"{"score": 3}"#),
    });
    let bed = Calling::new().await;
    bed.endpoint("Scoring", &peer.url(""), 1).await;
    let run = bed.start("By_Flow", "L").await;
    let shown = bed.ended(&run).await;
    assert_eq!(shown.text("/status"), "Completed", "{}", shown.json);
    let outputs = &shown.json["stages"][0]["steps"][0]["outputs"];
    assert_eq!(
        (&outputs["name"], &outputs["score"]),
        (&json!("Ada"), &json!(3))
    );
    assert!(peer.heard()[1].ends_with(r#"{"callback":{"run":"Ada"}}"#));
    assert_eq!(bed.calls(&run).await.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn an_endpoint_is_bound_by_the_same_rules_wherever_it_is_used() {
    let peer = Peer::new(|_| json_reply("{}"));
    let bed = Calling::new().await;
    let put = |url: String| {
        let body = json!({ "url": url });
        request(ADMIN, Method::PUT, "/api/v1/endpoints/Inside", Some(body))
    };
    let refused = bed.bed.ask(put(peer.url(""))).await;
    assert_eq!(refused.problem(), problem(422, "invalid-request"));
    // A name says nothing of where it leads: that is seen when it is dialled.
    let port = peer.url("").rsplit(':').next().unwrap().to_owned();
    let saved = bed.bed.ask(put(format!("http://localhost:{port}"))).await;
    assert_eq!(saved.status, 200, "{:?}", saved.json);
    let probed = bed
        .bed
        .post(ADMIN, "/api/v1/endpoints/Inside/test", json!({}))
        .await;
    assert_eq!(probed.status, 200);
    assert_eq!(probed.json["status"], Value::Null);
    assert!(
        probed.text("/error").contains("the call was stopped"),
        "{}",
        probed.json
    );
    assert!(peer.heard().is_empty());
}

#[tokio::test]
async fn a_credential_is_written_and_never_read_and_stays_at_its_host() {
    let peer = Peer::new(|_| json_reply("{}"));
    let other = Peer::new(|_| json_reply("{}"));
    let bed = Calling::new().await;
    bed.endpoint("Scoring", &peer.url(""), 1).await;
    let path = "/api/v1/endpoints/Scoring/credential";
    let body = json!({ "kind": "header", "name": "X-Api-Key", "value": "canary-0815" });
    assert_eq!(
        bed.bed
            .ask(request(ADMIN, Method::PUT, path, Some(body)))
            .await
            .status,
        204
    );
    let shown = bed.bed.get(ADMIN, "/api/v1/endpoints/Scoring").await;
    assert_eq!(shown.json["credential"], "header");
    let probe = |path: &str| json!({ "path": path });
    let tested = bed
        .bed
        .post(ADMIN, "/api/v1/endpoints/Scoring/test", probe("a"))
        .await;
    assert_eq!(tested.json["status"], 200);
    assert!(peer.heard()[0].contains("x-api-key: canary-0815"));
    // The same endpoint at another host has no credential any more.
    bed.endpoint("Scoring", &other.url(""), 1).await;
    let moved = bed.bed.get(ADMIN, "/api/v1/endpoints/Scoring").await;
    assert_eq!(moved.json["credential"], Value::Null);
    bed.bed
        .post(ADMIN, "/api/v1/endpoints/Scoring/test", probe("a"))
        .await;
    assert!(!other.heard()[0].contains("canary"), "{}", other.heard()[0]);
    let bad = json!({ "kind": "bearer", "token": "canary-0815", "x": 1 });
    let refused = bed
        .bed
        .ask(request(ADMIN, Method::PUT, path, Some(bad)))
        .await;
    assert_eq!(refused.status, 422);
    assert!(
        !refused.json.to_string().contains("canary"),
        "{}",
        refused.json
    );
    for page in [
        "/api/v1/endpoints",
        "/endpoints",
        "/endpoints/Scoring",
        "/metrics",
    ] {
        assert!(!bed.text(page).await.contains("canary"), "{page}");
    }
    bed.holds_nowhere("canary-0815");
}

#[tokio::test]
async fn an_imported_document_gives_actions_that_steps_can_call() {
    let bed = Calling::new().await;
    bed.endpoint("Orders", "https://api.example.com/v1", 1)
        .await;
    let document = "openapi: 3.0.0\npaths:\n  /orders/{id}:\n    get:\n      operationId: getOrder\n\
                    \x20     parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n\
                    \x20     responses: {}\n    trace: {responses: {}}\n";
    let path = "/api/v1/endpoints/Orders/import";
    let imported = bed
        .bed
        .post(ADMIN, path, json!({ "document": document }))
        .await;
    assert_eq!(imported.text("/actions/0/name"), "Orders.getOrder");
    assert_eq!(imported.json["notices"][0]["left_out"], true);
    let all = bed.bed.get(ADMIN, "/api/v1/actions").await;
    let names: Vec<&str> = all.json["actions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|action| action["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Orders.getOrder", "Read_Lead", "Score_Lead"]);
    let page = bed.text("/endpoints/Orders").await;
    assert!(
        page.contains("Orders.getOrder") && page.contains("/orders/{id}"),
        "{page}"
    );
    let refused = bed
        .bed
        .post(ADMIN, path, json!({ "document": "nothing" }))
        .await;
    assert_eq!(refused.problem(), problem(422, "invalid-request"));
    let gone = bed.bed.delete(ADMIN, "/api/v1/endpoints/Orders").await;
    assert_eq!(gone.status, 204);
    let all = bed.bed.get(ADMIN, "/api/v1/actions").await;
    assert!(!all.json.to_string().contains("getOrder"));
}

#[tokio::test]
async fn only_the_administrator_sets_endpoints() {
    let bed = Calling::new().await;
    let body = json!({ "url": "https://api.example.com/" });
    let put = request("ann@x.org", Method::PUT, "/api/v1/endpoints/X", Some(body));
    assert_eq!(bed.bed.ask(put).await.status, 403);
    assert_eq!(
        bed.bed.get("ann@x.org", "/api/v1/endpoints").await.status,
        403
    );
}
