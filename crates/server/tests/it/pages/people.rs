//! People, roles, tokens, one's own account, and the audit log that tells of all of it.

use axum::http::StatusCode;

use crate::site::{BOSS, RUNNER, Site, WORKER, site, start};

fn quiet() -> Site {
    site(|_| {})
}

/// Where the page of a user is.
async fn user(site: &Site, name: &str) -> String {
    let found = site.get(BOSS, &format!("/people?q={name}")).await;
    let id = found.between("href=\"/people/users/", "\"");
    format!("/people/users/{id}")
}

#[tokio::test]
async fn a_user_is_made_edited_and_given_roles() {
    let site = quiet();
    let form = "username=new%40example.com&last_name=New&email=new%40example.com";
    let made = site.follow(BOSS, "/people/new", form).await;
    made.must_say("Has no password yet.");
    let taken = site.post(BOSS, "/people/new", form).await;
    assert_eq!(taken.status, StatusCode::CONFLICT);
    taken.must_say("already");
    taken.must_say("value=\"new@example.com\"");
    let new = user(&site, "new@").await;
    site.follow(BOSS, &new, "first_name=Ann&last_name=Other&email=")
        .await
        .must_say("value=\"Ann\"");
    let roles = site
        .follow(BOSS, &format!("{new}/roles"), "role=work&role=runs")
        .await;
    roles.must_say("value=\"runs\" checked");
    let fewer = site
        .follow(BOSS, &format!("{new}/roles"), "role=work")
        .await;
    fewer.must_not_say("value=\"runs\" checked");
    let poor = site
        .post(BOSS, &format!("{new}/password"), "password=short")
        .await;
    assert_eq!(poor.status, StatusCode::UNPROCESSABLE_ENTITY);
    let good = format!("{new}/password");
    site.follow(BOSS, &good, "password=a+long+and+winding+phrase")
        .await
        .must_say("Has a password.");
    let log = site.get(BOSS, "/audit?q=new%40example.com").await;
    for line in [
        "User created",
        "User changed",
        "Role granted",
        "Role withdrawn",
        "Password set",
    ] {
        log.must_say(line);
    }
}

#[tokio::test]
async fn letting_somebody_go_says_first_what_that_blocks_and_ends_her_session() {
    let site = site(|runtime| {
        start(runtime, "Wait");
    });
    let worker = user(&site, "worker@").await;
    let asked = site.get(BOSS, &format!("{worker}/deactivate")).await;
    asked.must_say("Desk has no other active member, and 1 open work item");
    assert_eq!(site.get(WORKER, "/inbox").await.status, StatusCode::OK);
    let gone = site
        .follow(BOSS, &format!("{worker}/active"), "active=false")
        .await;
    gone.must_say("Inactive");
    gone.must_say("What this blocks");
    assert_eq!(
        site.get(WORKER, "/inbox").await.status,
        StatusCode::SEE_OTHER
    );
    let people = site.get(BOSS, "/people").await;
    people.must_say("has no active member, and 1 open work item waits");
    site.get(BOSS, "/audit?kind=user-deactivated")
        .await
        .must_say("worker@example.com");
}

#[tokio::test]
async fn groups_get_members_and_lose_them() {
    let site = quiet();
    let made = site
        .follow(BOSS, "/people/groups/new", "name=Night&label=Night+shift")
        .await;
    made.must_say("Nobody belongs to it");
    let member = "kind=group&group=Night&member=worker%40example.com";
    let added = site.follow(BOSS, "/people/members/add", member).await;
    added.must_say(">worker@example.com</a>");
    let bad = site
        .post(BOSS, "/people/queues/new", "name=no+name&label=x")
        .await;
    assert!(bad.status.is_client_error(), "{}", bad.status);
    let removed = site.follow(BOSS, "/people/members/remove", member).await;
    removed.must_say("Nobody belongs to it");
    let named = site
        .follow(BOSS, "/people/groups/Night", "name=Late&label=Late+shift")
        .await;
    named.must_say("Late shift");
    site.follow(BOSS, "/people/groups/Late/delete", "")
        .await
        .must_not_say("Late shift");
    let log = site.get(BOSS, "/audit").await;
    for line in [
        "Group created",
        "Member added",
        "Member removed",
        "Group renamed",
        "Group deleted",
    ] {
        log.must_say(line);
    }
}

