//! Roll-up summaries: kept up to date with each change of a detail, in the same transaction.
//!
//! Counts and sums change by what the detail adds or takes; the smallest and largest values are
//! asked for anew. A summary that has no value yet is computed from all details.

use std::sync::Arc;

use segue_language::{
    Comparison, Filter, Logic, LogicTree, Num, Operator, Query, Record, RecordChange, Sort,
    Summary, SummaryOperation, Text, Value, Values,
};
use segue_store::RecordTable;

use super::behavior::Rollup;
use crate::run_objects::keeps;
use crate::turn::{Reading, Stop, Turn};

/// Most details of one master that are added up anew.
const DETAILS_MAX: u32 = 50_000;

impl Turn<'_> {
    /// Brings the summaries up to date that a change of a detail concerns.
    pub(super) fn summarize(
        &mut self,
        table: &RecordTable,
        change: &RecordChange,
    ) -> Result<(), Stop> {
        let Some(behavior) = self.behavior(table).filter(|own| !own.summaries.is_empty()) else {
            return Ok(());
        };
        let rollups = behavior.summaries.clone();
        let mut masters: Vec<(Text, Text, Values)> = Vec::new();
        for rollup in &rollups {
            for (id, value) in self.rolled_up(rollup, change)? {
                let known = masters
                    .iter_mut()
                    .find(|(object, known, _)| *object == rollup.master && *known == id);
                match known {
                    Some((.., values)) => values.push((rollup.field.clone(), value)),
                    None => {
                        let values = vec![(rollup.field.clone(), value)];
                        masters.push((rollup.master.clone(), id, values));
                    }
                }
            }
        }
        for (object, id, values) in masters {
            self.update_summaries(&object, &id, values)?;
        }
        Ok(())
    }

    /// The masters whose value changes, each with the new one.
    fn rolled_up(
        &self,
        rollup: &Rollup,
        change: &RecordChange,
    ) -> Result<Vec<(Text, Value)>, Stop> {
        let (before, after) = (
            self.share(rollup, prior(change))?,
            self.share(rollup, now(change))?,
        );
        if before == after {
            return Ok(Vec::new());
        }
        let mut masters: Vec<Text> = Vec::new();
        for (master, _) in before.iter().chain(&after) {
            if !masters.contains(master) {
                masters.push(master.clone());
            }
        }
        let mut changed = Vec::new();
        for id in masters {
            let Some(master) = self.reading().record(&rollup.master, &id) else {
                continue;
            };
            let of = |share: &Option<(Text, Value)>| {
                let own = share.as_ref().filter(|(master, _)| *master == id);
                own.map(|(_, value)| value.clone())
            };
            let old = master.get(&rollup.field).cloned().unwrap_or_default();
            let new = match moved(&rollup.summary, &old, of(&before), of(&after)) {
                Some(value) => value,
                None => self.reading().summary(&rollup.summary, &id)?,
            };
            if new != old {
                changed.push((id, new));
            }
        }
        Ok(changed)
    }

    /// What a record adds to a summary: its master and its value; none when it does not count.
    fn share(
        &self,
        rollup: &Rollup,
        record: Option<&Arc<Record>>,
    ) -> Result<Option<(Text, Value)>, Stop> {
        let Some(record) = record else {
            return Ok(None);
        };
        let summary = &rollup.summary;
        let Some(master) = record.get(&summary.key).and_then(Value::as_text) else {
            return Ok(None);
        };
        if !keeps(self.reading(), &summary.filter, record)? {
            return Ok(None);
        }
        let value = summary.field.as_ref().and_then(|field| record.get(field));
        Ok(Some((master.clone(), value.cloned().unwrap_or_default())))
    }
}

impl Reading<'_> {
    /// A summary from all details of a master.
    pub(super) fn summary(self, summary: &Summary, master: &Text) -> Result<Value, Stop> {
        match summary.operation {
            SummaryOperation::Count | SummaryOperation::Sum => self.added_up(summary, master),
            SummaryOperation::Min | SummaryOperation::Max => self.outermost(summary, master),
        }
    }

    fn added_up(self, summary: &Summary, master: &Text) -> Result<Value, Stop> {
        let query = details(summary, master, None, DETAILS_MAX + 1);
        let found = super::saved(self.rows(&query))?;
        if found.len() > DETAILS_MAX as usize {
            return Err(Stop::Limit("details of one summary"));
        }
        let Some(field) = &summary.field else {
            return Ok(Value::integer(
                i64::try_from(found.len()).unwrap_or(i64::MAX),
            ));
        };
        let mut sum = Num::from(0);
        for record in &found {
            if let Some(Value::Number(number)) = record.get(field) {
                sum = sum
                    .checked_add(*number)
                    .ok_or_else(|| Stop::fault("a summary is too large"))?;
            }
        }
        Ok(Value::Number(sum))
    }

    fn outermost(self, summary: &Summary, master: &Text) -> Result<Value, Stop> {
        let Some(field) = &summary.field else {
            return Ok(Value::Null);
        };
        let sort = Sort {
            field: field.clone(),
            descending: summary.operation == SummaryOperation::Max,
        };
        let query = details(summary, master, Some(sort), 1);
        let found = super::saved(self.rows(&query))?;
        let first = found.first().and_then(|record| record.get(field));
        Ok(first.cloned().unwrap_or_default())
    }
}

fn prior(change: &RecordChange) -> Option<&Arc<Record>> {
    change.prior.as_ref()
}

/// The record as it is now; none once it is deleted.
fn now(change: &RecordChange) -> Option<&Arc<Record>> {
    (change.kind != segue_language::ChangeKind::Deleted).then_some(&change.record)
}

/// A count or a sum moved by what one detail took and gave; none when it must be computed anew.
fn moved(
    summary: &Summary,
    old: &Value,
    before: Option<Value>,
    after: Option<Value>,
) -> Option<Value> {
    let Value::Number(old) = old else {
        return None;
    };
    let weight = |share: Option<Value>| match (summary.operation, share) {
        (_, None) => Num::from(0),
        (SummaryOperation::Count, Some(_)) => Num::from(1),
        (_, Some(Value::Number(number))) => number,
        (_, Some(_)) => Num::from(0),
    };
    match summary.operation {
        SummaryOperation::Count | SummaryOperation::Sum => {
            let without = old.checked_sub(weight(before))?;
            Some(Value::Number(without.checked_add(weight(after))?))
        }
        SummaryOperation::Min | SummaryOperation::Max => None,
    }
}

/// The details of a master that count.
fn details(summary: &Summary, master: &Text, sort: Option<Sort>, limit: u32) -> Query {
    let mut comparisons = summary.filter.comparisons.clone();
    let mut parts: Vec<LogicTree> = match &summary.filter.logic {
        Logic::Custom(tree) => vec![tree.clone()],
        Logic::All | Logic::Any => (0..comparisons.len()).map(LogicTree::Condition).collect(),
    };
    let mut also = |comparison| {
        parts.push(LogicTree::Condition(comparisons.len()));
        comparisons.push(comparison);
    };
    also(Comparison {
        field: summary.key.clone(),
        operator: Operator::EqualTo,
        value: Value::Text(master.clone()),
    });
    if let Some(field) = summary.field.as_ref().filter(|_| sort.is_some()) {
        also(Comparison {
            field: field.clone(),
            operator: Operator::IsNull,
            value: Value::Boolean(false),
        });
    }
    Query {
        object: summary.details.clone(),
        filter: Filter {
            logic: Logic::Custom(LogicTree::And(parts)),
            comparisons,
        },
        sort,
        limit: Some(limit),
    }
}
