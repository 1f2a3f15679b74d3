//! Q26, Q27 and Q29: what is dialled is what was checked, redirects lead nowhere, and a credential
//! goes to no other host.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use segue_connectors::{
    Credential, Dialer, Endpoint, HttpFault, LookedUp, Lookup, SystemLookup, probe,
};

use crate::peer::{Peer, endpoint, get, settings};

/// A name that has another address at each lookup.
struct Rebinding {
    answers: Vec<&'static str>,
    n_asked: AtomicUsize,
}

impl Rebinding {
    fn new(answers: &[&'static str]) -> Arc<Rebinding> {
        Arc::new(Rebinding {
            answers: answers.to_vec(),
            n_asked: AtomicUsize::new(0),
        })
    }
}

struct Shared(Arc<Rebinding>);

impl Lookup for Shared {
    fn lookup(&self, _: String) -> LookedUp {
        let n = self.0.n_asked.fetch_add(1, Ordering::SeqCst);
        let answer = self.0.answers[n.min(self.0.answers.len() - 1)];
        let addresses: Vec<IpAddr> = answer.split(',').map(|a| a.parse().unwrap()).collect();
        Box::pin(async move { Ok(addresses) })
    }
}

async fn send(
    lookup: &Arc<Rebinding>,
    endpoint: &Endpoint,
) -> Result<segue_connectors::Reply, HttpFault> {
    let dialer = Dialer::looking_up(None, Arc::new(Shared(lookup.clone())));
    dialer
        .send(endpoint, None, probe(endpoint, "x").unwrap())
        .await
}

#[tokio::test]
async fn a_name_that_leads_inside_is_not_dialled() {
    let peer = Peer::telling("{}");
    let url = format!("http://rebinding.test:{}/", peer.address.port());
    for inside in [
        "127.0.0.1",
        "::1",
        "10.0.0.1",
        "169.254.169.254",
        "::ffff:127.0.0.1",
    ] {
        let lookup = Rebinding::new(&[inside]);
        let fault = send(&lookup, &endpoint(&url, false)).await.unwrap_err();
        assert!(
            matches!(fault, HttpFault::Blocked(_)),
            "{inside}: {fault:?}"
        );
        assert!(fault.is_unsent());
    }
    assert!(peer.heard().is_empty());
}

#[tokio::test]
async fn there_is_one_lookup_between_the_check_and_the_connection() {
    let peer = Peer::telling("{}");
    let url = format!("http://rebinding.test:{}/", peer.address.port());
    let lookup = Rebinding::new(&["127.0.0.1", "169.254.169.254"]);
    send(&lookup, &endpoint(&url, true)).await.unwrap();
    assert_eq!(lookup.n_asked.load(Ordering::SeqCst), 1);
    assert!(peer.heard()[0].contains("rebinding.test"));
    // The next connection asks again, and what it hears counts.
    let fault = send(&lookup, &endpoint(&url, true)).await.unwrap_err();
    assert!(matches!(fault, HttpFault::Blocked(_)), "{fault:?}");
    assert_eq!(peer.heard().len(), 1);
}

#[tokio::test]
async fn of_several_addresses_only_those_outside_are_dialled() {
    let peer = Peer::telling("{}");
    let url = format!("http://rebinding.test:{}/", peer.address.port());
    let lookup = Rebinding::new(&["169.254.169.254,127.0.0.1"]);
    send(&lookup, &endpoint(&url, true)).await.unwrap();
    assert_eq!(peer.heard().len(), 1);
}

#[tokio::test]
async fn a_redirect_is_a_reply_like_any_other() {
    let inside = Peer::telling("{}");
    for status in [
        "301 Moved",
        "302 Found",
        "303 See Other",
        "307 Temporary",
        "308 Permanent",
    ] {
        let to = format!("http://{}/latest/meta-data", inside.address);
        let peer = Peer::saying(format!(
            "HTTP/1.1 {status}\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n"
        ));
        let reply = get(&peer.endpoint()).await.unwrap();
        let code: u16 = status[..3].parse().unwrap();
        let fault = reply.good().unwrap_err();
        assert_eq!(fault.status(), Some(code));
        assert_eq!(peer.heard().len(), 1);
    }
    assert!(inside.heard().is_empty());
}

#[tokio::test]
async fn a_request_made_for_one_endpoint_does_not_go_to_another() {
    let (one, other) = (Peer::telling("{}"), Peer::telling("{}"));
    let prepared = probe(&other.endpoint(), "x").unwrap();
    let credential = Credential::read(r#"{"kind":"bearer","token":"canary"}"#).unwrap();
    let dialer = Dialer::new(None);
    let sent = dialer
        .send(&one.endpoint(), Some(&credential), prepared)
        .await;
    assert!(matches!(sent, Err(HttpFault::Blocked(_))), "{sent:?}");
    assert!(one.heard().is_empty() && other.heard().is_empty());
}

#[tokio::test]
async fn a_path_cannot_leave_its_endpoint() {
    let peer = Peer::telling("{}");
    for path in ["../secret", "a/../../b", "./x"] {
        assert!(probe(&peer.endpoint(), path).is_err(), "{path}");
    }
    for path in [
        "%2e%2e/x",
        "http://evil.test/",
        "//evil.test/x",
        "a?b=c#d",
        "@evil.test",
    ] {
        let prepared = probe(&peer.endpoint(), path).unwrap();
        Dialer::new(None)
            .send(&peer.endpoint(), None, prepared)
            .await
            .unwrap();
    }
    for heard in peer.heard() {
        assert!(heard.starts_with("GET /base/"), "{heard}");
        assert!(
            !heard.starts_with("GET /base/../") && !heard.contains("/%2e%2e/"),
            "{heard}"
        );
    }
}

#[tokio::test]
async fn a_credential_is_not_sent_in_the_clear_to_the_world() {
    let endpoint = endpoint("http://api.example.com/", false);
    assert!(!endpoint.may_carry_credentials());
    let credential = Credential::read(r#"{"kind":"bearer","token":"canary"}"#).unwrap();
    let prepared = probe(&endpoint, "").unwrap();
    let sent = Dialer::new(None)
        .send(&endpoint, Some(&credential), prepared)
        .await;
    assert!(matches!(sent, Err(HttpFault::Request(_))), "{sent:?}");
}

#[tokio::test]
async fn the_environment_names_no_proxy() {
    // The lookup would be that of the proxy's name if there were one.
    let lookup = Rebinding::new(&["127.0.0.1"]);
    let peer = Peer::telling("{}");
    let url = format!("http://plain.test:{}/", peer.address.port());
    send(&lookup, &endpoint(&url, true)).await.unwrap();
    assert!(
        peer.heard()[0].starts_with("GET /x HTTP/1.1"),
        "{}",
        peer.heard()[0]
    );
}

#[tokio::test]
async fn the_system_finds_this_machine() {
    let found = SystemLookup.lookup("localhost".to_owned()).await.unwrap();
    assert!(found.iter().all(IpAddr::is_loopback));
    let made = Endpoint::new("Local", &settings("http://localhost:1/", false)).unwrap();
    let fault = get(&made).await.unwrap_err();
    assert!(matches!(fault, HttpFault::Blocked(_)), "{fault:?}");
}
