//! Which addresses a call may go to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

/// Addresses under which clouds give out credentials of the machine.
const METADATA: [Ipv4Addr; 4] = [
    Ipv4Addr::new(169, 254, 169, 254),
    Ipv4Addr::new(100, 100, 100, 200),
    Ipv4Addr::new(168, 63, 129, 16),
    Ipv4Addr::new(192, 0, 0, 192),
];
/// The same in IPv6.
const METADATA_6: [Ipv6Addr; 2] = [
    Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254),
    Ipv6Addr::new(0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254),
];

/// What kind of place an address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressKind {
    /// Anywhere in the internet.
    Public,
    /// This machine.
    Loopback,
    /// A private network: RFC 1918, unique local, or shared with a provider.
    Private,
    /// The credentials of a cloud machine.
    Metadata,
    /// Link-local, multicast, reserved, or a way round through another address family.
    Special,
}

/// Which addresses an endpoint may have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct AddressRule {
    /// Private networks and this machine too.
    pub allows_private: bool,
    /// Where this program itself listens: never.
    pub own: Option<SocketAddr>,
}

/// An address that calls must not go to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the address {address} is {why}")]
pub struct Blocked {
    /// The address.
    pub address: IpAddr,
    /// What is wrong with it.
    pub why: &'static str,
}

impl AddressKind {
    /// The kind of an address.
    pub fn of(address: IpAddr) -> AddressKind {
        match address {
            IpAddr::V4(address) => of_4(address),
            IpAddr::V6(address) => of_6(address),
        }
    }
}

impl AddressRule {
    /// Refuses an address that calls must not go to.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self, address: IpAddr, port: u16) -> Result<(), Blocked> {
        let why = match AddressKind::of(address) {
            AddressKind::Public => None,
            AddressKind::Loopback if self.allows_private => None,
            AddressKind::Private if self.allows_private => None,
            AddressKind::Loopback => Some("this machine; its endpoint does not allow that"),
            AddressKind::Private => Some("of a private network; its endpoint does not allow that"),
            AddressKind::Metadata => Some("where a cloud gives out credentials"),
            AddressKind::Special => Some("link-local, multicast or reserved"),
        };
        let own = || self.is_own(address, port).then_some("Segue itself");
        match why.or_else(own) {
            Some(why) => Err(Blocked { address, why }),
            None => Ok(()),
        }
    }

    fn is_own(&self, address: IpAddr, port: u16) -> bool {
        let Some(own) = self.own.filter(|own| own.port() == port) else {
            return false;
        };
        own.ip() == address || (own.ip().is_unspecified() && is_of_this_machine(address))
    }
}

/// Only an address of this machine can be bound.
fn is_of_this_machine(address: IpAddr) -> bool {
    UdpSocket::bind((address, 0)).is_ok()
}

fn of_4(address: Ipv4Addr) -> AddressKind {
    let [a, b, c, _] = address.octets();
    if METADATA.contains(&address) {
        return AddressKind::Metadata;
    }
    match (a, b, c) {
        (127, ..) => AddressKind::Loopback,
        (10, ..) | (172, 16..=31, _) | (192, 168, _) | (100, 64..=127, _) => AddressKind::Private,
        (0 | 224..=255, ..)
        | (169, 254, _)
        | (192, 0, 0 | 2)
        | (192, 88, 99)
        | (198, 18..=19, _)
        | (198, 51, 100)
        | (203, 0, 113) => AddressKind::Special,
        _ => AddressKind::Public,
    }
}

fn of_6(address: Ipv6Addr) -> AddressKind {
    if METADATA_6.contains(&address) {
        return AddressKind::Metadata;
    }
    if address == Ipv6Addr::LOCALHOST {
        return AddressKind::Loopback;
    }
    let inner = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        of_4(Ipv4Addr::new(a, b, c, d))
    };
    match address.segments() {
        // Mapped, and translated by NAT64: what counts is the address inside.
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            inner(high, low)
        }
        [0xfc00..=0xfdff, ..] => AddressKind::Private,
        // Teredo, ORCHID, documentation and 6to4.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x2002, ..] | [0x3fff, 0..=0xfff, ..] => {
            AddressKind::Special
        }
        [0x2000..=0x3fff, ..] => AddressKind::Public,
        _ => AddressKind::Special,
    }
}
