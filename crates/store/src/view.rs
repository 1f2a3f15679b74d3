//! What can be read: shared by the store, its transactions and its readers.

use crate::database::Connection;

/// Everything that can be read. Each method is one finished read: no cursor stays open.
#[derive(Debug)]
pub struct View {
    pub(crate) connection: Connection,
}
