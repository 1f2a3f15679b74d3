//! Values and expressions: what a flow, a condition and a field can hold, and how it is computed.
//!
//! Pure: no clock (now is an argument), no input or output, and a cost limit on every evaluation.

mod action;
mod call;
mod condition;
mod formula;
mod logic;
mod number;
mod object;
mod offset;
mod operator;
mod path;
mod query;
pub mod read;
mod record;
mod schedule;
mod template;
mod time;
mod trigger;
mod value;

pub use action::*;
pub use call::*;
pub use condition::*;
pub use formula::*;
pub use logic::*;
pub use number::*;
pub use object::*;
pub use offset::*;
pub use operator::*;
pub use path::*;
pub use query::*;
pub use record::*;
pub use schedule::*;
pub use template::*;
pub use time::*;
pub use trigger::*;
pub use value::*;

/// A shared text: names and text values are read far more often than made.
pub type Text = std::sync::Arc<str>;
