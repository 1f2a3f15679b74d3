//! Setting up a second factor, confirming it, and giving it up.

use axum::http::{HeaderValue, StatusCode};
use segue_connectors::Keys;
use segue_store::Tx;

use super::Change;
use crate::app::App;
use crate::identity::Denied;
use crate::identity::second_factor::{SharedSecret, hashes_of, proof, proves, recovery_codes};
use crate::problem::{Answer, Problem};

impl Change {
    /// Makes the secret of a second factor, which counts once its first code is given.
    ///
    /// # Errors
    /// The password is wrong, or there is a confirmed one.
    pub(crate) async fn begin_second_factor(
        self,
        app: &App,
        password: String,
    ) -> Answer<SharedSecret> {
        self.caller.require_session()?;
        self.prove(app, password).await?;
        let secret = SharedSecret::new();
        let sealed = secret.seal(&*keys(app)?, &self.caller.id)?;
        self.carry_out(app, move |change, tx| {
            if !tx.begin_second_factor(&change.caller.id, &sealed)? {
                return Err(is_on());
            }
            change.note(tx, "second-factor-begun", &change.caller.user, "")
        })
        .await?;
        Ok(secret)
    }

    /// Turns the second factor on with its first code; ends the caller's other sessions and gives
    /// her recovery codes, which nobody sees again.
    ///
    /// # Errors
    /// There is none to confirm, or the code is not the right one.
    pub(crate) async fn confirm_second_factor(
        self,
        app: &App,
        code: &str,
    ) -> Answer<(Vec<String>, HeaderValue)> {
        self.caller.require_session()?;
        self.try_once(app)?;
        let person = self.caller.id.clone();
        let factor = app.look(move |reads| reads.store().second_factor(&person));
        let factor = factor.await??;
        let factor = factor.ok_or_else(|| Problem::unknown("second factor", &self.caller.user))?;
        if factor.confirmed.is_some() {
            return Err(is_on());
        }
        let secret = SharedSecret::open(&*keys(app)?, &factor.sealed, &self.caller.id)?;
        let step = secret.step_of(code, self.now).ok_or(Denied::WrongCode)?;
        let codes = recovery_codes();
        let (hashes, cookies) = (hashes_of(&codes), app.identity().cookies);
        let cookie = self.carry_out(app, move |change, tx| {
            let person = &change.caller.id;
            let is_same = tx.second_factor(person)?.as_ref() == Some(&factor);
            if !is_same || !tx.confirm_second_factor(person, step, change.now)? {
                return Err(Denied::WrongCode.into());
            }
            tx.put_recovery_codes(person, &hashes)?;
            change.note(tx, "second-factor-on", &change.caller.user, "")?;
            let renewed = change.renew_session(tx, person, cookies)?;
            renewed.ok_or_else(|| Denied::NotSignedIn.into())
        });
        Ok((codes, cookie.await?))
    }

    /// Gives the second factor up.
    ///
    /// # Errors
    /// The password or the code is wrong.
    pub(crate) async fn end_second_factor(
        self,
        app: &App,
        (password, code): (String, String),
    ) -> Answer<()> {
        self.caller.require_session()?;
        self.prove(app, password).await?;
        let person = self.caller.id.clone();
        let factor = app.look(move |reads| reads.store().second_factor(&person));
        let factor = factor.await??;
        let given = (&*self.caller.id, &*code);
        let proof = proof(|| keys(app), factor.as_ref(), given, self.now)?;
        self.carry_out(app, move |change, tx| {
            if !proves(tx, &change.caller.id, proof)? {
                return Err(Denied::WrongCode.into());
            }
            forget(change, tx, &change.caller.id, &change.caller.user)
        })
        .await
    }

    /// Takes the second factor of another user away, who lost it; her sessions end.
    ///
    /// # Errors
    /// There is no such user, or she may do what the caller may not.
    pub(crate) async fn end_second_factor_of(self, app: &App, user: String) -> Answer<()> {
        self.carry_out(app, move |change, tx| {
            let user = change.below(tx, &user)?;
            tx.end_sessions(&user.id, None)?;
            forget(change, tx, &user.id, &user.username)
        })
        .await
    }
}

fn forget(change: &Change, tx: &Tx<'_>, person: &str, user: &str) -> Answer<()> {
    if !tx.delete_second_factor(person)? {
        return Err(Problem::unknown("second factor", user));
    }
    change.note(tx, "second-factor-off", user, "")
}

fn keys(app: &App) -> Answer<std::sync::Arc<Keys>> {
    let keys = app.calls().vault.keys();
    keys.map_err(|problem| Problem::internal(&problem.to_string()))
}

fn is_on() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "second-factor-on",
        "Your second factor is on. Turn it off first.",
    )
}
