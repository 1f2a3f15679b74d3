//! Readers: views on read-only connections of their own, beside the writer.

use std::ops::Deref;
use std::path::Path;

use crate::database::{Connection, dialect, migrations};
use crate::{Result, StoreError, View};

/// A read-only connection. Each method sees what was committed when it began.
#[derive(Debug)]
pub struct Reader(pub(crate) View);

impl Deref for Reader {
    type Target = View;

    fn deref(&self) -> &View {
        &self.0
    }
}

impl Reader {
    /// Opens the database at `path` for reading only; it must have the version of this program.
    ///
    /// # Errors
    /// [`StoreError::NewerDatabase`] when a newer program wrote it.
    pub fn open(path: &Path) -> Result<Reader> {
        let connection = Connection::open_to_read(path)?;
        connection.run(dialect::READER_SETTINGS)?;
        if migrations::examine(&connection)? == 0 {
            return Err(StoreError::corrupt("the database is empty"));
        }
        Ok(Reader(View { connection }))
    }
}

/// Everything as it was committed at one moment, for as long as this stands. It keeps the log from
/// being begun again, so it must not stand for long.
#[derive(Debug)]
pub struct Moment<'r>(&'r Reader);

impl Deref for Moment<'_> {
    type Target = View;

    fn deref(&self) -> &View {
        &self.0.0
    }
}

impl Drop for Moment<'_> {
    fn drop(&mut self) {
        // A transaction that wrote nothing has nothing to lose.
        let _ = self.connection.run_cached(dialect::COMMIT);
    }
}

impl Reader {
    /// This moment.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn moment(&self) -> Result<Moment<'_>> {
        self.0.connection.run_cached(dialect::BEGIN_TO_READ)?;
        let moment = Moment(self);
        // The moment is that of the first read.
        self.0
            .connection
            .read_one(dialect::ANY_READ, &[], |_| Ok(()))?;
        Ok(moment)
    }
}
