//! Parts of a turn that are undone as a whole, and why a turn stops.

use segue_flow::Fault;
use segue_store::StoreError;

use super::Turn;
use crate::Refusal;
use crate::interview_driver::fault;

/// Why part of a turn could not go on.
#[derive(Debug)]
pub(crate) enum Stop {
    /// A flow failed, or a record could not be saved: a fault connector may take it.
    Fault(Fault),
    /// The request is refused.
    Refused(Refusal),
    /// A limit was reached: nothing takes it but the end of the flow.
    Limit(&'static str),
    /// A statement failed: the whole transaction is lost.
    Broken(String),
}

impl Stop {
    /// A fault without an element.
    pub(crate) fn fault(message: impl Into<String>) -> Stop {
        Stop::Fault(fault(message))
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Limit(what) => Stop::Limit(what),
            other => Stop::Refused(other),
        }
    }
}

impl From<Stop> for Refusal {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Fault(fault) => Refusal::Failed {
                message: fault.message,
                fields: fault.custom,
            },
            Stop::Refused(refusal) => refusal,
            Stop::Limit(what) => Refusal::Limit(what),
            Stop::Broken(message) => Refusal::Internal(message),
        }
    }
}

impl Turn<'_> {
    /// Carries out `part`; when it fails, everything that it did is undone. The savepoint costs a
    /// statement only when something is written.
    pub(crate) fn undoable<T>(
        &mut self,
        part: impl FnOnce(&mut Self) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let (runs, jobs, mails) = (self.runs.len(), self.jobs.len(), self.mails.len());
        let (meter, depth) = (self.meter, self.depth);
        let savepoint = self.tx.savepoint();
        match part(self) {
            Ok(value) => {
                self.stored(self.tx.release(savepoint))?;
                Ok(value)
            }
            Err(Stop::Broken(message)) => Err(Stop::Broken(message)),
            Err(stop) => {
                self.stored(self.tx.rollback_to(savepoint))?;
                self.runs.truncate(runs);
                self.jobs.truncate(jobs);
                self.mails.truncate(mails);
                (self.meter, self.depth) = (meter, depth);
                self.reads.borrow_mut().forget();
                self.world.people.forget();
                Err(stop)
            }
        }
    }

    /// What the store gave; its failure loses the whole transaction.
    pub(crate) fn stored<T>(&self, given: Result<T, StoreError>) -> Result<T, Stop> {
        given.map_err(|error| Stop::Broken(error.to_string()))
    }
}
