//! Deleting records.

use segue_language::{ChangeKind, Record, RecordChange, Text};

use super::save::{gone, saved};
use crate::turn::{Stop, Turn};

impl Turn<'_> {
    /// Deletes records of one statement, each by its Id; all or none.
    pub(crate) fn delete_records(&mut self, records: &[Record]) -> Result<(), Stop> {
        let limits = self.world.options.limits;
        self.meter.write(records.len(), &limits)?;
        self.undoable(|turn| {
            for record in records {
                let Some(id) = record.id().cloned() else {
                    return Err(Stop::fault("a record without an Id cannot be deleted"));
                };
                turn.delete_record(&record.object, &id)?;
            }
            Ok(())
        })
    }

    /// Deletes a record.
    pub(crate) fn delete_record(&mut self, object: &Text, id: &Text) -> Result<(), Stop> {
        let table = self.table(object)?;
        let name = &table.object().name;
        let id = &segue_store::canonical_id(id);
        let record = self.existing(name, id)?;
        let change = RecordChange {
            kind: ChangeKind::Deleted,
            record: record.clone(),
            prior: Some(record),
        };
        self.before_delete(&change)?;
        if !saved(self.tx.delete_record(&table, id))? {
            return Err(gone(name, id));
        }
        self.wrote(name);
        self.audit_people(&change)?;
        self.wake_subscribers(&change)?;
        self.after_save(&change)
    }
}
