//! Creating and updating records.

use std::sync::Arc;

use segue_language::{ChangeKind, Record, RecordChange, Text, Value, Values, is_event_object};
use segue_store::{RecordTable, Stamp, StoreError};

use super::{checks, prepare};
use crate::Refusal;
use crate::interview_driver::fault;
use crate::turn::{Stop, Turn};

impl Turn<'_> {
    /// Creates records of one statement; all or none.
    pub(crate) fn create_records(&mut self, records: &[Record]) -> Result<Vec<Text>, Stop> {
        let limits = self.world.options.limits;
        self.meter.write(records.len(), &limits)?;
        self.undoable(|turn| {
            let mut ids = Vec::with_capacity(records.len());
            for record in records {
                let fields = turn.fields_of_new(record)?;
                ids.push(turn.create_record(&record.object, fields)?);
            }
            Ok(ids)
        })
    }

    /// The fields of a record that a flow creates: what it set, and of what it only read, as the
    /// fields of another record, what can be written.
    pub(crate) fn fields_of_new(&self, record: &Record) -> Result<Values, Stop> {
        if record.fields().iter().all(|field| field.changed) {
            return Ok(prepare::changes_of(record));
        }
        let table = self.table(&record.object)?;
        Ok(prepare::fields_of_copy(table.object(), record))
    }

    /// Updates records of one statement, each by its Id; all or none.
    pub(crate) fn update_records(&mut self, records: &[Record]) -> Result<(), Stop> {
        let limits = self.world.options.limits;
        self.meter.write(records.len(), &limits)?;
        self.undoable(|turn| {
            for record in records {
                let Some(id) = record.id().cloned() else {
                    return Err(Stop::fault("a record without an Id cannot be updated"));
                };
                let mut fields = prepare::changes_of(record);
                fields.retain(|(name, _)| !name.eq_ignore_ascii_case("Id"));
                turn.update_record(&record.object, &id, fields)?;
            }
            Ok(())
        })
    }

    /// Creates a record; its id.
    pub(crate) fn create_record(&mut self, object: &Text, fields: Values) -> Result<Text, Stop> {
        if let Some(id) = self.publish_if_event(object, &fields)? {
            return Ok(id);
        }
        let table = self.table(object)?;
        let record = self.new_record(&table, fields)?;
        let record = self.before_save(record, None)?;
        let (id, change) = self.insert(&table, record, true)?;
        self.audit_people(&change)?;
        self.after_save(&change)?;
        Ok(id)
    }

    /// Creates a record without starting anything; its id.
    pub(crate) fn seed_record(&mut self, object: &Text, fields: Values) -> Result<Text, Stop> {
        if is_event_object(object) {
            let problem = format!("{object} is an event: there is none before it is published");
            return Err(Stop::fault(problem));
        }
        let table = self.table(object)?;
        let record = self.new_record(&table, fields)?;
        let (id, _) = self.insert(&table, record, false)?;
        Ok(id)
    }

    pub(super) fn new_record(&self, table: &RecordTable, fields: Values) -> Result<Record, Stop> {
        let kind = table.object();
        let mut record = Record::new(kind.name.clone());
        prepare::assign(kind, &mut record, fields)?;
        self.of_record_type(table, &mut record)?;
        self.default_by_formula(table, &mut record);
        prepare::complete(kind, &mut record, &self.user);
        Ok(record)
    }

    /// Writes a new record. What was there before the rules need not meet them.
    fn insert(
        &mut self,
        table: &RecordTable,
        mut record: Record,
        is_ruled: bool,
    ) -> Result<(Text, RecordChange), Stop> {
        let kind = table.object();
        checks::fit(kind, &mut record);
        self.reading().compute(table, &mut record);
        let record_type = self.record_type(table, &record);
        let flaws = checks::flaws(kind, (&record, record_type), true);
        let broken = match is_ruled {
            true => self.broken(table, &record, None)?,
            false => Vec::new(),
        };
        checks::refuse(kind, flaws, broken)?;
        let id = self.stored(self.tx.new_record_id(table))?;
        let stamp = Stamp {
            at: self.now,
            by: &self.user,
        };
        saved(self.tx.create_record(table, &id, &record, &stamp))?;
        self.wrote(&kind.name);
        let change = RecordChange {
            kind: ChangeKind::Created,
            record: self.existing(&kind.name, &id)?,
            prior: None,
        };
        self.summarize(table, &change)?;
        Ok((id, change))
    }

    /// Messages of the validation rules and lookup filters that a record does not meet.
    fn broken(
        &self,
        table: &RecordTable,
        record: &Record,
        prior: Option<&Arc<Record>>,
    ) -> Result<Vec<(Text, String)>, Stop> {
        let mut broken = self.broken_rules(table, record, prior)?;
        broken.extend(self.barred_lookups(table, record, prior));
        Ok(broken)
    }

    /// Updates a record.
    pub(crate) fn update_record(
        &mut self,
        object: &Text,
        id: &Text,
        fields: Values,
    ) -> Result<(), Stop> {
        if self.update_if_run_object(object, id, &fields)? {
            return Ok(());
        }
        let table = self.table(object)?;
        let kind = table.object();
        let id = &segue_store::canonical_id(id);
        self.require_unlocked(id)?;
        let prior = self.existing(&kind.name, id)?;
        let mut record = Record::clone(&prior);
        record.settle();
        prepare::assign(kind, &mut record, fields)?;
        let record = self.before_save(record, Some(&prior))?;
        self.save_changed(&table, (id, record), prior)
    }

    /// Writes the summaries of a master: like any change of it, but nobody else may.
    pub(super) fn update_summaries(
        &mut self,
        object: &Text,
        id: &Text,
        values: Values,
    ) -> Result<(), Stop> {
        let table = self.table(object)?;
        let prior = self.existing(&table.object().name, id)?;
        let mut record = Record::clone(&prior);
        record.settle();
        for (name, value) in values {
            record.set(name, value);
        }
        self.deeper(|turn| {
            let record = turn.before_save(record, Some(&prior))?;
            turn.save_changed(&table, (id, record), prior)
        })
    }

    fn save_changed(
        &mut self,
        table: &RecordTable,
        (id, mut record): (&Text, Record),
        prior: Arc<Record>,
    ) -> Result<(), Stop> {
        let kind = table.object();
        checks::fit(kind, &mut record);
        self.reading().compute(table, &mut record);
        let changes = differences(&record, &prior);
        let record_type = self.record_type(table, &record);
        let flaws = checks::flaws(kind, (&changes, record_type), false);
        let broken = self.broken(table, &record, Some(&prior))?;
        checks::refuse(kind, flaws, broken)?;
        self.write_changes(table, id, &changes)?;
        let change = RecordChange {
            kind: ChangeKind::Updated,
            record: self.existing(&kind.name, id)?,
            prior: Some(prior),
        };
        self.audit_people(&change)?;
        self.wake_subscribers(&change)?;
        self.summarize(table, &change)?;
        self.move_timers(&change)?;
        self.after_save(&change)
    }

    fn write_changes(
        &mut self,
        table: &RecordTable,
        id: &Text,
        changes: &Record,
    ) -> Result<(), Stop> {
        let stamp = Stamp {
            at: self.now,
            by: &self.user,
        };
        if !saved(self.tx.update_record(table, id, changes, &stamp))? {
            return Err(gone(&table.object().name, id));
        }
        self.wrote(&table.object().name);
        Ok(())
    }

    /// The table of an object.
    pub(crate) fn table(&self, object: &str) -> Result<Arc<RecordTable>, Stop> {
        self.world.tables.get(object).cloned().ok_or_else(|| {
            Stop::Refused(Refusal::Unknown {
                what: "object",
                name: object.into(),
            })
        })
    }

    /// Must follow each write of a record.
    pub(crate) fn wrote(&mut self, object: &str) {
        self.reads.borrow_mut().forget();
        let people = ["User", "Group", "GroupMember"];
        if people
            .iter()
            .any(|known| known.eq_ignore_ascii_case(object))
        {
            self.world.people.forget();
            self.routes = true;
        }
    }

    /// A record that must be there.
    pub(super) fn existing(&self, object: &Text, id: &Text) -> Result<Arc<Record>, Stop> {
        self.reading()
            .record(object, id)
            .ok_or_else(|| gone(object, id))
    }
}

/// A write whose refusal by the database is a fault of the flow.
pub(crate) fn saved<T>(written: segue_store::Result<T>) -> Result<T, Stop> {
    written.map_err(|error| match error {
        StoreError::Duplicate { field } => duplicate(&field),
        StoreError::Unsupported { .. } => Stop::fault(error.to_string()),
        other => Stop::Broken(other.to_string()),
    })
}

/// The refusal of a value that another record has: by its field.
fn duplicate(field: &str) -> Stop {
    let mut fault = fault(
        StoreError::Duplicate {
            field: field.into(),
        }
        .to_string(),
    );
    let message = "has the same value in another record".to_owned();
    fault.custom.push((field.into(), message));
    Stop::Fault(fault)
}

pub(crate) fn gone(object: &Text, id: &Text) -> Stop {
    Stop::fault(format!("there is no {object} with Id {id}"))
}

/// The fields of `record` whose values are not those of `prior`, as changes.
fn differences(record: &Record, prior: &Record) -> Record {
    let mut changes = Record::new(record.object.clone());
    for field in record.changes() {
        if field.value != *prior.get(&field.name).unwrap_or(&Value::Null) {
            changes.set(field.name.clone(), field.value.clone());
        }
    }
    changes
}
