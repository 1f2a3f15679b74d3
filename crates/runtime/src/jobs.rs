//! Jobs: work that a committed turn left to be done in turns of its own.

use std::collections::VecDeque;

use segue_engine::{AssigneeKind, FlowVersion, PartId, StepResult};
use segue_language::{Record, Text, Values};
use segue_store::PartNumber;
use serde::{Deserialize, Serialize};

use crate::alone::{AloneCall, AloneFailure};
use crate::waiting::{Owner, Waiting};

/// Rows of jobs whose body says what is to be done.
pub(crate) const JOB: i64 = 1;
/// Rows of calls that are out; due is when nobody waits for them any more.
pub(crate) const CALL_OUT: i64 = 2;

/// A job as the queue holds it.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    /// Its number in the database.
    pub(crate) number: PartNumber,
    /// Activation of the step run that it is for; 0 for other work.
    pub(crate) activation: u16,
    /// The run that it belongs to.
    pub(crate) run: i64,
    /// What is to be done.
    pub(crate) work: Work,
    /// Attempts of a call so far; of what goes on without one, how many things that started later
    /// led to it.
    pub(crate) attempt: u32,
    /// The newest attempt among all of that activation.
    pub(crate) epoch: i64,
    /// A call that left and did not come back.
    pub(crate) is_out: bool,
}

/// What is to be done. A stored format behind a number: variants are only ever added at the end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Work {
    /// Run the flow of a background step.
    Flow {
        step: PartId,
        activation: u16,
        flow: FlowVersion,
        inputs: Values,
        run_as: Option<(AssigneeKind, Text)>,
    },
    /// Call the action of an external step.
    Call {
        step: PartId,
        activation: u16,
        action: Text,
        inputs: Values,
    },
    /// Evaluate again: a record that a requirement names has changed.
    Wake,
    /// A published orchestration event.
    Event {
        step: Option<(PartId, StepResult)>,
        by: Text,
    },
    /// A flow gave a work item to somebody else.
    Reassign { item: PartId, to: Text },
    /// Decide who is offered what waits in routed queues.
    Route,
    /// The time of an offer is over.
    OfferEnds { item: PartId, offer: i64 },
    /// The time of a person's presence may be over.
    PresenceEnds { person: Text },
    /// Call an action for the flow of a background step, which waits in the table of interviews.
    FlowCall {
        step: PartId,
        activation: u16,
        action: Text,
        inputs: Values,
        /// Id of the user as whom the flow runs.
        user: Text,
        /// Attempts of the calls before this one.
        epoch: i64,
    },
    /// A flow decides an approval work item.
    Decide {
        item: PartId,
        by: Text,
        decision: Text,
        comments: Option<Text>,
        overrides: bool,
    },
    /// A flow takes a submission back.
    Recall { by: Text, comments: Option<Text> },
    /// A flow cancels a submission.
    CancelSubmission { by: Text, comments: Option<Text> },
    /// Go on with an interview that waits, in the table of interviews under the job's number.
    Resume(Box<Waiting>),
    /// Take a path of a record-triggered flow.
    Path(Box<LaterStart>),
    /// The time of a scheduled flow has come.
    Schedule { flow: FlowVersion },
    /// Start a scheduled flow: with each of these records, or with whatever it says.
    Scheduled {
        flow: FlowVersion,
        records: Option<Vec<Text>>,
    },
    /// Start a flow with a published event.
    Deliver {
        flow: FlowVersion,
        event: Record,
        /// Id of the user as whom it runs.
        user: Text,
        generation: u16,
    },
    /// A published event comes to the interviews that wait for it.
    Occurred { event: Record },
    /// Call an action for an interview that no run asked for.
    AloneCall(Box<AloneCall>),
    /// Go on with such an interview with the outputs of its call.
    AloneAnswered {
        call: Box<AloneCall>,
        outputs: Values,
    },
    /// Nothing, before an operator asks for it: a flow that nobody called has failed.
    AloneFailed(Box<AloneFailure>),
}

