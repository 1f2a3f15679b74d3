//! Recognizing who asks: by the session of a browser or the token of a program.

use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use segue_language::{Text, Timestamp};
use segue_runtime::Runtime;
use segue_store::{Session, StoreError, Token, Tx, View};

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

/// How a request says who asks.
enum Credential {
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
    let now = app.now();
    let found = app.look(move |runtime| find(runtime, &credential, now));
    let caller = found.await??.ok_or(Denied::NotSignedIn)?;
    Ok(narrow(caller, &parts.method)?)
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
fn credential(headers: &HeaderMap, cookies: Cookies) -> Option<Credential> {
    if let Some(line) = headers.get(header::AUTHORIZATION) {
        let (kind, token) = line.to_str().ok()?.split_once(' ')?;
        let is_bearer = kind.eq_ignore_ascii_case("bearer");
        return is_bearer.then(|| Credential::Token(hash_of(token.trim())));
    }
    let secret = cookies.find(headers)?;
    Some(Credential::Session(hash_of(secret)))
}

fn find(
    runtime: &mut Runtime,
    credential: &Credential,
    now: Timestamp,
) -> Result<Option<Caller>, StoreError> {
    let view: &View = runtime.store();
    match credential {
        Credential::Session(hash) => {
            let session = view.session(hash)?.filter(|session| is_alive(session, now));
            let Some(session) = session else {
                return Ok(None);
            };
            let caller = caller(view, &session.person, Through::Session(session.n))?;
            match &caller {
                // Whoever was deactivated begins anew once she is active again.
                None => end_sessions(runtime, &session.person)?,
                Some(_) if now.0 - session.seen.0 > SEEN_EVERY => {
                    runtime.aside(|tx| tx.touch_session(session.n, now))?;
                }
                Some(_) => {}
            }
            Ok(caller)
        }
        Credential::Token(hash) => {
            let token = view.token(hash)?.filter(|token| now < token.expires);
            let Some((token, scope)) = token.and_then(with_scope) else {
                return Ok(None);
            };
            let caller = caller(view, &token.person, Through::Token(scope))?;
            let is_noted = token.used.is_some_and(|used| now.0 - used.0 <= SEEN_EVERY);
            if caller.is_some() && !is_noted {
                runtime.aside(|tx| tx.touch_token(token.n, now))?;
            }
            Ok(caller)
        }
    }
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

fn is_alive(session: &Session, now: Timestamp) -> bool {
    now.0 - session.seen.0 < IDLE_MAX && now.0 - session.created.0 < AGE_MAX
}

fn end_sessions(runtime: &mut Runtime, person: &str) -> Result<(), StoreError> {
    runtime.aside(|tx| tx.end_sessions(person, None))?;
    Ok(())
}

/// Forgets the sessions that are over.
///
/// # Errors
/// [`StoreError`].
pub(crate) fn forget_old_sessions(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    tx.forget_sessions(Timestamp(now.0 - AGE_MAX), Timestamp(now.0 - IDLE_MAX))?;
    Ok(())
}
