//! Mails: what waits to be sent, and for a while what became of the rest.

mod write;

use segue_language::{Text, Timestamp};

pub use write::MailSettlement;

use crate::database::Row;
use crate::{PartNumber, Result, RunNumber, StoreError, View};

const COLUMNS: &str = "n, run, item, kind, status, due, attempt, created, settled, message_id, \
     error, progress, body";

/// What became of a mail so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MailStatus {
    /// It waits for its time.
    Waiting,
    /// Somebody is sending it, until its claim ends.
    Sending,
    /// A mail server has taken it.
    Sent,
    /// It was kept in place of being sent, because no mail server is set.
    Captured,
    /// It was given up.
    Failed,
    /// Its reason was gone before it was sent.
    Dropped,
}

/// All statuses; the place of each is its number in the database.
const STATUSES: [MailStatus; 6] = [
    MailStatus::Waiting,
    MailStatus::Sending,
    MailStatus::Sent,
    MailStatus::Captured,
    MailStatus::Failed,
    MailStatus::Dropped,
];

/// A mail as it is posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewMailRow<'a> {
    /// The run that it comes from; 0 for none.
    pub run: RunNumber,
    /// The work item that it is about.
    pub item: Option<PartNumber>,
    /// What it is; the runtime's numbering.
    pub kind: i64,
    /// [`MailStatus::Waiting`] or [`MailStatus::Captured`].
    pub status: MailStatus,
    /// When it came into being.
    pub created: Timestamp,
    /// Its content, as [`crate::encode`] gives it.
    pub body: &'a [u8],
}

/// A mail.
#[derive(Clone, Debug, PartialEq)]
pub struct MailRow {
    /// Number, from 1 in the order of birth.
    pub n: i64,
    /// The run that it comes from; 0 for none.
    pub run: RunNumber,
    /// The work item that it is about.
    pub item: Option<PartNumber>,
    /// What it is; the runtime's numbering.
    pub kind: i64,
    /// What became of it so far.
    pub status: MailStatus,
    /// Not before, while it waits; when the claim ends, while it is being sent.
    pub due: Timestamp,
    /// Attempts so far.
    pub attempt: i64,
    /// When it came into being.
    pub created: Timestamp,
    /// When it was sent, captured, given up or dropped; when it was given another chance, if it
    /// waits again.
    pub settled: Option<Timestamp>,
    /// The id by which mail servers and readers know it, the same at every attempt.
    pub message_id: Option<Text>,
    /// What went wrong last, or in part.
    pub error: Option<String>,
    /// Who of its recipients has it already; the runtime's format.
    pub progress: Vec<u8>,
    /// Its content, as [`crate::encode`] gives it.
    pub body: Vec<u8>,
}

impl View {
    /// A mail.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub fn mail(&self, n: i64) -> Result<Option<MailRow>> {
        let sql = format!("SELECT {COLUMNS} FROM mail WHERE n = ?1");
        self.connection.read_one(&sql, &[n.into()], mail)
    }

    /// Mails before that number, newest first.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn mails(&self, before: Option<i64>, limit: u32) -> Result<Vec<MailRow>> {
        let sql = format!("SELECT {COLUMNS} FROM mail WHERE n < ?1 ORDER BY n DESC LIMIT ?2");
        let params = [before.unwrap_or(i64::MAX).into(), i64::from(limit).into()];
        self.connection.read(&sql, &params, mail)
    }

    /// Mails that come from a run, newest first.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn mails_of_run(&self, run: RunNumber, limit: u32) -> Result<Vec<MailRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM mail WHERE run = ?1 AND run > 0 ORDER BY n DESC LIMIT ?2"
        );
        let params = [run.0.into(), i64::from(limit).into()];
        self.connection.read(&sql, &params, mail)
    }

    /// Mails to be sent now, or whose claim has ended: by time.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn due_mails(&self, now: Timestamp, limit: u32) -> Result<Vec<MailRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM mail WHERE status < 2 AND due <= ?1 ORDER BY due, n LIMIT ?2"
        );
        let params = [now.0.into(), i64::from(limit).into()];
        self.connection.read(&sql, &params, mail)
    }

    /// The earliest time at which a mail is to be sent; 0 is now.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub fn next_due_mail(&self) -> Result<Option<Timestamp>> {
        let sql = "SELECT min(due) FROM mail WHERE status < 2";
        let due = self
            .connection
            .read_one(sql, &[], |row| row.optional_integer(0))?;
        Ok(due.flatten().map(Timestamp))
    }

    /// Numbers of the mails that are not sent yet and are about a work item, with that item.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn unsent_mails(&self) -> Result<Vec<(i64, PartNumber)>> {
        let sql = "SELECT n, item FROM mail WHERE status < 2 AND item <> 0 ORDER BY n";
        self.connection.read(sql, &[], |row| {
            Ok((row.integer(0)?, PartNumber(row.integer(1)?)))
        })
    }

    /// How many mails are not sent yet.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be counted.
    pub fn n_unsent_mails(&self) -> Result<i64> {
        let sql = "SELECT count(*) FROM mail WHERE status < 2";
        let n = self.connection.read_one(sql, &[], |row| row.integer(0))?;
        Ok(n.unwrap_or_default())
    }

    /// When mails were sent since that moment, and the runs that they came from, in order of time.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn mails_sent_since(
        &self,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<(Timestamp, RunNumber)>> {
        let sql = "SELECT settled, run FROM mail WHERE status = 2 AND settled > ?1
            ORDER BY settled DESC LIMIT ?2";
        let params = [since.0.into(), i64::from(limit).into()];
        let mut sent = self.connection.read(sql, &params, |row| {
            Ok((Timestamp(row.integer(0)?), RunNumber(row.integer(1)?)))
        })?;
        sent.reverse();
        Ok(sent)
    }

    /// Whether a person (by id) wants no mail about her work.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub fn is_mail_off(&self, person: &str) -> Result<bool> {
        let sql = "SELECT 1 FROM mail_off WHERE person = ?1";
        let found = self
            .connection
            .read_one(sql, &[person.into()], |row| row.integer(0))?;
        Ok(found.is_some())
    }

    /// Ids of the people who want no mail about their work.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub fn people_without_mail(&self) -> Result<Vec<Text>> {
        let sql = "SELECT person FROM mail_off ORDER BY person";
        self.connection
            .read(sql, &[], |row| Ok(Text::from(row.text(0)?)))
    }
}

fn mail(row: &Row) -> Result<MailRow> {
    let item = row.integer(2)?;
    Ok(MailRow {
        n: row.integer(0)?,
        run: RunNumber(row.integer(1)?),
        item: (item != 0).then_some(PartNumber(item)),
        kind: row.integer(3)?,
        status: status(row.integer(4)?)?,
        due: Timestamp(row.integer(5)?),
        attempt: row.integer(6)?,
        created: Timestamp(row.integer(7)?),
        settled: row.optional_integer(8)?.map(Timestamp),
        message_id: row.optional_text(9)?.map(Text::from),
        error: row.optional_text(10)?.map(str::to_owned),
        progress: row.bytes(11)?.to_vec(),
        body: row.bytes(12)?.to_vec(),
    })
}

fn status(number: i64) -> Result<MailStatus> {
    let place = usize::try_from(number).ok();
    let known = place.and_then(|place| STATUSES.get(place).copied());
    known.ok_or_else(|| StoreError::corrupt(format!("a mail has the status {number}")))
}

fn number(status: MailStatus) -> i64 {
    status as i64
}
