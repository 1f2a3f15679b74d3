//! Drafts: what somebody typed on a screen of a work item and did not send yet.

use segue_language::Timestamp;

use crate::{PartNumber, Result, Tx, View};

/// How long a draft that nobody comes back to is kept: 90 days in microseconds.
const KEPT: i64 = 90 * 86_400 * 1_000_000;

/// What somebody typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRow {
    /// When.
    pub at: Timestamp,
    /// As [`crate::encode`] gives it.
    pub body: Vec<u8>,
}

impl View {
    /// What a person typed at a work item.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn draft(&self, person: &str, item: PartNumber) -> Result<Option<DraftRow>> {
        let sql = "SELECT at, body FROM draft WHERE person = ?1 AND item = ?2";
        self.connection
            .read_one(sql, &[person.into(), item.0.into()], |row| {
                Ok(DraftRow {
                    at: Timestamp(row.integer(0)?),
                    body: row.bytes(1)?.to_vec(),
                })
            })
    }

    /// The work items at which a person typed something.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn drafted_items(&self, person: &str) -> Result<Vec<PartNumber>> {
        let sql = "SELECT item FROM draft WHERE person = ?1 ORDER BY item";
        self.connection
            .read(sql, &[person.into()], |row| Ok(PartNumber(row.integer(0)?)))
    }
}

impl Tx<'_> {
    /// Keeps what a person typed at a work item, in place of what she typed before; drafts of hers
    /// that are too old go.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn put_draft(&self, person: &str, item: PartNumber, draft: &DraftRow) -> Result<()> {
        let sql = "DELETE FROM draft WHERE person = ?1 AND at < ?2";
        self.write(sql, &[person.into(), (draft.at.0 - KEPT).into()])?;
        let sql = "INSERT INTO draft(person, item, at, body) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (person, item) DO UPDATE SET at = excluded.at, body = excluded.body";
        let params = [
            person.into(),
            item.0.into(),
            draft.at.0.into(),
            draft.body[..].into(),
        ];
        self.write(sql, &params)?;
        Ok(())
    }

    /// Forgets what a person typed at a work item; false when there was nothing.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn delete_draft(&self, person: &str, item: PartNumber) -> Result<bool> {
        let sql = "DELETE FROM draft WHERE person = ?1 AND item = ?2";
        Ok(self.write(sql, &[person.into(), item.0.into()])? == 1)
    }
}
