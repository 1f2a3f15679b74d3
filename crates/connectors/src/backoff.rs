//! When to try again: longer and longer, never all at once.

use std::time::Duration;

/// How waiting grows from attempt to attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    /// Before the second attempt.
    pub first: Duration,
    /// At most.
    pub longest: Duration,
}

impl Backoff {
    /// How long to wait after so many attempts (at least one): doubled each time, of which a
    /// random half stays. `random` is any number; whoever calls has the dice.
    pub fn delay(&self, n_attempts: u32, random: u64) -> Duration {
        let doubled = 2_u32.saturating_pow(n_attempts.saturating_sub(1).min(30));
        let whole = self.first.saturating_mul(doubled).min(self.longest);
        let half = whole / 2;
        let micros = u64::try_from(half.as_micros()).unwrap_or(u64::MAX);
        half + Duration::from_micros(random % micros.saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Backoff;

    const BACKOFF: Backoff = Backoff {
        first: Duration::from_secs(1),
        longest: Duration::from_secs(60),
    };

    #[test]
    fn waiting_doubles_up_to_its_limit_and_keeps_at_least_half() {
        for (n_attempts, seconds) in [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (u32::MAX, 60)] {
            let whole = Duration::from_secs(seconds);
            for random in [0, 1, 12_345_678_901, u64::MAX] {
                let delay = BACKOFF.delay(n_attempts, random);
                assert!(
                    delay >= whole / 2 && delay <= whole,
                    "{n_attempts}: {delay:?}"
                );
            }
        }
    }

    #[test]
    fn two_that_failed_together_do_not_come_back_together() {
        assert_ne!(BACKOFF.delay(3, 1), BACKOFF.delay(3, 1_000_000));
    }
}
