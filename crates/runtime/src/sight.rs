//! Sight: what a person may do with which records. Whoever owns the runtime knows; it is asked where a
//! screen flow reads and writes for the person who runs it. Flows of the system may do everything.

use std::fmt;
use std::sync::Arc;

use segue_flow::{Interview, RunRights, Submission};
use segue_language::{
    Comparison, Filter, Logic, LogicTree, Operator, Query, Record, Text, Value, Values,
};

use crate::interview_driver::fault;
use crate::records::{changes_of, gone};
use crate::run_objects::is_run_object;
use crate::turn::{Stop, Turn};
use crate::{Reads, Refusal};

/// Records that are looked at where the owner cannot be asked of the database.
const LOOKED_AT_MAX: u32 = 10_000;

/// Which records of one object somebody may read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sees {
    /// All.
    All,
    /// Those that one of these users, groups and queues owns; where records have no owner, those
    /// that one of them created.
    OwnedBy(Vec<Text>),
    /// None.
    Nothing,
}

/// Who reads and writes.
#[derive(Clone, Copy, Debug)]
pub struct Hand<'a> {
    /// Id of the person.
    pub person: &'a Text,
    /// Only how records are shared with her counts, not what she may do with their object.
    pub by_sharing: bool,
}

/// A write of one record.
#[derive(Clone, Copy, Debug)]
pub enum Deed<'a> {
    /// A new one of this object.
    Create(&'a str, &'a Values),
    /// Another value of these fields of a record, which is as it was before.
    Edit(&'a Record, &'a Values),
    /// A record taken away.
    Delete(&'a Record),
}

/// Says what somebody may do.
pub trait Rights: Send + Sync {
    /// What she may read of an object.
    ///
    /// # Errors
    /// It cannot be told.
    fn sees(&self, reads: &Reads<'_>, hand: Hand<'_>, object: &str) -> Result<Sees, Refusal>;

    /// Why she may not write a record; none when she may.
    ///
    /// # Errors
    /// It cannot be told.
    fn bar(
        &self,
        reads: &Reads<'_>,
        hand: Hand<'_>,
        deed: Deed<'_>,
    ) -> Result<Option<String>, Refusal>;
}

/// What people may do, as the owner of the runtime says it.
#[derive(Clone)]
pub struct Sight(Arc<dyn Rights>);

impl Sight {
    /// A sight that asks `rights`.
    pub fn new(rights: impl Rights + 'static) -> Sight {
        Sight(Arc::new(rights))
    }
}

impl Rights for Sight {
    fn sees(&self, reads: &Reads<'_>, hand: Hand<'_>, object: &str) -> Result<Sees, Refusal> {
        self.0.sees(reads, hand, object)
    }

    fn bar(
        &self,
        reads: &Reads<'_>,
        hand: Hand<'_>,
        deed: Deed<'_>,
    ) -> Result<Option<String>, Refusal> {
        self.0.bar(reads, hand, deed)
    }
}

impl fmt::Debug for Sight {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Sight")
    }
}

/// By what an interview that a person runs is held to her rights.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    by_sharing: bool,
}

