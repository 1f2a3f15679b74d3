//! Who asks, and what they may: accounts, sessions, tokens, roles, and the rules of access.

mod access;
mod account;
mod caller;
mod cookie;
mod denied;
mod origin;
mod password;
mod permission;
mod role;
mod scope;
mod secret;
mod session;
mod setup;
mod sign_in;
mod throttle;

use std::net::SocketAddr;

pub(crate) use access::{ObjectAccess, Reach, RunSight, Viewer, is_right, is_sharing};
pub(crate) use account::{Change, NewToken};
pub(crate) use caller::{Caller, Through};
pub(crate) use cookie::Cookies;
pub(crate) use denied::Denied;
pub(crate) use origin::check_origin;
pub(crate) use password::{Passwords, fault as password_fault, hash as hash_password};
pub(crate) use permission::{Permission, Permissions};
pub(crate) use role::{ADMINISTRATOR, WORKER, ensure_roles};
pub(crate) use scope::Scope;
pub(crate) use secret::{are_same, hash_of, new_secret};
pub(crate) use session::recognize;
pub(crate) use setup::{accept, create_administrator, prepare};
pub(crate) use sign_in::{Sender, sign_in, sign_out};
pub(crate) use throttle::Throttle;

/// What recognizing people needs besides the store; part of the `App`.
pub(crate) struct Identity {
    pub(crate) cookies: Cookies,
    pub(crate) passwords: Passwords,
    pub(crate) throttle: Throttle,
}

impl Identity {
    /// For a server that people reach at `base_url` and that listens at `listen`.
    pub(crate) fn new(base_url: &str, listen: SocketAddr) -> Identity {
        let is_secure = base_url.starts_with("https://") || !listen.ip().is_loopback();
        Identity {
            cookies: Cookies { is_secure },
            passwords: Passwords::default(),
            throttle: Throttle::default(),
        }
    }
}
