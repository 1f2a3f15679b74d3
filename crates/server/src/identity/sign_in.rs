//! Signing in with a password, and out again.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use segue_language::{Text, Timestamp};
use segue_runtime::Runtime;
use segue_store::{AuditLine, SecondFactor, Session, StoreError, Tx, User, View};
use serde::Deserialize;

use super::second_factor::{Proof, proof, proves};
use super::session::forget_old_sessions;
use super::{Caller, Denied, Through, hash_of, new_secret};
use crate::app::App;
use crate::problem::{Answer, Problem};

/// Most characters that are kept of what a browser calls itself.
const AGENT_LENGTH_MAX: usize = 200;

/// Where a request comes from.
#[derive(Clone, Debug)]
pub(crate) struct Sender {
    /// Its address.
    pub(crate) address: IpAddr,
    /// What the browser calls itself.
    pub(crate) agent: String,
    /// Hash of the secret of the session that the browser holds already.
    before: Option<[u8; 32]>,
}

impl Sender {
    /// The sender of a request.
    pub(crate) fn of(app: &App, parts: &Parts) -> Sender {
        let before = app.identity().cookies.find(&parts.headers).map(hash_of);
        Sender {
            address: address_of(parts),
            agent: agent(&parts.headers),
            before,
        }
    }
}

/// The address from which a request comes; that of nobody when it came over no connection.
pub(crate) fn address_of(parts: &Parts) -> IpAddr {
    let connected = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let address = connected.map(|ConnectInfo(address)| address.ip());
    address.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

/// A new session: the header that gives it to the browser, and whose it is.
#[derive(Debug)]
pub(crate) struct SignedIn {
    /// Value of `Set-Cookie`.
    pub(crate) cookie: HeaderValue,
    /// Who signed in.
    pub(crate) user: User,
}

/// Signs somebody in. Whether the user is unknown, not active or without a password, or the
/// password or the code is wrong: the answer and its time are the same.
///
/// # Errors
/// [`Denied::WrongPassword`], [`Denied::TooManyAttempts`], [`Denied::Busy`].
pub(crate) async fn sign_in(app: &App, entry: Entry, sender: Sender) -> Answer<SignedIn> {
    let Entry {
        user,
        password,
        code,
    } = entry;
    let identity = app.identity();
    identity.throttle.take(&user, sender.address, app.now())?;
    let name = user.clone();
    let known = app.look(move |reads| account(reads.store(), &name));
    let known = known.await??;
    let stored = known.as_ref().map(|known| known.password.clone());
    let is_right = identity.passwords.is(password, stored).await?;
    let now = app.now();
    let proof = match &known {
        Some(known) if is_right => known.proof(app, &code, now)?,
        _ => Proof::Missing,
    };
    let (secret, address) = (new_secret(""), sender.address);
    let hash = hash_of(&secret);
    let begun = app.at_writer(move |runtime| match known {
        Some(account) if is_right => begin(runtime, &account, proof, (hash, &sender, now)),
        Some(known) => refuse(runtime, &known.user.username, &sender, now),
        None => refuse(runtime, "", &sender, now),
    });
    let signed_in = begun.await??.ok_or(Denied::WrongPassword)?;
    identity.throttle.give_back(&user, address);
    Ok(SignedIn {
        cookie: identity.cookies.hold(&secret),
        user: signed_in,
    })
}

/// Ends the caller's session; gives the header that takes the cookie away.
///
/// # Errors
/// The store failed.
pub(crate) async fn sign_out(app: &App, caller: &Caller, sender: Sender) -> Answer<HeaderValue> {
    if let Through::Session(n) = caller.through {
        let (caller, now) = (caller.clone(), app.now());
        let ended = app.aside(move |tx| {
            tx.end_session(&caller.id, n)?;
            tx.audit(&line("signed-out", &caller.user, &sender, now))
        });
        ended.await??;
    }
    Ok(app.identity().cookies.drop())
}

/// What somebody enters to sign in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    /// User name.
    pub(crate) user: String,
    /// Password.
    pub(crate) password: String,
    /// Code of the second factor, or a recovery code, of whoever has one.
    #[serde(default)]
    pub(crate) code: String,
}

/// Somebody who may sign in with a password.
struct Account {
    user: User,
    /// In its stored form.
    password: String,
    factor: Option<SecondFactor>,
}

