//! Calls of interviews that no run asked for: they leave and come back as those of steps do.

use segue_flow::{Answer, Interview};
use segue_language::{Text, Values};
use segue_store::{INTERVIEW_PREFIX, PartNumber, record_id};

use super::{Alone, AloneCall};
use crate::calls::CallResult;
use crate::interview_driver::missing_action;
use crate::jobs::{Job, Work};
use crate::turn::{Stop, Turn, call_key, flow_answer};

impl Turn<'_> {
    /// Stores an interview where it calls an action, and the call as its job.
    pub(super) fn call_alone(
        &mut self,
        alone: &Alone,
        interview: &Interview,
        (action, inputs): (Text, Values),
    ) -> Result<(), Stop> {
        let number = self.keep_alone(alone, interview)?;
        let call = AloneCall {
            number: number.0,
            flow: interview.version(),
            action,
            inputs,
            user: alone.user.clone(),
            epoch: alone.epoch,
            generation: self.generation,
        };
        self.jobs.push((0, Work::AloneCall(Box::new(call))));
        Ok(())
    }

    /// Lets a call leave. An action that nobody carries out any more is a call that failed.
    pub(crate) fn leave_alone(&mut self, job: &Job, call: &AloneCall) -> Result<(), Stop> {
        match self.leaving_action(&call.action)? {
            Some(action) => {
                let key = self.key_alone(call)?;
                self.let_leave(job, action, &call.inputs, key)
            }
            None => {
                let failed = CallResult::Failed(missing_action(&call.action));
                self.came_back_alone(job, call, &failed)
            }
        }
    }

    /// When the interview was stored first tells it apart from those of other databases.
    fn key_alone(&self, call: &AloneCall) -> Result<Text, Stop> {
        let row = self.stored(self.tx.alone(call.number()))?;
        let since = row.map_or(self.now, |row| row.since);
        let id = interview_id(call.number());
        Ok(call_key(&id, since, 0, call.epoch))
    }

    /// A call came back for good: the interview goes on with its outputs, or with a fault that its
    /// fault connector may take. What is tried again, when that fails, is the call if it was the
    /// call that failed, and else what came after it.
    pub(crate) fn came_back_alone(
        &mut self,
        job: &Job,
        call: &AloneCall,
        result: &CallResult,
    ) -> Result<(), Stop> {
        let call = AloneCall {
            epoch: job.epoch,
            ..call.clone()
        };
        match result {
            CallResult::Answered(outputs) => self.answered_alone(&call, outputs),
            CallResult::Failed(_) | CallResult::Lost(_) | CallResult::Again { .. } => {
                let again = || Work::AloneCall(Box::new(call.clone()));
                self.go_on_after(&call, flow_answer(result), again)
            }
        }
    }

    /// Goes on with the outputs of a call.
    pub(crate) fn answered_alone(
        &mut self,
        call: &AloneCall,
        outputs: &Values,
    ) -> Result<(), Stop> {
        let again = || Work::AloneAnswered {
            call: Box::new(call.clone()),
            outputs: outputs.clone(),
        };
        self.go_on_after(call, Answer::Outputs(outputs.clone()), again)
    }

    fn go_on_after(
        &mut self,
        call: &AloneCall,
        answer: Answer,
        again: impl FnOnce() -> Work,
    ) -> Result<(), Stop> {
        self.generation = call.generation;
        let alone = Alone::stored(call.number(), call.user.clone(), call.epoch);
        self.go_on_alone((call.number(), call.flow), &alone, answer, again)
    }
}

/// The id of an interview that no run asked for.
pub(crate) fn interview_id(number: PartNumber) -> Text {
    record_id(INTERVIEW_PREFIX, number.0)
}
