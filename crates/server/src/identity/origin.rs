//! Requests from pages of other sites: they change nothing here.
//!
//! A browser says where a request comes from; only what its person sees here may change anything
//! in her name. A token travels only where a program puts it, so it needs no such proof.

use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use super::{Cookies, Denied};

/// Goes on when the request changes nothing or does not come from another site.
///
/// # Errors
/// [`Denied::CrossSite`].
pub(crate) fn check_origin(parts: &Parts, cookies: Cookies) -> Result<(), Denied> {
    if parts.method.is_safe() || parts.headers.contains_key(header::AUTHORIZATION) {
        return Ok(());
    }
    let is_ours = match (text(&parts.headers, "sec-fetch-site"), origin(parts)) {
        (Some(site), _) => site == "same-origin",
        (None, Some(is_same)) => is_same,
        // No browser sends neither; without a cookie there is nobody to speak for.
        (None, None) => cookies.find(&parts.headers).is_none(),
    };
    if is_ours {
        Ok(())
    } else {
        Err(Denied::CrossSite)
    }
}

/// Whether the page that sent the request is of the host that it was sent to.
fn origin(parts: &Parts) -> Option<bool> {
    let origin = text(&parts.headers, "origin")?;
    let sent_to = text(&parts.headers, "host").or(parts.uri.authority().map(|a| a.as_str()));
    let of = origin.split_once("://").map(|(_, host)| host);
    Some(of.is_some() && of == sent_to)
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let value = headers.get(name)?;
    Some(value.to_str().unwrap_or("unreadable"))
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::{Cookies, check_origin};

    const COOKIES: Cookies = Cookies { is_secure: false };

    fn passes(method: &str, headers: &[(&str, &str)]) -> bool {
        let mut request = Request::builder().method(method).uri("/x");
        for (name, value) in [("host", "segue.test:8080")].iter().chain(headers) {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        check_origin(&parts, COOKIES).is_ok()
    }

    #[test]
    fn only_our_own_pages_change_anything() {
        const COOKIE: (&str, &str) = ("cookie", "segue=abc");
        for method in ["POST", "PUT", "PATCH", "DELETE"] {
            assert!(passes(method, &[COOKIE, ("sec-fetch-site", "same-origin")]));
            for site in ["cross-site", "same-site", "none", ""] {
                assert!(
                    !passes(method, &[COOKIE, ("sec-fetch-site", site)]),
                    "{site}"
                );
            }
            assert!(passes(
                method,
                &[COOKIE, ("origin", "http://segue.test:8080")]
            ));
            for origin in [
                "null",
                "http://evil.test",
                "http://segue.test",
                "http://segue.test:8080.evil.test",
                "segue.test:8080",
            ] {
                assert!(!passes(method, &[COOKIE, ("origin", origin)]), "{origin}");
            }
            assert!(!passes(method, &[COOKIE]));
        }
    }

    #[test]
    fn what_the_browser_says_of_the_site_wins_over_the_origin() {
        let headers = [
            ("sec-fetch-site", "cross-site"),
            ("origin", "http://segue.test:8080"),
        ];
        assert!(!passes("POST", &headers));
    }

    #[test]
    fn a_program_needs_no_origin() {
        assert!(passes("POST", &[]));
        let token = ("authorization", "Bearer segue_1");
        assert!(passes("POST", &[token, ("sec-fetch-site", "cross-site")]));
    }

    #[test]
    fn looking_is_free() {
        assert!(passes("GET", &[("sec-fetch-site", "cross-site")]));
    }
}