/// A path of a record-triggered flow that is to be taken. A stored format.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct LaterStart {
    /// The version whose path it is.
    pub(crate) flow: FlowVersion,
    /// API name of the flow.
    pub(crate) name: Text,
    /// Its place among the paths of the flow.
    pub(crate) path: u16,
    /// API name of the record's object.
    pub(crate) object: Text,
    /// Id of the record.
    pub(crate) record: Text,
    /// The record before the save that fired the flow, on a path that is taken at once.
    pub(crate) prior: Option<Record>,
    /// Id of the user as whom it runs.
    pub(crate) user: Text,
    /// How many things that started later led to it.
    pub(crate) generation: u16,
}

impl Job {
    /// A job from its row.
    pub(crate) fn from_row(row: segue_store::Job) -> segue_store::Result<Job> {
        let (run, work) = segue_store::decode(&row.body)?;
        Ok(Job {
            attempt: u32::try_from(row.attempt).unwrap_or(u32::MAX),
            epoch: row.epoch,
            is_out: row.kind == CALL_OUT,
            ..Job::new(row.n, row.activation, run, work)
        })
    }

    /// A job that was never tried.
    pub(crate) fn new(number: PartNumber, activation: u16, run: i64, work: Work) -> Job {
        Job {
            number,
            activation,
            run,
            attempt: 0,
            epoch: work.epoch(),
            is_out: false,
            work,
        }
    }

    /// How many things that started later led to it.
    pub(crate) fn generation(&self) -> u16 {
        match &self.work {
            Work::Path(start) => start.generation,
            Work::Deliver { generation, .. } => *generation,
            Work::Resume(_) | Work::Occurred { .. } => {
                u16::try_from(self.attempt).unwrap_or(u16::MAX)
            }
            _ => 0,
        }
    }
}

impl Work {
    /// Attempts of calls before it in its activation.
    pub(crate) fn epoch(&self) -> i64 {
        match self {
            Work::FlowCall { epoch, .. } => *epoch,
            Work::Resume(waiting) => waiting.epoch,
            Work::AloneCall(call) | Work::AloneAnswered { call, .. } => call.epoch(),
            Work::AloneFailed(failure) => failure.epoch(),
            _ => 0,
        }
    }

    /// The step run and activation that it is for.
    pub(crate) fn step(&self) -> Option<(PartId, u16)> {
        match self {
            Work::Flow {
                step, activation, ..
            }
            | Work::Call {
                step, activation, ..
            }
            | Work::FlowCall {
                step, activation, ..
            } => Some((*step, *activation)),
            Work::Resume(waiting) => match waiting.owner {
                Owner::Step { step, activation } => Some((step, activation)),
                Owner::Item(_) | Owner::Alone => None,
            },
            Work::Wake
            | Work::Event { .. }
            | Work::Reassign { .. }
            | Work::Route
            | Work::OfferEnds { .. }
            | Work::PresenceEnds { .. }
            | Work::Decide { .. }
            | Work::Recall { .. }
            | Work::CancelSubmission { .. }
            | Work::Path(_)
            | Work::Schedule { .. }
            | Work::Scheduled { .. }
            | Work::Deliver { .. }
            | Work::Occurred { .. }
            | Work::AloneCall(_)
            | Work::AloneAnswered { .. }
            | Work::AloneFailed(_) => None,
        }
    }
}

/// Jobs whose turn committed and that may be carried out now, in order of birth.
#[derive(Debug, Default)]
pub(crate) struct ReadyJobs {
    queue: VecDeque<Job>,
}

impl ReadyJobs {
    pub(crate) fn push(&mut self, job: Job) {
        self.queue.push_back(job);
    }

    /// Puts a job back that could not be carried out now.
    pub(crate) fn put_back(&mut self, job: Job) {
        self.queue.push_front(job);
    }

    /// Takes at most `n_max` jobs.
    pub(crate) fn take(&mut self, n_max: usize) -> Vec<Job> {
        let n = n_max.min(self.queue.len());
        self.queue.drain(..n).collect()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }
}
