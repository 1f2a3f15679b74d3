//! Openings: when somebody first turned to a work item. Until then it waited, from then on it was
//! worked on.

use segue_engine::PartId;
use segue_language::{Text, Timestamp};

use crate::database::Row;
use crate::{PartNumber, Result, RunNumber, Tx, View};

/// The first time that somebody turned to a work item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Number of the work item.
    pub item: PartNumber,
    /// When.
    pub at: Timestamp,
    /// Id of the user.
    pub person: Text,
}

impl View {
    /// Openings of the work items of a run, in the order of the items.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn openings(&self, run: RunNumber) -> Result<Vec<Opening>> {
        let sql = "SELECT n, at, person FROM opening WHERE n BETWEEN ?1 AND ?2 ORDER BY n";
        let (first, last) = (PartId(0), PartId(u16::MAX));
        let params = [
            PartNumber::new(run, first).0.into(),
            PartNumber::new(run, last).0.into(),
        ];
        self.connection.read(sql, &params, opening)
    }
}

impl Tx<'_> {
    /// Notes that somebody turned to a work item, unless somebody did so before.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn note_opening(&self, opening: &Opening) -> Result<()> {
        let sql = "INSERT INTO opening(n, at, person) VALUES (?1, ?2, ?3)
            ON CONFLICT (n) DO NOTHING";
        let params = [
            opening.item.0.into(),
            opening.at.0.into(),
            (&*opening.person).into(),
        ];
        self.write(sql, &params)?;
        Ok(())
    }
}

fn opening(row: &Row) -> Result<Opening> {
    Ok(Opening {
        item: PartNumber(row.integer(0)?),
        at: Timestamp(row.integer(1)?),
        person: Text::from(row.text(2)?),
    })
}
