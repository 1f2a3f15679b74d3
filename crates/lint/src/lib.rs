//! Lint: what is allowed in a flow and yet likely to hurt, by rules with the identifiers that
//! users of Lightning Flow Scanner know, and rules for orchestrations.
//!
//! Start at [`lint`]. A rule is one file below `rules/` and one [`Rule`]: what it is called, what
//! it is about, and a function from a [`FlowFile`] to what it found. [`Settings`] say how strict it
//! is; [`fixed`] carries out what can be put right without changing what a flow does.

mod fixing;
mod flow_file;
mod found;
mod linting;
mod page;
mod rule;
mod rules;
mod settings;

pub use fixing::fixed;
pub use flow_file::FlowFile;
pub use found::{Edit, Finding};
pub use linting::{Linted, is_flow, lint};
pub use page::page;
pub use rule::{Category, Choice, Level, Rule};
pub use rules::{RULES, rule};
pub use settings::{BadSettings, Setting, Settings};
