//! What becomes of a flow that fails and that nobody called: it is undone, told of by mail, and kept
//! to be tried again.

use segue_language::{FlowVersion, Text};
use segue_store::{Job as JobRow, PartNumber, encode};

use super::AloneFailure;
use crate::definitions::DeployedFlow;
use crate::jobs::{JOB, Job, Work};
use crate::turn::{Stop, Turn, describe, place_of};
use crate::waiting::AT_NO_TIME;

impl Turn<'_> {
    /// Carries out `part` for a flow that nobody called. When it fails, what it did is undone, the
    /// failure is told and kept with what `again` says, and the turn goes on.
    pub(crate) fn contained(
        &mut self,
        deployed: &DeployedFlow,
        again: impl FnOnce() -> (Option<PartNumber>, Work),
        part: impl FnOnce(&mut Self) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        let flow = &deployed.flow;
        let (element, why) = match self.undoable(part) {
            Ok(()) => return Ok(()),
            Err(Stop::Broken(message)) => return Err(Stop::Broken(message)),
            Err(Stop::Fault(fault)) => (place_of(flow, &fault), describe(flow, &fault)),
            Err(Stop::Limit(what)) => {
                let why = format!("{}: a limit was reached: {what}", flow.name);
                (Text::from(""), why.into())
            }
            Err(Stop::Refused(refusal)) => {
                (Text::from(""), format!("{}: {refusal}", flow.name).into())
            }
        };
        let (number, work) = again();
        self.keep_failure(deployed, number, work, (element, why))
    }

    /// A turn of its own was lost: it is kept to be tried again, too.
    pub(crate) fn fail_alone(&mut self, job: &Job, message: &str) -> Result<(), Stop> {
        let Some(version) = flow_of(&job.work) else {
            return Ok(());
        };
        let Some(deployed) = self.flow_alone(job.number, version)? else {
            return Ok(());
        };
        let why = (Text::from(""), message.into());
        self.keep_failure(&deployed, Some(job.number), job.work.clone(), why)
    }

    fn keep_failure(
        &mut self,
        deployed: &DeployedFlow,
        number: Option<PartNumber>,
        work: Work,
        (element, message): (Text, Text),
    ) -> Result<(), Stop> {
        let number = match number {
            Some(number) => number,
            None => self.stored(self.tx.new_job_number())?,
        };
        let failure = AloneFailure {
            work,
            element,
            message: message.clone(),
            at: self.now,
        };
        self.stored(self.tx.put_job(&JobRow {
            n: number,
            activation: 0,
            kind: JOB,
            due: AT_NO_TIME,
            attempt: 0,
            epoch: failure.epoch(),
            body: encode(&(0_i64, Work::AloneFailed(Box::new(failure)))),
        }))?;
        let begun = (deployed.flow.name.clone(), deployed.version);
        self.put_alone(number, begun, true)?;
        self.tell_of_flow(deployed, number, &message)?;
        self.batch.failed_flows.push(message.to_string());
        Ok(())
    }
}

/// The version of the flow that nobody called and that a job goes on with.
fn flow_of(work: &Work) -> Option<FlowVersion> {
    match work {
        Work::Path(start) => Some(start.flow),
        Work::Scheduled { flow, .. } | Work::Deliver { flow, .. } => Some(*flow),
        Work::Resume(waiting) => waiting.is_alone().then_some(waiting.waits.version),
        Work::AloneCall(call) | Work::AloneAnswered { call, .. } => Some(call.flow),
        Work::Flow { .. }
        | Work::Call { .. }
        | Work::Wake
        | Work::Event { .. }
        | Work::Reassign { .. }
        | Work::Route
        | Work::OfferEnds { .. }
        | Work::PresenceEnds { .. }
        | Work::FlowCall { .. }
        | Work::Decide { .. }
        | Work::Recall { .. }
        | Work::CancelSubmission { .. }
        | Work::Schedule { .. }
        | Work::Occurred { .. }
        | Work::AloneFailed(_) => None,
    }
}
