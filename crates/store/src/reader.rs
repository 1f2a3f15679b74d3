//! Readers: views on read-only connections of their own, beside the writer.

use std::ops::Deref;

use crate::View;

/// A read-only connection. Each method sees what was committed when it began.
#[derive(Debug)]
pub struct Reader(pub(crate) View);

impl Deref for Reader {
    type Target = View;

    fn deref(&self) -> &View {
        &self.0
    }
}
