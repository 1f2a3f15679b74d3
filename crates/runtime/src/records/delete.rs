//! Deleting records, and what becomes of those that name them.

use segue_language::{
    ChangeKind, Comparison, Filter, Logic, OnDelete, Operator, Query, Record, RecordChange, Text,
    Value,
};
use segue_store::{RecordTable, Stamp};

use super::behavior::Dependent;
use super::save::{gone, saved};
use crate::turn::{Stop, Turn};

/// Most records that one deletion empties or deletes with it, for each lookup.
const DEPENDENTS_MAX: u32 = 10_000;

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
        self.require_unlocked(id)?;
        let record = self.existing(name, id)?;
        let change = RecordChange {
            kind: ChangeKind::Deleted,
            record: record.clone(),
            prior: Some(record),
        };
        self.before_delete(&change)?;
        self.require_unkept(&table, id)?;
        if !saved(self.tx.delete_record(&table, id))? {
            return Err(gone(name, id));
        }
        self.wrote(name);
        self.release_dependents(&table, id)?;
        self.audit_people(&change)?;
        self.wake_subscribers(&change)?;
        self.summarize(&table, &change)?;
        self.move_timers(&change)?;
        self.after_save(&change)
    }

    /// Goes on when nobody keeps a record from being deleted.
    fn require_unkept(&self, table: &RecordTable, id: &Text) -> Result<(), Stop> {
        let Some(behavior) = self.behavior(table) else {
            return Ok(());
        };
        let dependents = behavior.dependents.iter();
        for dependent in dependents.filter(|one| one.on_delete == OnDelete::Restrict) {
            if !self.naming(dependent, id, 1)?.is_empty() {
                return Err(kept(table, dependent));
            }
        }
        Ok(())
    }

    /// Those that named a record that is gone let go of it, or go with it.
    fn release_dependents(&mut self, table: &RecordTable, id: &Text) -> Result<(), Stop> {
        let Some(behavior) = self.behavior(table) else {
            return Ok(());
        };
        for dependent in behavior.dependents.clone() {
            let naming = self.naming(&dependent, id, DEPENDENTS_MAX + 1)?;
            if naming.len() > DEPENDENTS_MAX as usize {
                return Err(Stop::Limit("records that name a deleted one"));
            }
            match dependent.on_delete {
                OnDelete::SetNull => self.empty_lookups(&dependent, naming)?,
                OnDelete::Cascade => self.delete_with(&dependent, naming)?,
                OnDelete::Restrict => {}
            }
        }
        Ok(())
    }

    fn naming(&self, dependent: &Dependent, id: &Text, most: u32) -> Result<Vec<Record>, Stop> {
        let query = Query {
            object: dependent.object.clone(),
            filter: Filter {
                logic: Logic::All,
                comparisons: vec![Comparison {
                    field: dependent.field.clone(),
                    operator: Operator::EqualTo,
                    value: Value::Text(id.clone()),
                }],
            },
            sort: None,
            limit: Some(most),
        };
        saved(self.reading().rows(&query))
    }

    /// Empties lookups without starting anything, as the platform does; who waits is woken.
    fn empty_lookups(&mut self, dependent: &Dependent, naming: Vec<Record>) -> Result<(), Stop> {
        if naming.is_empty() {
            return Ok(());
        }
        let table = self.table(&dependent.object)?;
        for record in naming {
            let id = record.id().cloned().unwrap_or_default();
            let mut changes = Record::new(record.object.clone());
            changes.set(dependent.field.clone(), Value::Null);
            let mut after = record.clone();
            after.set(dependent.field.clone(), Value::Null);
            self.reading().compute(&table, &mut after);
            for field in table.computed().iter().filter(|field| !field.is_living) {
                let value = after.get(&field.name).cloned().unwrap_or_default();
                changes.set(field.name.clone(), value);
            }
            let stamp = Stamp {
                at: self.now,
                by: &self.user,
            };
            saved(self.tx.update_record(&table, &id, &changes, &stamp))?;
            self.wrote(&table.object().name);
            self.wake_subscribers(&RecordChange {
                kind: ChangeKind::Updated,
                record: after.into(),
                prior: Some(record.into()),
            })?;
        }
        Ok(())
    }

    /// Deletes details with their master: their own flows are not started, as on the platform.
    fn delete_with(&mut self, dependent: &Dependent, naming: Vec<Record>) -> Result<(), Stop> {
        if naming.is_empty() {
            return Ok(());
        }
        let table = self.table(&dependent.object)?;
        self.deeper(|turn| {
            for record in naming {
                let id = record.id().cloned().unwrap_or_default();
                turn.require_unkept(&table, &id)?;
                if !saved(turn.tx.delete_record(&table, &id))? {
                    // It went with another one.
                    continue;
                }
                turn.wrote(&table.object().name);
                turn.release_dependents(&table, &id)?;
                let change = RecordChange {
                    kind: ChangeKind::Deleted,
                    record: record.clone().into(),
                    prior: Some(record.into()),
                };
                turn.audit_people(&change)?;
                turn.wake_subscribers(&change)?;
                turn.summarize(&table, &change)?;
            }
            Ok(())
        })
    }
}

/// The number and names of those that keep a record are nobody's business who may not see them.
fn kept(table: &RecordTable, dependent: &Dependent) -> Stop {
    let (name, object) = (&table.object().name, &dependent.object);
    let field = &dependent.field;
    Stop::fault(format!(
        "this {name} cannot be deleted: records of {object} name it in {field}"
    ))
}
