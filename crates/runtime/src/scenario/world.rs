//! The world of one scenario: a runtime on a database of its own, and a clock that only steps move.

mod time;
mod values;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use segue_definition::Project;
use segue_engine::Run;
use segue_language::{Text, TimeZone, Timestamp};
use segue_store::{Store, StoreError};

use super::coverage::Coverage;
use super::model::{Scenario, Setup};
use super::names::{Names, Thing};
use super::office::{self, Office};
use super::people;
use super::projects::Version;
use super::stand_ins::{Calls, field_paths, stand_ins};
use super::uses::Uses;
use crate::{Mail, Refusal, Reply, Request, RunRef, Runtime, RuntimeOptions, StandIns};

/// When a scenario says nothing about its clock.
const CLOCK: &str = "2026-03-02T09:00:00Z";

/// Gives the store again after it was stopped.
pub type Reopen = Box<dyn FnMut() -> Store>;

/// Elements that flows began, by flow and element.
type Seen = Arc<Mutex<BTreeSet<(Text, Text)>>>;

/// A run as its history up to a turn made it.
#[derive(Clone, Debug, Default)]
pub(super) struct Folded {
    pub(super) turn: i64,
    pub(super) run: Run,
}

/// The world of one scenario.
pub struct World {
    pub(super) runtime: Runtime,
    pub(super) clock: Timestamp,
    pub(super) names: Names,
    pub(super) calls: Calls,
    /// Folders deployed so far, and what they made.
    pub(super) folders: Vec<PathBuf>,
    pub(super) project: Arc<Project>,
    setup: Setup,
    uses: Uses,
    watched: Vec<String>,
    /// What steps said about users, by user name: a later deployment does not undo it.
    pub(super) activity: BTreeMap<String, bool>,
    /// Runs as their histories made them up to the last step.
    pub(super) folded: BTreeMap<i64, Folded>,
    seen: Option<Seen>,
    recovery: Option<Reopen>,
    office: Option<Office>,
    /// More jobs followed from a step than [`JOBS_MAX`].
    pub(super) is_endless: bool,
    /// Failures of flows that were told so far.
    pub(super) n_failures_told: Cell<usize>,
}

impl World {
    /// Makes the world as it is before the first step.
    ///
    /// # Errors
    /// What cannot be deployed or created, in one sentence.
    pub fn begin(
        store: Store,
        scenario: &Scenario,
        folders: Vec<PathBuf>,
        versions: &[Version],
        (office, is_covered): (Option<Office>, bool),
    ) -> Result<World, String> {
        let setup = &scenario.setup;
        let options = options(setup);
        let runtime = Runtime::open(store, options).map_err(|fault| fault.to_string())?;
        let mut world = World {
            runtime,
            clock: setup.clock.unwrap_or_else(default_clock),
            names: Names::default(),
            calls: Calls::default(),
            folders,
            project: Arc::default(),
            setup: setup.clone(),
            uses: Uses::of(scenario),
            watched: field_paths(&setup.actions),
            activity: BTreeMap::new(),
            folded: BTreeMap::new(),
            seen: is_covered.then(Seen::default),
            recovery: None,
            office,
            is_endless: false,
            n_failures_told: Cell::default(),
        };
        world.prepare();
        for version in versions {
            world.deploy(version)?;
        }
        world.seed()?;
        Ok(world)
    }

    /// Goes on with the same scenario on a store that was opened again.
    ///
    /// # Errors
    /// The runtime cannot be opened on it.
    pub fn reopen(&mut self, store: Store) -> Result<(), String> {
        let options = options(&self.setup);
        self.runtime = Runtime::open(store, options).map_err(|fault| fault.to_string())?;
        self.n_failures_told.set(0);
        self.prepare();
        Ok(())
    }

    /// The same world as it is now, on a copy of its store.
    ///
    /// # Errors
    /// The runtime cannot be opened on it.
    pub fn fork(&self, store: Store) -> Result<World, String> {
        let runtime =
            Runtime::open(store, options(&self.setup)).map_err(|fault| fault.to_string())?;
        let mut world = World {
            runtime,
            clock: self.clock,
            names: self.names.copied(),
            calls: Calls::default(),
            folders: self.folders.clone(),
            project: self.project.clone(),
            setup: self.setup.clone(),
            uses: self.uses.clone(),
            watched: self.watched.clone(),
            activity: self.activity.clone(),
            folded: self.folded.clone(),
            seen: self.seen.clone(),
            recovery: None,
            office: self.office.clone(),
            is_endless: false,
            n_failures_told: Cell::default(),
        };
        world.prepare();
        Ok(world)
    }

    /// From now on, when the store stops, it is opened again with `recovery` and what was not
    /// acknowledged is asked again: what a crash test does.
    pub fn survive(&mut self, recovery: Reopen) {
        self.recovery = Some(recovery);
    }

    /// Writes of the store since it was opened.
    pub fn n_writes(&self) -> u64 {
        self.runtime.store_metrics().writes
    }

