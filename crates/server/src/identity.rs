//! Who asks, and what they may: accounts, sessions, tokens, roles, and the rules of access.

mod access;
mod account;
mod caller;
mod cookie;
mod denied;
mod known;
mod oidc;
mod origin;
mod pace;
mod password;
mod permission;
mod role;
mod scope;
mod second_factor;
mod secret;
mod session;
mod setup;
mod sign_in;
mod standing;
mod throttle;

pub(crate) use access::{ObjectAccess, Reach, RunSight, Viewer, is_of_runs, is_right, is_sharing};
pub(crate) use account::{Change, NewToken};
pub(crate) use caller::{Caller, Through};
pub(crate) use cookie::Cookies;
pub(crate) use denied::Denied;
pub(crate) use known::KnownCallers;
pub(crate) use oidc::{Providers, Returned, arrive, depart};
pub(crate) use origin::check_origin;
pub(crate) use pace::Pace;
pub(crate) use password::{Passwords, fault as password_fault, hash as hash_password};
pub(crate) use permission::{Permission, Permissions};
pub(crate) use role::{ADMINISTRATOR, WORKER, covers, ensure_roles, is_built_in, permissions_of};
pub(crate) use scope::Scope;
#[cfg(test)]
pub(crate) use second_factor::code_at;
pub(crate) use second_factor::{SharedSecret, reseal_second_factors};
pub(crate) use secret::{are_same, hash_of, new_secret};
pub(crate) use session::recognize;
pub(crate) use setup::{accept, create_administrator, prepare};
pub(crate) use sign_in::{Entry, Sender, SignedIn, address_of, sign_in, sign_out};
pub(crate) use standing::Standing;
pub(crate) use throttle::Throttle;
use throttle::network;

use segue_connectors::Dialer;
use segue_runtime::PeopleEpoch;

use crate::settings::Settings;

/// What recognizing people needs besides the store; part of the `App`.
pub(crate) struct Identity {
    pub(crate) cookies: Cookies,
    pub(crate) passwords: Passwords,
    pub(crate) throttle: Throttle,
    pub(crate) pace: Pace,
    pub(crate) known: KnownCallers,
    pub(crate) providers: Providers,
    /// Calls to providers go out through it.
    pub(crate) dialer: Dialer,
}

impl Identity {
    /// What a server of these settings needs.
    ///
    /// # Errors
    /// The providers cannot be read.
    pub(crate) fn new(settings: &Settings, people: PeopleEpoch) -> anyhow::Result<Identity> {
        let is_safe = settings.base_url.starts_with("https://");
        let is_secure = is_safe || !settings.listen.ip().is_loopback();
        Ok(Identity {
            providers: Providers::read(settings.sign_in_providers.as_deref())?,
            dialer: Dialer::new(Some(settings.listen)),
            cookies: Cookies { is_secure },
            passwords: Passwords::default(),
            throttle: Throttle::default(),
            pace: Pace::new(settings.requests_per_second),
            known: KnownCallers::new(people),
        })
    }
}
