//! Whoever keeps a stream open: whether she is still who she was, and may what she might.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::session::{Credential, credential, look_at};
use super::{Denied, Permissions};
use crate::app::App;
use crate::problem::Problem;

/// With what a stream was opened, and what that allowed then. Looking at it is no use of the
/// session: a page that is only open does not keep it alive.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing {
    credential: Credential,
    permissions: Permissions,
}

impl Standing {
    /// Whether the session or token is alive, its person active, and nothing was given or taken.
    pub(crate) async fn holds(&self, app: &App) -> bool {
        let found = look_at(app, self.credential).await;
        let caller = found.ok().flatten();
        caller.is_some_and(|caller| caller.permissions == self.permissions)
    }
}

impl FromRequestParts<App> for Standing {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let credential = credential(&parts.headers, app.identity().cookies);
        let credential = credential.ok_or(Denied::NotSignedIn)?;
        let caller = look_at(app, credential).await?.ok_or(Denied::NotSignedIn)?;
        Ok(Standing {
            credential,
            permissions: caller.permissions,
        })
    }
}
