//! Q12: the headers that keep browsers safe, on every answer of every route.

use super::bed::{Answered, Bed};
use crate::Settings;
use crate::routes::table;

const EXPECTED: [(&str, &str); 10] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-permitted-cross-domain-policies", "none"),
    ("origin-agent-cluster", "?1"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (
        "strict-transport-security",
        "max-age=31536000; includeSubDomains",
    ),
];

fn check(told: &Answered, path: &str) {
    for (name, value) in EXPECTED {
        let found = told.headers.get_all(name).iter().collect::<Vec<_>>();
        assert_eq!(found, [value], "{path}: {name}");
    }
    for absent in ["access-control-allow-origin", "server", "x-powered-by"] {
        assert!(!told.headers.contains_key(absent), "{path}: {absent}");
    }
    let kept = told.headers["cache-control"].to_str().unwrap();
    let is_asset = path.starts_with("/assets/") && told.status == 200;
    assert!(kept == "no-store" || is_asset, "{path}: {kept}");
}

#[tokio::test]
async fn q12_every_answer_of_every_route_carries_them() {
    let bed = Bed::set(Settings {
        base_url: "https://segue.example.com".to_owned(),
        ..Settings::of_defaults()
    });
    bed.person("ann@x.org", &["administrator"]).await;
    let told = bed.try_to_sign_in("ann@x.org", super::bed::PASSWORD).await;
    let cookie = super::bed::cookie(&told);
    for route in table() {
        let path = super::matrix::filled(route.path);
        let at = (route.method.as_str(), path.as_str());
        check(&bed.send(at, &[], None).await, &path);
        if !path.ends_with("logout") {
            check(&bed.as_session(at, &cookie, None).await, &path);
        }
    }
    check(
        &bed.send(("GET", "/nothing/here"), &[], None).await,
        "/nothing/here",
    );
    let foreign = bed.send(("GET", "/"), &[("host", "evil.test")], None).await;
    assert_eq!(foreign.status, 421);
    check(&foreign, "/");
}

#[tokio::test]
async fn q12_without_tls_nobody_is_told_to_insist_on_it() {
    let bed = Bed::new();
    let told = bed.send(("GET", "/login"), &[], None).await;
    assert!(!told.headers.contains_key("strict-transport-security"));
}

#[tokio::test]
async fn q12_whoever_asks_too_often_is_told_when_to_come_back() {
    let bed = Bed::set(Settings {
        requests_per_second: 10,
        ..Settings::of_defaults()
    });
    bed.person("ann@x.org", &[]).await;
    let cookie = bed.sign_in("ann@x.org").await;
    let mut n_answered = 0;
    let late = loop {
        let told = bed.as_session(("GET", "/api/v1/me"), &cookie, None).await;
        if told.status != 200 {
            break told;
        }
        n_answered += 1;
    };
    assert_eq!((n_answered, late.status.as_u16()), (50, 429));
    assert_eq!(late.headers["retry-after"], "1");
    assert_eq!(late.body["code"], "too-many-requests");
    let page = bed.as_session(("GET", "/inbox"), &cookie, None).await;
    assert_eq!(
        (page.status.as_u16(), &page.headers["retry-after"]),
        (429, &"1".parse().unwrap())
    );
    bed.advance(1);
    assert_eq!(
        bed.as_session(("GET", "/api/v1/me"), &cookie, None)
            .await
            .status,
        200
    );
}
