//! Records: the business data, one real table per object.

mod auto_number;
mod column;
mod expression;
mod filter;
mod kind;
mod number;
mod read;
mod schema;
mod table;
mod write;

use segue_language::Timestamp;

pub use table::{RecordTable, RecordTables};

/// When and by whom something is written.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'a> {
    /// Now.
    pub at: Timestamp,
    /// Id of the user.
    pub by: &'a str,
}
