//! What the engine and flows may ask while a turn computes: reads through the same transaction.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use segue_engine::{Assignee, Facts, FlowFact, StepId};
use segue_language::{Path, Record, Text, TimeZone, Timestamp, Unloaded, Value};
use segue_store::{RecordTable, RunNumber, View, canonical_id, run_id};

use super::TouchedRun;
use super::globals::global;
use crate::access::Access;
use crate::definitions::DeployedOrchestration;
use crate::deployed::Deployed;
use crate::people::People;
use crate::run_objects;

/// Characters of an id without its check.
const SHORT_ID: usize = 15;
/// Stands for every object in a lookup.
const ANY_OBJECT: &str = "*";

/// Records read by a turn; each is read once until something is written.
#[derive(Debug, Default)]
pub(crate) struct ReadCache {
    records: FxHashMap<Text, Vec<Arc<Record>>>,
    /// Those without their living formula fields, of objects that have some.
    raw: FxHashMap<Text, Arc<Record>>,
    /// Records of custom settings and custom metadata, by object and name.
    pub(super) settings: FxHashMap<(Text, Option<Text>), Arc<Vec<Record>>>,
    pub(super) failure: Option<String>,
}

/// Reading in a transaction.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub(crate) view: &'a View,
    pub(crate) deployed: &'a Deployed,
    pub(crate) people: &'a People,
    pub(crate) reads: &'a RefCell<ReadCache>,
    /// Id of the user who reads: `$User`.
    pub(crate) user: &'a Text,
    /// Runs of the turn under way.
    pub(crate) runs: &'a [TouchedRun],
    pub(crate) now: Timestamp,
    /// Records are read without their living formula fields.
    pub(crate) is_raw: bool,
}

/// What the engine may ask about one run.
pub(crate) struct TurnFacts<'a> {
    pub(crate) reading: Reading<'a>,
    pub(crate) run: RunNumber,
    pub(crate) deployed: &'a DeployedOrchestration,
}

impl ReadCache {
    /// Forgets what was read: something was written or undone.
    pub(crate) fn forget(&mut self) {
        self.records.clear();
        self.raw.clear();
        self.settings.clear();
    }

    /// Why a read failed since this was last asked.
    pub(crate) fn take_failure(&mut self) -> Option<String> {
        self.failure.take()
    }
}

