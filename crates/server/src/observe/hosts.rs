//! The names by which this server may be asked. A page of another site can make its own name lead to
//! this machine (DNS rebinding); what is asked by a name that is none of ours is not answered.

use std::net::IpAddr;

use axum::http::{Request, StatusCode, header, uri::Authority};

use crate::problem::Problem;
use crate::settings::Settings;

/// The names.
#[derive(Clone, Debug)]
pub(super) struct Hosts(Vec<String>);

impl Hosts {
    /// The name in the base URL and those of the settings. Addresses and `localhost` need no
    /// mention: no other site can be behind them.
    pub(super) fn new(settings: &Settings) -> Hosts {
        let base = settings.base_url.split_once("://").map(|(_, rest)| rest);
        let base = base.and_then(|rest| rest.split('/').next()?.parse().ok());
        let base = base.map(|authority: Authority| authority.host().to_lowercase());
        Hosts(settings.hosts.iter().cloned().chain(base).collect())
    }

    /// Goes on when the request names this server. No browser leaves the name out.
    pub(super) fn check<B>(&self, request: &Request<B>) -> Result<(), Problem> {
        let told = request.headers().get_all(header::HOST).iter();
        let told = told.map(|host| host.to_str().unwrap_or_default());
        let asked = request.uri().authority().map(Authority::as_str);
        match told.chain(asked).find(|host| !self.is_known(host)) {
            None => Ok(()),
            Some(_) => Err(Problem::new(
                StatusCode::MISDIRECTED_REQUEST,
                "unknown-host",
                "This server does not go by that name. Its administrator can add names with the \
                 setting `hosts`.",
            )),
        }
    }

    fn is_known(&self, host: &str) -> bool {
        let Ok(authority) = host.parse::<Authority>() else {
            return false;
        };
        if host.contains('@') {
            return false;
        }
        let name = authority.host().to_lowercase();
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        bare.parse::<IpAddr>().is_ok() || name == "localhost" || self.0.contains(&name)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::Hosts;
    use crate::settings::Settings;

    fn passes(uri: &str, host: Option<&str>) -> bool {
        let settings = Settings {
            base_url: "https://Segue.example.com:8443".to_owned(),
            hosts: vec!["segue.lan".to_owned()],
            ..Settings::of_defaults()
        };
        let mut request = Request::get(uri);
        if let Some(host) = host {
            request = request.header("host", host);
        }
        let request = request.body(()).unwrap();
        Hosts::new(&settings).check(&request).is_ok()
    }

    #[test]
    fn only_by_its_own_names_the_server_is_asked() {
        for ours in [
            "segue.example.com:8443",
            "SEGUE.example.com",
            "segue.lan",
            "localhost:8080",
            "127.0.0.1:8080",
            "[::1]:8080",
            "192.0.2.7",
        ] {
            assert!(passes("/", Some(ours)), "{ours}");
        }
        for other in [
            "evil.test",
            "segue.example.com.evil.test",
            "evil.test:8443",
            "localhost.evil.test",
            "127.0.0.1.evil.test",
            "segue.example.com@evil.test",
            "x@segue.example.com",
            "",
            "segue.example.com evil.test",
            "1270.0.0.1",
        ] {
            assert!(!passes("/", Some(other)), "{other}");
        }
        assert!(passes("/", None));
        assert!(!passes("http://evil.test/", Some("segue.lan")));
        assert!(passes("http://segue.lan/", Some("segue.lan")));
    }
}
