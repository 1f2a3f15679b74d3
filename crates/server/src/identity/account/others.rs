//! Ending what recognizes people: sessions and tokens of others, and one's own other sessions.

use super::Change;
use crate::app::App;
use crate::problem::{Answer, Problem};

impl Change {
    /// Ends all sessions of the caller but the one in which she asks.
    ///
    /// # Errors
    /// She asks with a token.
    pub(crate) async fn end_other_sessions(self, app: &App) -> Answer<()> {
        let but = self.caller.require_session()?;
        self.carry_out(app, move |change, tx| {
            let n_ended = tx.end_sessions(&change.caller.id, Some(but))?;
            let user = &change.caller.user;
            change.note(tx, "sessions-ended", user, &n_ended.to_string())
        })
        .await
    }

    /// Ends all sessions of another user.
    ///
    /// # Errors
    /// There is no such user, or she may do what the caller may not.
    pub(crate) async fn end_sessions_of(self, app: &App, user: String) -> Answer<()> {
        self.carry_out(app, move |change, tx| {
            let user = change.below(tx, &user)?;
            let n_ended = tx.end_sessions(&user.id, None)?;
            let detail = n_ended.to_string();
            change.note(tx, "sessions-ended", &user.username, &detail)
        })
        .await
    }

    /// Revokes a token of another user.
    ///
    /// # Errors
    /// There is no such user or token, or she may do what the caller may not.
    pub(crate) async fn revoke_of(self, app: &App, user: String, n: i64) -> Answer<()> {
        self.carry_out(app, move |change, tx| {
            let user = change.below(tx, &user)?;
            if !tx.delete_token(&user.id, n)? {
                return Err(Problem::unknown("token", &n.to_string()));
            }
            change.note(tx, "token-revoked", &user.username, &n.to_string())
        })
        .await
    }
}