impl Account {
    fn proof(&self, app: &App, code: &str, now: Timestamp) -> Answer<Proof> {
        let keys = || {
            let keys = app.calls().vault.keys();
            keys.map_err(|problem| Problem::internal(&problem.to_string()))
        };
        proof(keys, self.factor.as_ref(), (&self.user.id, code), now)
    }

    /// Whether the password is still the same.
    fn is_still(&self, tx: &Tx<'_>) -> Result<bool, StoreError> {
        let now = account(tx, &self.user.username)?;
        Ok(now.is_some_and(|now| {
            (now.user, now.password) == (self.user.clone(), self.password.clone())
        }))
    }
}

/// The active user of that name who has a password.
fn account(view: &View, name: &str) -> Result<Option<Account>, StoreError> {
    let user = view.user_named(name)?;
    let Some(user) = user.filter(|user| user.is_active) else {
        return Ok(None);
    };
    let factor = view.second_factor(&user.id)?;
    let password = view.password(&user.id)?;
    Ok(password.map(|password| Account {
        user,
        password,
        factor,
    }))
}

/// Begins a session in place of the one that the browser held: a secret that somebody planted
/// there is worth nothing.
fn begin(
    runtime: &mut Runtime,
    account: &Account,
    proof: Proof,
    session: ([u8; 32], &Sender, Timestamp),
) -> Result<Option<User>, StoreError> {
    runtime.aside(|tx| {
        // She may have been deactivated, or got another password, while this one was compared.
        if account.is_still(tx)? && proves(tx, &account.user.id, proof)? {
            enter(tx, &account.user, session, "")?;
            return Ok(Some(account.user.clone()));
        }
        let (_, sender, now) = session;
        tx.audit(&refused(&account.user.username, sender, now))?;
        Ok(None)
    })
}

/// Begins a session of a user who proved who she is; `how` goes to the audit log.
pub(super) fn enter(
    tx: &Tx<'_>,
    user: &User,
    (hash, sender, now): ([u8; 32], &Sender, Timestamp),
    how: &str,
) -> Result<(), StoreError> {
    end_before(tx, sender)?;
    forget_old_sessions(tx, now)?;
    tx.insert_session(&session(&user.id, hash, sender, now))?;
    tx.audit(&AuditLine {
        detail: how.to_owned(),
        ..line("signed-in", &user.username, sender, now)
    })?;
    Ok(())
}

fn end_before(tx: &Tx<'_>, sender: &Sender) -> Result<(), StoreError> {
    let before = sender.before.map(|hash| tx.session(&hash)).transpose()?;
    if let Some(before) = before.flatten() {
        tx.end_session(&before.person, before.n)?;
    }
    Ok(())
}

/// Notes the attempt. What was typed as a user name is kept only when it is one: it may have been
/// the password.
fn refuse(
    runtime: &mut Runtime,
    user: &str,
    sender: &Sender,
    now: Timestamp,
) -> Result<Option<User>, StoreError> {
    runtime.aside(|tx| tx.audit(&refused(user, sender, now)))?;
    Ok(None)
}

fn refused(user: &str, sender: &Sender, now: Timestamp) -> AuditLine {
    AuditLine {
        actor: Text::from(""),
        ..line("sign-in-refused", user, sender, now)
    }
}

fn session(person: &Text, hash: [u8; 32], sender: &Sender, now: Timestamp) -> Session {
    Session {
        n: 0,
        hash,
        person: person.clone(),
        created: now,
        seen: now,
        address: sender.address.to_string(),
        agent: sender.agent.clone(),
    }
}

/// A line of the audit log about somebody who does something to herself.
fn line(kind: &str, user: &str, sender: &Sender, now: Timestamp) -> AuditLine {
    AuditLine {
        n: 0,
        at: now,
        actor: Text::from(user),
        kind: Text::from(kind),
        subject: Text::from(user),
        detail: String::new(),
        address: sender.address.to_string(),
    }
}

fn agent(headers: &HeaderMap) -> String {
    let agent = headers
        .get(USER_AGENT)
        .and_then(|agent| agent.to_str().ok());
    agent
        .unwrap_or_default()
        .chars()
        .take(AGENT_LENGTH_MAX)
        .collect()
}
