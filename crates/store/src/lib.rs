//! The log, the rows and the records, kept in one SQLite file. No rule of orchestrations lives here.
//!
//! A [`Store`] belongs to one writer thread. What it can read is a [`View`]; a [`Tx`] is a view that
//! also writes; a [`Reader`] is a view on a connection of its own. Each subject has a file with its
//! rows and its methods. SQL is one portable text per statement (`database/dialect.rs`);
//! `database/sqlite.rs` is the only place that knows the driver.

mod backup;
mod database;
mod error;
mod format;
mod ids;
mod people;
mod reader;
mod records;
mod rows;
mod store;
mod tx;
mod verify;
mod view;

pub use backup::*;
pub use database::DriverError;
pub use error::*;
pub use format::*;
pub use ids::*;
pub use people::*;
pub use reader::*;
pub use records::*;
pub use rows::*;
pub use store::*;
pub use tx::*;
pub use verify::*;
pub use view::*;
