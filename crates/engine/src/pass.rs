//! The cursor of an evaluation: where a turn goes on, and what it waits for an answer to.

use crate::{Next, PartId, Question, RunError};

/// Where the evaluation goes on once its question is answered. Opaque to the caller; never
/// stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Pass {
    /// The stage run being evaluated.
    pub(crate) stage: PartId,
    /// What was asked.
    pub(crate) asked: Asked,
    /// Automatic moves of this turn so far.
    pub(crate) n_moves: u32,
    /// Why the stage is about to fail, once a step of it has.
    pub(crate) cause: Option<Box<RunError>>,
    /// Nothing has happened since the pass began.
    pub(crate) unchanged: bool,
}

/// What a question was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// May this step start?
    Entry(Spot),
    /// Is this interactive step done?
    Exit(usize),
    /// Is the stage done?
    StageExit,
    /// How did the flow of this step's activation end?
    Flow(Spot, u16),
    /// Is this approval step's activation approved without a person?
    Automatic(Spot, u16),
    /// Who gets the work item of this step's activation?
    Assignee(Spot, u16),
}

/// A step of the current stage, by its place in it, and what the pass was doing there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) step: usize,
    pub(crate) phase: Phase,
}

/// What a pass is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Restarting what a failure stopped.
    Restarting,
    /// Testing every Not Started step once.
    Opening,
    /// Making one change after the other.
    Settling,
}

/// What happens next in a turn.
#[derive(Debug)]
pub(crate) enum Move {
    /// Nothing: the run waits, or is over.
    Rest,
    /// Follow a connector.
    Follow(Next),
    /// Evaluate the current stage from the start.
    Evaluate,
    /// Restart what a failure stopped, from this step of the stage on.
    Restart(usize),
    /// Test every Not Started step once, from this one on.
    Open(usize),
    /// Has a step failed? Is the stage done?
    Settle,
    /// Make the first possible change, from this step on.
    Change(usize),
    /// Wait for an answer.
    Ask(Asked, Question),
}

impl Asked {
    /// Where the pass goes on when the answer changes nothing.
    pub(crate) fn passed_over(self) -> Move {
        match self {
            Asked::Entry(spot) => spot.after_nothing(),
            Asked::Exit(step) => Move::Change(step + 1),
            Asked::StageExit => Move::Change(0),
            Asked::Flow(spot, _) | Asked::Automatic(spot, _) | Asked::Assignee(spot, _) => {
                spot.after_start()
            }
        }
    }
}

impl Spot {
    /// Where the pass goes on after this step was started.
    pub(crate) fn after_start(self) -> Move {
        match self.phase {
            Phase::Restarting => Move::Restart(self.step + 1),
            Phase::Opening => Move::Open(self.step + 1),
            Phase::Settling => Move::Settle,
        }
    }

    /// Where the pass goes on when there was nothing to do for this step.
    pub(crate) fn after_nothing(self) -> Move {
        match self.phase {
            Phase::Restarting => Move::Restart(self.step + 1),
            Phase::Opening => Move::Open(self.step + 1),
            Phase::Settling => Move::Change(self.step + 1),
        }
    }
}
