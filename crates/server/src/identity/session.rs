//! Recognizing who asks: by the session of a browser or the token of a program.

use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use segue_language::{Text, Timestamp};
use segue_store::{StoreError, Token, Tx, View};

use super::known::Known;
use super::role::permissions_of;
use super::{Caller, Cookies, Denied, Scope, Through, hash_of};
use crate::app::App;
use crate::problem::Answer;

/// Microseconds of a minute.
const MINUTE: i64 = 60_000_000;
/// A session that nobody used for so long is over.
const IDLE_MAX: i64 = 2 * 60 * MINUTE;
/// A session is over after so long.
const AGE_MAX: i64 = 24 * 60 * MINUTE;
/// How old the note of the last use may be.
const SEEN_EVERY: i64 = MINUTE;

/// How a request says who asks: the hash of the secret that it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Credential {
    Session([u8; 32]),
    Token([u8; 32]),
}

/// Who asks.
///
/// # Errors
/// [`Denied::NotSignedIn`]; [`Denied::OutOfScope`] when a token does not allow such a request.
pub(crate) async fn recognize(app: &App, parts: &Parts) -> Answer<Caller> {
    let credential = credential(&parts.headers, app.identity().cookies);
    let credential = credential.ok_or(Denied::NotSignedIn)?;
    let known = known(app, credential).await?;
    let caller = known.ok_or(Denied::NotSignedIn)?;
    Ok(narrow(caller, &parts.method)?)
}

/// Whoever is remembered, else whoever is found. The use of a session or token is noted now and then.
async fn known(app: &App, credential: Credential) -> Answer<Option<Caller>> {
    let (callers, now) = (&app.identity().known, app.now());
    let epoch = callers.epoch();
    let remembered = callers.find(&credential);
    let is_new = remembered.is_none();
    let mut known = match remembered {
        Some(known) => known,
        None => match look_up(app, credential).await? {
            Some(known) => known,
            None => return Ok(None),
        },
    };
    if !is_alive(&known, now) {
        return Ok(None);
    }
    let is_due = now.0 - known.noted.0 > SEEN_EVERY;
    if is_due {
        known.noted = now;
    }
    if is_new || is_due {
        callers.keep(credential, epoch, known.clone());
    }
    if is_due {
        let (n, through) = (known.n, known.caller.through);
        app.jot(move |tx| note(tx, through, n, now)).await?;
    }
    Ok(Some(known.caller))
}

/// Whoever it is, without noting that she was here.
pub(super) async fn look_at(app: &App, credential: Credential) -> Answer<Option<Caller>> {
    let callers = &app.identity().known;
    let epoch = callers.epoch();
    let known = match callers.find(&credential) {
        Some(known) => Some(known),
        None => look_up(app, credential).await?.inspect(|known| {
            callers.keep(credential, epoch, known.clone());
        }),
    };
    let known = known.filter(|known| is_alive(known, app.now()));
    Ok(known.map(|known| known.caller))
}

async fn look_up(app: &App, credential: Credential) -> Answer<Option<Known>> {
    let found = app.look(move |reads| find(reads.store(), &credential));
    match found.await?? {
        Found::Known(known) => Ok(Some(known)),
        Found::Nobody => Ok(None),
        Found::Inactive(person) => {
            // Whoever was deactivated begins anew once she is active again.
            let ended = app.aside(move |tx| tx.end_sessions(&person, None));
            ended.await??;
            Ok(None)
        }
    }
}

fn note(tx: &Tx<'_>, through: Through, n: i64, now: Timestamp) -> Result<(), StoreError> {
    match through {
        Through::Session(_) => tx.touch_session(n, now),
        Through::Token(_) => tx.touch_token(n, now),
    }
}

/// What a token leaves of its person's permissions in a request of that method.
fn narrow(mut caller: Caller, method: &Method) -> Result<Caller, Denied> {
    if let Through::Token(scope) = caller.through {
        if !scope.allows(method) {
            return Err(Denied::OutOfScope(scope));
        }
        caller.permissions = scope.narrow(caller.permissions, method);
    }
    Ok(caller)
}

/// A token counts alone: a request that carries one is never made in the name of a session.
pub(super) fn credential(headers: &HeaderMap, cookies: Cookies) -> Option<Credential> {
    if let Some(line) = headers.get(header::AUTHORIZATION) {
        let (kind, token) = line.to_str().ok()?.split_once(' ')?;
        let is_bearer = kind.eq_ignore_ascii_case("bearer");
        return is_bearer.then(|| Credential::Token(hash_of(token.trim())));
    }
    let secret = cookies.find(headers)?;
    Some(Credential::Session(hash_of(secret)))
}

/// What the store says of a session or token.
enum Found {
    Nobody,
    /// Whose it is may not sign in.
    Inactive(Text),
    Known(Known),
}

fn find(view: &View, credential: &Credential) -> Result<Found, StoreError> {
    match credential {
        Credential::Session(hash) => of_session(view, hash),
        Credential::Token(hash) => of_token(view, hash),
    }
}

fn of_session(view: &View, hash: &[u8; 32]) -> Result<Found, StoreError> {
    let Some(session) = view.session(hash)? else {
        return Ok(Found::Nobody);
    };
    let Some(caller) = caller(view, &session.person, Through::Session(session.n))? else {
        return Ok(Found::Inactive(session.person));
    };
    Ok(Found::Known(Known {
        caller,
        n: session.n,
        ends: Timestamp(session.created.0 + AGE_MAX),
        noted: session.seen,
    }))
}

fn of_token(view: &View, hash: &[u8; 32]) -> Result<Found, StoreError> {
    let Some((token, scope)) = view.token(hash)?.and_then(with_scope) else {
        return Ok(Found::Nobody);
    };
    let caller = caller(view, &token.person, Through::Token(scope))?;
    Ok(caller.map_or(Found::Nobody, |caller| {
        Found::Known(Known {
            caller,
            n: token.n,
            ends: token.expires,
            noted: token.used.unwrap_or(Timestamp(0)),
        })
    }))
}

fn with_scope(token: Token) -> Option<(Token, Scope)> {
    let scope = Scope::read(&token.scopes)?;
    Some((token, scope))
}

/// The caller of that id; none when she is not active.
fn caller(view: &View, person: &Text, through: Through) -> Result<Option<Caller>, StoreError> {
    let user = view.user(person)?;
    let Some(user) = user.filter(|user| user.is_active && user.id == *person) else {
        return Ok(None);
    };
    Ok(Some(Caller {
        user: user.username,
        permissions: permissions_of(view, &user.id)?,
        id: user.id,
        through,
    }))
}

/// A session also ends when nobody uses it.
fn is_alive(known: &Known, now: Timestamp) -> bool {
    let is_idle = match known.caller.through {
        Through::Session(_) => now.0 - known.noted.0 >= IDLE_MAX,
        Through::Token(_) => false,
    };
    now < known.ends && !is_idle
}

/// Forgets the sessions that are over.
///
/// # Errors
/// [`StoreError`].
pub(crate) fn forget_old_sessions(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    tx.forget_sessions(Timestamp(now.0 - AGE_MAX), Timestamp(now.0 - IDLE_MAX))?;
    Ok(())
}
