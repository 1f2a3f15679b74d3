//! An attempt, and what is to follow from it.

use segue_connectors::{MailConnection, MailFailure, MailServer, Taken};
use segue_language::Timestamp;
use segue_runtime::{ClaimedMail, MailNext, Recipient};

use super::Patience;
use crate::app::App;

/// Recipients of one attempt; the others follow at once.
const RECIPIENTS_MAX: usize = 100;

/// An attempt: who it was for, and what came of it.
pub(super) struct Attempt {
    pub(super) recipients: Vec<Recipient>,
    pub(super) result: Result<Taken, MailFailure>,
}

/// Recipients that are over, by place, with the reason where they were refused for good.
type Done = Vec<(u16, Option<String>)>;

impl Attempt {
    /// An attempt for all recipients of a mail.
    pub(super) fn of_all(mail: &ClaimedMail, result: Result<Taken, MailFailure>) -> Attempt {
        Attempt {
            recipients: mail.recipients.clone(),
            result,
        }
    }

    /// Hands a mail over; gives the connection back. One that was kept and turns out to be dead
    /// before anything was said of the message is replaced once.
    pub(super) async fn make(
        app: &App,
        server: &MailServer,
        mail: &ClaimedMail,
        content: &[u8],
        kept: Option<MailConnection>,
    ) -> (Attempt, Option<MailConnection>) {
        let recipients: Vec<Recipient> = mail
            .recipients
            .iter()
            .take(RECIPIENTS_MAX)
            .cloned()
            .collect();
        let to: Vec<String> = recipients
            .iter()
            .map(|one| one.address.to_string())
            .collect();
        let from = app.settings().mail.sender();
        if let Some(mut line) = kept {
            let result = line.send(&from, &to, content).await;
            if !matches!(result, Err(MailFailure::Server(_))) {
                return (Attempt { recipients, result }, Some(line));
            }
        }
        let (result, line) = match MailConnection::open(server).await {
            Ok(mut line) => (line.send(&from, &to, content).await, Some(line)),
            Err(failure) => (Err(failure), None),
        };
        (Attempt { recipients, result }, line)
    }
}

/// What decides about the next attempt.
pub(super) struct Verdict {
    pub(super) now: Timestamp,
    pub(super) patience: Patience,
    /// Until when the mail server rests.
    pub(super) rests_until: Option<Timestamp>,
    pub(super) random: u64,
}

impl Verdict {
    /// Who is over, and what follows.
    pub(super) fn of(&self, mail: &ClaimedMail, attempt: &Attempt) -> (Done, MailNext) {
        match &attempt.result {
            Ok(taken) => self.taken(mail, attempt, taken),
            Err(MailFailure::ForGood(why)) => {
                let all = mail.recipients.iter();
                let refused = all.map(|one| (one.place, Some(why.clone())));
                (refused.collect(), MailNext::Over)
            }
            Err(MailFailure::Server(why)) => {
                let due = self.rests_until.unwrap_or(self.now);
                (Done::new(), self.again(mail, due, why))
            }
            Err(MailFailure::ForNow(why) | MailFailure::Unsure(why)) => {
                (Done::new(), self.again(mail, self.later(mail), why))
            }
        }
    }

    fn taken(&self, mail: &ClaimedMail, attempt: &Attempt, taken: &Taken) -> (Done, MailNext) {
        let (mut done, mut waits_for) = (Done::new(), None);
        for (recipient, fate) in attempt.recipients.iter().zip(&taken.recipients) {
            match fate {
                None => done.push((recipient.place, None)),
                Some(MailFailure::ForGood(why)) => done.push((recipient.place, Some(why.clone()))),
                Some(for_now) => {
                    waits_for = Some(format!("{}: {for_now}", recipient.address));
                }
            }
        }
        let next = match waits_for {
            Some(why) => self.again(mail, self.later(mail), &why),
            None if attempt.recipients.len() < mail.recipients.len() => MailNext::Again {
                due: self.now,
                error: None,
            },
            None => MailNext::Over,
        };
        (done, next)
    }

    fn again(&self, mail: &ClaimedMail, due: Timestamp, why: &str) -> MailNext {
        let ends = mail.since.plus_seconds(self.patience.give_up_seconds);
        if self.now >= ends {
            let tried = self.patience.give_up_seconds / 3_600;
            let error = format!("given up after {tried} hours: {why}");
            return MailNext::GivenUp { error };
        }
        MailNext::Again {
            due,
            error: Some(why.to_owned()),
        }
    }

    /// When a mail that was refused for now is tried again.
    fn later(&self, mail: &ClaimedMail) -> Timestamp {
        let n_attempts = u32::try_from(mail.attempt).unwrap_or(u32::MAX);
        let delay = self.patience.mail.delay(n_attempts.max(1), self.random);
        Timestamp(self.now.0 + i64::try_from(delay.as_micros()).unwrap_or(i64::MAX / 4))
    }
}
