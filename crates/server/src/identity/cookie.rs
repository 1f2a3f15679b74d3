//! The cookie that holds a session's secret.

use axum::http::{HeaderMap, HeaderValue, header};

/// Name of the cookie where only a safe connection carries it, and where none is.
const NAMES: [&str; 2] = ["__Host-segue", "segue"];
/// The same of the cookie of a sign-in that is pending at a provider.
const PENDING: [&str; 2] = ["__Host-segue-pending", "segue-pending"];
/// Seconds for which it is kept.
const PENDING_SECONDS: &str = "; Max-Age=600";

/// Whether the cookie may only travel over a safe connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cookies {
    /// True with TLS, and for everybody who is not on this machine.
    pub(crate) is_secure: bool,
}

impl Cookies {
    /// The header that gives a browser a session's secret.
    pub(crate) fn hold(self, secret: &str) -> HeaderValue {
        self.header(self.name(), secret, "")
    }

    /// The header that takes it away.
    pub(crate) fn drop(self) -> HeaderValue {
        self.header(self.name(), "", "; Max-Age=0")
    }

    /// The header that gives a browser what is pending at a provider.
    pub(crate) fn hold_pending(self, text: &str) -> HeaderValue {
        self.header(self.of(PENDING), text, PENDING_SECONDS)
    }

    /// The header that takes it away.
    pub(crate) fn drop_pending(self) -> HeaderValue {
        self.header(self.of(PENDING), "", "; Max-Age=0")
    }

    /// What a request carries of it.
    pub(crate) fn find_pending(self, headers: &HeaderMap) -> Option<&str> {
        find(headers, self.of(PENDING))
    }

    /// The secret that a request carries.
    pub(crate) fn find(self, headers: &HeaderMap) -> Option<&str> {
        find(headers, self.name())
    }

    fn name(self) -> &'static str {
        self.of(NAMES)
    }

    fn of(self, names: [&'static str; 2]) -> &'static str {
        names[usize::from(!self.is_secure)]
    }

    fn header(self, name: &str, value: &str, more: &str) -> HeaderValue {
        let secure = if self.is_secure { "; Secure" } else { "" };
        let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{more}");
        HeaderValue::from_str(&text).expect("what a cookie holds is ASCII")
    }
}

fn find<'h>(headers: &'h HeaderMap, wanted: &str) -> Option<&'h str> {
    let lines = headers.get_all(header::COOKIE).into_iter();
    let pairs = lines.filter_map(|line| line.to_str().ok());
    let mut pairs = pairs.flat_map(|line| line.split(';'));
    pairs.find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == wanted && !value.is_empty()).then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, header};

    use super::Cookies;

    const SECURE: Cookies = Cookies { is_secure: true };
    const PLAIN: Cookies = Cookies { is_secure: false };

    #[test]
    fn a_cookie_is_bound_to_this_host_and_hidden_from_scripts() {
        let held = "__Host-segue=abc; Path=/; HttpOnly; SameSite=Lax; Secure";
        assert_eq!(SECURE.hold("abc"), held);
        assert_eq!(
            PLAIN.hold("abc"),
            "segue=abc; Path=/; HttpOnly; SameSite=Lax"
        );
        let dropped = "__Host-segue=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0";
        assert_eq!(SECURE.drop(), dropped);
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        let line = "a=1; segue=abc; __Host-segue=def; xsegue=2";
        headers.insert(header::COOKIE, line.parse().unwrap());
        assert_eq!(PLAIN.find(&headers), Some("abc"));
        assert_eq!(SECURE.find(&headers), Some("def"));
    }

    #[test]
    fn an_empty_cookie_is_none() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, "segue=".parse().unwrap());
        assert_eq!(PLAIN.find(&headers), None);
    }
}
