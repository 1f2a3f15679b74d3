//! The dialer: sends a prepared request to its endpoint, and nowhere else.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};
use reqwest::{Client, redirect};

use super::endpoint::literal;
use super::guard::Guard;
use super::reply::HEADERS_MAX;
use super::{AddressRule, Endpoint, HttpFault, Lookup, Prepared, Reply, SystemLookup};
use crate::Credential;

/// Connections to one endpoint that are kept for the next call.
const IDLE_MAX: usize = 8;
/// How long they are kept.
const IDLE: Duration = Duration::from_secs(30);
/// Clients that are kept; beyond it all are made anew.
const CLIENTS_MAX: usize = 256;

/// Sends requests. All copies share their connections.
#[derive(Clone)]
pub struct Dialer(Arc<Inner>);

struct Inner {
    lookup: Arc<dyn Lookup>,
    own: Option<SocketAddr>,
    clients: Mutex<HashMap<Key, Client>>,
}

/// What a client is made for; connections are shared by nobody else.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    origin: String,
    rule: AddressRule,
    connect: Duration,
}

impl Dialer {
    /// A dialer of a program that listens at `own`.
    pub fn new(own: Option<SocketAddr>) -> Dialer {
        Dialer::looking_up(own, Arc::new(SystemLookup))
    }

    /// A dialer that finds hosts in its own way.
    pub fn looking_up(own: Option<SocketAddr>, lookup: Arc<dyn Lookup>) -> Dialer {
        Dialer(Arc::new(Inner {
            lookup,
            own,
            clients: Mutex::default(),
        }))
    }

    /// Sends a request to its endpoint and reads the reply, whatever its status.
    ///
    /// # Errors
    /// It must not go there, did not get there, or gave nothing that can be read.
    pub async fn send(
        &self,
        endpoint: &Endpoint,
        credential: Option<&Credential>,
        prepared: Prepared,
    ) -> Result<Reply, HttpFault> {
        let rule = self.rule(endpoint);
        check(endpoint, &prepared, &rule)?;
        let client = self.client(endpoint, rule)?;
        // The URL that was checked is the one that is dialled.
        let mut request = reqwest::Request::new(prepared.method, prepared.url);
        *request.headers_mut() = prepared.headers;
        *request.body_mut() = prepared.body.map(Into::into);
        *request.timeout_mut() = Some(endpoint.timeout);
        if let Some(credential) = credential {
            let (name, value) = header(endpoint, credential)?;
            request.headers_mut().insert(name, value);
        }
        let reading = async {
            let sent = client.execute(request).await;
            let response = sent.map_err(|error| HttpFault::of(&error, endpoint.timeout))?;
            Reply::read(response, endpoint.timeout).await
        };
        let late = HttpFault::Timeout(endpoint.timeout);
        tokio::time::timeout(endpoint.timeout, reading)
            .await
            .unwrap_or(Err(late))
    }

    fn rule(&self, endpoint: &Endpoint) -> AddressRule {
        AddressRule {
            allows_private: endpoint.allows_private,
            own: self.0.own,
        }
    }

    fn client(&self, endpoint: &Endpoint, rule: AddressRule) -> Result<Client, HttpFault> {
        let key = Key {
            origin: endpoint.origin(),
            rule: rule.clone(),
            connect: endpoint.connect_timeout,
        };
        let mut clients = self.0.clients.lock().expect("no thread died holding it");
        if let Some(client) = clients.get(&key) {
            return Ok(client.clone());
        }
        let guard = Guard {
            host: endpoint.base.host_str().unwrap_or_default().to_owned(),
            port: endpoint.port(),
            rule,
            lookup: self.0.lookup.clone(),
        };
        let client = build(endpoint, guard)?;
        if clients.len() >= CLIENTS_MAX {
            clients.clear();
        }
        clients.insert(key, client.clone());
        Ok(client)
    }
}

fn build(endpoint: &Endpoint, guard: Guard) -> Result<Client, HttpFault> {
    // Fails when there is a provider already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .no_proxy()
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .http1_only()
        .http1_max_headers(HEADERS_MAX)
        .connect_timeout(endpoint.connect_timeout)
        .pool_max_idle_per_host(IDLE_MAX)
        .pool_idle_timeout(IDLE)
        .dns_resolver(Arc::new(guard))
        .user_agent(concat!("segue/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| HttpFault::Request(error.to_string()))
}

/// The dialler asks the guard for names only, so a host that is an address is checked here.
fn check(endpoint: &Endpoint, prepared: &Prepared, rule: &AddressRule) -> Result<(), HttpFault> {
    let (url, base) = (&prepared.url, &endpoint.base);
    if url.origin() != base.origin() || !url.path().starts_with(base.path()) {
        let message = format!("it leads outside the endpoint {}", endpoint.name);
        return Err(HttpFault::Blocked(message));
    }
    match literal(url) {
        Some(address) => rule
            .check(address, endpoint.port())
            .map_err(|blocked| HttpFault::Blocked(blocked.to_string())),
        None => Ok(()),
    }
}

fn header(
    endpoint: &Endpoint,
    credential: &Credential,
) -> Result<(HeaderName, HeaderValue), HttpFault> {
    let unusable = |what: &str| HttpFault::Request(format!("the credential {what}"));
    if !endpoint.may_carry_credentials() {
        return Err(unusable("is not sent over http to a public host"));
    }
    let (name, value) = credential.header();
    let name = match name {
        Some(name) => HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| unusable("has a header name that cannot be sent"))?,
        None => AUTHORIZATION,
    };
    let mut value = HeaderValue::from_bytes(value.reveal().as_bytes())
        .map_err(|_| unusable("has characters that cannot be sent"))?;
    value.set_sensitive(true);
    Ok((name, value))
}
