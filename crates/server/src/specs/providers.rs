//! Signing in with an OpenID provider, and everything that must not sign anybody in.

use axum::http::header::{LOCATION, SET_COOKIE};
use serde_json::{Value, json};

use super::bed::{Answered, Bed};
use super::provider::{Fake, Signs};
use crate::Settings;

const POLICY: &str = "create_accounts = false\nlink_by_email = true\n";

struct Desk {
    bed: Bed,
    fake: Fake,
}

/// A browser that went to the provider.
struct Away {
    pending: String,
    state: String,
}

impl Desk {
    async fn new(policy: &str) -> Desk {
        let fake = Fake::start().await;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("providers.toml");
        let text = format!(
            "[work]\nissuer = \"{}\"\nclient_id = \"segue\"\nclient_secret = \"hush\"\n{policy}",
            fake.issuer
        );
        std::fs::write(&path, text).unwrap();
        let bed = Bed::set(Settings {
            sign_in_providers: Some(path),
            ..Settings::of_defaults()
        });
        Desk { bed, fake }
    }

    /// Goes to the provider, who learns what it must.
    async fn go(&self, next: &str) -> Away {
        let path = format!("/login/work?next={next}");
        let left = self.bed.send_text(("GET", &path), &[], "").await;
        assert_eq!(left.status, 303, "{}", left.body);
        let to: url::Url = left.headers[LOCATION].to_str().unwrap().parse().unwrap();
        let query = |name: &str| {
            let mut pairs = to.query_pairs();
            pairs
                .find(|(known, _)| known == name)
                .unwrap()
                .1
                .into_owned()
        };
        assert_eq!(query("code_challenge_method"), "S256");
        assert_eq!(query("response_type"), "code");
        let now = self.bed.app.now().0 / 1_000_000;
        self.fake.change(|says| {
            says.challenge = query("code_challenge");
            says.nonce = query("nonce");
            says.now = now;
        });
        Away {
            pending: super::bed::cookie(&left),
            state: query("state"),
        }
    }

    async fn come_back(&self, pending: &str, query: &str) -> Answered {
        let path = format!("/login/work/callback?{query}");
        let headers = [("cookie", pending), ("sec-fetch-site", "cross-site")];
        self.bed.send_text(("GET", &path), &headers, "").await
    }

    async fn sign_in(&self, code: &str) -> Answered {
        let away = self.go("/inbox").await;
        let query = format!("code={code}&state={}", away.state);
        self.come_back(&away.pending, &query).await
    }

    async fn who(&self, answered: &Answered) -> Value {
        let session = session(answered);
        let me = self.bed.as_session(("GET", "/api/v1/me"), &session, None);
        me.await.body
    }
}

fn session(answered: &Answered) -> String {
    let mut set = answered.headers.get_all(SET_COOKIE).iter();
    let set = set.find(|set| set.as_bytes().starts_with(b"segue="));
    let set = set.expect("a session").to_str().unwrap();
    set.split(';').next().unwrap().to_owned()
}

fn is_refused(answered: &Answered) -> bool {
    let mut set = answered.headers.get_all(SET_COOKIE).iter();
    answered.status == 403 && !set.any(|set| set.as_bytes().starts_with(b"segue="))
}

