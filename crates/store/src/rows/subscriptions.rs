//! Subscriptions: which runs wake when fields of a record change.

use segue_language::Text;

use crate::database::Row;
use crate::{Result, RunNumber, Tx, View};

/// A run that waits for a change of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// Id of the record.
    pub record: Text,
    /// The run.
    pub run: RunNumber,
    /// API names of the fields whose change wakes it.
    pub fields: Vec<Text>,
}

impl View {
    /// Who waits for changes of a record, oldest run first.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn subscribers(&self, record: &str) -> Result<Vec<Subscription>> {
        let sql = "SELECT record, run, fields FROM subscription WHERE record = ?1 ORDER BY run";
        self.connection.read(sql, &[record.into()], subscription)
    }

    /// What a run waits for.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn subscriptions(&self, run: RunNumber) -> Result<Vec<Subscription>> {
        let sql = "SELECT record, run, fields FROM subscription WHERE run = ?1 ORDER BY record";
        self.connection.read(sql, &[run.0.into()], subscription)
    }
}

impl Tx<'_> {
    /// Stores a subscription, in place of the run's former one to that record.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn subscribe(&self, subscription: &Subscription) -> Result<()> {
        let sql = "INSERT INTO subscription(record, run, fields) VALUES (?1, ?2, ?3)
            ON CONFLICT(record, run) DO UPDATE SET fields = excluded.fields";
        let fields = subscription.fields.join(SEPARATOR);
        let run = subscription.run.0;
        self.write(
            sql,
            &[
                (&*subscription.record).into(),
                run.into(),
                fields.as_str().into(),
            ],
        )?;
        Ok(())
    }

    /// Forgets everything that a run waits for.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn unsubscribe(&self, run: RunNumber) -> Result<()> {
        self.write("DELETE FROM subscription WHERE run = ?1", &[run.0.into()])?;
        Ok(())
    }
}

/// Stands in no API name.
const SEPARATOR: &str = ",";

fn subscription(row: &Row) -> Result<Subscription> {
    let fields = row
        .text(2)?
        .split(SEPARATOR)
        .filter(|field| !field.is_empty());
    Ok(Subscription {
        record: Text::from(row.text(0)?),
        run: RunNumber(row.integer(1)?),
        fields: fields.map(Text::from).collect(),
    })
}
