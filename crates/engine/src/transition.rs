//! One command being carried out.

use segue_language::{Text, Timestamp};

use crate::limits::{MOVES_PER_RUN_MAX, MOVES_PER_TURN_MAX};
use crate::pass::{Asked, Pass};
use crate::reader::{Purpose, Reader};
use crate::{
    Effect, Event, Facts, Next, Orchestration, Outcome, PartId, Question, Run, RunError, Stage,
    StageRun, Step, StepRun,
};

/// One command being carried out. Each event is applied as soon as it is decided, so the next
/// rule sees the run as it has become.
pub(crate) struct Transition<'a> {
    pub(crate) orchestration: &'a Orchestration,
    pub(crate) run: &'a mut Run,
    pub(crate) facts: &'a dyn Facts,
    pub(crate) now: Timestamp,
    pub(crate) outcome: Outcome,
    /// Automatic moves of this turn so far.
    pub(crate) n_moves: u32,
    /// Why the current stage is about to fail, once a step of it has.
    pub(crate) cause: Option<Box<RunError>>,
    /// Nothing has happened since the pass began: what was shut still is.
    pub(crate) unchanged: bool,
}

impl<'a> Transition<'a> {
    pub(crate) fn new(
        orchestration: &'a Orchestration,
        run: &'a mut Run,
        facts: &'a dyn Facts,
        now: Timestamp,
    ) -> Self {
        let outcome = Outcome::default();
        Transition {
            orchestration,
            run,
            facts,
            now,
            outcome,
            n_moves: 0,
            cause: None,
            unchanged: false,
        }
    }

    /// Records an event and applies it.
    pub(crate) fn record(&mut self, event: Event) {
        self.unchanged = false;
        self.run.apply(&event, self.now);
        self.outcome.events.push(event);
    }

    /// Asks for something to be done.
    pub(crate) fn request(&mut self, effect: Effect) {
        self.outcome.effects.push(effect);
    }

    /// Stops here until the question is answered.
    pub(crate) fn ask(&mut self, asked: Asked, question: Question) {
        let cause = self.cause.take();
        let pass = Pass {
            stage: self.stage_run().part,
            asked,
            n_moves: self.n_moves,
            cause,
            unchanged: self.unchanged,
        };
        self.outcome.question = Some((pass, question));
    }

    /// Counts an automatic move; one too many is an error.
    pub(crate) fn count_move(&mut self, at: Option<Next>) -> Result<(), RunError> {
        self.n_moves += 1;
        let in_turn = self.n_moves > MOVES_PER_TURN_MAX;
        if !in_turn && self.run.n_moves < MOVES_PER_RUN_MAX {
            return Ok(());
        }
        let (most, whole) = if in_turn {
            (MOVES_PER_TURN_MAX, "turn")
        } else {
            (MOVES_PER_RUN_MAX, "run")
        };
        let message = format!("more than {most} automatic moves in one {whole}");
        Err(RunError {
            at,
            ..RunError::new("too-many-moves", message)
        })
    }

    /// Reads values as conditions do, or as inputs do.
    pub(crate) fn reader(&self, purpose: Purpose) -> Reader<'_> {
        Reader::new(self.orchestration, self.run, self.facts, self.now, purpose)
    }

    /// The current stage run.
    pub(crate) fn stage_run(&self) -> &StageRun {
        self.run.stages.last().expect("a stage was entered")
    }

    /// The definition of the current stage.
    pub(crate) fn stage(&self) -> &'a Stage {
        self.orchestration.stage(self.stage_run().stage)
    }

    /// A step run of the current stage, by its place.
    pub(crate) fn step_run(&self, index: usize) -> &StepRun {
        &self.stage_run().steps[index]
    }

    /// The definition of a step of the current stage, by its place.
    pub(crate) fn step(&self, index: usize) -> &'a Step {
        self.orchestration.step(self.step_run(index).step)
    }

    /// The number of the next part to be born; none when there are too many.
    pub(crate) fn next_part(&self) -> Option<PartId> {
        let number = self.run.n_parts + 1;
        (number <= crate::limits::PARTS_MAX).then_some(PartId(number))
    }

    /// Records that a step failed. The first failure of a turn is what the stage fails for.
    pub(crate) fn fail_step(&mut self, step: PartId, failure: Failure) {
        let Failure {
            code,
            message,
            recoverable,
        } = failure;
        let message = Text::from(message);
        self.record(Event::StepFailed {
            step,
            message: message.clone(),
        });
        let error = RunError {
            code: code.into(),
            message,
            recoverable,
            step: Some(step),
            at: None,
        };
        self.cause.get_or_insert_with(|| Box::new(error));
    }
}

/// Why a step failed.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) recoverable: bool,
}

impl Failure {
    /// A failure that a plain resume may repair.
    pub(crate) fn recoverable(code: &'static str, message: impl Into<String>) -> Self {
        Failure {
            code,
            message: message.into(),
            recoverable: true,
        }
    }

    /// A failure that only a forced resume gets past.
    pub(crate) fn lasting(code: &'static str, message: impl Into<String>) -> Self {
        Failure {
            code,
            message: message.into(),
            recoverable: false,
        }
    }
}
