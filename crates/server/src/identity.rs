//! Who asks, and what they may: accounts, sessions, tokens, roles, and the rules of access.

mod caller;
mod denied;
mod permission;
mod scope;

pub(crate) use caller::{Caller, Through};
pub(crate) use denied::Denied;
pub(crate) use permission::{Permission, Permissions};
pub(crate) use scope::Scope;

use axum::http::request::Parts;

use crate::app::App;
use crate::problem::Problem;

/// Finds out who asks.
pub(crate) async fn recognize(_app: &App, _parts: &Parts) -> Result<Caller, Problem> {
    Err(Denied::NotSignedIn.into())
}
