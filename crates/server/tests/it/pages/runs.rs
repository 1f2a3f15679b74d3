//! The list of runs, and what is done to many of them.

use axum::http::StatusCode;
use segue_engine::RunStatus;

use crate::site::{BOSS, CANARY, RUNNER, Site, WORKER, badge, site, start};

/// Two runs that wait and two that failed; their ids.
fn four() -> (Site, Vec<String>) {
    let mut ids = Vec::new();
    let site = site(|runtime| {
        for orchestration in ["Wait", "Wait", "Break", "Break"] {
            ids.push(start(runtime, orchestration));
        }
    });
    (site, ids)
}

#[tokio::test]
async fn runs_are_narrowed_by_what_the_url_says() {
    let (site, ids) = four();
    let all = site.get(RUNNER, "/runs").await;
    ids.iter()
        .for_each(|id| all.must_say(&format!("/runs/{id}\"")));
    let failed = site
        .get(RUNNER, "/runs?status=Error&orchestration=Break")
        .await;
    failed.must_say(&format!("<a href=\"/runs/{}\"", ids[2]));
    failed.must_not_say(&ids[0]);
    for nothing in [
        "q=zzz",
        "stage=Other",
        "record=none",
        "from=2026-03-03",
        "to=2026-03-01",
    ] {
        let page = site.get(RUNNER, &format!("/runs?{nothing}")).await;
        page.must_say("No such runs");
    }
    let today = site
        .get(RUNNER, "/runs?from=2026-03-02&to=2026-03-02")
        .await;
    today.must_say(&ids[0]);
}

#[tokio::test]
async fn who_does_not_manage_runs_sees_none() {
    let (site, ids) = four();
    for path in ["/runs", "/runs.csv", "/runs/many?act=cancel"] {
        let told = site.get(WORKER, path).await;
        assert_eq!(told.status, StatusCode::FORBIDDEN, "{path}");
        told.must_not_say(&ids[0]);
    }
    let told = site
        .post(WORKER, "/runs/many", &format!("act=cancel&runs={}", ids[0]))
        .await;
    assert_eq!(told.status, StatusCode::FORBIDDEN);
    let still = site.get(RUNNER, &format!("/runs/{}", ids[0])).await;
    still.must_say(&badge(RunStatus::InProgress));
}

#[tokio::test]
async fn labels_are_texts_wherever_they_stand() {
    let (site, ids) = four();
    let preview = format!("/runs/many?act=cancel&runs={}", ids[0]);
    let run = format!("/runs/{}", ids[0]);
    let paths = [
        "/runs".to_owned(),
        preview,
        run.clone(),
        run.clone() + "/history",
        run + "/again",
    ];
    for path in paths {
        let told = site.get(BOSS, &path).await;
        assert_eq!(told.status, StatusCode::OK, "{path}: {}", told.body);
        told.must_not_say(CANARY);
        told.must_say("canary()");
    }
}

#[tokio::test]
async fn failed_runs_with_the_same_cause_stand_together() {
    let (site, _) = four();
    let page = site.get(RUNNER, "/runs").await;
    page.must_say("Failed runs by cause");
    page.must_say("Step Ask somebody");
    let preview = page.between("href=\"/runs/many?act=resume&amp;cause=", "\"");
    let preview = site
        .get(RUNNER, &format!("/runs/many?act=resume&cause={preview}"))
        .await;
    preview.must_say("Resume 2 runs?");
}

#[tokio::test]
async fn many_runs_are_canceled_one_by_one_and_what_is_refused_is_told() {
    let (site, ids) = four();
    let chosen = format!(
        "/runs/many?act=cancel&runs={}&runs={}&runs={}",
        ids[0], ids[1], ids[2]
    );
    let preview = site.get(RUNNER, &chosen).await;
    preview.must_say("Cancel 2 runs?");
    preview.must_say("A run that is Error cannot be canceled.");
    let form = format!(
        "act=cancel&reason=ordered+twice&runs={},{},{}",
        ids[0], ids[1], ids[2]
    );
    let told = site.post(RUNNER, "/runs/many", &form).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.body);
    let result = until_done(&site, &told.to()).await;
    result.must_say("<strong>2</strong> canceled");
    result.must_say("<strong class=\"bad\">1</strong> refused");
    let history = site.get(RUNNER, &format!("/runs/{}/history", ids[0])).await;
    history.must_say("ordered twice");
    site.get(RUNNER, &format!("/runs/{}", ids[1]))
        .await
        .must_say(&badge(RunStatus::Canceled));
}

async fn until_done(site: &Site, path: &str) -> crate::site::Told {
    loop {
        let page = site.get(RUNNER, path).await;
        if page.body.contains("<h2>Done</h2>") {
            return page;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn nothing_is_done_to_no_runs_or_by_an_unknown_word() {
    let (site, _) = four();
    let none = site.post(RUNNER, "/runs/many", "act=cancel&runs=").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unknown = site.get(RUNNER, "/runs/many?act=delete&runs=x").await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    site.get(RUNNER, "/runs/many?act=cancel")
        .await
        .must_say("No runs were chosen");
    let nowhere = site.get(RUNNER, "/runs/many/77").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_list_is_a_file_too() {
    let (site, ids) = four();
    let file = site.get(RUNNER, "/runs.csv?status=InProgress").await;
    assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
    assert_eq!(file.body.lines().count(), 3, "{}", file.body);
    file.must_say(&format!("\"{}\"", ids[0]));
    file.must_not_say(&ids[2]);
}
