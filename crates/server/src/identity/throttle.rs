//! The throttle: how often somebody may try to sign in, by account and by address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use segue_language::Timestamp;

use super::{Denied, hash_of};

/// Microseconds of a second.
const SECOND: i64 = 1_000_000;
/// Accounts and addresses remembered.
const REMEMBERED_MAX: usize = 100_000;

/// Attempts at once, and the time after which another one is free.
#[derive(Clone, Copy)]
struct Rate {
    attempts: i64,
    every: i64,
}

const OF_ACCOUNT: Rate = Rate {
    attempts: 10,
    every: 60 * SECOND,
};
const OF_ADDRESS: Rate = Rate {
    attempts: 50,
    every: 5 * SECOND,
};

/// What attempts are counted by. A name is what somebody typed, of any length: its hash is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Account([u8; 32]),
    Address(IpAddr),
}

/// Counts attempts. Each key holds the moment at which all its attempts are free again.
#[derive(Default)]
pub(crate) struct Throttle {
    free_at: Mutex<HashMap<Key, i64>>,
}

impl Throttle {
    /// Takes an attempt of the account and of the address, before the password is compared: many
    /// at the same time are no way around it.
    ///
    /// # Errors
    /// [`Denied::TooManyAttempts`].
    pub(crate) fn take(
        &self,
        account: &str,
        address: IpAddr,
        now: Timestamp,
    ) -> Result<(), Denied> {
        let mut free_at = self.free_at.lock().unwrap_or_else(PoisonError::into_inner);
        forget(&mut free_at, now);
        let keys = keys(account, address);
        let waits = keys
            .iter()
            .map(|(key, rate)| wait(&free_at, key, *rate, now));
        if let Some(seconds) = waits.max().filter(|seconds| *seconds > 0) {
            return Err(Denied::TooManyAttempts(seconds));
        }
        for (key, rate) in keys {
            let at = free_at.entry(key).or_default();
            *at = (*at).max(now.0) + rate.every;
        }
        Ok(())
    }

    /// Gives the attempt back: it succeeded.
    pub(crate) fn give_back(&self, account: &str, address: IpAddr) {
        let mut free_at = self.free_at.lock().unwrap_or_else(PoisonError::into_inner);
        for (key, rate) in keys(account, address) {
            if let Some(at) = free_at.get_mut(&key) {
                *at -= rate.every;
            }
        }
    }
}

/// Keeps the memory within its bounds: first without those that are free again; when attackers
/// fill it all the same, those that are free soonest go too.
fn forget(free_at: &mut HashMap<Key, i64>, now: Timestamp) {
    if free_at.len() < REMEMBERED_MAX {
        return;
    }
    free_at.retain(|_, at| *at > now.0);
    if free_at.len() >= REMEMBERED_MAX / 2 {
        let mut moments: Vec<i64> = free_at.values().copied().collect();
        let half = moments.len() / 2;
        let (_, middle, _) = moments.select_nth_unstable(half);
        let middle = *middle;
        free_at.retain(|_, at| *at > middle);
    }
}

fn keys(account: &str, address: IpAddr) -> [(Key, Rate); 2] {
    let account = Key::Account(hash_of(&account.to_lowercase()));
    [
        (account, OF_ACCOUNT),
        (Key::Address(network(address)), OF_ADDRESS),
    ]
}

/// Seconds until one more attempt is free; 0 when one is.
fn wait(free_at: &HashMap<Key, i64>, key: &Key, rate: Rate, now: Timestamp) -> u32 {
    let at = free_at.get(key).copied().unwrap_or(0).max(now.0);
    let over = at + rate.every - now.0 - rate.attempts * rate.every;
    u32::try_from((over + SECOND - 1).div_euclid(SECOND)).unwrap_or(0)
}

/// Whoever has one address of version 6 has 2^64 of them.
pub(super) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        four => four,
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use segue_language::Timestamp;

    use super::{SECOND, Throttle};
    use crate::identity::Denied;

    const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const NOON: Timestamp = Timestamp(1_772_452_800_000_000);

    fn guesses(throttle: &Throttle, n: u64, now: Timestamp) -> u64 {
        let allowed = (0..n).filter(|_| throttle.take("Ann", HOME, now).is_ok());
        allowed.count() as u64
    }

    #[test]
    fn ten_thousand_guesses_are_ten() {
        assert_eq!(guesses(&Throttle::default(), 10_000, NOON), 10);
    }

    #[test]
    fn one_more_guess_is_free_each_minute() {
        let throttle = Throttle::default();
        guesses(&throttle, 10, NOON);
        let refused = throttle.take("ann", HOME, NOON);
        assert_eq!(refused, Err(Denied::TooManyAttempts(60)));
        assert_eq!(guesses(&throttle, 10, Timestamp(NOON.0 + 60 * SECOND)), 1);
    }

    #[test]
    fn an_account_that_does_not_exist_is_counted_like_one_that_does() {
        let throttle = Throttle::default();
        guesses(&throttle, 10, NOON);
        assert_eq!(throttle.take("bob", HOME, NOON), Ok(()));
    }

    #[test]
    fn an_address_may_try_fifty_accounts() {
        let throttle = Throttle::default();
        let tried = (0..100).filter(|n| throttle.take(&format!("u{n}"), HOME, NOON).is_ok());
        assert_eq!(tried.count(), 50);
    }

    #[test]
    fn addresses_of_one_network_are_counted_together() {
        let throttle = Throttle::default();
        let tried = (0..100).filter(|n| {
            let address = format!("2001:db8::{n:x}").parse().unwrap();
            throttle.take(&format!("u{n}"), address, NOON).is_ok()
        });
        assert_eq!(tried.count(), 50);
    }

    #[test]
    fn what_is_remembered_has_bounds_however_many_names_are_tried() {
        let throttle = Throttle::default();
        let long = "x".repeat(1_000);
        for n in 0..250_000_u32 {
            let address = std::net::Ipv6Addr::from(u128::from(n) << 64);
            let _ = throttle.take(&format!("{long}{n}"), address.into(), NOON);
        }
        let free_at = throttle.free_at.lock().unwrap();
        assert!(
            free_at.len() <= super::REMEMBERED_MAX + 2,
            "{}",
            free_at.len()
        );
    }

    #[test]
    fn signing_in_costs_no_attempt() {
        let throttle = Throttle::default();
        for _ in 0..100 {
            throttle.take("ann", HOME, NOON).unwrap();
            throttle.give_back("ann", HOME);
        }
    }
}
