//! Q14: after signing in nobody is led to another place than one of this server.

use super::bed::{Bed, PASSWORD};
use crate::pages::query_string;

/// Ways to write another place that some browser or server takes for a path.
fn elsewhere() -> Vec<String> {
    let hosts = [
        "evil.test",
        "evil.test/",
        "evil.test@here",
        "evil%2etest",
        "127.0.0.1.evil.test",
    ];
    let begins = [
        "//",
        "///",
        "////",
        "/\\",
        "\\/",
        "\\\\",
        "/\t/",
        "/\n/",
        "/\r/",
        "/ /",
        " //",
        "\t//",
        "http://",
        "https://",
        "http:",
        "https:",
        "HTTPS://",
        "ftp://",
        "//\u{3002}",
        "/%09/",
        "javascript:alert(1)//",
        "data:text/html,",
        "/\u{2044}/",
        ".//",
    ];
    let mut all: Vec<String> = begins
        .iter()
        .flat_map(|begin| hosts.iter().map(move |host| format!("{begin}{host}")))
        .collect();
    all.extend(
        [
            "",
            "evil.test",
            "/\0",
            "/\u{7f}",
            "?x",
            "#x",
            "..",
            "javascript:alert(1)",
        ]
        .map(str::to_owned),
    );
    all
}

#[tokio::test]
async fn q14_a_hundred_ways_elsewhere_lead_home() {
    let bed = Bed::new();
    bed.person("ann@x.org", &[]).await;
    let all = elsewhere();
    assert!(all.len() >= 100);
    for next in &all {
        let pairs = [
            ("user", "ann@x.org"),
            ("password", PASSWORD),
            ("next", next),
        ];
        let form = query_string("?", &pairs);
        let told = bed
            .form(
                "/login",
                "x=1",
                form.trim_start_matches("??").trim_start_matches("?&"),
            )
            .await;
        assert_eq!(told.status, 303, "{next:?}: {}", told.body);
        let to = told.headers["location"].to_str().unwrap();
        // A path of this server that only looks odd is allowed; it stays here.
        let stays = to.starts_with('/') && !to.starts_with("//") && !to.contains('\\');
        let base: url::Url = "http://here.test/".parse().unwrap();
        let led = base.join(to).unwrap();
        assert!(
            stays && led.host_str() == Some("here.test"),
            "{next:?} led to {to}"
        );
        let form = bed
            .send_text(("GET", &query_string("/login", &[("next", next)])), &[], "")
            .await;
        assert_eq!(form.status, 200, "{next:?}");
    }
}

#[tokio::test]
async fn q14_whoever_must_sign_in_comes_back_here() {
    let bed = Bed::new();
    for path in [
        "//evil.test/inbox",
        "/inbox?next=//evil.test",
        "/records/%2f%2fevil.test",
        "/work/%5c%5cevil.test",
    ] {
        let told = bed.send_text(("GET", path), &[], "").await;
        if let Some(to) = told.headers.get("location") {
            assert!(
                to.to_str().unwrap().starts_with("/login?next=/"),
                "{path}: {to:?}"
            );
        }
    }
}
