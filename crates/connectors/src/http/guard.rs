//! The guard: looks names up for the dialler, and lets only addresses through that calls may go
//! to. There is no second lookup between the check and the connection.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::{AddressRule, Blocked};

/// Addresses that one name may have.
const ADDRESSES_MAX: usize = 64;

/// What a lookup gives.
pub type LookedUp = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// Finds the addresses of a host.
pub trait Lookup: Send + Sync {
    /// The addresses of `host` now.
    fn lookup(&self, host: String) -> LookedUp;
}

/// Asks the system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemLookup;

impl Lookup for SystemLookup {
    fn lookup(&self, host: String) -> LookedUp {
        Box::pin(async move {
            let found = tokio::net::lookup_host((host, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// Stands between the dialler and the lookup.
pub(crate) struct Guard {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) rule: AddressRule,
    pub(crate) lookup: Arc<dyn Lookup>,
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let (port, rule) = (self.port, self.rule.clone());
        let is_own = name.as_str().eq_ignore_ascii_case(&self.host);
        let found = self.lookup.lookup(self.host.clone());
        Box::pin(async move {
            if !is_own {
                return Err("another host than the endpoint's".into());
            }
            let found = found.await?;
            let passed = passed(&found, port, &rule)?;
            Ok(Box::new(passed.into_iter()) as Addrs)
        })
    }
}

/// The addresses that calls may go to; a name that has only others is blocked.
fn passed(
    found: &[IpAddr],
    port: u16,
    rule: &AddressRule,
) -> Result<Vec<SocketAddr>, Box<dyn std::error::Error + Send + Sync>> {
    let mut passed = Vec::new();
    let mut blocked: Option<Blocked> = None;
    for address in found.iter().take(ADDRESSES_MAX) {
        match rule.check(*address, port) {
            Ok(()) => passed.push(SocketAddr::new(*address, 0)),
            Err(why) => blocked = Some(why),
        }
    }
    match (passed.is_empty(), blocked) {
        (false, _) => Ok(passed),
        (true, Some(blocked)) => Err(blocked.into()),
        (true, None) => Err("the host has no address".into()),
    }
}
