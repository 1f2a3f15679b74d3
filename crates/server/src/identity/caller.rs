//! The caller: who asks, and what she may.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use segue_language::Text;
use segue_runtime::Actor;

use super::{Denied, Permission, Permissions, Scope};
use crate::problem::Problem;

/// Who asks. Handlers take it as a parameter; the guard of the route has put it there.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// User name.
    pub(crate) user: Text,
    /// Id of the user.
    pub(crate) id: Text,
    /// What she may do in this request.
    pub(crate) permissions: Permissions,
    /// How she proved who she is.
    pub(crate) through: Through,
}

/// How a caller proved who she is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Through {
    /// A session of that number, begun with a password.
    Session(i64),
    /// A token of that scope.
    Token(Scope),
}

impl Caller {
    /// Whoever runs a flow: what she may does not depend on how she signed in.
    pub(crate) fn of_flow(id: &Text, permissions: Permissions) -> Caller {
        Caller {
            user: id.clone(),
            id: id.clone(),
            permissions,
            through: Through::Token(Scope::Read),
        }
    }

    /// Whether she may.
    pub(crate) fn may(&self, permission: Permission) -> bool {
        self.permissions.has(permission)
    }

    /// Goes on only when she may.
    ///
    /// # Errors
    /// [`Denied::Lacks`].
    pub(crate) fn require(&self, permission: Permission) -> Result<(), Denied> {
        if self.may(permission) {
            return Ok(());
        }
        Err(Denied::Lacks(permission))
    }

    /// Goes on only when she signed in herself: what concerns her account is no matter of tokens.
    ///
    /// # Errors
    /// [`Denied::NeedsSession`].
    pub(crate) fn require_session(&self) -> Result<i64, Denied> {
        match self.through {
            Through::Session(n) => Ok(n),
            Through::Token(_) => Err(Denied::NeedsSession),
        }
    }

    /// As whom the runtime carries out what she asks for.
    pub(crate) fn actor(&self) -> Actor {
        Actor::User(self.id.clone())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let caller = parts.extensions.get().cloned();
        caller.ok_or_else(|| Denied::NotSignedIn.into())
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        Ok(parts.extensions.get().cloned())
    }
}
