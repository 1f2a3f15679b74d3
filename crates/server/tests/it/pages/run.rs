//! The page of a run, and what is done to it there.

use axum::http::StatusCode;
use segue_engine::RunStatus;

use crate::site::{BOSS, RUNNER, Site, WORKER, badge, site, start};

fn one(orchestration: &str) -> (Site, String) {
    let mut id = String::new();
    let site = site(|runtime| id = start(runtime, orchestration));
    let path = format!("/runs/{id}");
    (site, path)
}

#[tokio::test]
async fn a_run_says_why_it_waits_and_who_holds_it() {
    let (site, run) = one("Wait");
    let page = site.get(RUNNER, &run).await;
    page.must_say("Why is it waiting?");
    page.must_say("Held by queue <strong>Desk</strong>");
    page.must_say("somebody finishes its work item");
    page.must_say("What would wake it");
    page.must_say("id=\"step-2\"");
    page.must_say("href=\"#step-2\"");
    page.must_say("not opened yet");
    let history = site
        .get(RUNNER, &format!("{run}/history?step=Person"))
        .await;
    history.must_say("Start Work Item");
    history.must_not_say("<strong>Start Run</strong>");
}

#[tokio::test]
async fn the_drawing_on_a_page_of_earlier_visits_leads_to_the_newest_steps() {
    let (site, run) = one("Wait");
    let page = site.get(RUNNER, &format!("{run}?before=0")).await;
    page.must_say(&format!("href=\"{run}#step-2\""));
    page.must_not_say("href=\"#step-2\"");
}

#[tokio::test]
async fn a_run_is_suspended_tested_and_resumed() {
    let (site, run) = one("Wait");
    let woken = site.follow(RUNNER, &format!("{run}/event"), "").await;
    woken.must_say("The conditions were tested again.");
    let suspended = site.follow(RUNNER, &format!("{run}/suspend"), "").await;
    suspended.must_say(&badge(RunStatus::Suspended));
    let again = site.post(RUNNER, &format!("{run}/suspend"), "").await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    again.must_say("A run that is Suspended cannot be suspended.");
    let preview = site.get(RUNNER, &format!("{run}/resume")).await;
    preview.must_say("Goes on as it is.");
    let resumed = site.follow(RUNNER, &format!("{run}/resume"), "").await;
    resumed.must_say(&badge(RunStatus::InProgress));
}

#[tokio::test]
async fn a_failed_run_is_resumed_after_a_look_at_what_that_does() {
    let (site, run) = one("Break");
    site.get(RUNNER, &run).await.must_say("The run failed in");
    let preview = site.get(RUNNER, &format!("{run}/resume")).await;
    preview.must_say("its assignee is found anew");
    let boss = site.get(BOSS, "/people?state=inactive").await;
    let gone = boss.between("href=\"/people/users/", "\"");
    site.follow(BOSS, &format!("/people/users/{gone}/active"), "active=true")
        .await;
    let resumed = site.follow(RUNNER, &format!("{run}/resume"), "").await;
    resumed.must_say(&badge(RunStatus::InProgress));
}

#[tokio::test]
async fn force_takes_its_permission_and_a_reason() {
    let (site, run) = one("Break");
    let path = format!("{run}/resume");
    let refused = site.post(RUNNER, &path, "force=true&reason=please").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let empty = site.post(BOSS, &path, "force=true&reason=+").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let forced = site.follow(BOSS, &path, "force=true&reason=because").await;
    forced.must_say("forced on");
    let history = site.get(BOSS, &format!("{run}/history")).await;
    history.must_say("because");
}

#[tokio::test]
async fn a_run_is_canceled_with_a_reason_and_then_no_more() {
    let (site, run) = one("Wait");
    site.get(RUNNER, &format!("{run}/cancel"))
        .await
        .must_say("The run ends for good.");
    let canceled = site
        .follow(RUNNER, &format!("{run}/cancel"), "reason=ordered+twice")
        .await;
    canceled.must_say(&badge(RunStatus::Canceled));
    canceled.must_say("ordered twice");
    let again = site.post(RUNNER, &format!("{run}/cancel"), "").await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    site.get(RUNNER, &format!("{run}/cancel"))
        .await
        .must_say("It cannot be canceled");
}

#[tokio::test]
async fn work_is_given_to_somebody_else() {
    let (site, run) = one("Wait");
    let page = site.get(RUNNER, &run).await;
    let item = page.between("/reassign?item=", "\"");
    let form = site
        .get(RUNNER, &format!("{run}/reassign?item={item}"))
        .await;
    form.must_say("value=\"user:worker@example.com\"");
    form.must_not_say("gone@example.com");
    let path = format!("{run}/reassign");
    let to = |whom: &str| format!("item={item}&to={whom}");
    let moved = site
        .follow(RUNNER, &path, &to("user:worker@example.com"))
        .await;
    moved.must_say("With user <strong>worker@example.com</strong>");
    let nobody = site.post(RUNNER, &path, &to("user:nobody")).await;
    assert!(nobody.status.is_client_error(), "{}", nobody.status);
    let nothing = site.post(RUNNER, &path, &to("worker@example.com")).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_run_is_started_again_with_the_same_inputs_once_per_form() {
    let (site, run) = one("Wait");
    let form = site.get(RUNNER, &format!("{run}/again")).await;
    form.must_say("canary()");
    let key = format!("key={}", form.between("name=\"key\" value=\"", "\""));
    let first = site.post(RUNNER, &format!("{run}/again"), &key).await;
    let second = site.post(RUNNER, &format!("{run}/again"), &key).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    assert_eq!(first.to(), second.to());
    assert!(
        !first.to().starts_with(&format!("{run}?")),
        "{}",
        first.to()
    );
}

#[tokio::test]
async fn who_does_not_manage_runs_does_nothing_to_them() {
    let (site, run) = one("Wait");
    for what in [
        "",
        "/history",
        "/resume",
        "/cancel",
        "/again",
        "/reassign?item=x",
    ] {
        let told = site.get(WORKER, &format!("{run}{what}")).await;
        assert_eq!(told.status, StatusCode::FORBIDDEN, "{what}");
    }
    for what in ["suspend", "resume", "cancel", "event", "again", "reassign"] {
        let told = site
            .post(WORKER, &format!("{run}/{what}"), "key=1&item=x&to=user:x")
            .await;
        assert_eq!(told.status, StatusCode::FORBIDDEN, "{what}");
    }
    let still = site.get(RUNNER, &run).await;
    still.must_say(&badge(RunStatus::InProgress));
}

#[tokio::test]
async fn a_run_that_is_not_there_is_not_found() {
    let (site, _) = one("Wait");
    for path in [
        "/runs/none",
        "/runs/0jE000000zzzzzzAAA",
        "/runs/none/history",
        "/runs/none/resume",
    ] {
        let told = site.get(BOSS, path).await;
        assert_eq!(told.status, StatusCode::NOT_FOUND, "{path}");
    }
}
