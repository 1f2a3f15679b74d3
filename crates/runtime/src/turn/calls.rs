//! Calls that leave the program: a turn notes that one leaves, another one takes in its result.

use std::sync::Arc;

use segue_engine::{Command, StepResult};
use segue_flow::Answer;
use segue_language::{Action, Text, Timestamp, Values};
use segue_store::{
    CallEnd, CallRow, Job as JobRow, PartNumber, RunNumber, STEP_RUN_PREFIX, encode, part_id,
};
use sha2::{Digest, Sha256};

use super::{Stop, Turn, Walked};
use crate::Reply;
use crate::calls::{CALL_LEASE_SECONDS, CallEnded, CallLease, CallResult, OutgoingCall};
use crate::jobs::{CALL_OUT, JOB, Job, Work};

/// What is said of a call whose process died.
const LOST: &str = "the program stopped while the call was out";

impl Turn<'_> {
    /// The action of that name that another system carries out; none when calls do not leave.
    pub(crate) fn leaving_action(&self, name: &Text) -> Result<Option<Arc<Action>>, Stop> {
        if !self.world.options.calls_leave {
            return Ok(None);
        }
        let declared = self.world.actions.get(&name.to_ascii_lowercase());
        let action = match declared {
            Some(action) => Some(action.clone()),
            None => self.imported_action(name)?,
        };
        Ok(action.filter(|action| action.request.is_some()))
    }

    fn imported_action(&self, name: &str) -> Result<Option<Arc<Action>>, Stop> {
        let Some(row) = self.stored(self.tx.imported_action(name))? else {
            return Ok(None);
        };
        let action = serde_json::from_str(&row.body);
        let action = action.map_err(|error| Stop::fault(format!("action `{name}`: {error}")))?;
        Ok(Some(Arc::new(action)))
    }

    /// Takes the row of a call's job; false when another attempt, or the flow's next call, took its
    /// place.
    pub(super) fn take_call(&mut self, job: &Job) -> Result<bool, Stop> {
        let row = self.stored(self.tx.job(job.number))?;
        let is_ours = |row: JobRow| {
            let is_out = row.kind == CALL_OUT;
            (row.activation, row.epoch, is_out) == (job.activation, job.epoch, job.is_out)
        };
        if !row.is_some_and(is_ours) {
            return Ok(false);
        }
        self.stored(self.tx.delete_job(job.number, job.activation))
    }

    /// Lets a call leave: noted as out before anything is sent.
    pub(crate) fn let_leave(
        &mut self,
        job: &Job,
        action: Arc<Action>,
        inputs: &Values,
        key: Text,
    ) -> Result<(), Stop> {
        let until = self.now.plus_seconds(CALL_LEASE_SECONDS);
        let lease = CallLease {
            number: job.number,
            activation: job.activation,
            epoch: job.epoch + 1,
        };
        let attempt = job.attempt + 1;
        if job.is_out {
            self.end_attempt(&self.lost(job))?;
        }
        self.put_call(job, (CALL_OUT, lease.epoch, attempt), until)?;
        let request = action.request.as_ref().expect("it leaves");
        self.stored(self.tx.insert_call(&CallRow {
            n: lease.number,
            activation: lease.activation,
            epoch: lease.epoch,
            attempt: i64::from(attempt),
            action: action.name.clone(),
            endpoint: request.endpoint.clone(),
            started: self.now,
            ended: None,
        }))?;
        self.tell_of_call(job);
        self.batch.calls.push(OutgoingCall {
            lease,
            run: job.run,
            inputs: inputs.clone(),
            key,
            attempt,
            until,
            was_lost: job.is_out,
            action,
        });
        Ok(())
    }

    fn lost(&self, job: &Job) -> CallEnded {
        CallEnded {
            lease: CallLease {
                number: job.number,
                activation: job.activation,
                epoch: job.epoch,
            },
            status: None,
            result: CallResult::Lost(LOST.to_owned()),
        }
    }

    /// Tells of a call's run, if there is one, that it changed.
    fn tell_of_call(&mut self, job: &Job) {
        if job.run > 0 {
            self.batch.changed.push(job.run);
        }
    }

    /// The same for each attempt of a call.
    pub(super) fn key(&self, index: usize, job: &Job) -> Text {
        let loaded = &self.runs[index].loaded;
        let call = match &job.work {
            Work::FlowCall { epoch, .. } => *epoch,
            _ => 0,
        };
        let id = part_id(STEP_RUN_PREFIX, loaded.number, job.number.part());
        call_key(&id, loaded.run.started_at, job.activation, call)
    }

    fn put_call(
        &mut self,
        job: &Job,
        (kind, epoch, attempt): (i64, i64, u32),
        due: Timestamp,
    ) -> Result<(), Stop> {
        self.stored(self.tx.put_job(&JobRow {
            n: job.number,
            activation: job.activation,
            kind,
            due,
            attempt: i64::from(attempt),
            epoch,
            body: encode(&(job.run, &job.work)),
        }))?;
        self.batch.wake_at(due);
        Ok(())
    }

    fn end_attempt(&self, ended: &CallEnded) -> Result<(), Stop> {
        let CallLease {
            number,
            activation,
            epoch,
        } = ended.lease;
        let next = match &ended.result {
            CallResult::Again { at, .. } => Some(*at),
            _ => None,
        };
        self.stored(self.tx.end_call(
            number,
            (activation, epoch),
            &CallEnd {
                at: self.now,
                outcome: ended.result.outcome(),
                status: ended.status.map(i64::from),
                error: ended.result.error().map(str::to_owned),
                next,
            },
        ))
    }

    /// Takes in what became of an attempt. A result that names an older one changes nothing.
    pub(super) fn call_ended(&mut self, ended: &CallEnded) -> Result<Reply, Stop> {
        let lease = ended.lease;
        let row = self.stored(self.tx.job(lease.number))?;
        let is_it = |row: &JobRow| {
            row.kind == CALL_OUT && row.activation == lease.activation && row.epoch == lease.epoch
        };
        let Some(row) = row.filter(is_it) else {
            return Ok(Reply::Done);
        };
        let job = self.stored(Job::from_row(row))?;
        self.is_job = true;
        self.end_attempt(ended)?;
        self.tell_of_call(&job);
        if let CallResult::Again { at, .. } = &ended.result {
            self.put_call(&job, (JOB, lease.epoch, job.attempt), *at)?;
            return Ok(Reply::Done);
        }
        self.stored(self.tx.delete_job(lease.number, lease.activation))?;
        match &job.work {
            Work::AloneCall(call) => self.came_back_alone(&job, call, &ended.result)?,
            _ => self.came_back(&job, &ended.result)?,
        }
        Ok(Reply::Done)
    }

    /// A call came back for good: its step ends, or its flow goes on.
    fn came_back(&mut self, job: &Job, result: &CallResult) -> Result<(), Stop> {
        let index = self.touch(RunNumber(job.run))?;
        let (step, activation) = job.work.step().expect("a call is of a step");
        let result = match &job.work {
            Work::FlowCall { user, .. } => {
                let number = PartNumber::new(RunNumber(job.run), step);
                match self.go_on(number, job, user.clone(), flow_answer(result))? {
                    Walked::Ended(result) => result,
                    Walked::Waits => return Ok(()),
                }
            }
            _ => step_result(result),
        };
        let command = Command::FinishStep {
            step,
            activation,
            result,
        };
        self.harmless(index, command)
    }
}

