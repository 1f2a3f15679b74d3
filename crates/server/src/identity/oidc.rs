//! Signing in with an OpenID provider: the authorization code flow with PKCE, state and nonce.
//!
//! What is pending stands in a cookie of the browser and nowhere else ([`pending`]); where the
//! provider's places are and with which keys it signs is read from it ([`discovery`]); its answer
//! counts only after [`id_token`] found it good; whose account it is, [`linking`] decides.

mod discovery;
mod id_token;
mod linking;
mod pending;
mod provider;

use axum::http::HeaderValue;
use axum::http::header::HeaderMap;
use segue_connectors::{Credential, Secret, submit};
use serde::Deserialize;

use super::{Denied, Sender, SignedIn};
use crate::app::App;
use crate::problem::{Answer, Problem};
use discovery::Discovered;
use pending::Pending;

pub(crate) use provider::{Provider, Providers};

/// What a provider sends the browser back with.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Returned {
    code: String,
    state: String,
    iss: Option<String>,
    error: Option<String>,
}

/// A place to go to, and the cookie with which to go.
#[derive(Debug)]
pub(crate) struct Departure {
    pub(crate) to: String,
    pub(crate) cookie: HeaderValue,
}

/// Who came back, and the place where she wanted to go.
#[derive(Debug)]
pub(crate) struct Arrival {
    pub(crate) signed_in: SignedIn,
    pub(crate) next: String,
    /// Takes the cookie of what was pending away.
    pub(crate) cookie: HeaderValue,
}

/// Where the browser goes to sign in with a provider.
///
/// # Errors
/// There is no such provider, or it does not answer.
pub(crate) async fn depart(app: &App, name: &str, next: &str) -> Answer<Departure> {
    let provider = provider(app, name)?;
    let found = provider.discovered(app).await?;
    let pending = Pending::new(name, next, app.now());
    let mut to = found.authorization_endpoint.clone();
    to.query_pairs_mut().extend_pairs([
        ("response_type", "code"),
        ("client_id", &provider.client_id),
        ("redirect_uri", &redirect_uri(app, name)),
        ("scope", "openid email profile"),
        ("state", &pending.state()),
        ("nonce", &pending.nonce()),
        ("code_challenge", &pending.challenge()),
        ("code_challenge_method", "S256"),
    ]);
    Ok(Departure {
        to: to.into(),
        cookie: pending.hold(app.identity().cookies),
    })
}

/// Signs in whom a provider sends back.
///
/// # Errors
/// It is not the answer to what this browser asked for, the provider's word is not good, or she has
/// no account here.
pub(crate) async fn arrive(
    app: &App,
    name: &str,
    (headers, returned): (&HeaderMap, Returned),
    sender: Sender,
) -> Answer<Arrival> {
    let provider = provider(app, name)?;
    let cookies = app.identity().cookies;
    let pending = Pending::find(headers, cookies, (name, app.now()));
    let pending = pending.filter(|pending| pending.is_state(&returned.state));
    let pending = pending.ok_or_else(|| refused("This sign-in was not begun in this browser."))?;
    if returned.error.is_some() || returned.code.is_empty() {
        return Err(refused("The provider did not sign anybody in."));
    }
    if returned.iss.is_some_and(|iss| iss != provider.issuer) {
        return Err(refused("The answer is that of another provider."));
    }
    let found = provider.discovered(app).await?;
    let token = redeem(app, provider, &found, (&returned.code, &pending)).await?;
    let claims = provider
        .verify(app, &found, (&token, &pending.nonce()))
        .await?;
    let signed_in = linking::sign_in(app, provider, claims, sender).await?;
    Ok(Arrival {
        signed_in,
        next: pending.next(),
        cookie: Pending::drop(cookies),
    })
}

/// The ID token that the provider gives for a code.
async fn redeem(
    app: &App,
    provider: &Provider,
    found: &Discovered,
    (code, pending): (&str, &Pending),
) -> Answer<String> {
    #[derive(Deserialize)]
    struct Tokens {
        id_token: String,
    }
    let (verifier, redirect_uri) = (pending.verifier(), redirect_uri(app, &provider.name));
    let mut fields = vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", &redirect_uri),
        ("code_verifier", &verifier),
        ("client_id", &provider.client_id),
    ];
    let credential = found.takes_basic.then(|| Credential::Basic {
        user: escaped(&provider.client_id),
        password: Secret::new(escaped(&provider.client_secret)),
    });
    if credential.is_none() {
        fields.push(("client_secret", &provider.client_secret));
    }
    let endpoint = provider.endpoint(&found.token_endpoint)?;
    let sent =
        app.identity()
            .dialer
            .send(&endpoint, credential.as_ref(), submit(&endpoint, &fields));
    let reply = sent.await.and_then(segue_connectors::Reply::good);
    let reply = reply.map_err(|fault| provider.trouble(&fault.to_string()))?;
    let tokens: Tokens = serde_json::from_slice(&reply.body)
        .map_err(|error| provider.trouble(&error.to_string()))?;
    Ok(tokens.id_token)
}

fn provider<'a>(app: &'a App, name: &str) -> Answer<&'a Provider> {
    let known = app.identity().providers.named(name);
    known.ok_or_else(|| Problem::unknown("sign-in provider", name))
}

fn redirect_uri(app: &App, name: &str) -> String {
    format!("{}/login/{name}/callback", app.settings().base_url)
}

/// As RFC 6749 wants a name and a secret in the Basic scheme.
fn escaped(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn refused(why: &str) -> Problem {
    let mut problem = Problem::from(Denied::NotIdentified);
    problem.detail = format!("{why} Begin again.");
    problem
}
