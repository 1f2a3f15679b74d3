//! How many mails may be sent: within an hour at most so many, and at most so many of one run. What
//! is beyond waits; nothing fails because of it.

use std::collections::VecDeque;

use segue_language::Timestamp;

/// Mails within an hour.
pub(super) const PER_HOUR: usize = 5_000;
/// Mails of one run within an hour.
const PER_RUN: usize = 100;
/// What a mail is told that waits because of its run.
pub(super) const OF_RUN: &str = "a run sends at most 100 mails within an hour";
/// An hour.
pub(super) const WINDOW_MICROS: i64 = 3_600_000_000;

/// Mails sent within the last hour and those under way.
#[derive(Debug, Default)]
pub(super) struct Allowance {
    sent: VecDeque<(Timestamp, Option<i64>)>,
    /// Numbers and runs.
    under_way: Vec<(i64, Option<i64>)>,
}

impl Allowance {
    /// After these mails, in order of time.
    pub(super) fn new(sent: impl Iterator<Item = (Timestamp, Option<i64>)>) -> Allowance {
        Allowance {
            sent: sent.collect(),
            under_way: Vec::new(),
        }
    }

    /// Forgets what was sent more than an hour ago.
    pub(super) fn forget_before(&mut self, now: Timestamp) {
        let begin = now.0 - WINDOW_MICROS;
        while self.sent.front().is_some_and(|(at, _)| at.0 <= begin) {
            self.sent.pop_front();
        }
    }

    /// How many more may be sent now.
    pub(super) fn left(&self) -> usize {
        PER_HOUR.saturating_sub(self.sent.len() + self.under_way.len())
    }

    /// When the next may be sent, if none may be now.
    pub(super) fn next(&self, now: Timestamp) -> Option<Timestamp> {
        if self.left() > 0 {
            return None;
        }
        let first = self.sent.front();
        Some(first.map_or(now.plus_seconds(1), |(at, _)| {
            Timestamp(at.0 + WINDOW_MICROS)
        }))
    }

    /// Reserves a place for a mail; when its run has none left, gives the time of the next one.
    pub(super) fn reserve(
        &mut self,
        mail: i64,
        run: Option<i64>,
        now: Timestamp,
    ) -> Option<Timestamp> {
        if run.is_some() {
            let sent = self.sent.iter().filter(|(_, of)| *of == run);
            let n_sent = sent.clone().count();
            let n_under_way = self.under_way.iter().filter(|(_, of)| *of == run).count();
            if n_sent + n_under_way >= PER_RUN {
                let first = sent.map(|(at, _)| *at).next().unwrap_or(now);
                return Some(Timestamp(first.0 + WINDOW_MICROS).max(now.plus_seconds(1)));
            }
        }
        self.under_way.push((mail, run));
        None
    }

    /// A mail that was under way was sent.
    pub(super) fn sent(&mut self, mail: i64, now: Timestamp) {
        let place = self.under_way.iter().position(|(known, _)| *known == mail);
        if let Some(place) = place {
            let (_, run) = self.under_way.swap_remove(place);
            self.sent.push_back((now, run));
        }
    }

    /// A mail that was under way was not sent.
    pub(super) fn give_back(&mut self, mail: i64) {
        self.under_way.retain(|(known, _)| *known != mail);
    }
}

#[cfg(test)]
mod tests {
    use super::{Allowance, PER_HOUR, PER_RUN, Timestamp, WINDOW_MICROS};

    const NOON: Timestamp = Timestamp(1_772_452_800_000_000);

    fn one_more(allowance: &mut Allowance, mail: i64, run: i64, now: Timestamp) -> bool {
        let is_reserved = allowance.reserve(mail, Some(run), now).is_none();
        allowance.sent(mail, now);
        is_reserved
    }

    #[test]
    fn a_run_that_mails_too_much_waits_and_others_do_not() {
        let mut allowance = Allowance::default();
        for mail in 0..PER_RUN as i64 {
            assert!(one_more(&mut allowance, mail, 1, NOON));
        }
        let due = allowance.reserve(1_000, Some(1), NOON);
        assert_eq!(due, Some(Timestamp(NOON.0 + WINDOW_MICROS)));
        assert!(one_more(&mut allowance, 1_001, 2, NOON));
        let later = NOON.plus_seconds(3_600);
        allowance.forget_before(later);
        assert!(one_more(&mut allowance, 1_002, 1, later));
    }

    #[test]
    fn beyond_the_limit_of_an_hour_everything_waits_for_the_oldest() {
        let sent = (0..PER_HOUR as i64).map(|n| (Timestamp(NOON.0 + n), None));
        let mut allowance = Allowance::new(sent);
        let now = NOON.plus_seconds(60);
        assert_eq!(allowance.left(), 0);
        assert_eq!(allowance.next(now), Some(NOON.plus_seconds(3_600)));
        allowance.forget_before(NOON.plus_seconds(3_600));
        assert_eq!(allowance.left(), 1);
    }

    #[test]
    fn a_mail_that_was_not_sent_takes_no_place() {
        let mut allowance = Allowance::default();
        assert_eq!(allowance.reserve(1, Some(1), NOON), None);
        assert_eq!(allowance.left(), PER_HOUR - 1);
        allowance.give_back(1);
        assert_eq!(allowance.left(), PER_HOUR);
    }
}