impl Turn<'_> {
    /// What bounds an interview; nothing does where the system runs it, or a system mode.
    pub(crate) fn bounds(&self, interview: &Interview) -> Option<Bounds> {
        if self.is_system || self.world.sight.is_none() {
            return None;
        }
        match interview.rights() {
            RunRights::Person => Some(Bounds { by_sharing: false }),
            RunRights::Sharing => Some(Bounds { by_sharing: true }),
            RunRights::System => None,
        }
    }

    fn ask<T>(
        &self,
        bounds: Bounds,
        ask: impl FnOnce(&dyn Rights, &Reads<'_>, Hand<'_>) -> Result<T, Refusal>,
    ) -> Result<Option<T>, Stop> {
        let Some(sight) = &self.world.sight else {
            return Ok(None);
        };
        let reads = Reads::new(self.tx, &self.world.deployed, &self.world.people).at(self.now);
        let hand = Hand {
            person: &self.user,
            by_sharing: bounds.by_sharing,
        };
        Ok(Some(ask(&*sight.0, &reads, hand)?))
    }

    /// What the person may read of an object.
    fn sees(&self, object: &str, bounds: Bounds) -> Result<Sees, Stop> {
        let sees = self.ask(bounds, |rights, reads, hand| {
            rights.sees(reads, hand, object)
        })?;
        Ok(sees.unwrap_or(Sees::All))
    }

    /// Rows of a query that the person may read.
    pub(crate) fn seen_rows(&mut self, query: &Query, bounds: Bounds) -> Result<Vec<Record>, Stop> {
        let owners = match self.sees(&query.object, bounds)? {
            Sees::All => return self.rows(query),
            Sees::Nothing => return Ok(Vec::new()),
            Sees::OwnedBy(owners) => owners,
        };
        let object = self.world.tables.get(&query.object);
        let field = object.and_then(|table| owner_field(table.object()));
        match field.filter(|_| !is_run_object(&query.object)) {
            Some(field) => self.rows(&narrowed(query, field, &owners)),
            None => {
                let mut rows = self.rows(&Query {
                    limit: Some(LOOKED_AT_MAX),
                    ..query.clone()
                })?;
                rows.retain(|row| is_owned(row, &owners));
                rows.truncate(query.limit.unwrap_or(u32::MAX) as usize);
                Ok(rows)
            }
        }
    }

    /// A record to which a lookup leads, when the person may read it.
    pub(crate) fn seen_record(
        &self,
        found: Record,
        bounds: Bounds,
    ) -> Result<Option<Record>, Stop> {
        let is_seen = self.is_seen(&found, bounds)?;
        Ok(is_seen.then_some(found))
    }

    fn is_seen(&self, found: &Record, bounds: Bounds) -> Result<bool, Stop> {
        Ok(match self.sees(&found.object, bounds)? {
            Sees::All => true,
            Sees::Nothing => false,
            Sees::OwnedBy(owners) => is_owned(found, &owners),
        })
    }

    /// Goes on when the person may create these records.
    pub(crate) fn require_creates(&self, records: &[Record], bounds: Bounds) -> Result<(), Stop> {
        records.iter().try_for_each(|record| {
            let fields = self.fields_of_new(record)?;
            self.require_create(&record.object, &fields, bounds)
        })
    }

    /// Goes on when the person may create a record of an object with these fields.
    pub(crate) fn require_create(
        &self,
        object: &Text,
        fields: &Values,
        bounds: Bounds,
    ) -> Result<(), Stop> {
        self.require_deed(Deed::Create(object, fields), bounds)
    }

    /// Goes on when the person may make these changes.
    pub(crate) fn require_edits(&self, records: &[Record], bounds: Bounds) -> Result<(), Stop> {
        let named = records
            .iter()
            .filter_map(|record| Some((record.id()?, record)));
        named.into_iter().try_for_each(|(id, record)| {
            self.require_edit((&record.object, id), &changes_of(record), bounds)
        })
    }

    /// Goes on when the person may change that record.
    pub(crate) fn require_edit(
        &self,
        (object, id): (&Text, &Text),
        fields: &Values,
        bounds: Bounds,
    ) -> Result<(), Stop> {
        let prior = self.seen_existing((object, id), bounds)?;
        self.require_deed(Deed::Edit(&prior, fields), bounds)
    }

    /// Goes on when the person may delete these records.
    pub(crate) fn require_deletes(&self, records: &[Record], bounds: Bounds) -> Result<(), Stop> {
        let named = records
            .iter()
            .filter_map(|record| Some((record.id()?, record)));
        named.into_iter().try_for_each(|(id, record)| {
            let prior = self.seen_existing((&record.object, id), bounds)?;
            self.require_deed(Deed::Delete(&prior), bounds)
        })
    }

    /// A record that may not be read is not there.
    fn seen_existing(&self, (object, id): (&Text, &Text), bounds: Bounds) -> Result<Record, Stop> {
        let name = match is_run_object(object) {
            true => object.clone(),
            false => self.table(object)?.object().name.clone(),
        };
        let id = &segue_store::canonical_id(id);
        let found = self.reading().record(&name, id);
        let found = found.map(|record| Record::clone(&record));
        let seen = match found {
            Some(found) => self.seen_record(found, bounds)?,
            None => None,
        };
        seen.ok_or_else(|| gone(&name, id))
    }

    fn require_deed(&self, deed: Deed<'_>, bounds: Bounds) -> Result<(), Stop> {
        let bar = self.ask(bounds, |rights, reads, hand| rights.bar(reads, hand, deed))?;
        if let Some(why) = bar.flatten() {
            return Err(Stop::fault(why));
        }
        let (object, prior, fields) = match deed {
            Deed::Create(object, fields) => (object, None, fields),
            Deed::Edit(record, fields) => (&*record.object, Some(record), fields),
            Deed::Delete(_) => return Ok(()),
        };
        let is_new = |name: &str, value| prior.and_then(|it| it.get(name)) != Some(value);
        let mut new = fields.iter().filter(|(name, value)| is_new(name, value));
        new.try_for_each(|(name, value)| self.require_named(object, (name, value), bounds))
    }

    /// Goes on when the record to which a lookup is set is one that the person may read.
    fn require_named(
        &self,
        object: &str,
        (name, value): (&Text, &Value),
        bounds: Bounds,
    ) -> Result<(), Stop> {
        let table = self.world.tables.get(object);
        let field = table.and_then(|table| table.object().field(name));
        let (Some(field), Some(id)) = (field, value.as_text()) else {
            return Ok(());
        };
        if field.lookup.is_none() || !self.is_hidden(id, bounds)? {
            return Ok(());
        }
        let mut fault = fault(format!("{}: there is no record with Id {id}", field.name));
        fault
            .custom
            .push((field.name.clone(), "names no record".to_owned()));
        Err(Stop::Fault(fault))
    }

    /// Whether it is the id of a record that the person may not read.
    fn is_hidden(&self, id: &Text, bounds: Bounds) -> Result<bool, Stop> {
        match self.reading().record("", &segue_store::canonical_id(id)) {
            Some(record) => Ok(!self.is_seen(&record, bounds)?),
            None => Ok(false),
        }
    }

    /// Goes on when every record that answers of lookups name is one that may be read by whoever gives
    /// them, whatever the mode of the flow.
    pub(crate) fn require_seen_answers(
        &mut self,
        interview: &Interview,
        submission: &Submission,
    ) -> Result<(), Stop> {
        let person = self.actor.clone();
        self.as_user(person, false, |turn| {
            turn.require_seen(interview, submission)
        })
    }

    fn require_seen(&self, interview: &Interview, submission: &Submission) -> Result<(), Stop> {
        if self.world.sight.is_none() {
            return Ok(());
        }
        let bounds = Bounds { by_sharing: false };
        let mut fields = Vec::new();
        for (field, id) in interview.records_named(submission) {
            let id = segue_store::canonical_id(&id);
            let is_id = self.world.table_of_id(&id).is_some();
            let is_seen = match self.reading().record("", &id) {
                Some(record) => self.is_seen(&record, bounds)?,
                None => !is_id,
            };
            if !is_seen {
                fields.push((field, "names no record".to_owned()));
            }
        }
        if fields.is_empty() {
            return Ok(());
        }
        let message = "Some answers name records that are not there.".to_owned();
        Err(Refusal::Failed { message, fields }.into())
    }
}
fn owner_field(object: &segue_language::ObjectType) -> Option<Text> {
    let owner = object.field("OwnerId").or(object.field("CreatedById"));
    owner.map(|field| field.name.clone())
}

