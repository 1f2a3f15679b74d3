//! Reader threads: what is committed can be read beside the writer, each look at one moment.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::Builder;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use segue_store::{Moment, Reader, StoreError};

use crate::deployed::Deployed;
use crate::people::People;
use crate::published::Published;
use crate::{Reads, Runtime};

/// Looks that wait; beyond them a look is refused.
const WAITING_MAX: usize = 1_024;

type Look = Box<dyn FnOnce(&Reads<'_>) + Send>;

/// Threads that read, each on a connection of its own. They end when this is dropped.
pub struct Readers {
    sender: Sender<Look>,
}

/// Too many looks wait already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many readers wait")]
pub struct TooManyReaders;

/// Readers could not be started.
#[derive(Debug, thiserror::Error)]
pub enum ReadersError {
    /// A database in memory has one connection only.
    #[error("a database in memory has no readers")]
    InMemory,
    /// The database cannot be opened for reading.
    #[error("database: {0}")]
    Store(#[from] StoreError),
    /// The system gives no thread.
    #[error("a thread: {0}")]
    Thread(#[from] std::io::Error),
}

impl Runtime {
    /// Starts threads that read what this runtime commits.
    ///
    /// # Errors
    /// The store is in memory or cannot be opened again, or the system gives no thread.
    pub fn start_readers(&self, n_threads: usize) -> Result<Readers, ReadersError> {
        let (sender, looks) = bounded(WAITING_MAX);
        for _ in 0..n_threads.max(1) {
            let reader = self.store.reader()?.ok_or(ReadersError::InMemory)?;
            let (published, looks) = (self.world.published.clone(), looks.clone());
            Builder::new()
                .name("reader".to_owned())
                .spawn(move || read(&reader, &published, &looks))?;
        }
        Ok(Readers { sender })
    }
}

impl Readers {
    /// Reads on one of the threads; does not wait for it. What was committed before is seen. A
    /// look that cannot be carried out, or panics, is dropped.
    ///
    /// # Errors
    /// Too many looks wait already.
    pub fn look(
        &self,
        look: impl FnOnce(&Reads<'_>) + Send + 'static,
    ) -> Result<(), TooManyReaders> {
        match self.sender.try_send(Box::new(look)) {
            Ok(()) => Ok(()),
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => Err(TooManyReaders),
        }
    }
}

fn read(reader: &Reader, published: &Published, looks: &Receiver<Look>) {
    for look in looks {
        let Ok((moment, deployed)) = begin(reader, published) else {
            continue;
        };
        let people = People::default();
        let reads = Reads::new(&moment, &deployed, &people);
        // Whoever asked finds out by getting no answer.
        let _ = catch_unwind(AssertUnwindSafe(|| look(&reads)));
    }
}

/// The database and what is deployed, of the same moment.
fn begin<'r>(
    reader: &'r Reader,
    published: &Published,
) -> Result<(Moment<'r>, Arc<Deployed>), StoreError> {
    let newest = published.newest();
    let moment = reader.moment()?;
    Ok((moment, Arc::clone(&newest)))
}
