//! Changes to accounts: passwords, roles, tokens, sessions. Each leaves a line in the audit log, in
//! the same transaction.

mod others;
mod roles;
mod second_factors;

use std::net::IpAddr;

use axum::http::HeaderValue;
use segue_language::{Text, Timestamp};
use segue_store::{AuditLine, Token, Tx, User};

use super::password::fault;
use super::role::{allowed_by, covers, permissions_of};
use super::{Caller, Cookies, Denied, Scope, Sender, Through, hash_of, new_secret};
use crate::app::App;
use crate::problem::{Answer, Problem};

/// What every token begins with, so that those who scan for lost ones find it.
const TOKEN_PREFIX: &str = "segue_";
/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;
/// Days after which a token is worth nothing, at most.
pub(crate) const TOKEN_DAYS_MAX: i64 = 366;
/// Characters of a token's label.
const LABEL_LENGTH_MAX: usize = 100;

/// Who changes something, from where and when.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    caller: Caller,
    address: String,
    now: Timestamp,
}

/// A token to make.
#[derive(Clone, Debug)]
pub(crate) struct NewToken {
    /// What it is for.
    pub(crate) label: String,
    /// What it may be used for.
    pub(crate) scope: Scope,
    /// Days after which it is worth nothing.
    pub(crate) days: i64,
}

impl Change {
    /// A change that the caller asks for now.
    pub(crate) fn new(app: &App, caller: Caller, sender: &Sender) -> Change {
        Change {
            caller,
            address: sender.address.to_string(),
            now: app.now(),
        }
    }

    /// Gives the caller another password, ends her other sessions and her tokens, and gives the
    /// session that goes on another secret.
    ///
    /// # Errors
    /// The old one is wrong, or the new one is poor.
    pub(crate) async fn password(self, app: &App, old: String, new: String) -> Answer<HeaderValue> {
        self.caller.require_session()?;
        check_password(&new, &self.caller.user)?;
        self.prove(app, old).await?;
        let cookies = app.identity().cookies;
        let stored = app.identity().passwords.hash(new).await?;
        self.carry_out(app, move |change, tx| {
            let person = &change.caller.id;
            tx.put_password(person, &stored, change.now)?;
            change.note(tx, "password-changed", &change.caller.user, "")?;
            let renewed = change.renew(tx, person, cookies)?;
            renewed.ok_or_else(|| Denied::NotSignedIn.into())
        })
        .await
    }

    /// Gives another user a password and ends all her sessions and tokens.
    ///
    /// # Errors
    /// There is no such user, she may do what the caller may not, or the password is poor.
    pub(crate) async fn password_of(self, app: &App, user: String, new: String) -> Answer<()> {
        check_password(&new, &user)?;
        let stored = app.identity().passwords.hash(new).await?;
        self.carry_out(app, move |change, tx| {
            let user = change.below(tx, &user)?;
            tx.put_password(&user.id, &stored, change.now)?;
            tx.end_access(&user.id)?;
            change.note(tx, "password-set", &user.username, "")
        })
        .await
    }

    /// Grants a role to a user, or takes it away. What she may is another thing from then on, so
    /// her sessions and tokens end; when she is the caller, the session goes on with another
    /// secret, which the header gives to the browser.
    ///
    /// # Errors
    /// There is no such user or role, or it allows what the caller may not do herself.
    pub(crate) async fn role(
        self,
        app: &App,
        user: String,
        role: String,
        has: bool,
    ) -> Answer<Option<HeaderValue>> {
        let cookies = app.identity().cookies;
        self.carry_out(app, move |change, tx| {
            let user = change.below(tx, &user)?;
            let allowed = allowed_by(tx, &role)?;
            let allowed = allowed.ok_or_else(|| Problem::unknown("role", &role))?;
            covers(&change.caller, allowed)?;
            let (is_new, kind) = if has {
                (tx.grant_role(&user.id, &role)?, "role-granted")
            } else {
                (tx.withdraw_role(&user.id, &role)?, "role-withdrawn")
            };
            if !is_new {
                return Ok(None);
            }
            change.note(tx, kind, &user.username, &role)?;
            change.renew(tx, &user.id, cookies)
        })
        .await
    }

