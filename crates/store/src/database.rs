//! The database below the rows: connections and statements, and what differs between databases.

pub(crate) mod dialect;
mod log;
pub(crate) mod migrations;
mod param;
mod sequences;
mod sqlite;

pub(crate) use log::Log;
pub(crate) use param::Param;
pub(crate) use sequences::Sequences;
pub use sqlite::DriverError;
pub(crate) use sqlite::{Connection, Row};
