//! Recognizing who asks: by the session of a browser or the token of a program.

use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use segue_language::{Text, Timestamp};
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
    let found = app.look(move |reads| find(reads.store(), &credential, now));
    let found = found.await??;
    if let Some(note) = found.note {
        app.aside(move |tx| note.write(tx, now)).await??;
    }
    let caller = found.caller.ok_or(Denied::NotSignedIn)?;
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

/// Somebody, and what is to be noted of her.
struct Found {
    caller: Option<Caller>,
    note: Option<Note>,
}

/// What is written about a credential that was used.
enum Note {
    /// Whoever was deactivated begins anew once she is active again.
    EndSessions(Text),
    SessionUsed(i64),
    TokenUsed(i64),
}

impl Note {
    fn write(self, tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
        match self {
            Note::EndSessions(person) => tx.end_sessions(&person, None).map(|_| ()),
            Note::SessionUsed(n) => tx.touch_session(n, now),
            Note::TokenUsed(n) => tx.touch_token(n, now),
        }
    }
}

fn find(view: &View, credential: &Credential, now: Timestamp) -> Result<Found, StoreError> {
    match credential {
        Credential::Session(hash) => of_session(view, hash, now),
        Credential::Token(hash) => of_token(view, hash, now),
    }
}

fn of_session(view: &View, hash: &[u8; 32], now: Timestamp) -> Result<Found, StoreError> {
    let session = view.session(hash)?.filter(|session| is_alive(session, now));
    let Some(session) = session else {
        return Ok(Found::nobody());
    };
    let caller = caller(view, &session.person, Through::Session(session.n))?;
    let note = match &caller {
        None => Some(Note::EndSessions(session.person)),
        Some(_) if now.0 - session.seen.0 > SEEN_EVERY => Some(Note::SessionUsed(session.n)),
        Some(_) => None,
    };
    Ok(Found { caller, note })
}

fn of_token(view: &View, hash: &[u8; 32], now: Timestamp) -> Result<Found, StoreError> {
    let token = view.token(hash)?.filter(|token| now < token.expires);
    let Some((token, scope)) = token.and_then(with_scope) else {
        return Ok(Found::nobody());
    };
    let caller = caller(view, &token.person, Through::Token(scope))?;
    let is_noted = token.used.is_some_and(|used| now.0 - used.0 <= SEEN_EVERY);
    let note = (caller.is_some() && !is_noted).then_some(Note::TokenUsed(token.n));
    Ok(Found { caller, note })
}

impl Found {
    fn nobody() -> Found {
        Found {
            caller: None,
            note: None,
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

/// Forgets the sessions that are over.
///
/// # Errors
/// [`StoreError`].
pub(crate) fn forget_old_sessions(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    tx.forget_sessions(Timestamp(now.0 - AGE_MAX), Timestamp(now.0 - IDLE_MAX))?;
    Ok(())
}