#[tokio::test]
async fn a_queue_is_routed_and_taken_from_again() {
    let site = quiet();
    site.get(BOSS, "/people/queues/Desk")
        .await
        .must_say("Routing…");
    let path = "/people/queues/Desk/routing";
    let form = site.get(BOSS, path).await;
    form.must_say("value=\"taken\" checked");
    let offered = "mode=offered&weight=2&priority=-1&offer_seconds=90&field=Priority\
                   &ranks=High%0D%0A%0D%0ALow&away_on_expiry=yes";
    let saved = site.follow(BOSS, path, offered).await;
    saved.must_say("value=\"offered\" checked");
    saved.must_say("High\nLow</textarea>");
    saved.must_say("value=\"90\"");
    let refused = site
        .post(
            BOSS,
            path,
            "mode=offered&weight=much&priority=0&offer_seconds=90",
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.must_say("Weight has to be a whole number.");
    let refused = site
        .post(
            BOSS,
            path,
            "mode=offered&weight=1&priority=0&offer_seconds=1",
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.must_say("value=\"1\"");
    let again = site.follow(BOSS, path, "mode=taken").await;
    again.must_say("value=\"taken\" checked");
}

#[tokio::test]
async fn a_queue_with_open_work_is_not_deleted() {
    let site = site(|runtime| {
        start(runtime, "Wait");
    });
    let refused = site.post(BOSS, "/people/queues/Desk/delete", "").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    refused.must_say("1 open work item");
}

#[tokio::test]
async fn roles_are_made_and_changed_but_the_built_in_ones() {
    let site = quiet();
    let form = "new=true&name=auditor&label=Auditor&permission=view-all-data";
    site.follow(BOSS, "/people/roles", form)
        .await
        .must_say("Auditor");
    site.get(BOSS, "/people/roles/auditor")
        .await
        .must_say("value=\"view-all-data\" checked");
    let built_in = site
        .post(
            BOSS,
            "/people/roles",
            "name=worker&label=x&permission=manage-users",
        )
        .await;
    assert_eq!(built_in.status, StatusCode::CONFLICT);
    site.follow(BOSS, "/people/roles/auditor/delete", "")
        .await
        .must_not_say("Auditor");
}

#[tokio::test]
async fn a_token_is_shown_once_and_revoked() {
    let site = quiet();
    let made = site
        .post(
            WORKER,
            "/account/tokens",
            "label=nightly&scope=read&days=30",
        )
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let secret = made.between("<code class=\"secret\" tabindex=\"0\">", "<");
    assert!(secret.starts_with("segue_"), "{secret}");
    site.get(WORKER, "/account").await.must_not_say(&secret);
    let all = site.get(BOSS, "/people/tokens").await;
    all.must_say("nightly");
    all.must_not_say(&secret);
    let poor = site
        .post(WORKER, "/account/tokens", "label=x&scope=read&days=900")
        .await;
    assert_eq!(poor.status, StatusCode::UNPROCESSABLE_ENTITY);
    let number = all.between("name=\"number\" value=\"", "\"");
    let person = all.between("name=\"user\" value=\"", "\"");
    let form = format!("user={person}&number={number}");
    site.follow(BOSS, "/people/tokens/revoke", &form)
        .await
        .must_not_say("nightly");
    site.get(BOSS, "/audit?kind=token-revoked")
        .await
        .must_say("worker@example.com");
}

#[tokio::test]
async fn the_account_is_ones_own() {
    let site = quiet();
    let page = site.get(RUNNER, "/account").await;
    page.must_say("Browser of the tests");
    page.must_say("This one");
    page.must_say("Manage Orchestration Runs");
    let other = site
        .post(RUNNER, "/account/sessions/end", "number=999")
        .await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    site.follow(RUNNER, "/account/sessions/end-others", "")
        .await
        .must_say("are over");
    let form = "old=wrong&new=a+long+and+winding+phrase&again=a+long+and+winding+phrase";
    let wrong = site.post(RUNNER, "/account/password", form).await;
    assert!(wrong.status.is_client_error(), "{}", wrong.status);
    wrong.must_say("Your account");
    let differ = site
        .post(RUNNER, "/account/password", "old=x&new=one&again=two")
        .await;
    differ.must_say("not the same");
}

#[tokio::test]
async fn administration_is_for_whoever_manages_users() {
    let site = quiet();
    let worker = user(&site, "worker@").await;
    let paths = [
        "/people",
        "/people/new",
        "/people/groups",
        "/people/roles",
        "/people/tokens",
    ];
    for path in paths
        .into_iter()
        .chain(["/audit", "/audit.csv", worker.as_str()])
    {
        let told = site.get(RUNNER, path).await;
        assert_eq!(told.status, StatusCode::FORBIDDEN, "{path}");
        told.must_not_say("worker@example.com");
    }
    let path = format!("{worker}/roles");
    let told = site.post(RUNNER, &path, "role=all").await;
    assert_eq!(told.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_log_is_narrowed_and_becomes_a_file() {
    let site = quiet();
    let form = "username=%3DSUM%28A1%29&last_name=Formula";
    site.post(BOSS, "/people/new", form).await;
    site.follow(BOSS, "/people/groups/new", "name=Night&label=Night")
        .await;
    let log = site
        .get(BOSS, "/audit?kind=group-created&actor=BOSS%40example.com")
        .await;
    log.must_say("<td data-label=\"Whom\">Night</td>");
    log.must_not_say("<td data-label=\"What\">User created</td>");
    site.get(BOSS, "/audit?from=2026-03-03")
        .await
        .must_say("No such lines");
    let file = site.get(BOSS, "/audit.csv").await;
    file.must_say("\"group-created\",\"Night\"");
    file.must_not_say("\"=SUM");
}
