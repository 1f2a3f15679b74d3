//! Scenario tests: the language of `*.scenario.yaml`, how it is played and how it is reported.
//!
//! [`read`] turns a file into a [`ScenarioFile`] or every problem in it at once. [`Play`] plays its
//! scenarios, each on a database of its own with its own clock, ids and counters, and [`Report`]
//! prints what they found.

mod coverage;
mod document;
mod duration;
mod ending;
mod fields;
mod files;
mod model;
mod names;
mod office;
mod people;
mod play;
mod problem;
mod projects;
mod read;
mod report;
mod stand_ins;
mod uses;
mod values;
mod world;

pub use coverage::{Coverage, Reached, Tally};
pub use document::{Kind, Node, Place};
pub use files::find;
pub use model::*;
pub use office::Office;
pub use play::{Play, Player, Trouble};
pub use problem::{Code, Problem};
pub use projects::{Projects, Version};
pub use read::{people as read_people, read};
pub use report::{Failure, Played, Report, Status, human, json, junit};
pub use uses::Uses;
pub(crate) use values::shown;
pub use world::{Reopen, World};
