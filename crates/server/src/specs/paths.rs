//! Q1: no trick with a path leads past the gate of any route.

use axum::http::StatusCode;

use super::bed::Bed;
use crate::routes::{Access, table};

/// Other ways to write a path that some servers take for the same.
fn tricks(path: &str) -> Vec<String> {
    let rest = path.trim_start_matches('/');
    let (head, tail) = rest.rsplit_once('/').unwrap_or(("", rest));
    let mut tricks = vec![
        format!("/{path}"),
        format!("{path}/"),
        format!("{path}//"),
        format!("{path}/."),
        format!("{path}/.."),
        format!("{path}."),
        format!("{path};x"),
        format!("{path};/healthz"),
        format!("{path}/healthz"),
        format!("{path}%2f"),
        format!("{path}%2fhealthz"),
        format!("{path}%00"),
        format!("{path}%20"),
        format!("{path}%09"),
        format!("{path}.json"),
        format!("{path}.css"),
        format!("{path}/openapi.json"),
        format!("{path}?next=/healthz"),
        format!("/healthz/..{path}"),
        format!("/login/../..{path}"),
        format!("/assets/x/..%2f..{path}"),
        format!("/./{rest}"),
        format!("/%2e/{rest}"),
        format!("/{head}//{tail}"),
        format!("/{head}/./{tail}"),
        format!("/{head}%2f{tail}"),
        format!("/{head}%5c{tail}"),
        format!("/{head};x/{tail}"),
        format!("/{}", rest.to_uppercase()),
    ];
    if let Some(first) = rest.chars().next() {
        tricks.push(format!(
            "/%{:02x}{}",
            u32::from(first),
            &rest[first.len_utf8()..]
        ));
    }
    tricks
}

#[tokio::test]
async fn q1_no_trick_with_a_path_gets_past_the_gate() {
    let bed = Bed::new();
    let mut n_asked = 0;
    for route in table()
        .iter()
        .filter(|route| route.access != Access::Public)
    {
        let path = super::matrix::filled(route.path);
        for trick in tricks(&path) {
            for method in [route.method.as_str(), "GET", "HEAD", "OPTIONS"] {
                let headers = [
                    ("sec-fetch-site", "same-origin"),
                    ("x-original-url", "/healthz"),
                ];
                let told = bed.send_text((method, &trick), &headers, "").await;
                n_asked += 1;
                let to = told.headers.get("location").map(|to| to.to_str().unwrap());
                let leads_to_login = to.is_some_and(|to| to.starts_with("/login?next=/"));
                let is_shut = [
                    StatusCode::NOT_FOUND,
                    StatusCode::UNAUTHORIZED,
                    StatusCode::METHOD_NOT_ALLOWED,
                ];
                assert!(
                    leads_to_login || is_shut.contains(&told.status),
                    "{method} {trick}: {} {}",
                    told.status,
                    told.body
                );
            }
        }
    }
    assert!(n_asked > 8_000, "{n_asked}");
}

#[tokio::test]
async fn q1_no_method_but_that_of_the_table_does_anything() {
    let bed = Bed::new();
    bed.person("admin@x.org", &["administrator"]).await;
    let cookie = bed.sign_in("admin@x.org").await;
    let table = table();
    let paths: std::collections::BTreeSet<_> = table.iter().map(|route| route.path).collect();
    for path in paths {
        for method in [
            "GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND",
        ] {
            let is_there = |route: &&crate::routes::Route| {
                route.path == path && route.method.as_str() == method
            };
            if table.iter().any(|route| is_there(&route)) {
                continue;
            }
            let at = (method, &*super::matrix::filled(path));
            let told = bed.as_session((at.0, at.1), &cookie, None).await;
            assert_eq!(
                told.status,
                StatusCode::METHOD_NOT_ALLOWED,
                "{method} {path}"
            );
        }
    }
}
