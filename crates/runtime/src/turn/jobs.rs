//! Jobs as turns: each takes its row out of the database and brings its result to its run.

use std::borrow::Cow;

use segue_engine::{AssigneeKind, Command, PartId, StepResult, StepStatus};
use segue_language::{Text, Values};
use segue_store::RunNumber;

use super::{Stop, Turn, Walked};
use crate::Refusal;
use crate::interview_driver::missing_action;
use crate::jobs::{Job, Work};
use crate::stand_in::StandInKind;

impl Turn<'_> {
    /// Takes a job's row, and gives what is to be done; none when there is nothing.
    pub(crate) fn take_job<'j>(&mut self, job: &'j Job) -> Result<Option<Cow<'j, Job>>, Stop> {
        let is_there = match &job.work {
            Work::Call { .. } | Work::FlowCall { .. } | Work::AloneCall(_) => {
                self.take_call(job)?
            }
            Work::Resume(_) | Work::Path(_) => return Ok(self.take_moved(job)?.map(Cow::Owned)),
            _ => self.stored(self.tx.delete_job(job.number, job.activation))?,
        };
        Ok(is_there.then_some(Cow::Borrowed(job)))
    }

    /// Carries out a job that no run is behind; false when it is of a run.
    fn carry_out_alone(&mut self, job: &Job) -> Result<bool, Stop> {
        match &job.work {
            Work::Route => self.route()?,
            Work::OfferEnds { item, offer } => {
                self.offer_ends(RunNumber(job.run), *item, *offer)?;
            }
            Work::PresenceEnds { person } => self.presence_ends(person)?,
            Work::Resume(waiting) => self.resume(job, waiting)?,
            Work::Path(start) => self.take_path(job.number, start)?,
            Work::Schedule { flow } => self.scheduled(job.number, *flow)?,
            Work::Scheduled { flow, records } => {
                self.start_scheduled(job.number, *flow, records.as_deref())?;
            }
            Work::Deliver { .. } => self.deliver(job)?,
            Work::Occurred { event } => self.occurred(event)?,
            Work::AloneCall(call) => self.leave_alone(job, call)?,
            Work::AloneAnswered { call, outputs } => self.answered_alone(call, outputs)?,
            Work::AloneFailed(_) => {}
            Work::Flow { .. }
            | Work::Call { .. }
            | Work::FlowCall { .. }
            | Work::Wake
            | Work::Event { .. }
            | Work::Reassign { .. }
            | Work::Decide { .. }
            | Work::Recall { .. }
            | Work::CancelSubmission { .. } => return Ok(false),
        }
        Ok(true)
    }

    /// Carries out a job whose row was taken.
    pub(crate) fn carry_out(&mut self, job: &Job) -> Result<(), Stop> {
        self.is_job = true;
        self.generation = job.generation();
        if self.carry_out_alone(job)? {
            return Ok(());
        }
        let index = self.touch(RunNumber(job.run))?;
        self.serves = Some(RunNumber(job.run));
        let command = match &job.work {
            Work::Flow { .. } | Work::Call { .. } | Work::FlowCall { .. } => {
                match self.step_result(index, job)? {
                    Some(command) => command,
                    None => return Ok(()),
                }
            }
            Work::Wake => {
                self.ticked(RunNumber(job.run))?;
                Command::Wake
            }
            Work::Event { step, by } => {
                self.actor = by.clone();
                return self.take_event(index, step.as_ref());
            }
            Work::Reassign { item, to } => self.given_to(*item, to)?,
            Work::Decide { .. } | Work::Recall { .. } | Work::CancelSubmission { .. } => {
                return self.approval_job(RunNumber(job.run), &job.work);
            }
            _ => return Ok(()),
        };
        self.harmless(index, command)
    }

    /// A published event: evaluate now, or end a step. One that comes too late changes nothing.
    pub(crate) fn take_event(
        &mut self,
        index: usize,
        step: Option<&(PartId, StepResult)>,
    ) -> Result<(), Stop> {
        let command = match step {
            Some((step, result)) => self.ended_by_event(index, *step, result)?,
            None => Command::Wake,
        };
        self.harmless(index, command)
    }

    /// A command that changes nothing when it is refused.
    pub(crate) fn harmless(&mut self, index: usize, command: Command) -> Result<(), Stop> {
        match self.command(index, command) {
            Err(Stop::Refused(Refusal::Rejected(_))) => Ok(()),
            done => done,
        }
    }

    /// What a step's job gave; none when nobody waits for it any more.
    fn step_result(&mut self, index: usize, job: &Job) -> Result<Option<Command>, Stop> {
        let (step, activation) = job.work.step().expect("it is the job of a step");
        let waits = self.runs[index]
            .loaded
            .run
            .step_run(step)
            .is_some_and(|run| {
                run.activation == activation && run.status != StepStatus::NotStarted
            });
        if !waits {
            return Ok(None);
        }
        let ended = match &job.work {
            Work::Flow {
                flow,
                inputs,
                run_as,
                ..
            } => {
                let flow = self.step_flow(index, step, *flow);
                self.begin_flow(&flow, inputs.clone(), run_as.clone(), job)?
            }
            Work::Call { action, inputs, .. } | Work::FlowCall { action, inputs, .. } => {
                self.call_elsewhere(index, job, action, inputs)?
            }
            _ => return Ok(None),
        };
        let Walked::Ended(result) = ended else {
            return Ok(None);
        };
        Ok(Some(Command::FinishStep {
            step,
            activation,
            result,
        }))
    }

    /// A stand-in answers at once; else the call leaves.
    fn call_elsewhere(
        &mut self,
        index: usize,
        job: &Job,
        action: &Text,
        inputs: &Values,
    ) -> Result<Walked, Stop> {
        Ok(Walked::Ended(
            match self.stand_in(action, StandInKind::External, inputs) {
                Some(Ok(outputs)) => StepResult::Finished(outputs),
                Some(Err(message)) => StepResult::Failed(message.into()),
                None => match self.leaving_action(action)? {
                    Some(known) => {
                        let key = self.key(index, job);
                        self.let_leave(job, known, inputs, key)?;
                        return Ok(Walked::Waits);
                    }
                    None => StepResult::Failed(missing_action(action).into()),
                },
            },
        ))
    }

    /// A published event ends a step if its publisher may: an interactive one needs its assignee
    /// or the system.
    fn ended_by_event(
        &mut self,
        index: usize,
        step: PartId,
        result: &StepResult,
    ) -> Result<Command, Stop> {
        let assignee = self.runs[index]
            .loaded
            .run
            .step_run(step)
            .and_then(|run| run.open_item())
            .map(|item| item.assignee.clone());
        if let Some(assignee) = assignee
            && !self.is_entitled(&self.actor, &assignee)?
        {
            return Ok(Command::Wake);
        }
        Ok(Command::EndStepByEvent {
            step,
            result: result.clone(),
        })
    }

    fn given_to(&mut self, item: PartId, to: &Text) -> Result<Command, Stop> {
        let to = self
            .resolve(AssigneeKind::Resource, to)?
            .map_err(|fault| Stop::fault(fault.to_string()))?;
        Ok(Command::ReassignWorkItem { item, to })
    }

    /// Brings a failure of a job's own turn to its run, or keeps it where no run is behind it.
    pub(crate) fn fail_job(&mut self, job: &Job, message: &str) -> Result<(), Stop> {
        let Some((step, activation)) = job.work.step() else {
            return self.fail_alone(job, message);
        };
        let index = self.touch(RunNumber(job.run))?;
        let result = StepResult::Failed(message.into());
        self.command(
            index,
            Command::FinishStep {
                step,
                activation,
                result,
            },
        )
    }
}