    /// Opens the store again when it was stopped; whether it was.
    fn recover(&mut self) -> bool {
        let is_stopped = matches!(
            self.runtime.store().user("nobody"),
            Err(StoreError::Stopped)
        );
        let Some(recovery) = self.recovery.as_mut().filter(|_| is_stopped) else {
            return false;
        };
        let store = recovery();
        self.reopen(store)
            .expect("a stopped store can be opened again");
        true
    }

    /// Asks for a turn, then lets everything happen that is due because of it.
    pub(super) fn ask(&mut self, request: Request) -> Result<Reply, Refusal> {
        let mut reply = self.runtime.execute(request.clone(), self.clock);
        if self.recover() && reply.is_err() {
            reply = self.runtime.execute(request, self.clock);
        }
        self.settle();
        reply
    }

    /// Failures of flows that nobody called, since this was asked last.
    pub(super) fn take_failures(&self) -> Vec<String> {
        let failures = self.runtime.failed_flows();
        let told = self.n_failures_told.replace(failures.len());
        failures.get(told..).unwrap_or_default().to_vec()
    }

    /// Mails delivered so far, in order.
    pub(super) fn mails(&self) -> Vec<Mail> {
        self.runtime.mails()
    }

    fn prepare(&mut self) {
        let (office, people) = (self.office.as_ref(), &self.setup.people);
        office::hold(&mut self.runtime, office, people);
        self.runtime.set_stand_ins(self.stand_ins());
        if let Some(seen) = self.seen.clone() {
            self.runtime.set_trace(Box::new(move |flow, _, element| {
                let element = flow.elements[element.0].name.clone();
                let mut seen = seen
                    .lock()
                    .expect("nothing panics while it notes an element");
                seen.insert((flow.name.clone(), element));
            }));
        }
    }

    fn stand_ins(&self) -> StandIns {
        stand_ins(&self.setup.actions, &self.names, &self.calls)
    }

    /// Makes new versions active, with the scenario's people beside the project's.
    pub(super) fn deploy(&mut self, version: &Version) -> Result<(), String> {
        let mut project = (*version.own).clone();
        let infer = self.setup.infer.unwrap_or(false);
        self.uses.add_to(&mut project, infer);
        project.people.merge(people::of(&self.setup.people));
        for user in &mut project.people.users {
            user.active = self
                .activity
                .get(&user.username)
                .copied()
                .unwrap_or(user.active);
        }
        let mut deployed = self.runtime.deploy(&project, self.clock);
        if self.recover() && deployed.is_err() {
            deployed = self.runtime.deploy(&project, self.clock);
        }
        deployed.map_err(|fault| fault.to_string())?;
        let (office, people) = (self.office.as_ref(), &self.setup.people);
        office::grant(&mut self.runtime, office, people)?;
        for name in super::people::names(&project.people) {
            if let Some(id) = self.runtime.reads().person_id(&name) {
                let object = super::people::object(&project.people, &name).into();
                self.names.give_person(&name, Thing { object, id });
            }
        }
        let mut known = (*version.deployed).clone();
        self.uses.add_to(&mut known, infer);
        self.project = Arc::new(known);
        Ok(())
    }

    fn seed(&mut self) -> Result<(), String> {
        for new in &self.setup.records.clone() {
            let said = |fault: String| format!("line {}: {fault}", new.object.at.line);
            let object = Text::from(new.object.text.as_str());
            let fields = self.fields(&object, &new.fields).map_err(said)?;
            let by = self.actor(new.by.as_ref()).map_err(said)?;
            let request = Request::SeedRecord {
                object: object.clone(),
                fields,
                by,
            };
            let reply = self.runtime.execute(request, self.clock);
            let reply = reply.map_err(|refusal| said(refusal.to_string()))?;
            if let (Some(name), Reply::Created { id }) = (&new.name, reply) {
                self.names.give_record(&name.text, Thing { object, id });
            }
        }
        self.watch();
        Ok(())
    }

    /// The newest of all runs.
    pub(super) fn newest_run(&self) -> Option<i64> {
        self.runtime.reads().runs(None, None).last().copied()
    }

    /// Adds what the scenario has reached so far.
    pub fn cover(&self, coverage: &mut Coverage) {
        for definition in &self.project.orchestrations {
            coverage.declare(&definition.item);
        }
        for definition in &self.project.flows {
            coverage.declare_flow(&definition.item);
        }
        for number in self.runtime.reads().runs(None, None) {
            if let Some(view) = self.runtime.reads().run(RunRef::Number(number)) {
                let lines = self.runtime.reads().history(RunRef::Number(number));
                let events = lines.iter().map(|line| &line.event);
                coverage.see(&view.orchestration, &view.run, events);
            }
        }
        if let Some(seen) = &self.seen {
            let seen = seen
                .lock()
                .expect("nothing panics while it notes an element");
            seen.iter()
                .for_each(|(flow, element)| coverage.see_element(flow, element));
        }
    }
}

fn options(setup: &Setup) -> RuntimeOptions {
    RuntimeOptions {
        zone: setup.timezone.clone().unwrap_or(TimeZone::UTC),
        ..RuntimeOptions::default()
    }
}

fn default_clock() -> Timestamp {
    let moment: jiff::Timestamp = CLOCK.parse().expect("the constant is a moment");
    moment.into()
}
