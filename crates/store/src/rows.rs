//! Runs and what belongs to them, and the sources they were made from: a file for each table.

mod definitions;
mod history;
mod interviews;
mod items;
mod jobs;
mod keys;
mod outbox;
mod related;
mod runs;
mod subscriptions;

pub use definitions::*;
pub(crate) use history::StoredTurn;
pub use history::{Link, Turn, TurnRow};
pub use interviews::*;
pub use items::*;
pub use jobs::*;
pub use keys::*;
pub use outbox::*;
pub use runs::*;
pub use subscriptions::*;