#[tokio::test]
async fn whoever_the_provider_knows_is_signed_in() {
    let desk = Desk::new(POLICY).await;
    let id = desk.bed.person("ann@example.com", &["worker"]).await;
    desk.bed
        .write(move |tx| {
            let user = segue_store::User {
                email: Some("Ann@Example.com".into()),
                ..tx.user(&id)?.unwrap()
            };
            let at = segue_language::Timestamp(0);
            tx.put_user(&user, &segue_store::Stamp { at, by: "" })
        })
        .await;
    let form = desk
        .bed
        .send_text(("GET", "/login?next=/runs"), &[], "")
        .await;
    assert!(
        form.body.to_string().contains("/login/work?next=%2Fruns"),
        "{}",
        form.body
    );
    let entered = desk.sign_in("one").await;
    assert_eq!(entered.status, 303, "{}", entered.body);
    assert_eq!(entered.headers[LOCATION], "/inbox");
    assert_eq!(desk.who(&entered).await["user"], "ann@example.com");
    // From now on by the subject, whatever becomes of the address.
    desk.fake
        .change(|says| says.claims = json!({ "email": "other@example.com" }));
    let entered = desk.sign_in("two").await;
    assert_eq!(desk.who(&entered).await["user"], "ann@example.com");
    // Elliptic keys are as good.
    desk.fake.change(|says| says.signs = Signs::Ec);
    let entered = desk.sign_in("three").await;
    assert_eq!(desk.who(&entered).await["user"], "ann@example.com");
}

#[tokio::test]
async fn new_keys_are_learned_and_old_ones_forgotten() {
    let desk = Desk::new("create_accounts = true\nroles = [\"worker\"]\n").await;
    let entered = desk.sign_in("one").await;
    let me = desk.who(&entered).await;
    assert_eq!(me["user"], "ann@example.com");
    assert_eq!(me["permissions"], json!(["run-flows"]));
    desk.fake.change(|says| {
        says.signs = Signs::Rsa("second");
        says.shows = vec!["second"];
    });
    desk.bed.advance(1);
    assert_eq!(desk.sign_in("two").await.status, 303);
    desk.fake.change(|says| says.signs = Signs::Rsa("first"));
    desk.bed.advance(1);
    assert!(is_refused(&desk.sign_in("three").await));
}

#[tokio::test]
async fn a_token_that_is_not_good_signs_nobody_in() {
    let desk = Desk::new("create_accounts = true\n").await;
    for (n, signs) in [Signs::None, Signs::Confused, Signs::Forged, Signs::Changed]
        .into_iter()
        .enumerate()
    {
        desk.fake.change(|says| says.signs = signs);
        let entered = desk.sign_in(&format!("s{n}")).await;
        assert!(
            is_refused(&entered),
            "{signs:?}: {} {}",
            entered.status,
            entered.body
        );
    }
    desk.fake.change(|says| says.signs = Signs::Rsa("first"));
    let now = desk.bed.app.now().0 / 1_000_000;
    for (n, claims) in [
        json!({ "iss": "https://evil.test" }),
        json!({ "iss": format!("{}/", desk.fake.issuer) }),
        json!({ "aud": "another" }),
        json!({ "aud": [] }),
        json!({ "aud": ["segue", "another"] }),
        json!({ "aud": ["segue", "another"], "azp": "another" }),
        json!({ "azp": "another" }),
        json!({ "exp": now - 61 }),
        json!({ "iat": now + 120 }),
        json!({ "iat": now - 3_600 }),
        json!({ "nbf": now + 120 }),
        json!({ "nonce": "another" }),
        json!({ "nonce": null }),
        json!({ "sub": "" }),
        json!({ "sub": "x".repeat(256) }),
        json!({ "exp": "soon" }),
    ]
    .into_iter()
    .enumerate()
    {
        let told = claims.to_string();
        desk.fake.change(|says| says.claims = claims);
        let entered = desk.sign_in(&format!("c{n}")).await;
        assert!(
            is_refused(&entered),
            "{told}: {} {}",
            entered.status,
            entered.body
        );
    }
    desk.fake
        .change(|says| says.claims = json!({ "exp": now - 30, "aud": ["segue"] }));
    assert_eq!(
        desk.sign_in("late").await.status,
        303,
        "clocks may differ a little"
    );
}