/// The key of all attempts of one call. When its run, or its interview, was stored first tells apart
/// those of different databases.
pub(crate) fn call_key(id: &str, since: Timestamp, activation: u16, call: i64) -> Text {
    let mut hash = Sha256::new();
    hash.update(id.as_bytes());
    hash.update(since.0.to_be_bytes());
    hash.update(activation.to_be_bytes());
    hash.update(call.to_be_bytes());
    let digest: [u8; 32] = hash.finalize().into();
    let digits = digest[..16].iter().map(|byte| format!("{byte:02x}"));
    digits.collect::<String>().into()
}

fn step_result(result: &CallResult) -> StepResult {
    match result {
        CallResult::Answered(outputs) => StepResult::Finished(outputs.clone()),
        CallResult::Failed(why) => StepResult::Failed(why.as_str().into()),
        CallResult::Lost(why) | CallResult::Again { why, .. } => {
            StepResult::Lost(why.as_str().into())
        }
    }
}

/// To a flow a call that failed is a fault, which its fault connector may take.
pub(crate) fn flow_answer(result: &CallResult) -> Answer {
    match result {
        CallResult::Answered(outputs) => Answer::Outputs(outputs.clone()),
        CallResult::Failed(why) | CallResult::Lost(why) | CallResult::Again { why, .. } => {
            Answer::Fault(why.clone())
        }
    }
}
