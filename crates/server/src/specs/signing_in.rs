//! Signing in, sessions, tokens, roles, the first administrator.

use axum::http::StatusCode;
use serde_json::json;

use super::bed::{Bed, PASSWORD, cookie};

const ME: (&str, &str) = ("GET", "/api/v1/me");

async fn is_signed_in(bed: &Bed, cookie: &str) -> bool {
    bed.as_session(ME, cookie, None).await.status == StatusCode::OK
}

#[tokio::test]
async fn a_session_says_who_asks_and_what_she_may() {
    let bed = Bed::new();
    bed.person("ann@example.com", &["worker"]).await;
    let cookie = bed.sign_in("Ann@Example.com").await;
    let me = bed.as_session(ME, &cookie, None).await;
    assert_eq!(me.body["user"], "ann@example.com");
    assert_eq!(me.body["permissions"], json!(["run-flows"]));
    assert_eq!(me.headers["cache-control"], "no-store");
}

#[tokio::test]
async fn a_cookie_is_hidden_from_scripts_and_other_sites() {
    let bed = Bed::new();
    bed.person("ann@example.com", &[]).await;
    let answered = bed.try_to_sign_in("ann@example.com", PASSWORD).await;
    let set = answered.headers["set-cookie"].to_str().unwrap();
    assert!(set.ends_with("; Path=/; HttpOnly; SameSite=Lax"), "{set}");
    let secret = cookie(&answered);
    assert_eq!(secret.len(), "segue=".len() + 64);
}

