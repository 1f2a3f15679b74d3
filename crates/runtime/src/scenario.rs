//! Scenario tests: the language of `*.scenario.yaml`, how it is played and how it is reported.
//!
//! [`read`] turns a file into [`ScenarioFile`] or every problem in it at once. Playing starts each
//! scenario on a database of its own, with its own clock, ids and counters.

mod coverage;
mod document;
mod duration;
mod fields;
mod model;
mod problem;
mod read;
mod report;

pub use coverage::{Coverage, Reached, Tally};
pub use document::{Kind, Node, Place};
pub use model::*;
pub use problem::{Code, Problem};
pub use read::{people, read};
pub use report::{Failure, Played, Report, Status, human, json, junit};