    /// Makes a token of the caller; gives its number and its secret, which nobody sees again.
    ///
    /// # Errors
    /// It has no label, or lives too long.
    pub(crate) async fn token(self, app: &App, new: NewToken) -> Answer<(i64, String)> {
        self.caller.require_session()?;
        let label = new.label.trim().to_owned();
        if label.is_empty() || label.chars().count() > LABEL_LENGTH_MAX {
            return Err(Problem::invalid("A label has 1 to 100 characters."));
        }
        if !(1..=TOKEN_DAYS_MAX).contains(&new.days) {
            return Err(Problem::invalid("A token lives for 1 to 366 days."));
        }
        let secret = new_secret(TOKEN_PREFIX);
        let hash = hash_of(&secret);
        self.carry_out(app, move |change, tx| {
            let n = tx.insert_token(&Token {
                n: 0,
                hash,
                person: change.caller.id.clone(),
                label,
                scopes: new.scope.word().to_owned(),
                created: change.now,
                expires: Timestamp(change.now.0 + new.days * DAY),
                used: None,
            })?;
            let detail = format!("{n} {}", new.scope.word());
            change.note(tx, "token-made", &change.caller.user, &detail)?;
            Ok((n, secret))
        })
        .await
    }

    /// Revokes a token of the caller.
    ///
    /// # Errors
    /// She has no such one.
    pub(crate) async fn revoke(self, app: &App, n: i64) -> Answer<()> {
        self.carry_out(app, move |change, tx| {
            if !tx.delete_token(&change.caller.id, n)? {
                return Err(Problem::unknown("token", &n.to_string()));
            }
            change.note(tx, "token-revoked", &change.caller.user, &n.to_string())
        })
        .await
    }

    /// Ends a session of the caller.
    ///
    /// # Errors
    /// She has no such one.
    pub(crate) async fn end_session(self, app: &App, n: i64) -> Answer<()> {
        self.carry_out(app, move |change, tx| {
            if !tx.end_session(&change.caller.id, n)? {
                return Err(Problem::unknown("session", &n.to_string()));
            }
            change.note(tx, "session-ended", &change.caller.user, &n.to_string())
        })
        .await
    }

    async fn carry_out<T: Send + 'static>(
        self,
        app: &App,
        work: impl FnOnce(&Change, &Tx<'_>) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        app.aside(move |tx| work(&self, tx)).await?
    }

    /// Counts an attempt to guess a secret of the caller.
    fn try_once(&self, app: &App) -> Answer<()> {
        let throttle = &app.identity().throttle;
        Ok(throttle.take(&self.caller.user, self.sent_from(), self.now)?)
    }

    fn sent_from(&self) -> IpAddr {
        self.address.parse().expect("it was an address")
    }

    /// The caller knows her password: a session that somebody found open is not enough.
    async fn prove(&self, app: &App, password: String) -> Answer<()> {
        self.try_once(app)?;
        let identity = app.identity();
        let person = self.caller.id.clone();
        let stored = app.look(move |reads| reads.store().password(&person));
        if !identity.passwords.is(password, stored.await??).await? {
            return Err(Denied::WrongPassword.into());
        }
        identity
            .throttle
            .give_back(&self.caller.user, self.sent_from());
        Ok(())
    }

    /// Ends the sessions and tokens of a person, but the session in which the caller herself asks:
    /// that one gets another secret.
    fn renew(&self, tx: &Tx<'_>, person: &str, cookies: Cookies) -> Answer<Option<HeaderValue>> {
        tx.delete_tokens(person)?;
        self.renew_session(tx, person, cookies)
    }

    /// The same, and tokens live on.
    fn renew_session(
        &self,
        tx: &Tx<'_>,
        person: &str,
        cookies: Cookies,
    ) -> Answer<Option<HeaderValue>> {
        let own = match self.caller.through {
            Through::Session(n) if *self.caller.id == *person => Some(n),
            Through::Session(_) | Through::Token(_) => None,
        };
        tx.end_sessions(person, own)?;
        let Some(n) = own else {
            return Ok(None);
        };
        let secret = new_secret("");
        let is_there = tx.rotate_session(n, &hash_of(&secret))?;
        Ok(is_there.then(|| cookies.hold(&secret)))
    }

    /// A user who may do nothing that the caller may not: nobody rises by taking over an account.
    fn below(&self, tx: &Tx<'_>, name: &str) -> Answer<User> {
        let user = tx.user(name)?;
        let user = user.ok_or_else(|| Problem::unknown("user", name))?;
        covers(&self.caller, permissions_of(tx, &user.id)?)?;
        Ok(user)
    }

    fn note(&self, tx: &Tx<'_>, kind: &str, subject: &str, detail: &str) -> Answer<()> {
        tx.audit(&AuditLine {
            n: 0,
            at: self.now,
            actor: self.caller.user.clone(),
            kind: Text::from(kind),
            subject: Text::from(subject),
            detail: detail.to_owned(),
            address: self.address.clone(),
        })?;
        Ok(())
    }
}

fn check_password(password: &str, user: &str) -> Answer<()> {
    fault(password, user).map_or(Ok(()), |fault| Err(Problem::invalid(fault)))
}
