//! Writing mails: posting, claiming, and what became of them.

use segue_language::{Text, Timestamp};

use super::{MailStatus, NewMailRow, number};
use crate::{Result, Tx};

/// What an attempt made of a mail.
#[derive(Clone, Debug, PartialEq)]
pub struct MailSettlement<'a> {
    /// What is to be stored.
    pub status: MailStatus,
    /// When.
    pub at: Timestamp,
    /// Not before, when it waits again.
    pub due: Timestamp,
    /// Attempts so far, from now on.
    pub attempt: i64,
    /// What went wrong, if anything.
    pub error: Option<&'a str>,
    /// Who of its recipients has it already.
    pub progress: &'a [u8],
}

impl Tx<'_> {
    /// Stores a mail and gives it its number.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn post_mail(&self, mail: &NewMailRow) -> Result<i64> {
        let n = self.number("mail")?;
        let sql = "INSERT INTO mail(n, run, item, kind, status, due, attempt, created, settled,
                message_id, error, progress, body)
            VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, ?6, ?7, NULL, NULL, ?8, ?9)";
        let settled = (mail.status != MailStatus::Waiting).then_some(mail.created.0);
        let params = [
            n.into(),
            mail.run.0.into(),
            mail.item.map_or(0, |item| item.0).into(),
            mail.kind.into(),
            number(mail.status).into(),
            mail.created.0.into(),
            settled.into(),
            (&b""[..]).into(),
            mail.body.into(),
        ];
        self.write(sql, &params)?;
        Ok(n)
    }

    /// Claims a mail for an attempt until `ends`; it keeps the message id that it has. False when
    /// it is no longer to be sent.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn claim_mail(&self, n: i64, ends: Timestamp, message_id: &Text) -> Result<bool> {
        let sql = "UPDATE mail SET status = 1, due = ?2, attempt = attempt + 1,
            message_id = coalesce(message_id, ?3) WHERE n = ?1 AND status < 2";
        let params = [n.into(), ends.0.into(), (&**message_id).into()];
        Ok(self.write(sql, &params)? == 1)
    }

    /// Stores what the attempt of that number made of a mail. False when a later attempt has begun,
    /// or the mail was dropped meanwhile: then only that it was sent still counts.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn settle_mail(&self, n: i64, attempt: i64, outcome: &MailSettlement) -> Result<bool> {
        let sql = "UPDATE mail SET status = ?3, due = ?5, attempt = ?6, error = ?7,
            progress = ?8,
            settled = CASE WHEN ?3 = 0 THEN settled ELSE ?4 END
            WHERE n = ?1 AND attempt = ?2 AND (status = 1 OR (status = 5 AND ?3 = 2))";
        let params = [
            n.into(),
            attempt.into(),
            number(outcome.status).into(),
            outcome.at.0.into(),
            outcome.due.0.into(),
            outcome.attempt.into(),
            outcome.error.into(),
            outcome.progress.into(),
        ];
        Ok(self.write(sql, &params)? == 1)
    }

    /// Drops a mail that is not sent yet; false when it is.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn drop_mail(&self, n: i64, at: Timestamp) -> Result<bool> {
        let sql = "UPDATE mail SET status = 5, settled = ?2 WHERE n = ?1 AND status < 2";
        Ok(self.write(sql, &[n.into(), at.0.into()])? == 1)
    }

    /// Lets a mail that was given up wait again, from now on; false when it was not given up.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn retry_mail(&self, n: i64, progress: &[u8], now: Timestamp) -> Result<bool> {
        let sql = "UPDATE mail SET status = 0, due = ?2, settled = ?2, progress = ?3
            WHERE n = ?1 AND status = 4";
        Ok(self.write(sql, &[n.into(), now.0.into(), progress.into()])? == 1)
    }

    /// Lets the mails wait that a stopped process was sending; gives their number.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn release_mails(&self) -> Result<usize> {
        let sql = "UPDATE mail SET status = 0, due = 0 WHERE status < 2 AND status = 1";
        self.write(sql, &[])
    }

    /// Forgets mails before that number that will not be sent any more.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn forget_mails(&self, before: i64, limit: u32) -> Result<usize> {
        let sql = "DELETE FROM mail WHERE n IN
            (SELECT n FROM mail WHERE n < ?1 AND status > 1 ORDER BY n LIMIT ?2)";
        self.write(sql, &[before.into(), i64::from(limit).into()])
    }

    /// Stores whether a person (by id) wants no mail about her work.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn set_mail_off(&self, person: &str, off: bool) -> Result<()> {
        let sql = if off {
            "INSERT INTO mail_off(person) VALUES (?1) ON CONFLICT (person) DO NOTHING"
        } else {
            "DELETE FROM mail_off WHERE person = ?1"
        };
        self.write(sql, &[person.into()]).map(|_| ())
    }
}
