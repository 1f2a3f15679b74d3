//! Why an element could not be carried out to its end.

use segue_language::{EvaluationError, Incomparable, Query, Text, Unloaded};

use super::Fault;
use super::page::RowsKey;

/// An element stopped: it has to wait for a lookup, or it failed.
#[derive(Debug)]
pub(crate) enum Stop {
    /// A lookup has to be read; the element is then tried again.
    Unloaded(Box<Unloaded>),
    /// Rows of a record choice set have to be read; the screen is then tried again.
    Rows(Box<(RowsKey, Query)>),
    /// It failed.
    Problem(Box<Problem>),
}

/// What went wrong, before it is known where.
#[derive(Debug, Default)]
pub(crate) struct Problem {
    /// One sentence.
    pub(crate) message: String,
    /// Messages of a custom error by field.
    pub(crate) custom: Vec<(Text, String)>,
    /// No fault connector may take it.
    pub(crate) is_final: bool,
    /// A limit was passed.
    pub(crate) is_limit: bool,
}

impl Stop {
    /// A failure that a fault connector may take.
    pub(crate) fn problem(message: impl Into<String>) -> Stop {
        Stop::from(Problem {
            message: message.into(),
            ..Problem::default()
        })
    }

    /// A limit was passed: no fault connector takes that.
    pub(crate) fn limit(message: impl Into<String>) -> Stop {
        Stop::from(Problem {
            message: message.into(),
            is_final: true,
            is_limit: true,
            ..Problem::default()
        })
    }

    /// Says where the failure was, in front of its message.
    pub(crate) fn within(self, place: &str) -> Stop {
        match self {
            Stop::Problem(mut problem) if !problem.is_final => {
                problem.message = format!("{place}: {}", problem.message);
                Stop::Problem(problem)
            }
            stop => stop,
        }
    }

    /// The fault that it is before the first element.
    pub(crate) fn at_start_of(self, flow: Text) -> Fault {
        let problem = match self {
            Stop::Problem(problem) => *problem,
            Stop::Unloaded(unloaded) => Problem {
                message: format!("the lookup `{}` was not read", unloaded.relationship),
                ..Problem::default()
            },
            Stop::Rows(_) => Problem {
                message: "the choices were not read".to_owned(),
                ..Problem::default()
            },
        };
        Fault {
            element: Text::default(),
            flow,
            message: problem.message,
            custom: problem.custom,
            is_limit: problem.is_limit,
        }
    }

    /// The same inside the evaluation of a formula.
    pub(crate) fn into_evaluation(self, kept: &mut Option<Stop>) -> EvaluationError {
        match self {
            Stop::Unloaded(unloaded) => EvaluationError::Unloaded(*unloaded),
            Stop::Problem(problem) => {
                let message = problem.message.clone();
                *kept = Some(Stop::Problem(problem));
                failed(message)
            }
            rows @ Stop::Rows(_) => {
                *kept = Some(rows);
                failed("the choices were not read".to_owned())
            }
        }
    }
}

fn failed(message: String) -> EvaluationError {
    EvaluationError::Failed {
        code: "reference-failed",
        message,
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Stop {
        Stop::Problem(Box::new(problem))
    }
}

impl From<Unloaded> for Stop {
    fn from(unloaded: Unloaded) -> Stop {
        Stop::Unloaded(Box::new(unloaded))
    }
}

impl From<EvaluationError> for Stop {
    fn from(error: EvaluationError) -> Stop {
        match error {
            EvaluationError::Unloaded(unloaded) => unloaded.into(),
            EvaluationError::Failed { message, .. } => Stop::problem(message),
        }
    }
}

impl From<Incomparable> for Stop {
    fn from(error: Incomparable) -> Stop {
        Stop::problem(error.to_string())
    }
}
