//! Runs and what belongs to them, the sources they were made from, and who may sign in: a file for
//! each subject.

mod accounts;
mod audit;
mod calls;
mod definitions;
mod drafts;
mod endpoints;
mod files;
mod history;
mod identities;
mod interviews;
mod items;
mod jobs;
mod keys;
mod mails;
mod openings;
mod related;
mod roles;
mod routing;
mod runs;
mod saved_views;
mod sessions;
mod subscriptions;
mod tokens;

pub use accounts::*;
pub use audit::*;
pub use calls::*;
pub use definitions::*;
pub use drafts::*;
pub use endpoints::*;
pub use files::*;
pub(crate) use history::StoredTurn;
pub use history::{Link, Turn, TurnRow};
pub use interviews::*;
pub use items::*;
pub use jobs::*;
pub use keys::*;
pub use mails::*;
pub use openings::*;
pub use roles::*;
pub use routing::*;
pub use runs::*;
pub use saved_views::*;
pub use sessions::*;
pub use subscriptions::*;
pub use tokens::*;
