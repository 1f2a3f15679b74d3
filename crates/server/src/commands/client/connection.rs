//! The way to a server: one request after the other, with the caller's token and to nobody else.

use std::time::Duration;

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, LOCATION};
use reqwest::{Client, Method, RequestBuilder, Response, redirect};
use serde_json::Value;
use tokio::runtime::Runtime as Threads;
use url::Url;

use super::fault::{Fault, Refused};

/// How long a connection may take to come about, and an answer to be complete.
const CONNECT: Duration = Duration::from_secs(10);
const WHOLE: Duration = Duration::from_secs(120);
/// Bytes of an answer.
const ANSWER_BYTES_MAX: usize = 64 << 20;

/// A server, and who asks it.
pub(super) struct Connection {
    client: Client,
    threads: Threads,
    base: Url,
    token: HeaderValue,
}

/// A request's body.
pub(super) enum Body {
    None,
    Json(Value),
    Zip(Vec<u8>),
}

impl Connection {
    /// The way to the server at `url`, with the token of the environment.
    pub(super) fn open(url: &str) -> Result<Connection, Fault> {
        let token = std::env::var("SEGUE_TOKEN").unwrap_or_default();
        if token.trim().is_empty() {
            return Err(Fault::NoToken);
        }
        let token = HeaderValue::from_str(&format!("Bearer {}", token.trim()));
        let mut token = token.map_err(|_| Fault::BadToken)?;
        token.set_sensitive(true);
        Ok(Connection {
            client: client()?,
            threads: threads()?,
            base: base(url)?,
            token,
        })
    }

    /// Asks for what is at a path.
    pub(super) fn get(&self, path: &[&str], query: &[(&str, String)]) -> Result<Value, Fault> {
        self.send(Method::GET, path, query, Body::None, None)
    }

    /// Asks for a change.
    pub(super) fn post(&self, path: &[&str], body: Body) -> Result<Value, Fault> {
        self.send(Method::POST, path, &[], body, None)
    }

    /// Sends any request; `key` makes a repeated one harmless.
    pub(super) fn send(
        &self,
        method: Method,
        path: &[&str],
        query: &[(&str, String)],
        body: Body,
        key: Option<&str>,
    ) -> Result<Value, Fault> {
        let mut url = self.base.clone();
        {
            let mut segments = url.path_segments_mut().expect("it is http or https");
            segments.pop_if_empty().extend(["api", "v1"]).extend(path);
        }
        let mut request = self.client.request(method, url).query(query);
        request = request.header(AUTHORIZATION, self.token.clone());
        request = request.header(ACCEPT, "application/json");
        if let Some(key) = key {
            let key = HeaderValue::from_str(key).map_err(|_| Fault::BadKey)?;
            request = request.header("idempotency-key", key);
        }
        self.threads.block_on(self.ask(with_body(request, body)))
    }

    async fn ask(&self, request: RequestBuilder) -> Result<Value, Fault> {
        let answer = request.send().await;
        let answer = answer.map_err(|error| self.unreached(&error))?;
        let status = answer.status();
        if status.is_redirection() {
            let to = answer.headers().get(LOCATION);
            let to = to.and_then(|to| to.to_str().ok()).unwrap_or_default();
            return Err(Fault::Elsewhere(to.to_owned()));
        }
        let bytes = read(answer).await?;
        let json = serde_json::from_slice(&bytes);
        match (status.is_success(), json) {
            (true, _) if bytes.is_empty() => Ok(Value::Null),
            (true, Ok(json)) => Ok(json),
            (false, Ok(json)) => {
                let refused = Refused::read(status.as_u16(), json);
                Err(Fault::Refused(Box::new(refused)))
            }
            (_, Err(_)) => Err(Fault::Strange(status.as_u16())),
        }
    }

    fn unreached(&self, error: &reqwest::Error) -> Fault {
        let mut cause: &dyn std::error::Error = error;
        while let Some(deeper) = cause.source() {
            cause = deeper;
        }
        let reason = match error.is_timeout() {
            true => "it does not answer in time".to_owned(),
            false => cause.to_string(),
        };
        Fault::Unreached {
            url: self.base.to_string(),
            reason,
        }
    }
}

fn with_body(request: RequestBuilder, body: Body) -> RequestBuilder {
    match body {
        Body::None => request,
        Body::Json(json) => request.json(&json),
        Body::Zip(bytes) => request.header(CONTENT_TYPE, "application/zip").body(bytes),
    }
}

async fn read(mut answer: Response) -> Result<Vec<u8>, Fault> {
    let status = answer.status().as_u16();
    let mut bytes = Vec::new();
    loop {
        match answer.chunk().await {
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) => return Ok(bytes),
            Err(_) => return Err(Fault::Strange(status)),
        }
        if bytes.len() > ANSWER_BYTES_MAX {
            return Err(Fault::Strange(status));
        }
    }
}

/// A redirect would take the token to somebody else.
fn client() -> Result<Client, Fault> {
    // Fails when there is a provider already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .redirect(redirect::Policy::none())
        .referer(false)
        .connect_timeout(CONNECT)
        .timeout(WHOLE)
        .user_agent(concat!("segue/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| Fault::Internal(error.to_string()))
}

fn threads() -> Result<Threads, Fault> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Fault::Internal(error.to_string()))
}

fn base(url: &str) -> Result<Url, Fault> {
    let bad = || Fault::BadUrl(url.to_owned());
    let read = Url::parse(url).map_err(|_| bad())?;
    let is_web = matches!(read.scheme(), "http" | "https") && read.has_host();
    let has_more = read.query().is_some() || read.fragment().is_some();
    if !is_web || has_more || !read.username().is_empty() || read.password().is_some() {
        return Err(bad());
    }
    Ok(read)
}
