//! Q11: pages of other sites change nothing.

use super::bed::Bed;
use crate::routes::{Access, table};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const PLAIN: (&str, &str) = ("content-type", "text/plain");
const PARTS: (&str, &str) = ("content-type", "multipart/form-data; boundary=x");
const JSON: (&str, &str) = ("content-type", "application/json");

#[tokio::test]
async fn q11_no_other_site_changes_anything_with_somebodys_cookie() {
    let bed = Bed::new();
    bed.person("ann@x.org", &["administrator"]).await;
    let cookie = bed.sign_in("ann@x.org").await;
    let cookie = ("cookie", cookie.as_str());
    let ways: [&[(&str, &str)]; 12] = [
        &[cookie, FORM, ("sec-fetch-site", "cross-site")],
        &[cookie, PLAIN, ("sec-fetch-site", "cross-site")],
        &[
            cookie,
            PARTS,
            ("sec-fetch-site", "cross-site"),
            ("origin", "null"),
        ],
        &[cookie, JSON, ("sec-fetch-site", "same-site")],
        &[cookie, JSON, ("sec-fetch-site", "none")],
        &[cookie, FORM, ("origin", "https://evil.test")],
        &[cookie, FORM, ("origin", "null")],
        &[
            cookie,
            JSON,
            ("origin", "http://localhost.evil.test"),
            ("host", "localhost"),
        ],
        &[cookie, FORM],
        &[cookie, JSON, ("referer", "http://localhost/inbox")],
        &[cookie, JSON, ("x-http-method-override", "GET")],
        &[cookie, JSON, ("sec-fetch-site", "same-origin, cross-site")],
    ];
    let mut n_asked = 0;
    for route in table()
        .iter()
        .filter(|route| route.method.as_str() != "GET")
    {
        let path = super::matrix::filled(route.path);
        for headers in ways {
            let at = (route.method.as_str(), path.as_str());
            let told = bed.send_text(at, headers, "{}").await;
            n_asked += 1;
            assert_eq!(told.status, 403, "{} {path} {headers:?}", route.method);
            assert!(!told.headers.contains_key("access-control-allow-origin"));
        }
    }
    assert!(n_asked > 400, "{n_asked}");
    let me = bed.send_text(("GET", "/api/v1/me"), &[cookie], "").await;
    assert_eq!(me.status, 200);
}

#[tokio::test]
async fn q11_a_form_is_no_json() {
    let bed = Bed::new();
    bed.person("ann@x.org", &["administrator"]).await;
    let cookie = bed.sign_in("ann@x.org").await;
    for kind in [FORM, PLAIN, PARTS] {
        let headers = [
            ("cookie", cookie.as_str()),
            ("sec-fetch-site", "same-origin"),
            kind,
        ];
        let told = bed.send_text(
            ("POST", "/api/v1/users"),
            &headers,
            "{\"username\":\"eve\",\"last_name\":\"x\"}",
        );
        assert_eq!(told.await.status, 415, "{kind:?}");
    }
    let headers = [
        ("cookie", cookie.as_str()),
        ("origin", "https://evil.test"),
        ("access-control-request-method", "POST"),
    ];
    for route in table()
        .iter()
        .filter(|route| route.access != Access::Public)
    {
        let path = super::matrix::filled(route.path);
        let told = bed.send_text(("OPTIONS", &path), &headers, "").await;
        assert!(
            !told.headers.contains_key("access-control-allow-origin"),
            "{path}"
        );
        assert!(
            !told.headers.contains_key("access-control-allow-methods"),
            "{path}"
        );
    }
}
