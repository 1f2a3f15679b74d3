//! Reading: runs, histories, work items and records, as they are committed or, inside a turn, as the
//! turns before it in its batch have made them.

use std::cell::RefCell;

use segue_definition::ObjectPermission;
use segue_engine::{Assignee, Explanation, RunStatus, WorkItem, explain};
use segue_language::{LookupFilter, ObjectType, Query, Record, RecordType, Text, Timestamp};
use segue_store::{
    PartNumber, RunFilter, RunNumber, RunRow, StoreError, View, WORK_ITEM_PREFIX, part_id, run_id,
};

use crate::access::Access;
use crate::approvals::is_submission_of;
use crate::deployed::Deployed;
use crate::people::People;
use crate::routing::explain_routing;
use crate::run_objects;
use crate::turn::{LoadedRun, ReadCache, Reading, TurnFacts, run_number};
use crate::waiting::explain_waits;
use crate::{HistoryLine, OpenItem, Refusal, RunRef, RunView, Runtime};

mod active;
mod definitions;
mod history;

/// Runs listed at once.
const RUNS_MAX: u32 = 10_000;

/// Everything that can be read, at one moment. Cheap to make and to copy.
#[derive(Clone, Copy)]
pub struct Reads<'a> {
    view: &'a View,
    deployed: &'a Deployed,
    people: &'a People,
    now: Timestamp,
}

impl Runtime {
    /// What is committed.
    pub fn reads(&self) -> Reads<'_> {
        Reads::new(&self.store, &self.world.deployed, &self.world.people)
    }
}

impl<'a> Reads<'a> {
    pub(crate) fn new(view: &'a View, deployed: &'a Deployed, people: &'a People) -> Reads<'a> {
        Reads {
            view,
            deployed,
            people,
            now: Timestamp(0),
        }
    }

    /// The same at that time: formula fields ask for it.
    #[must_use]
    pub fn at(self, now: Timestamp) -> Reads<'a> {
        Reads { now, ..self }
    }

