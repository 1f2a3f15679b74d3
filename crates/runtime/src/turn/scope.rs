//! Parts of a turn that are undone as a whole, and why a turn stops.

use segue_flow::Fault;
use segue_store::{Savepoint, StoreError};

use super::{Meter, Turn};
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

/// Part of a turn that can be undone.
#[derive(Debug)]
pub(crate) struct Scope {
    savepoint: Savepoint,
    runs: usize,
    jobs: usize,
    mails: usize,
    meter: Meter,
    depth: u32,
}

impl Turn<'_> {
    /// Carries out `part`; when it fails, everything that it did is undone. The savepoint costs a
    /// statement only when something is written.
    pub(crate) fn undoable<T>(
        &mut self,
        part: impl FnOnce(&mut Self) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        self.begin_scope();
        let ended = part(self);
        if matches!(ended, Err(Stop::Broken(_))) {
            return ended;
        }
        let scope = self.scopes.pop().expect("each scope ends once");
        match ended {
            Ok(value) => {
                self.stored(self.tx.release(scope.savepoint))?;
                Ok(value)
            }
            Err(stop) => {
                self.undo(scope)?;
                Err(stop)
            }
        }
    }

    /// Undoes what the innermost scope did so far; it goes on from there.
    pub(crate) fn roll_back(&mut self) -> Result<(), Stop> {
        if let Some(scope) = self.scopes.pop() {
            // What is undone was asked for all the same: limits count it.
            let used = self.meter;
            self.undo(scope)?;
            self.meter = used;
            self.begin_scope();
        }
        Ok(())
    }

    fn begin_scope(&mut self) {
        self.scopes.push(Scope {
            savepoint: self.tx.savepoint(),
            runs: self.runs.len(),
            jobs: self.jobs.len(),
            mails: self.mails.len(),
            meter: self.meter,
            depth: self.depth,
        });
    }

    fn undo(&mut self, scope: Scope) -> Result<(), Stop> {
        self.stored(self.tx.rollback_to(scope.savepoint))?;
        self.runs.truncate(scope.runs);
        self.jobs.truncate(scope.jobs);
        self.mails.truncate(scope.mails);
        (self.meter, self.depth) = (self.meter.undone(scope.meter), scope.depth);
        self.reads.borrow_mut().forget();
        self.world.people.forget();
        Ok(())
    }

    /// What the store gave; its failure loses the whole transaction.
    pub(crate) fn stored<T>(&self, given: Result<T, StoreError>) -> Result<T, Stop> {
        given.map_err(|error| Stop::Broken(error.to_string()))
    }
}