fn is_owned(record: &Record, owners: &[Text]) -> bool {
    let owner = record.get("OwnerId").or_else(|| record.get("CreatedById"));
    let owner = owner.and_then(Value::as_text);
    owner.is_some_and(|owner| owners.contains(owner))
}

/// The query over what some people own.
fn narrowed(query: &Query, field: Text, owners: &[Text]) -> Query {
    let mut comparisons = query.filter.comparisons.clone();
    let parts = (0..comparisons.len()).map(LogicTree::Condition);
    let asked = match &query.filter.logic {
        Logic::Custom(tree) => tree.clone(),
        Logic::Any if !comparisons.is_empty() => LogicTree::Or(parts.collect()),
        Logic::Any | Logic::All => LogicTree::And(parts.collect()),
    };
    let owned = LogicTree::Condition(comparisons.len());
    let owners = owners.iter().map(|owner| Value::Text(owner.clone()));
    comparisons.push(Comparison {
        field,
        operator: Operator::In,
        value: Value::Collection(Arc::new(owners.collect())),
    });
    let logic = match comparisons.len() {
        1 => Logic::All,
        _ => Logic::Custom(LogicTree::And(vec![asked, owned])),
    };
    Query {
        filter: Filter { logic, comparisons },
        ..query.clone()
    }
}