#[tokio::test]
async fn an_answer_that_this_browser_did_not_ask_for_signs_nobody_in() {
    let desk = Desk::new("create_accounts = true\n").await;
    let away = desk.go("/").await;
    let other = desk.go("/").await;
    let good = format!("code=x&state={}", away.state);
    for (pending, query) in [
        ("", good.clone()),
        ("segue-pending=nonsense", good.clone()),
        (other.pending.as_str(), good.clone()),
        (away.pending.as_str(), "code=x".to_owned()),
        (away.pending.as_str(), "code=x&state=".to_owned()),
        (
            away.pending.as_str(),
            format!("code=x&state={}", other.state),
        ),
        (away.pending.as_str(), format!("code=&state={}", away.state)),
        (away.pending.as_str(), format!("{good}&error=access_denied")),
        (
            away.pending.as_str(),
            format!("{good}&iss=https://evil.test"),
        ),
    ] {
        let told = desk.come_back(pending, &query).await;
        assert!(is_refused(&told), "{pending} {query}: {}", told.status);
    }
    desk.bed.advance(11);
    assert!(
        is_refused(&desk.come_back(&away.pending, &good).await),
        "too late"
    );
}

#[tokio::test]
async fn a_code_counts_once() {
    let desk = Desk::new("create_accounts = true\n").await;
    let away = desk.go("/").await;
    let query = format!("code=once&state={}", away.state);
    let first = desk.come_back(&away.pending, &query).await;
    assert_eq!(first.status, 303, "{}", first.body);
    let dropped = first.headers.get_all(SET_COOKIE).iter();
    let mut dropped = dropped.filter(|set| set.as_bytes().starts_with(b"segue-pending="));
    assert!(
        dropped
            .next()
            .unwrap()
            .to_str()
            .unwrap()
            .contains("Max-Age=0")
    );
    let again = desk.come_back(&away.pending, &query).await;
    assert_eq!(again.status, 502, "{}", again.body);
    assert!(!again.headers.contains_key(SET_COOKIE));
}

#[tokio::test]
async fn the_provider_leads_nowhere_else() {
    let desk = Desk::new("create_accounts = true\n").await;
    for (n, next) in [
        "//evil.test",
        "https://evil.test",
        "/%5Cevil.test",
        "javascript:1",
    ]
    .into_iter()
    .enumerate()
    {
        let away = desk.go(next).await;
        let query = format!("code=n{n}&state={}", away.state);
        let entered = desk.come_back(&away.pending, &query).await;
        assert_eq!(entered.headers[LOCATION], "/", "{next}");
    }
}

#[tokio::test]
async fn nobody_gets_an_account_that_is_not_hers() {
    // An address that somebody has is no proof without trust in the provider, nor without a check.
    for (policy, claims) in [
        ("", json!({})),
        ("create_accounts = true\n", json!({})),
        (POLICY, json!({ "email_verified": false })),
        (POLICY, json!({ "email_verified": "no" })),
        (POLICY, json!({ "email_verified": null })),
        (POLICY, json!({ "email": null })),
        (
            "link_by_email = true\ndomains = [\"example.org\"]\n",
            json!({}),
        ),
    ] {
        let desk = Desk::new(policy).await;
        desk.bed.person("ann@example.com", &["administrator"]).await;
        let told = claims.to_string();
        desk.fake.change(|says| says.claims = claims);
        let entered = desk.sign_in("x").await;
        assert!(is_refused(&entered), "{policy} {told}: {}", entered.status);
    }
}

#[tokio::test]
async fn whoever_was_deactivated_stays_out() {
    let desk = Desk::new("create_accounts = true\n").await;
    let entered = desk.sign_in("one").await;
    let id = desk.who(&entered).await["id"].as_str().unwrap().to_owned();
    let request = segue_runtime::Request::SetUserActive {
        user: id.as_str().into(),
        active: false,
        by: segue_runtime::Actor::System,
    };
    desk.bed.done(request).await;
    assert!(is_refused(&desk.sign_in("two").await));
    let unknown = desk.bed.send_text(("GET", "/login/other"), &[], "").await;
    assert_eq!(unknown.status, 404);
}
