//! A turn: everything that one request or job changes, in one transaction.
//!
//! A turn computes first and writes last; what a flow writes to records is written at once, under
//! savepoints that cost nothing before something is written.

mod answers;
mod calls;
mod commands;
mod facts;
mod finish;
mod globals;
mod jobs;
mod load;
mod meter;
mod requests;
mod resolve;
mod scope;
mod settings;
mod sources;
mod subscriptions;
mod ticking;
mod walk;

use std::cell::RefCell;

use segue_engine::{Assignee, Event, PartId};
use segue_flow::Beginning;
use segue_language::{Text, Timestamp, Values};
use segue_store::{RunNumber, Tx};

use crate::batch::BatchState;
use crate::definitions::DeployedFlow;
use crate::jobs::Work;
use crate::mail::NewMail;
use crate::world::World;
use scope::Scope;

pub(crate) use answers::{describe, named, place_of};
pub(crate) use calls::{call_key, flow_answer};
pub(crate) use facts::{ReadCache, Reading, TurnFacts};
pub(crate) use load::LoadedRun;
pub(crate) use meter::Meter;
pub(crate) use requests::{item_number, run_number, unknown};
pub(crate) use scope::Stop;
pub(crate) use subscriptions::waits_for_records;
pub(crate) use walk::Walked;

/// A turn under way.
pub(crate) struct Turn<'w> {
    pub(crate) tx: &'w Tx<'w>,
    pub(crate) world: &'w mut World,
    pub(crate) batch: &'w mut BatchState,
    pub(crate) now: Timestamp,
    /// Id of the user who caused it.
    pub(crate) actor: Text,
    /// Id of the user as whom flows run and records are written now: `$User`.
    pub(crate) user: Text,
    /// Whether the request writes its own line in the audit log.
    pub(crate) audits_itself: bool,
    /// Whether a system flow runs now: what it publishes counts as the system's.
    pub(crate) is_system: bool,
    /// Whether it carries out a job rather than what somebody waits for.
    pub(crate) is_job: bool,
    /// Runs that it touched, in order.
    pub(crate) runs: Vec<TouchedRun>,
    /// What it leaves to be done in turns of its own.
    pub(crate) jobs: Vec<(i64, Work)>,
    pub(crate) mails: Vec<NewMail>,
    /// The run for which flows run now: what they mail counts as its mail.
    pub(crate) serves: Option<RunNumber>,
    /// What can be undone, outermost first.
    scopes: Vec<Scope>,
    pub(crate) meter: Meter,
    /// How deep record triggers are nested.
    pub(crate) depth: u32,
    /// Flows at work behind a save, and the ids of the records that they work on.
    pub(crate) at_work: Vec<(Text, Text)>,
    /// How many things that started later led to this turn.
    pub(crate) generation: u16,
    pub(crate) reads: RefCell<ReadCache>,
    /// Something changed that may matter to who is offered what.
    pub(crate) routes: bool,
}

/// A run touched by a turn.
#[derive(Debug)]
pub(crate) struct TouchedRun {
    pub(crate) loaded: LoadedRun,
    /// Born in this turn.
    pub(crate) is_new: bool,
    /// What happened to it in this turn.
    pub(crate) events: Vec<Event>,
    /// What became of its open work items and its jobs, in order.
    pub(crate) changes: Vec<RunChange>,
}

/// What became of an open work item or a job of a run.
#[derive(Debug)]
pub(crate) enum RunChange {
    Opened {
        item: PartId,
        step: PartId,
        assignee: Assignee,
        related_record: Text,
        inputs: Values,
    },
    Moved {
        item: PartId,
        from: Assignee,
        to: Assignee,
    },
    Closed {
        item: PartId,
        assignee: Assignee,
    },
    JobCanceled {
        step: PartId,
        activation: u16,
    },
}

impl<'w> Turn<'w> {
    /// A turn of `actor` (a user's id).
    pub(crate) fn new(
        tx: &'w Tx<'w>,
        world: &'w mut World,
        batch: &'w mut BatchState,
        now: Timestamp,
    ) -> Self {
        Turn {
            actor: world.system_user.clone(),
            user: world.system_user.clone(),
            audits_itself: false,
            is_system: false,
            is_job: false,
            tx,
            world,
            batch,
            now,
            runs: Vec::new(),
            jobs: Vec::new(),
            mails: Vec::new(),
            serves: None,
            scopes: Vec::new(),
            meter: Meter::default(),
            depth: 0,
            at_work: Vec::new(),
            generation: 0,
            reads: RefCell::default(),
            routes: false,
        }
    }

    /// Reading in this turn.
    pub(crate) fn reading(&self) -> Reading<'_> {
        Reading {
            view: self.tx,
            deployed: &self.world.deployed,
            people: &self.world.people,
            reads: &self.reads,
            user: &self.user,
            runs: &self.runs,
            now: self.now,
            is_raw: false,
        }
    }

    /// How an interview of a flow begins.
    pub(crate) fn beginning(&self, deployed: &DeployedFlow, inputs: Values) -> Beginning {
        Beginning {
            flow: deployed.flow.clone(),
            version: deployed.version,
            guid: self.new_guid(),
            inputs,
            record: None,
            prior: None,
        }
    }

    /// Identifier of a new interview.
    fn new_guid(&self) -> Text {
        let number = self.world.n_interviews.get() + 1;
        self.world.n_interviews.set(number);
        format!("{:016x}-{number:x}", self.now.0).into()
    }
}
