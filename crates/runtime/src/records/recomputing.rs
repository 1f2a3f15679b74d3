//! Formula fields and summaries whose definition has changed: their kept values are computed anew
//! with the deployment, in its transaction.

use std::cell::RefCell;
use std::sync::Arc;

use segue_language::{
    Comparison, FieldSource, Filter, Logic, Operator, Query, Record, Sort, Summary, Text,
    Timestamp, Value,
};
use segue_store::{RecordTable, Stamp, Tx};

use crate::deployed::Deployed;
use crate::people::People;
use crate::turn::{ReadCache, Reading, Stop};

/// Records that are computed anew together.
const BATCH: u32 = 500;

/// Whether the kept values of an object's records must be computed anew.
pub(crate) fn has_other_values(old: &RecordTable, new: &RecordTable) -> bool {
    let kept = |table: &RecordTable| -> Vec<(Text, String)> {
        let kept = table.computed().iter().filter(|field| !field.is_living);
        kept.map(|field| (field.name.clone(), field.formula.text().to_owned()))
            .collect()
    };
    kept(old) != kept(new) || summaries(old) != summaries(new)
}

/// What computing anew reads and writes.
pub(crate) struct Recomputing<'r> {
    pub(crate) tx: &'r Tx<'r>,
    /// As it will be.
    pub(crate) deployed: &'r Deployed,
    pub(crate) people: &'r People,
    pub(crate) now: Timestamp,
}

impl Recomputing<'_> {
    /// Computes the kept values of all records of an object anew.
    ///
    /// # Errors
    /// Something cannot be read or written, or a summary has too many details.
    pub(crate) fn recompute(&self, table: &Arc<RecordTable>) -> Result<(), Stop> {
        let mut after = Text::from("");
        loop {
            let reads = RefCell::new(ReadCache::default());
            let records = super::saved(self.reading(&reads).raw().rows(&next(table, &after)))?;
            let Some(last) = records.last().and_then(Record::id).cloned() else {
                return Ok(());
            };
            for record in records {
                self.recompute_one(table, self.reading(&reads), &record)?;
            }
            after = last;
        }
    }

    fn recompute_one(
        &self,
        table: &RecordTable,
        reading: Reading<'_>,
        record: &Record,
    ) -> Result<(), Stop> {
        let id = record.id().cloned().unwrap_or_default();
        let mut computed = record.clone();
        computed.settle();
        for (name, summary) in summaries(table) {
            computed.set(name, reading.summary(&summary, &id)?);
        }
        reading.compute(table, &mut computed);
        let mut changes = Record::new(record.object.clone());
        for field in computed.changes() {
            if field.value != *record.get(&field.name).unwrap_or(&Value::Null) {
                changes.set(field.name.clone(), field.value.clone());
            }
        }
        if changes.fields().is_empty() {
            return Ok(());
        }
        // Nobody has changed the record: it keeps who did so last, and when.
        let by = record.get("LastModifiedById").and_then(Value::as_text);
        let at = match record.get("LastModifiedDate") {
            Some(Value::DateTime(at)) => *at,
            _ => self.now,
        };
        let stamp = Stamp {
            at,
            by: by.map_or("", |by| by),
        };
        super::saved(self.tx.update_record(table, &id, &changes, &stamp)).map(drop)
    }

    fn reading<'r>(&'r self, reads: &'r RefCell<ReadCache>) -> Reading<'r> {
        Reading {
            view: self.tx,
            deployed: self.deployed,
            people: self.people,
            reads,
            user: &self.deployed.system_user,
            runs: &[],
            now: self.now,
            is_raw: false,
        }
    }
}

fn summaries(table: &RecordTable) -> Vec<(Text, Summary)> {
    let fields = table.object().fields.iter();
    fields
        .filter_map(|field| match &field.source {
            FieldSource::Summary(summary) => Some((field.name.clone(), summary.clone())),
            _ => None,
        })
        .collect()
}

fn next(table: &RecordTable, after: &Text) -> Query {
    let id = Text::from("Id");
    let beyond = (!after.is_empty()).then(|| Comparison {
        field: id.clone(),
        operator: Operator::GreaterThan,
        value: Value::Text(after.clone()),
    });
    Query {
        object: table.object().name.clone(),
        filter: Filter {
            logic: Logic::All,
            comparisons: beyond.into_iter().collect(),
        },
        sort: Some(Sort {
            field: id,
            descending: false,
        }),
        limit: Some(BATCH),
    }
}