#[tokio::test]
async fn nobody_learns_which_users_there_are() {
    let bed = Bed::new();
    bed.person("ann@example.com", &[]).await;
    let id = bed.person("off@example.com", &[]).await;
    deactivate(&bed, &id).await;
    let mut answers = Vec::new();
    for (user, password) in [
        ("ann@example.com", "wrong horse"),
        ("off@example.com", PASSWORD),
        ("nobody@example.com", PASSWORD),
        (&id, PASSWORD),
        ("", ""),
    ] {
        let answered = bed.try_to_sign_in(user, password).await;
        assert_eq!(answered.status, StatusCode::UNAUTHORIZED, "{user}");
        assert!(!answered.headers.contains_key("set-cookie"));
        answers.push(answered.body);
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
}

#[tokio::test]
async fn guesses_are_stopped_and_do_not_end_sessions() {
    let bed = Bed::new();
    bed.person("ann@example.com", &[]).await;
    let cookie = bed.sign_in("ann@example.com").await;
    for _ in 0..10 {
        let wrong = bed.try_to_sign_in("ann@example.com", "wrong horse").await;
        assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    }
    let right = bed.try_to_sign_in("ann@example.com", PASSWORD).await;
    assert_eq!(right.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(is_signed_in(&bed, &cookie).await);
    bed.advance(2);
    bed.sign_in("ann@example.com").await;
}

#[tokio::test]
async fn signing_in_replaces_the_session_that_the_browser_held() {
    let bed = Bed::new();
    bed.person("ann@example.com", &[]).await;
    bed.person("bob@example.com", &[]).await;
    let planted = bed.sign_in("bob@example.com").await;
    let login = json!({ "user": "ann@example.com", "password": PASSWORD });
    let at = ("POST", "/api/v1/login");
    let answered = bed.as_session(at, &planted, Some(login)).await;
    assert_ne!(cookie(&answered), planted);
    assert!(is_signed_in(&bed, &cookie(&answered)).await);
    assert!(!is_signed_in(&bed, &planted).await);
    let made_up = format!("segue={}", "0".repeat(64));
    assert!(!is_signed_in(&bed, &made_up).await);
}

#[tokio::test]
async fn a_session_ends_when_nobody_uses_it_and_after_a_day_in_any_case() {
    let bed = Bed::new();
    bed.person("ann@example.com", &[]).await;
    let (idle, used) = (
        bed.sign_in("ann@example.com").await,
        bed.sign_in("ann@example.com").await,
    );
    for _ in 0..15 {
        bed.advance(95);
        assert!(is_signed_in(&bed, &used).await);
    }
    assert!(!is_signed_in(&bed, &idle).await);
    bed.advance(20);
    assert!(!is_signed_in(&bed, &used).await);
}

#[tokio::test]
async fn whoever_is_deactivated_is_out_at_once_and_stays_out() {
    let bed = Bed::new();
    let id = bed.person("ann@example.com", &[]).await;
    let cookie = bed.sign_in("ann@example.com").await;
    let token = bed.token(&cookie, "manage").await;
    deactivate(&bed, &id).await;
    assert!(!is_signed_in(&bed, &cookie).await);
    let answered = bed.as_token(ME, &token).await;
    assert_eq!(answered.status, StatusCode::UNAUTHORIZED);
    bed.person("ann@example.com", &[]).await;
    assert!(!is_signed_in(&bed, &cookie).await);
}

#[tokio::test]
async fn sessions_and_tokens_that_nobody_used_meanwhile_do_not_revive_either() {
    let bed = Bed::new();
    let id = bed.person("ann@example.com", &[]).await;
    let cookie = bed.sign_in("ann@example.com").await;
    let token = bed.token(&cookie, "manage").await;
    deactivate(&bed, &id).await;
    bed.person("ann@example.com", &[]).await;
    assert!(!is_signed_in(&bed, &cookie).await);
    let answered = bed.as_token(ME, &token).await;
    assert_eq!(answered.status, StatusCode::UNAUTHORIZED);
    bed.sign_in("ann@example.com").await;
}

#[tokio::test]
async fn a_user_name_that_looks_like_an_id_takes_nobodys_place() {
    let bed = Bed::new();
    let id = bed.person("ann@example.com", &["worker"]).await;
    let cookie = bed.sign_in("ann@example.com").await;
    let name: &'static str = String::from(&*id).leak();
    bed.person(name, &[]).await;
    let me = bed.as_session(ME, &cookie, None).await;
    assert_eq!(me.body["user"], "ann@example.com");
    let other = bed.try_to_sign_in(name, PASSWORD).await;
    assert_ne!(other.body["id"], *id);
}

#[tokio::test]
async fn signing_out_ends_the_session() {
    let bed = Bed::new();
    bed.person("ann@example.com", &[]).await;
    let cookie = bed.sign_in("ann@example.com").await;
    let out = bed
        .as_session(("POST", "/api/v1/logout"), &cookie, None)
        .await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert!(
        out.headers["set-cookie"]
            .to_str()
            .unwrap()
            .contains("Max-Age=0")
    );
    assert!(!is_signed_in(&bed, &cookie).await);
}

#[tokio::test]
async fn a_page_of_another_site_changes_nothing() {
    let bed = Bed::new();
    bed.person("ann@example.com", &[]).await;
    let cookie = bed.sign_in("ann@example.com").await;
    for site in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.test"),
        ("x-http-method-override", "GET"),
    ] {
        for at in [("POST", "/api/v1/logout"), ("POST", "/logout")] {
            let headers = [("cookie", cookie.as_str()), site];
            let answered = bed.send(at, &headers, None).await;
            assert_eq!(answered.status, StatusCode::FORBIDDEN, "{site:?}");
        }
    }
    assert!(is_signed_in(&bed, &cookie).await);
}

#[tokio::test]
async fn a_token_is_shown_once_and_ends_when_it_expires_or_is_revoked() {
    let bed = Bed::new();
    bed.person("ann@example.com", &[]).await;
    let cookie = bed.sign_in("ann@example.com").await;
    let token = bed.token(&cookie, "read").await;
    assert!(token.starts_with("segue_"));
    let me = bed.as_token(ME, &token).await;
    assert_eq!(me.body["scope"], "read");
    let listed = bed
        .as_session(("GET", "/api/v1/tokens"), &cookie, None)
        .await;
    assert!(!listed.body.to_string().contains(&token["segue_".len()..]));
    assert!(listed.body["tokens"][0]["used"].is_string());
    let number = &listed.body["tokens"][0]["number"];
    let revoked = format!("/api/v1/tokens/{number}");
    let other = bed.token(&cookie, "read").await;
    bed.as_session(("DELETE", &revoked), &cookie, None).await;
    let answered = bed.as_token(ME, &token).await;
    assert_eq!(answered.status, StatusCode::UNAUTHORIZED);
    assert_eq!(bed.as_token(ME, &other).await.status, StatusCode::OK);
    bed.advance(30 * 24 * 60);
    let answered = bed.as_token(ME, &other).await;
    assert_eq!(answered.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn nobody_ends_the_session_or_revokes_the_token_of_somebody_else() {
    let bed = Bed::new();
    bed.person("ann@example.com", &[]).await;
    bed.person("admin@example.com", &["administrator"]).await;
    let ann = bed.sign_in("ann@example.com").await;
    let token = bed.token(&ann, "read").await;
    let admin = bed.sign_in("admin@example.com").await;
    for number in 1..10 {
        for kind in ["sessions", "tokens"] {
            let path = format!("/api/v1/{kind}/{number}");
            if kind == "tokens" {
                let answered = bed.as_session(("DELETE", &path), &admin, None).await;
                assert_eq!(answered.status, StatusCode::NOT_FOUND);
            }
        }
    }
    assert!(is_signed_in(&bed, &ann).await);
    assert_eq!(bed.as_token(ME, &token).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions() {
    let bed = Bed::new();
    bed.person("ann@example.com", &[]).await;
    let (here, there) = (
        bed.sign_in("ann@example.com").await,
        bed.sign_in("ann@example.com").await,
    );
    let token = bed.token(&here, "read").await;
    let at = ("POST", "/api/v1/password");
    let wrong = json!({ "old": "wrong horse", "new": "battery staple" });
    let answered = bed.as_session(at, &here, Some(wrong)).await;
    assert_eq!(answered.status, StatusCode::UNAUTHORIZED);
    let right = json!({ "old": PASSWORD, "new": "battery staple" });
    let answered = bed.as_session(at, &here, Some(right)).await;
    assert_eq!(answered.status, StatusCode::NO_CONTENT, "{}", answered.body);
    assert!(is_signed_in(&bed, &cookie(&answered)).await);
    assert!(!is_signed_in(&bed, &here).await);
    assert!(!is_signed_in(&bed, &there).await);
    let answered = bed.as_token(ME, &token).await;
    assert_eq!(answered.status, StatusCode::UNAUTHORIZED);
    let old = bed.try_to_sign_in("ann@example.com", PASSWORD).await;
    assert_eq!(old.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_role_counts_at_once_and_nobody_gives_what_she_does_not_have() {
    let bed = Bed::new();
    bed.person("ann@example.com", &[]).await;
    bed.person("admin@example.com", &["administrator"]).await;
    bed.person("people@example.com", &["people"]).await;
    let people = "manage-users";
    let made = bed.app.aside(move |tx| {
        tx.put_role(&segue_store::Role {
            name: "people".into(),
            label: "People".to_owned(),
            permissions: people.to_owned(),
        })
    });
    made.await.unwrap().unwrap();
    let (ann, admin, people) = (
        bed.sign_in("ann@example.com").await,
        bed.sign_in("admin@example.com").await,
        bed.sign_in("people@example.com").await,
    );
    let worker = ("PUT", "/api/v1/users/ann@example.com/roles/worker");
    let refused = bed.as_session(worker, &people, None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let granted = bed.as_session(worker, &admin, None).await;
    assert_eq!(granted.status, StatusCode::NO_CONTENT, "{}", granted.body);
    assert!(!is_signed_in(&bed, &ann).await);
    let ann = bed.sign_in("ann@example.com").await;
    let me = bed.as_session(ME, &ann, None).await;
    assert_eq!(me.body["permissions"], json!(["run-flows"]));
    let taken_over = bed.as_session(
        ("PUT", "/api/v1/users/admin@example.com/password"),
        &people,
        Some(json!({ "password": "battery staple" })),
    );
    assert_eq!(taken_over.await.status, StatusCode::FORBIDDEN);
    assert!(is_signed_in(&bed, &admin).await);
    let audit = bed.as_session(("GET", "/api/v1/audit"), &admin, None).await;
    let lines = audit.body["lines"].as_array().unwrap();
    let line = lines.iter().find(|line| line["kind"] == "role-granted");
    let line = line.unwrap();
    assert_eq!(line["actor"], "admin@example.com");
    assert_eq!(
        (&line["subject"], &line["detail"]),
        (&json!("ann@example.com"), &json!("worker"))
    );
}

async fn set_up(bed: &Bed, invitation: &str, user: &str) -> StatusCode {
    let form = format!("invitation={invitation}&user={user}&password=correct+horse");
    let request = axum::http::Request::post("/setup")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(axum::body::Body::from(form))
        .unwrap();
    let answered = tower::ServiceExt::oneshot(crate::router(&bed.app), request);
    answered.await.unwrap().status()
}

#[tokio::test]
async fn the_first_administrator_is_made_once_and_never_again() {
    let bed = Bed::new();
    let invitation = bed.invitation.clone();
    let wrong = "0".repeat(64);
    assert_eq!(set_up(&bed, &wrong, "eve").await, StatusCode::FORBIDDEN);
    assert_eq!(set_up(&bed, "", "eve").await, StatusCode::FORBIDDEN);
    assert_eq!(
        set_up(&bed, &invitation, "root").await,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        set_up(&bed, &invitation, "eve").await,
        StatusCode::FORBIDDEN
    );
    let root = bed.sign_in("root").await;
    let me = bed.as_session(ME, &root, None).await;
    assert_eq!(me.body["permissions"].as_array().unwrap().len(), 10);
    // Without any administrator the way stays closed, also after the next start.
    let path = ("DELETE", "/api/v1/users/root/roles/administrator");
    assert_eq!(
        bed.as_session(path, &root, None).await.status,
        StatusCode::NO_CONTENT
    );
    let again = bed.app.at_writer(crate::identity::prepare);
    assert_eq!(again.await.unwrap().unwrap(), None);
    assert_eq!(
        set_up(&bed, &invitation, "eve").await,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn the_form_signs_in_and_leads_back() {
    let bed = Bed::new();
    bed.person("ann@example.com", &[]).await;
    let form = "user=ann%40example.com&password=correct+horse&next=%2F%2Fevil.test";
    let request = axum::http::Request::post("/login")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(axum::body::Body::from(form))
        .unwrap();
    let answered = tower::ServiceExt::oneshot(crate::router(&bed.app), request);
    let answered = answered.await.unwrap();
    assert_eq!(answered.status(), StatusCode::SEE_OTHER);
    assert_eq!(answered.headers()["location"], "/");
    assert!(answered.headers().contains_key("set-cookie"));
}

async fn deactivate(bed: &Bed, id: &str) {
    let request = segue_runtime::Request::SetUserActive {
        user: id.into(),
        active: false,
        by: segue_runtime::Actor::System,
    };
    bed.app.execute(request).await.unwrap();
}

#[tokio::test]
async fn who_was_recognized_a_moment_ago_loses_a_role_at_once() {
    let bed = Bed::new();
    bed.person("admin@example.com", &["administrator"]).await;
    bed.person("ann@example.com", &["administrator"]).await;
    let token = bed
        .token(&bed.sign_in("ann@example.com").await, "manage")
        .await;
    let audit = ("GET", "/api/v1/audit");
    for _ in 0..2 {
        let read = bed.as_token(audit, &token).await;
        assert_eq!(read.status, StatusCode::OK, "{}", read.body);
    }
    // Nothing but the role is taken: the token itself stays.
    let withdrawn = bed.app.aside(|tx| {
        let ann = tx.user("ann@example.com")?.expect("she is there");
        tx.withdraw_role(&ann.id, "administrator")
    });
    withdrawn.await.unwrap().unwrap();
    let refused = bed.as_token(audit, &token).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
}

#[tokio::test]
async fn who_was_recognized_a_moment_ago_is_nobody_once_deactivated() {
    let bed = Bed::new();
    bed.person("admin@example.com", &["administrator"]).await;
    bed.person("ann@example.com", &[]).await;
    let (admin, ann) = (
        bed.sign_in("admin@example.com").await,
        bed.sign_in("ann@example.com").await,
    );
    let token = bed.token(&ann, "manage").await;
    for _ in 0..2 {
        assert_eq!(bed.as_session(ME, &ann, None).await.status, StatusCode::OK);
        assert_eq!(bed.as_token(ME, &token).await.status, StatusCode::OK);
    }
    let at = ("PATCH", "/api/v1/users/ann@example.com");
    let body = json!({ "active": false });
    let done = bed.as_session(at, &admin, Some(body)).await;
    assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.body);
    let status = bed.as_session(ME, &ann, None).await.status;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let status = bed.as_token(ME, &token).await.status;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_secret_of_a_session_is_no_token_although_it_is_known() {
    let bed = Bed::new();
    bed.person("ann@example.com", &[]).await;
    let ann = bed.sign_in("ann@example.com").await;
    assert_eq!(bed.as_session(ME, &ann, None).await.status, StatusCode::OK);
    let (_, secret) = ann.split_once('=').unwrap();
    let status = bed.as_token(ME, secret).await.status;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn lists_of_rights_and_permissions_have_the_length_that_the_document_says() {
    let bed = Bed::with_project(&[]);
    bed.person("root@example.com", &["administrator"]).await;
    let root = bed.sign_in("root@example.com").await;
    let put = async |path: &str, body| bed.as_session(("PUT", path), &root, Some(body)).await;
    for (n, status) in [
        (10, StatusCode::NO_CONTENT),
        (11, StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let rights = json!({ "rights": vec!["read"; n] });
        let answered = put("/api/v1/objects/Account/roles/worker", rights).await;
        assert_eq!(answered.status, status, "{n}: {}", answered.body);
    }
    for (n, status) in [
        (20, StatusCode::NO_CONTENT),
        (21, StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let role = json!({ "label": "Clerk", "permissions": vec!["run-flows"; n] });
        let answered = put("/api/v1/roles/clerk", role).await;
        assert_eq!(answered.status, status, "{n}: {}", answered.body);
    }
}
