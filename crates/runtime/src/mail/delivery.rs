//! What whoever delivers mails asks for: a claim, its outcome, another chance.

use segue_language::{Text, Timestamp};
use segue_store::{MailRow, MailSettlement, MailStatus, decode};

use super::letter::{Letter, MailKind};
use super::progress;
use crate::turn::{Stop, Turn};
use crate::{Actor, Refusal, Reply};

/// What is claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailClaim {
    /// At most so many mails.
    pub n_max: u32,
    /// How long the claim lasts, in seconds; then the mails are due again.
    pub lease_seconds: i64,
    /// What follows the `@` of new message ids.
    pub domain: Text,
    /// What makes new message ids unguessable.
    pub salt: Text,
}

/// A mail that is claimed.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimedMail {
    /// Its number.
    pub number: i64,
    /// The attempt, from 1.
    pub attempt: i64,
    /// The same at every attempt.
    pub message_id: Text,
    /// When it came into being.
    pub created: Timestamp,
    /// Since when it is tried: its birth, or when it was given another chance.
    pub since: Timestamp,
    /// What it is about.
    pub kind: MailKind,
    /// The run that it comes from.
    pub run: Option<i64>,
    /// Everybody that it is for.
    pub to: Vec<Text>,
    /// Who is still to get it.
    pub recipients: Vec<Recipient>,
    /// Subject.
    pub subject: String,
    /// Body.
    pub body: String,
    /// Whether the body is HTML.
    pub is_rich: bool,
    /// Address to which it leads; empty for none.
    pub link: String,
    /// What the link says.
    pub link_label: String,
}

/// A recipient of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Place among the recipients.
    pub place: u16,
    /// Mail address.
    pub address: Text,
}

/// What an attempt made of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailOutcome {
    /// Its number.
    pub number: i64,
    /// The attempt.
    pub attempt: i64,
    /// Recipients that are over: by place, with the reason where they were refused for good.
    pub done: Vec<(u16, Option<String>)>,
    /// What is to follow.
    pub next: MailNext,
}

/// What follows an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailNext {
    /// Nothing: all recipients are over.
    Over,
    /// Another attempt.
    Again {
        /// Not before.
        due: Timestamp,
        /// Why.
        error: Option<String>,
    },
    /// Another attempt; this one was none, because of a limit.
    Held {
        /// Not before.
        due: Timestamp,
        /// Which limit.
        reason: String,
    },
    /// Nothing: it is given up.
    GivenUp {
        /// Why.
        error: String,
    },
}

impl Turn<'_> {
    /// Claims mails that are due.
    pub(crate) fn claim_mails(&mut self, claim: &MailClaim) -> Result<Reply, Stop> {
        let rows = self.stored(self.tx.due_mails(self.now, claim.n_max))?;
        let ends = self.now.plus_seconds(claim.lease_seconds);
        let mut claimed = Vec::with_capacity(rows.len());
        for row in rows {
            let new_id = format!("{}.{}@{}", row.n, claim.salt, claim.domain).into();
            self.stored(self.tx.claim_mail(row.n, ends, &new_id))?;
            claimed.push(self.claimed(row, new_id)?);
        }
        Ok(Reply::Mails(claimed))
    }

    fn claimed(&self, row: MailRow, new_id: Text) -> Result<ClaimedMail, Stop> {
        let letter: Letter = self.stored(decode(&row.body))?;
        let done = self.stored(progress::read(&row.progress))?;
        let base_url = &self.world.options.base_url;
        Ok(ClaimedMail {
            number: row.n,
            attempt: row.attempt + 1,
            message_id: row.message_id.unwrap_or(new_id),
            created: row.created,
            since: row.settled.unwrap_or(row.created),
            kind: MailKind::of_number(row.kind),
            run: (row.run.0 > 0).then_some(row.run.0),
            recipients: progress::waiting(letter.to.clone(), &done),
            to: letter.to,
            subject: letter.subject,
            body: letter.body,
            is_rich: letter.is_rich,
            link: match &*letter.link {
                "" => String::new(),
                path => format!("{base_url}{path}"),
            },
            link_label: letter.link_label,
        })
    }

    /// Stores what became of claimed mails. What an older attempt says changes nothing.
    pub(crate) fn settle_mails(&mut self, outcomes: &[MailOutcome]) -> Result<Reply, Stop> {
        for outcome in outcomes {
            if let Some(row) = self.stored(self.tx.mail(outcome.number))? {
                self.settle_mail(&row, outcome)?;
            }
        }
        Ok(Reply::Done)
    }

    fn settle_mail(&mut self, row: &MailRow, outcome: &MailOutcome) -> Result<(), Stop> {
        let letter: Letter = self.stored(decode(&row.body))?;
        let done = self.stored(progress::read(&row.progress))?;
        let done = progress::merged(&done, &outcome.done);
        let refusals = progress::refusals(&letter.to, &done);
        let has_any = done.iter().any(|(_, refusal)| refusal.is_none());
        let over = if has_any {
            MailStatus::Sent
        } else {
            MailStatus::Failed
        };
        let waiting = MailStatus::Waiting;
        let (status, due, error) = match &outcome.next {
            MailNext::Over => (over, row.due, refusals),
            MailNext::GivenUp { error } => (MailStatus::Failed, row.due, Some(error.clone())),
            MailNext::Again { due, error } => (waiting, *due, error.clone()),
            MailNext::Held { due, reason } => (waiting, *due, Some(reason.clone())),
        };
        let is_held = matches!(outcome.next, MailNext::Held { .. });
        let settled = self.stored(self.tx.settle_mail(
            row.n,
            outcome.attempt,
            &MailSettlement {
                status,
                at: self.now,
                due,
                attempt: outcome.attempt - i64::from(is_held),
                error: error.as_deref(),
                progress: &progress::written(&done),
            },
        ))?;
        if settled && status != waiting {
            self.batch.mails_over.push(row.n);
        }
        Ok(())
    }

    /// Gives a mail that was given up another chance, unless its work is done meanwhile.
    pub(crate) fn retry_mail(&mut self, number: i64, by: &Actor) -> Result<Reply, Stop> {
        self.actor = self.actor_id(by)?;
        let row = self.stored(self.tx.mail(number))?;
        let row = row.ok_or_else(|| crate::turn::unknown("mail", &number.to_string().into()))?;
        if let Some(item) = row.item {
            let index = self.touch(item.run())?;
            let found = self.runs[index].loaded.run.work_item(item.part());
            if found.is_none_or(|found| !found.is_open() || found.assigned_at > row.created) {
                return Err(refused("its work item is closed or somebody else has it"));
            }
        }
        let done = self.stored(progress::read(&row.progress))?;
        let done = progress::written(&progress::without_refusals(done));
        if !self.stored(self.tx.retry_mail(number, &done, self.now))? {
            return Err(refused("it was not given up"));
        }
        if let Some(item) = row.item {
            self.batch.mails.push((number, item));
        }
        self.batch.n_mails += 1;
        Ok(Reply::Done)
    }
}

fn refused(why: &str) -> Stop {
    Refusal::Invalid(format!("the mail is not sent again: {why}")).into()
}