    /// What the store itself can read.
    pub fn store(&self) -> &'a View {
        self.view
    }

    /// A run; none when there is none of that number or id.
    pub fn run(&self, run: impl Into<RunRef>) -> Option<RunView> {
        let loaded = self.loaded(&run.into())?;
        Some(RunView {
            number: loaded.number.0,
            id: run_id(loaded.number),
            name: format!("FO-{:08}", loaded.number.0).into(),
            version: loaded.deployed.version,
            ordinal: loaded.deployed.ordinal,
            orchestration: loaded.deployed.orchestration.clone(),
            run: loaded.run,
        })
    }

    /// Status of a run, cheaply.
    pub fn run_status(&self, run: i64) -> Option<RunStatus> {
        let row = self.view.run(RunNumber(run)).ok()??;
        Some(row.status)
    }

    /// Numbers of all runs, or those that a record started or was submitted to, of an orchestration;
    /// oldest first.
    pub fn runs(&self, record: Option<&str>, orchestration: Option<&str>) -> Vec<i64> {
        let rows = match record {
            Some(record) => self.runs_of_record(record),
            None => self.view.runs(&RunFilter {
                limit: RUNS_MAX,
                ..RunFilter::default()
            }),
        };
        let mut numbers: Vec<i64> = rows
            .unwrap_or_default()
            .into_iter()
            .filter(|row| orchestration.is_none_or(|name| self.is_of(row, name)))
            .map(|row| row.n.0)
            .collect();
        numbers.sort_unstable();
        numbers
    }

    fn runs_of_record(&self, record: &str) -> Result<Vec<RunRow>, StoreError> {
        let mut rows = Vec::new();
        for number in self.view.related_runs(record, RUNS_MAX)? {
            let row = self.view.run(number)?;
            rows.extend(row.filter(|row| self.is_about(row, record)));
        }
        Ok(rows)
    }

    fn is_about(&self, row: &RunRow, record: &str) -> bool {
        if row.record.as_deref() == Some(record) {
            return true;
        }
        let loaded = LoadedRun::decode(row.clone(), &self.deployed.definitions);
        loaded.is_ok_and(|loaded| is_submission_of(&loaded, record))
    }

    fn is_of(&self, row: &RunRow, name: &str) -> bool {
        let deployed = self.deployed.definitions.orchestration(row.definition);
        deployed.is_some_and(|deployed| deployed.orchestration.name.eq_ignore_ascii_case(name))
    }

    /// The history of a run.
    pub fn history(&self, run: impl Into<RunRef>) -> Vec<HistoryLine> {
        let Some(loaded) = self.loaded(&run.into()) else {
            return Vec::new();
        };
        history::lines(self, &loaded)
    }

    /// Assigned work items of a run.
    pub fn open_items(&self, run: impl Into<RunRef>) -> Vec<OpenItem> {
        let Some(loaded) = self.loaded(&run.into()) else {
            return Vec::new();
        };
        let items = loaded.run.open_items();
        items.filter_map(|item| open_item(&loaded, item)).collect()
    }

    /// Assigned work items of a user, group or queue, oldest first.
    pub fn open_items_of(&self, assignee: &Assignee, limit: usize) -> Vec<OpenItem> {
        let limit = u32::try_from(limit).unwrap_or(u32::MAX);
        let first = PartNumber(i64::MIN);
        let rows = self.view.open_items(&*assignee.id, first, limit);
        rows.unwrap_or_default()
            .into_iter()
            .filter_map(|row| {
                let loaded = self.loaded(&RunRef::Number(row.n.run().0))?;
                open_item(&loaded, loaded.run.work_item(row.n.part())?)
            })
            .collect()
    }

    /// A record as it is now, with all its fields.
    pub fn record(&self, object: &str, id: &str) -> Option<Record> {
        let table = self.deployed.tables.get(object)?;
        let record = self.view.record(table, id).ok()??;
        if !table.has_living() {
            return Some(record);
        }
        let reads = RefCell::new(ReadCache::default());
        Some(self.reading(&reads, self.now).filled(table, record))
    }

    /// Records that a query finds, also of the run objects.
    ///
    /// # Errors
    /// An object or field is unknown.
    pub fn records(&self, query: &Query, now: Timestamp) -> Result<Vec<Record>, Refusal> {
        let reads = RefCell::new(ReadCache::default());
        let reading = self.reading(&reads, now);
        if run_objects::is_run_object(&query.object) {
            return run_objects::rows(reading, query).map_err(Refusal::from);
        }
        let found = reading.rows(query);
        found.map_err(|error| Refusal::Invalid(error.to_string()))
    }

    /// Id of a user (by user name or id), group or queue (by API name or id).
    pub fn person_id(&self, name: &str) -> Option<Text> {
        if let Some(user) = self.view.user(name).ok()? {
            return Some(user.id);
        }
        let group = self.view.group(false, name).ok()?;
        let found = group.or(self.view.group(true, name).ok()?);
        found.map(|group| group.id)
    }

    /// What the profile and permission sets of a user (by id) allow with an object; none when none of
    /// them names it.
    ///
    /// # Errors
    /// What she has cannot be read.
    pub fn object_permission(
        &self,
        person: &Text,
        object: &str,
    ) -> Result<Option<ObjectPermission>, StoreError> {
        Ok(self.access(person)?.object(object))
    }

    /// Whether the profile and permission sets of a user (by id) name a field, and none lets her
    /// change it.
    ///
    /// # Errors
    /// What she has cannot be read.
    pub fn bars_field(
        &self,
        person: &Text,
        (object, field): (&str, &str),
    ) -> Result<bool, StoreError> {
        Ok(self.access(person)?.bars_field(object, field))
    }

    /// Names of the permission sets that are deployed, in small letters, by name.
    pub fn permission_sets(&self) -> Vec<&'a str> {
        let sets = self.deployed.permission_sets.iter();
        let sets = sets.filter(|(_, set)| !set.is_profile);
        let mut names: Vec<&str> = sets.map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names
    }

    /// Whether a search of a person (by id) for a lookup of `source` offers a record. What `source` does
    /// not hold may be anything.
    pub fn lookup_offers(
        &self,
        filter: &LookupFilter,
        (person, source): (&Text, &Record),
        named: &Record,
    ) -> bool {
        let mut paths = filter.source_paths();
        let is_unknown = |path: &segue_language::Path| {
            let object = self.object(&source.object);
            let lookup = object.and_then(|object| object.lookup(path.head()));
            let field = lookup.map_or(path.head(), |(field, _)| &field.name);
            source.get(field).is_none()
        };
        if paths.any(is_unknown) {
            return true;
        }
        let reads = RefCell::new(ReadCache::default());
        let reading = Reading {
            user: person,
            ..self.reading(&reads, self.now)
        };
        reading.lookup_allows(filter, source, named)
    }

    /// The record type of a record of an object: the one that its field names, else the one that a new
    /// record of a person (by id) gets.
    pub fn record_type<'o>(
        &self,
        object: &'o ObjectType,
        (person, named): (&Text, Option<&Text>),
    ) -> Option<&'o RecordType> {
        let reads = RefCell::new(ReadCache::default());
        let reading = Reading {
            user: person,
            ..self.reading(&reads, self.now)
        };
        match named {
            Some(id) => reading.record_type_of(object, id),
            None => reading.default_type(object),
        }
    }

    /// The id of a record type.
    pub fn record_type_id(&self, object: &ObjectType, wanted: &RecordType) -> Option<Text> {
        let reads = RefCell::new(ReadCache::default());
        self.reading(&reads, self.now)
            .id_of_record_type(object, wanted)
    }

    fn access(&self, person: &Text) -> Result<Access<'a>, StoreError> {
        let own = self.people.access(self.view, person)?;
        Ok(Access::new(own, &self.deployed.permission_sets))
    }

    /// The table-backed object of that name.
    pub fn object(&self, name: &str) -> Option<&'a segue_language::ObjectType> {
        self.deployed
            .tables
            .get(name)
            .map(|table| &**table.object())
    }

    /// All table-backed objects.
    pub fn objects(&self) -> impl Iterator<Item = &'a segue_language::ObjectType> + use<'a> {
        self.deployed.tables.iter().map(|table| &**table.object())
    }

    /// The table-backed object of a record's id.
    pub fn object_of_id(&self, id: &str) -> Option<&'a segue_language::ObjectType> {
        let prefix = segue_store::parse_id(id)?.prefix;
        self.object(self.deployed.prefixes.get(&prefix)?)
    }

    /// Who walks through the pages of an open work item: id of the user.
    pub fn worker_of(&self, item: PartNumber) -> Option<Text> {
        let row = self.view.interview(item).ok()??;
        let (person, _): (Text, segue_flow::Frozen) = segue_store::decode(&row.state).ok()?;
        Some(person)
    }

    /// Why a run is waiting: the condition tree of each unfinished stage and step with today's
    /// values, who holds it, what would wake it.
    pub fn why(&self, run: impl Into<RunRef>, now: Timestamp) -> Option<Explanation> {
        let loaded = self.loaded(&run.into())?;
        let reads = RefCell::new(ReadCache::default());
        let facts = TurnFacts {
            reading: self.reading(&reads, now),
            run: loaded.number,
            deployed: &loaded.deployed,
        };
        let orchestration = &loaded.deployed.orchestration;
        let mut explanation = explain(orchestration, &loaded.run, &facts, now);
        explain_routing(self.view, self.people, &loaded, &mut explanation).ok()?;
        crate::calls::name_calls(self.view, &loaded, &mut explanation);
        let definitions = &self.deployed.definitions;
        explain_waits(self.view, definitions, &loaded, &mut explanation);
        if loaded.run.status == RunStatus::Suspended {
            explanation.since = history::suspended_at(self, &loaded);
        }
        Some(explanation)
    }

    pub(crate) fn definitions(&self) -> &'a crate::definitions::Definitions {
        &self.deployed.definitions
    }

    fn reading<'r>(&'r self, reads: &'r RefCell<ReadCache>, now: Timestamp) -> Reading<'r> {
        Reading {
            view: self.view,
            deployed: self.deployed,
            people: self.people,
            reads,
            user: &self.deployed.system_user,
            runs: &[],
            now,
            is_raw: false,
        }
    }

    fn loaded(&self, run: &RunRef) -> Option<LoadedRun> {
        let number = run_number(run).ok()?;
        let row = self.view.run(number).ok()??;
        LoadedRun::decode(row, &self.deployed.definitions).ok()
    }
}

fn open_item(loaded: &LoadedRun, item: &WorkItem) -> Option<OpenItem> {
    let step_run = loaded.run.step_of_item(item.part)?;
    let step = loaded.deployed.orchestration.step(step_run.step);
    Some(OpenItem {
        run: loaded.number.0,
        item: item.part,
        id: part_id(WORK_ITEM_PREFIX, loaded.number, item.part),
        step: step_run.step,
        step_name: step.name.clone(),
        label: step.label.clone(),
        assignee: item.assignee.clone(),
        created_at: item.created_at,
        related_record: item.related_record.as_str().into(),
    })
}
