//! The pace: how many requests a second one person may make, or one address from which nobody signed
//! in. Whoever pauses may catch up with a burst.

use std::hash::{BuildHasher, Hash, RandomState};
use std::net::IpAddr;
use std::sync::atomic::{AtomicI64, Ordering};

use segue_language::Timestamp;

use super::Denied;

/// Microseconds of a second.
const SECOND: i64 = 1_000_000;
/// How far ahead of the pace somebody may be.
const AHEAD_MAX: i64 = 5 * SECOND;
/// Places. Two who share one share its pace; who does is different at each start.
const PLACES: usize = 1 << 16;

/// Counts requests. Each place holds the moment up to which its requests are used up.
pub(crate) struct Pace {
    /// Microseconds between two requests; 0 for no bound.
    every: i64,
    places: Box<[AtomicI64]>,
    seed: RandomState,
}

impl Pace {
    /// A pace of so many requests per second; 0 for any number.
    pub(crate) fn new(per_second: u32) -> Pace {
        let n = if per_second == 0 { 0 } else { PLACES };
        Pace {
            every: SECOND.checked_div(i64::from(per_second)).unwrap_or(0),
            places: (0..n).map(|_| AtomicI64::new(0)).collect(),
            seed: RandomState::new(),
        }
    }

    /// Takes a request of a person.
    ///
    /// # Errors
    /// [`Denied::TooManyRequests`].
    pub(crate) fn take_of(&self, person: &str, now: Timestamp) -> Result<(), Denied> {
        self.take(person, now)
    }

    /// Takes a request of somebody unknown at that address.
    ///
    /// # Errors
    /// [`Denied::TooManyRequests`].
    pub(crate) fn take_from(&self, address: IpAddr, now: Timestamp) -> Result<(), Denied> {
        self.take(super::network(address), now)
    }

    fn take(&self, who: impl Hash, now: Timestamp) -> Result<(), Denied> {
        if self.every == 0 {
            return Ok(());
        }
        let place = self.seed.hash_one(who) % PLACES as u64;
        let place = &self.places[usize::try_from(place).unwrap_or(0)];
        let latest = now.0 + AHEAD_MAX;
        let next = |used: i64| {
            let used = used.max(now.0) + self.every;
            (used <= latest).then_some(used)
        };
        match place.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next) {
            Ok(_) => Ok(()),
            Err(_) => Err(Denied::TooManyRequests(1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use segue_language::Timestamp;

    use super::{Pace, SECOND};

    const NOON: Timestamp = Timestamp(1_772_452_800_000_000);

    fn taken(pace: &Pace, who: &str, now: Timestamp) -> usize {
        (0..100_000)
            .filter(|_| pace.take_of(who, now).is_ok())
            .count()
    }

    #[test]
    fn whoever_comes_too_often_is_put_off_and_others_are_not() {
        let pace = Pace::new(100);
        assert_eq!(taken(&pace, "ann", NOON), 500);
        assert_eq!(taken(&pace, "ann", Timestamp(NOON.0 + SECOND)), 100);
        assert_eq!(taken(&pace, "bob", NOON), 500);
    }

    #[test]
    fn a_pace_of_nothing_bounds_nothing() {
        assert_eq!(taken(&Pace::new(0), "ann", NOON), 100_000);
    }

    #[test]
    fn many_at_the_same_time_get_no_more() {
        let pace = Pace::new(100);
        let taken: usize = std::thread::scope(|scope| {
            let racers: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| taken(&pace, "ann", NOON)))
                .collect();
            racers.into_iter().map(|racer| racer.join().unwrap()).sum()
        });
        assert_eq!(taken, 500);
    }

    #[test]
    fn addresses_of_one_network_have_one_pace() {
        let pace = Pace::new(1);
        let taken = (0..100).filter(|n| {
            let address = format!("2001:db8::{n:x}").parse().unwrap();
            pace.take_from(address, NOON).is_ok()
        });
        assert_eq!(taken.count(), 5);
    }
}
