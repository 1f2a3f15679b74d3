//! The log, the rows and the records, kept in one SQLite file. No rule of orchestrations lives here.
//!
//! A [`Store`] belongs to one writer thread. What it can read is a [`View`]; a [`Tx`] is a view that
//! also writes; a [`Reader`] is a view on a connection of its own. Each subject has a file with its
//! rows and its methods. SQL is one portable text per statement (`dialect.rs`); `sqlite.rs` is the
//! only file that knows the driver.

mod definitions;
mod dialect;
mod error;
mod format;
mod history;
mod ids;
mod interviews;
mod items;
mod jobs;
mod keys;
mod log;
mod migrations;
mod outbox;
mod param;
mod people;
mod reader;
mod records;
mod related;
mod runs;
mod sequences;
mod sqlite;
mod store;
mod subscriptions;
mod tx;
mod verify;
mod view;

pub use definitions::*;
pub use error::*;
pub use format::*;
pub use history::*;
pub use ids::*;
pub use interviews::*;
pub use items::*;
pub use jobs::*;
pub use keys::*;
pub use outbox::*;
pub use people::*;
pub use reader::*;
pub use records::*;
pub use runs::*;
pub use sqlite::DriverError;
pub use store::*;
pub use subscriptions::*;
pub use tx::*;
pub use verify::*;
pub use view::*;
