//! Queries for records: by the database, and by hand where a living formula field is compared or
//! sorted by.

use std::cmp::Ordering;

use segue_language::{Filter, Logic, Query, Record, Sort, Text, Value, merge_text};
use segue_store::{RecordTable, StoreError};

use super::living::follow;
use crate::run_objects::keeps;
use crate::turn::Reading;

/// Most records that are looked at one by one for a query on a formula field.
const LOOKED_AT_MAX: u32 = 50_000;

impl Reading<'_> {
    /// The records that a query finds, with all fields.
    ///
    /// # Errors
    /// As for [`segue_store::View::records`], or too many records would have to be looked at.
    pub(crate) fn rows(self, query: &Query) -> Result<Vec<Record>, StoreError> {
        let tables = &self.deployed.tables;
        let table = match tables.get(&query.object) {
            Some(table) if tables.have_living() => table,
            Some(_) | None => return self.view.records(tables, query),
        };
        let found = if self.is_by_hand(table, query) {
            self.by_hand(table, query)?
        } else {
            self.view.records(tables, query)?
        };
        if !table.has_living() {
            return Ok(found);
        }
        let filled = found.into_iter().map(|record| self.filled(table, record));
        Ok(filled.collect())
    }

    fn is_by_hand(self, table: &RecordTable, query: &Query) -> bool {
        let compared = query.filter.comparisons.iter().map(|test| &test.field);
        let mut named = compared.chain(query.sort.iter().map(|sort| &sort.field));
        named.any(|path| self.is_living(table, path))
    }

    /// Whether a dotted field ends at a living formula field.
    fn is_living(self, table: &RecordTable, path: &str) -> bool {
        let Some((name, rest)) = path.split_once('.') else {
            return table.living(path.trim()).is_some();
        };
        let Some((_, lookup)) = table.object().lookup(name.trim()) else {
            return false;
        };
        let mut targets = lookup
            .to
            .iter()
            .filter_map(|to| self.deployed.tables.get(to));
        targets.any(|target| self.is_living(target, rest))
    }

    /// The database finds what meets the other comparisons, the rest is looked at here.
    fn by_hand(self, table: &RecordTable, query: &Query) -> Result<Vec<Record>, StoreError> {
        let is_plain = |path: &Text| !self.is_living(table, path);
        let comparisons = match query.filter.logic {
            Logic::All => query.filter.comparisons.iter(),
            Logic::Any | Logic::Custom(_) => [].iter(),
        };
        let looked_at = Query {
            object: query.object.clone(),
            filter: Filter {
                logic: Logic::All,
                comparisons: comparisons
                    .filter(|test| is_plain(&test.field))
                    .cloned()
                    .collect(),
            },
            sort: query.sort.clone().filter(|sort| is_plain(&sort.field)),
            limit: Some(LOOKED_AT_MAX + 1),
        };
        let mut records = self.view.records(&self.deployed.tables, &looked_at)?;
        if records.len() > LOOKED_AT_MAX as usize {
            return Err(unsupported(format!(
                "{}: a filter on a formula field would look at more than {LOOKED_AT_MAX} records",
                query.object
            )));
        }
        self.retain(table, query, &mut records)?;
        if let Some(sort) = query.sort.as_ref().filter(|sort| !is_plain(&sort.field)) {
            records = self.sorted(table, sort, records);
        }
        let limit = query.limit.unwrap_or(u32::MAX) as usize;
        records.truncate(limit);
        Ok(records)
    }

    fn retain(
        self,
        table: &RecordTable,
        query: &Query,
        records: &mut Vec<Record>,
    ) -> Result<(), StoreError> {
        let mut failed = None;
        records.retain(|record| {
            let row = self.filled(table, record.clone());
            keeps(self, &query.filter, &row).unwrap_or_else(|stop| {
                failed.get_or_insert(stop);
                false
            })
        });
        match failed {
            None => Ok(()),
            Some(stop) => Err(unsupported(crate::Refusal::from(stop).to_string())),
        }
    }

    fn sorted(self, table: &RecordTable, sort: &Sort, records: Vec<Record>) -> Vec<Record> {
        let path: Vec<Text> = sort
            .field
            .split('.')
            .map(|name| name.trim().into())
            .collect();
        let keyed = records.into_iter().map(|record| {
            let row = self.filled(table, record.clone());
            let key = follow(self, &Value::Record(row.into()), &path);
            (key, record)
        });
        let mut keyed: Vec<(Value, Record)> = keyed.collect();
        keyed.sort_by(|(a, one), (b, other)| {
            let nulls = b.is_null().cmp(&a.is_null());
            let by_value = order(a, b);
            let by_value = if sort.descending {
                by_value.reverse()
            } else {
                by_value
            };
            let by_id = one.id().cmp(&other.id());
            let by_id = if sort.descending {
                by_id.reverse()
            } else {
                by_id
            };
            nulls.then(by_value).then(by_id)
        });
        keyed.into_iter().map(|(_, record)| record).collect()
    }
}

fn order(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.cmp(b),
        (Value::DateTime(a), Value::DateTime(b)) => a.cmp(b),
        (Value::Boolean(a), Value::Boolean(b)) => a.cmp(b),
        (Value::Time(a), Value::Time(b)) => a.cmp(b),
        (a, b) => merge_text(a)
            .to_lowercase()
            .cmp(&merge_text(b).to_lowercase()),
    }
}

fn unsupported(what: String) -> StoreError {
    StoreError::Unsupported { what }
}
