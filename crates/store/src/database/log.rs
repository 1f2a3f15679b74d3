//! The write-ahead log: copied into the database by a thread of its own, begun again by the writer
//! when it has grown too large. Without the thread commits would stall; without the writer's part
//! the log would grow for as long as the writer never pauses.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::database::{Connection, dialect};
use crate::{Options, Result};

const FRAMES_PER_MIB: u64 = 256;

/// The writer's side of the log.
#[derive(Debug)]
pub(crate) struct Log {
    path: PathBuf,
    frames_max: u64,
    /// Frames at which the writer begins the log again: later when a reader was in the way.
    restart_at: Cell<u64>,
    frames: Cell<u64>,
    pages_written: Cell<u64>,
    is_dirty: Arc<AtomicBool>,
    thread: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Log {
    /// Starts the checkpoint thread.
    pub(crate) fn start(path: &Path, options: &Options) -> Result<Log> {
        let is_dirty = Arc::new(AtomicBool::new(false));
        let frames_max = u64::from(options.log_cap_mib) * FRAMES_PER_MIB;
        let pause = Duration::from_millis(options.checkpoint_every_ms);
        Ok(Log {
            thread: Some(start_thread(path, pause, Arc::clone(&is_dirty))?),
            path: path.to_owned(),
            frames_max,
            restart_at: Cell::new(frames_max),
            frames: Cell::new(0),
            pages_written: Cell::new(0),
            is_dirty,
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
        self.is_dirty.store(true, Ordering::Relaxed);
        if now >= self.restart_at.get() {
            self.restart(connection, now);
        }
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
    is_dirty: Arc<AtomicBool>,
) -> Result<(Sender<()>, JoinHandle<()>)> {
    let connection = Connection::open(path)?;
    connection.run(dialect::CHECKPOINTER_SETTINGS)?;
    let (stop, stopped) = channel();
    let thread = std::thread::spawn(move || {
        while stopped.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
            if is_dirty.swap(false, Ordering::Relaxed) {
                // What fails now is tried again with the next commit.
                let _ = connection.checkpoint(dialect::CHECKPOINT);
            }
        }
    });
    Ok((stop, thread))
}
