//! The flow of an asynchronous step: it begins, goes on, and is stored where it waits.

use std::sync::Arc;

use segue_engine::{AssigneeKind, StepResult};
use segue_flow::{Answer, Frozen, Interview, Waits};
use segue_language::{Text, Values};
use segue_store::{InterviewRow, PartNumber, RunNumber, decode, encode};

use super::{Stop, Turn, describe};
use crate::StandInKind;
use crate::definitions::DeployedFlow;
use crate::interview_driver::{Driven, missing_flow};
use crate::jobs::{Job, Work};
use crate::waiting::{Owner, Waiting};

/// Where the flow of an asynchronous step stands.
pub(crate) enum Walked {
    /// It ended.
    Ended(StepResult),
    /// It goes on when a call has come back, or what it waits for has come.
    Waits,
}

impl Turn<'_> {
    /// Goes on with the stored flow of a step.
    pub(crate) fn go_on(
        &mut self,
        number: PartNumber,
        job: &Job,
        user: Text,
        answer: Answer,
    ) -> Result<Walked, Stop> {
        let row = self.stored(self.tx.interview(number))?;
        self.stored(self.tx.delete_interview(number))?;
        let Some(row) = row else {
            let gone = "the flow that waited for the call is gone";
            return Ok(Walked::Ended(StepResult::Failed(gone.into())));
        };
        let frozen: Frozen = self.stored(decode(&row.state))?;
        let definitions = &self.world.definitions;
        let thawed = frozen.thaw(&|_, version| Some(definitions.flow(version)?.flow.clone()));
        match thawed {
            Ok(interview) => self.walk_flow(interview, answer, user, job),
            Err(error) => Ok(Walked::Ended(StepResult::Failed(error.to_string().into()))),
        }
    }

    /// Begins the flow of an asynchronous step.
    pub(super) fn begin_flow(
        &mut self,
        flow: &Result<Arc<DeployedFlow>, Text>,
        inputs: Values,
        run_as: Option<(AssigneeKind, Text)>,
        job: &Job,
    ) -> Result<Walked, Stop> {
        let failed = |message: Text| Ok(Walked::Ended(StepResult::Failed(message)));
        let name = flow
            .as_ref()
            .map_or_else(Text::clone, |it| it.flow.name.clone());
        let user = match self.runs_as(run_as)? {
            Ok(user) => user,
            Err(message) => return failed(message),
        };
        if let Some(answered) = self.stand_in(&name, StandInKind::Flow, &inputs) {
            return Ok(Walked::Ended(match answered {
                Ok(outputs) => StepResult::Finished(outputs),
                Err(message) => StepResult::Failed(message.into()),
            }));
        }
        let Ok(deployed) = flow else {
            return failed(missing_flow(&name).into());
        };
        match Interview::start(self.beginning(deployed, inputs)) {
            Ok(interview) => self.walk_flow(interview, Answer::Begin, user, job),
            Err(fault) => failed(describe(&deployed.flow, &fault)),
        }
    }

    /// Goes on to the flow's end, or to a call that leaves. What it wrote before the call stays.
    fn walk_flow(
        &mut self,
        mut interview: Interview,
        answer: Answer,
        user: Text,
        job: &Job,
    ) -> Result<Walked, Stop> {
        let flow = interview.flow().clone();
        let driven = self.as_user(user.clone(), true, |turn| {
            turn.undoable(|turn| turn.drive_leaving(&mut interview, answer))
        });
        let message = match driven {
            Ok(Driven::Finished(outputs)) => {
                return Ok(Walked::Ended(StepResult::Finished(outputs)));
            }
            Ok(Driven::Calls(call)) => {
                self.wait_for(&interview, job, user, *call)?;
                return Ok(Walked::Waits);
            }
            Ok(Driven::Waits(waits)) => {
                self.wait_at(&interview, job, user, *waits)?;
                return Ok(Walked::Waits);
            }
            Ok(Driven::Shows(screen)) => format!(
                "{}: a screen cannot be shown where nobody sees it",
                screen.name
            )
            .into(),
            Err(Stop::Fault(fault)) => describe(&flow, &fault),
            Err(Stop::Limit(what)) => {
                format!("flow `{}` reached a limit: {what}", flow.name).into()
            }
            Err(other) => return Err(other),
        };
        Ok(Walked::Ended(StepResult::Failed(message)))
    }

    /// Stores the flow where it waits for an event.
    fn wait_at(
        &mut self,
        interview: &Interview,
        job: &Job,
        user: Text,
        waits: Waits,
    ) -> Result<(), Stop> {
        let (step, activation) = job.work.step().expect("a flow is of a step");
        let number = PartNumber::new(RunNumber(job.run), step);
        let waiting = Waiting {
            owner: Owner::Step { step, activation },
            user,
            waits,
            since: self.now,
            epoch: job.epoch,
            occurred: None,
        };
        self.park(number, encode(&interview.freeze()), waiting)
    }

    /// Stores the flow where it waits, and the call as a job of its own.
    fn wait_for(
        &mut self,
        interview: &Interview,
        job: &Job,
        user: Text,
        (action, inputs): (Text, Values),
    ) -> Result<(), Stop> {
        let (step, activation) = job.work.step().expect("a flow is of a step");
        self.stored(self.tx.put_interview(&InterviewRow {
            n: PartNumber::new(RunNumber(job.run), step),
            at: self.now,
            state: encode(&interview.freeze()),
        }))?;
        let work = Work::FlowCall {
            step,
            activation,
            action,
            inputs,
            user,
            epoch: job.epoch,
        };
        self.jobs.push((job.run, work));
        Ok(())
    }
}