impl<'a> Reading<'a> {
    /// What the user who reads is allowed.
    pub(crate) fn access(self) -> Access<'a> {
        let own = self.people.access(self.view, self.user);
        let own = own.unwrap_or_else(|error| {
            self.reads.borrow_mut().failure = Some(error.to_string());
            Arc::default()
        });
        Access::new(own, &self.deployed.permission_sets)
    }

    /// A record as it is now. Without an object it is found by its id.
    pub(crate) fn record(self, object: &str, id: &str) -> Option<Arc<Record>> {
        if id.is_empty() {
            return None;
        }
        let id = &*whole_id(id);
        if let Some(known) = self.cached(object, id) {
            return Some(known);
        }
        let run_object = if object.is_empty() {
            run_objects::object_of_id(id)
        } else {
            Some(object).filter(|object| run_objects::is_run_object(object))
        };
        if let Some(object) = run_object {
            return run_objects::record(self, object, id);
        }
        let table = match object {
            "" => self.deployed.table_of_id(id),
            object => self.deployed.tables.get(object),
        }?;
        if table.has_living() {
            return self.read_living(table, id);
        }
        let record = self.read(table, id)?;
        self.keep(id, record.clone());
        Some(record)
    }

    /// A record of an object with living formula fields: with them, or raw.
    fn read_living(self, table: &RecordTable, id: &str) -> Option<Arc<Record>> {
        let known = self.reads.borrow().raw.get(id).cloned();
        let known = known.filter(|record| record.object == table.object().name);
        let raw = match known {
            Some(raw) => raw,
            None => {
                let raw = self.read(table, id)?;
                self.reads.borrow_mut().raw.insert(id.into(), raw.clone());
                raw
            }
        };
        if self.is_raw {
            return Some(raw);
        }
        let record = Arc::new(self.filled(table, Record::clone(&raw)));
        self.keep(id, record.clone());
        Some(record)
    }

    fn keep(self, id: &str, record: Arc<Record>) {
        let mut reads = self.reads.borrow_mut();
        reads.records.entry(id.into()).or_default().push(record);
    }

    /// Where a lookup leads.
    pub(crate) fn related(self, lookup: &Unloaded) -> Option<Arc<Record>> {
        let object = &lookup.record.object;
        let kind = match self.deployed.tables.get(object) {
            Some(table) => table.object(),
            None => run_objects::object_type(object)?,
        };
        let (field, target) = kind.lookup(&lookup.relationship)?;
        let id = match lookup.record.get(&field.name) {
            Some(value) => value.as_text()?.clone(),
            None => {
                let whole = self.record(&lookup.record.object, lookup.record.id()?)?;
                whole.get(&field.name)?.as_text()?.clone()
            }
        };
        match target.to.as_slice() {
            [] => self.record("", &id),
            [object] if **object == *ANY_OBJECT => self.record("", &id),
            [object] => self.record(object, &id),
            objects => self.one_of(objects, &id),
        }
    }

    /// A global such as `$User.Id`.
    pub(crate) fn global(self, path: &Path) -> Option<Value> {
        global(self, path)
    }

    /// A polymorphic lookup: by the id's prefix, else wherever the id is found.
    fn one_of(self, objects: &[Text], id: &str) -> Option<Arc<Record>> {
        if let Some(table) = self.deployed.table_of_id(id) {
            let name = &table.object().name;
            if objects
                .iter()
                .any(|object| object.eq_ignore_ascii_case(name))
            {
                return self.record(name, id);
            }
        }
        objects.iter().find_map(|object| self.record(object, id))
    }

    fn cached(self, object: &str, id: &str) -> Option<Arc<Record>> {
        let reads = self.reads.borrow();
        let known = reads.records.get(id)?;
        known
            .iter()
            .find(|record| object.is_empty() || record.object.eq_ignore_ascii_case(object))
            .cloned()
    }

    fn read(self, table: &RecordTable, id: &str) -> Option<Arc<Record>> {
        match self.view.record(table, id) {
            Ok(record) => record.map(Arc::new),
            Err(error) => {
                self.reads.borrow_mut().failure = Some(error.to_string());
                None
            }
        }
    }
}

/// An id of 15 characters in its form of 18.
fn whole_id(id: &str) -> Cow<'_, str> {
    if id.len() == SHORT_ID {
        Cow::Owned(canonical_id(&Text::from(id)).to_string())
    } else {
        Cow::Borrowed(id)
    }
}

impl Facts for TurnFacts<'_> {
    fn run_id(&self) -> Text {
        run_id(self.run)
    }

    fn zone(&self) -> &TimeZone {
        &self.reading.deployed.options.zone
    }

    fn record(&self, object: &str, id: &str) -> Option<Arc<Record>> {
        self.reading.record(object, id)
    }

    fn related(&self, lookup: &Unloaded) -> Option<Arc<Record>> {
        self.reading.related(lookup)
    }

    fn global(&self, path: &Path) -> Option<Value> {
        self.reading.global(path)
    }

    fn flow(&self, step: StepId) -> Option<FlowFact> {
        self.deployed.step_flows[step.index()]
    }

    fn approvers(&self, assignee: &Assignee) -> Vec<Text> {
        let reading = self.reading;
        let members = reading.people.active_members(reading.view, assignee);
        let members = members.unwrap_or_default();
        members.iter().map(|user| user.id.clone()).collect()
    }

    fn is_locked_elsewhere(&self, record: &str) -> bool {
        let lock = self.reading.view.record_lock(&whole_id(record));
        lock.is_ok_and(|lock| lock.is_some_and(|lock| lock.run != Some(self.run)))
    }

    fn has_active_members(&self, assignee: &Assignee) -> bool {
        let reading = self.reading;
        let members = reading.people.active_members(reading.view, assignee);
        members.is_ok_and(|members| !members.is_empty())
    }
}
