//! The write-ahead log: copied into the database by a thread of its own, begun again by the writer
//! when it has grown too large. Without the thread commits would stall; without the writer's part
//! the log would grow for as long as the writer never pauses.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::database::{Connection, dialect};
use crate::{Options, Result};

const FRAMES_PER_MIB: u64 = 256;

/// What the writer and the thread tell each other.
#[derive(Debug, Default)]
struct Copying {
    /// Something was committed since the last pass.
    is_wanted: AtomicBool,
    is_under_way: AtomicBool,
    passes: AtomicU64,
}

/// The writer's side of the log.
#[derive(Debug)]
pub(crate) struct Log {
    path: PathBuf,
    frames_max: u64,
    /// Frames at which the writer begins the log again: later when a reader was in the way.
    restart_at: Cell<u64>,
    /// Passes of the thread when the log was first found too large.
    passes_before: Cell<Option<u64>>,
    frames: Cell<u64>,
    pages_written: Cell<u64>,
    copying: Arc<Copying>,
    thread: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Log {
    /// Starts the checkpoint thread.
    pub(crate) fn start(path: &Path, options: &Options) -> Result<Log> {
        let copying = Arc::<Copying>::default();
        let frames_max = u64::from(options.log_cap_mib) * FRAMES_PER_MIB;
        let pause = Duration::from_millis(options.checkpoint_every_ms);
        Ok(Log {
            thread: Some(start_thread(path, pause, Arc::clone(&copying))?),
            path: path.to_owned(),
            frames_max,
            restart_at: Cell::new(frames_max),
            frames: Cell::new(0),
            passes_before: Cell::new(None),
            pages_written: Cell::new(0),
            copying,
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn pages_written(&self) -> u64 {
        self.pages_written.get()
    }

    /// Counts what a commit wrote, and begins the log again when it is too large.
    pub(crate) fn after_commit(&self, connection: &Connection) {
        let (before, now) = (self.frames.get(), connection.log_frames());
        // A log that was begun again is shorter than before.
        let written = if now >= before { now - before } else { now };
        self.pages_written.set(self.pages_written.get() + written);
        self.frames.set(now);
        self.copying.is_wanted.store(true, Ordering::Relaxed);
        if now >= self.restart_at.get() && self.is_time_to_restart(now) {
            self.restart(connection, now);
        }
    }

    /// Just after a pass of the thread little is left to copy; in the middle of one the writer
    /// would have to wait for its end. It waits for neither for ever.
    fn is_time_to_restart(&self, frames: u64) -> bool {
        let passes = self.copying.passes.load(Ordering::Relaxed);
        let before = self.passes_before.get().unwrap_or(passes);
        self.passes_before.set(Some(before));
        let is_under_way = self.copying.is_under_way.load(Ordering::Relaxed);
        (passes > before && !is_under_way) || frames >= self.restart_at.get() + self.frames_max
    }

    /// A log that cannot be begun again, because a reader holds it, only goes on growing.
    fn restart(&self, connection: &Connection, frames: u64) {
        let is_busy = connection.checkpoint(dialect::RESTART_LOG).unwrap_or(true);
        let next = if is_busy {
            frames + self.frames_max / 4
        } else {
            self.frames_max
        };
        self.restart_at.set(next);
        self.passes_before.set(None);
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.thread.take() {
            drop(stop);
            // A thread that panicked has nothing to add here.
            let _ = thread.join();
        }
    }
}

fn start_thread(
    path: &Path,
    pause: Duration,
    copying: Arc<Copying>,
) -> Result<(Sender<()>, JoinHandle<()>)> {
    let connection = Connection::open(path)?;
    connection.run(dialect::CHECKPOINTER_SETTINGS)?;
    let (stop, stopped) = channel();
    let thread = std::thread::spawn(move || {
        while stopped.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
            if copying.is_wanted.swap(false, Ordering::Relaxed) {
                copying.is_under_way.store(true, Ordering::Relaxed);
                // What fails now is tried again after the next commit.
                let _ = connection.checkpoint(dialect::CHECKPOINT);
                copying.is_under_way.store(false, Ordering::Relaxed);
                copying.passes.fetch_add(1, Ordering::Relaxed);
            }
        }
    });
    Ok((stop, thread))
}
