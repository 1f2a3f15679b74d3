//! Q10: sessions. Fixation, and what a stolen copy of the database is worth.

use axum::body::Body;
use http_body_util::BodyExt;
use serde_json::json;

use super::bed::{Bed, PASSWORD, cookie};
use crate::Settings;

const ME: (&str, &str) = ("GET", "/api/v1/me");

#[tokio::test]
async fn q10_a_planted_session_is_worth_nothing_after_signing_in() {
    let bed = Bed::new();
    bed.person("ann@x.org", &[]).await;
    bed.person("eve@x.org", &[]).await;
    let planted = bed.sign_in("eve@x.org").await;
    let login = json!({ "user": "ann@x.org", "password": PASSWORD });
    let told = bed
        .as_session(("POST", "/api/v1/login"), &planted, Some(login))
        .await;
    let own = cookie(&told);
    assert_ne!(own, planted);
    assert_eq!(bed.as_session(ME, &planted, None).await.status, 401);
    let made_up = format!("segue={}", "a".repeat(64));
    let both = format!("{made_up}; {own}");
    assert_eq!(
        bed.as_session(ME, &both, None).await.status,
        401,
        "the first one counts alone"
    );
}

#[tokio::test]
async fn q10_a_privilege_gives_the_session_another_secret() {
    let bed = Bed::new();
    bed.person("ann@x.org", &["administrator"]).await;
    let before = bed.sign_in("ann@x.org").await;
    let at = ("PUT", "/api/v1/users/ann@x.org/roles/worker");
    let told = bed.as_session(at, &before, None).await;
    assert_eq!(told.status, 204, "{}", told.body);
    assert_eq!(bed.as_session(ME, &before, None).await.status, 401);
    let after = cookie(&told);
    assert_eq!(bed.as_session(ME, &after, None).await.status, 200);
}

#[tokio::test]
async fn q10_the_cookie_is_bound_to_a_safe_connection() {
    for (base_url, listen, is_secure) in [
        ("https://segue.example.com", "127.0.0.1:8080", true),
        ("http://segue.example.com", "0.0.0.0:8080", true),
        ("http://127.0.0.1:8080", "127.0.0.1:8080", false),
    ] {
        let bed = Bed::set(Settings {
            base_url: base_url.to_owned(),
            listen: listen.parse().unwrap(),
            ..Settings::of_defaults()
        });
        bed.person("ann@x.org", &[]).await;
        let told = bed.try_to_sign_in("ann@x.org", PASSWORD).await;
        let set = told.headers["set-cookie"].to_str().unwrap();
        let expected = if is_secure {
            "; Path=/; HttpOnly; SameSite=Lax; Secure"
        } else {
            "; Path=/; HttpOnly; SameSite=Lax"
        };
        assert!(
            set.ends_with(expected) && !set.contains("Domain"),
            "{base_url}: {set}"
        );
        assert_eq!(set.starts_with("__Host-segue="), is_secure, "{set}");
    }
}

/// Whoever holds a copy of the database can sign in as nobody.
#[tokio::test]
async fn q10_a_copy_of_the_database_gives_no_usable_secret() {
    let bed = Bed::new();
    bed.person("ann@x.org", &[]).await;
    let session = bed.sign_in("ann@x.org").await;
    let token = bed.token(&session, "manage").await;
    let secrets = [
        session.trim_start_matches("segue=").to_owned(),
        token.trim_start_matches("segue_").to_owned(),
        bed.invitation.clone(),
        PASSWORD.to_owned(),
    ];
    let mut n_read = 0;
    for file in bed.files() {
        let bytes = std::fs::read(&file).unwrap();
        n_read += bytes.len();
        for secret in &secrets {
            let raw: Vec<u8> = (0..secret.len() / 2)
                .filter_map(|n| u8::from_str_radix(secret.get(n * 2..n * 2 + 2)?, 16).ok())
                .collect();
            let holds = |wanted: &[u8]| bytes.windows(wanted.len()).any(|at| at == wanted);
            assert!(!holds(secret.as_bytes()), "{}", file.display());
            assert!(raw.len() < 16 || !holds(&raw), "{}", file.display());
        }
    }
    assert!(n_read > 10_000);
}

/// A stream of somebody's work, once it has begun.
async fn listen(bed: &Bed, cookie: &str) -> Body {
    let headers = [("cookie", cookie), ("sec-fetch-site", "same-origin")];
    let at = ("GET", "/api/v1/work-items/events");
    let mut stream = bed.stream(at, &headers).await;
    let first = frame(&mut stream).await.expect("it begins");
    assert!(first.contains("event: listening"), "{first}");
    stream
}

/// The next part of a stream; none when it ends soon.
async fn frame(stream: &mut Body) -> Option<String> {
    let soon = std::time::Duration::from_secs(10);
    let frame = tokio::time::timeout(soon, stream.frame());
    let data = frame.await.expect("it goes on or ends soon")?.unwrap();
    Some(String::from_utf8(data.into_data().unwrap().to_vec()).unwrap())
}

async fn ends(mut stream: Body) {
    while frame(&mut stream).await.is_some() {}
}

#[tokio::test]
async fn q10_a_stream_ends_when_its_session_does() {
    let bed = Bed::new();
    bed.person("ann@x.org", &["worker"]).await;
    let own = bed.sign_in("ann@x.org").await;
    let stream = listen(&bed, &own).await;
    bed.as_session(("POST", "/api/v1/logout"), &own, None).await;
    ends(stream).await;

    let own = bed.sign_in("ann@x.org").await;
    let stream = listen(&bed, &own).await;
    bed.advance(3 * 60);
    ends(stream).await;
}

#[tokio::test]
async fn q10_a_stream_ends_when_its_person_is_deactivated_or_may_something_else() {
    let bed = Bed::new();
    bed.person("root@x.org", &["administrator"]).await;
    bed.person("ann@x.org", &["worker"]).await;
    let root = bed.sign_in("root@x.org").await;
    let own = bed.sign_in("ann@x.org").await;
    let stream = listen(&bed, &own).await;
    let role = "/api/v1/users/ann@x.org/roles/administrator";
    let told = bed.as_session(("PUT", role), &root, None).await;
    assert_eq!(told.status, 204, "{}", told.body);
    ends(stream).await;

    let own = bed.sign_in("ann@x.org").await;
    let stream = listen(&bed, &own).await;
    let ann = "/api/v1/users/ann@x.org";
    let off = json!({ "active": false });
    let told = bed.as_session(("PATCH", ann), &root, Some(off)).await;
    assert!(told.status.is_success(), "{}", told.body);
    ends(stream).await;
}
