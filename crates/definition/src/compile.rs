//! From elements to models: every name resolved, every formula and template compiled.

mod condition;
mod flow;
mod notes;
mod object_formula;
mod orchestration;
mod process;
mod schedule;
mod schema;
mod scope;
mod trigger;
mod value;

pub(crate) use condition::filter_logic;
pub(crate) use flow::{flow, flow_and_criteria};
pub(crate) use notes::{FieldUse, Notes};
pub(crate) use object_formula::{FormulaFile, ObjectFormulas};
pub(crate) use orchestration::orchestration;
pub(crate) use schema::Schema;
pub(crate) use value::literal;

use segue_language::{Formula, Path, Type};

use crate::document::Node;

/// The behavior of a definition that states no version.
const API_VERSION_DEFAULT: u16 = 50;

/// The version of the platform's behavior that `root` asks for.
pub(crate) fn api_version(root: &Node) -> u16 {
    let written = root.text_of("apiVersion").unwrap_or_default();
    let major = written.split('.').next().unwrap_or_default();
    major.parse().unwrap_or(API_VERSION_DEFAULT)
}

/// Position as the number of a stage, step, decision or outcome. A document has too few nodes for
/// more than 16 bits of them; the last number stands for any beyond.
fn ordinal(position: usize) -> u16 {
    u16::try_from(position).unwrap_or(u16::MAX)
}

/// A formula that is always null: stands in for one that was refused.
fn null_formula() -> Formula {
    let nothing = |_: &Path| Some(Type::Any);
    Formula::compile("NULL", &nothing).expect("NULL is a formula")
}
