//! Calls over HTTP: to an endpoint that the administrator named, within limits, and nowhere else.
//!
//! [`Endpoint`] says where calls may go; [`prepare`] makes the request of an action; [`Dialer`]
//! sends it past the guard of addresses; [`outputs`] reads the reply.

mod address;
mod depth;
mod dialer;
mod endpoint;
mod fault;
mod guard;
mod outputs;
mod reply;
mod request;
mod retry;
mod typed;

pub use address::*;
pub(crate) use depth::is_too_deep;
pub use dialer::*;
pub use endpoint::*;
pub use fault::*;
pub use guard::{LookedUp, Lookup, SystemLookup};
pub use outputs::outputs;
pub use reply::*;
pub use request::*;
