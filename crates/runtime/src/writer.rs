//! The writer thread: takes what waits, carries it out in one batch, commits once, then answers.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, SendError, Sender, TryRecvError, bounded};
use segue_engine::RunStatus;
use segue_language::Timestamp;

use crate::{BatchOutcome, Refusal, Reply, Request, Runtime};

/// Most requests that wait; beyond it whoever asks is held back.
const WAITING_MAX: usize = 4_096;
/// Most requests in one batch.
const BATCH_REQUESTS_MAX: usize = 1_024;
/// Most jobs in one batch.
const BATCH_JOBS_MAX: usize = 1_024;

/// Tells the time; the one of the system, or a test's own.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Told about each run that ended, after the commit.
pub type OnEnded = Box<dyn FnMut(i64, RunStatus) + Send>;

/// Told about each batch, after the commit and after whoever asked was told.
pub type OnCommitted = Box<dyn FnMut(&BatchOutcome) + Send>;

type Told = Box<dyn FnOnce(Result<Reply, Refusal>) + Send>;
type Look = Box<dyn FnOnce(&mut Runtime) + Send>;

enum Message {
    Request(Box<Request>, Told),
    Look(Look),
    Stop,
}

/// A runtime on its own thread.
pub struct Writer {
    sender: Sender<Message>,
    thread: JoinHandle<Runtime>,
}

/// The writer thread has ended; nothing can be asked of it any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the writer has ended")]
pub struct Ended;

impl<T> From<SendError<T>> for Ended {
    fn from(_: SendError<T>) -> Self {
        Ended
    }
}

/// A way to ask the writer; cheap to copy, used from any thread.
#[derive(Clone)]
pub struct Asker {
    sender: Sender<Message>,
}

impl Writer {
    /// Moves a runtime to a thread of its own.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start(runtime: Runtime, clock: Clock, mut on_ended: OnEnded) -> std::io::Result<Writer> {
        let tell = move |outcome: &BatchOutcome| {
            for (run, status) in &outcome.ended {
                on_ended(*run, *status);
            }
        };
        Writer::start_telling(runtime, clock, Box::new(tell))
    }

    /// Moves a runtime to a thread of its own; `on_committed` is called on that thread, so it must
    /// be quick.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start_telling(
        runtime: Runtime,
        clock: Clock,
        on_committed: OnCommitted,
    ) -> std::io::Result<Writer> {
        let (sender, receiver) = bounded(WAITING_MAX);
        let mut turns = Turns {
            runtime,
            receiver,
            clock,
            on_committed,
            has_ready_jobs: true,
        };
        let thread = std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || {
                turns.run();
                turns.runtime
            })?;
        Ok(Writer { sender, thread })
    }

    /// A way to ask it.
    pub fn asker(&self) -> Asker {
        Asker {
            sender: self.sender.clone(),
        }
    }

    /// Ends the thread after what was asked before, and gives the runtime back; none when the
    /// thread died.
    pub fn stop(self) -> Option<Runtime> {
        let _ = self.sender.send(Message::Stop);
        self.thread.join().ok()
    }
}

impl Asker {
    /// Asks for a turn; `told` is called on the writer thread after its commit, so it must be
    /// quick. Waits while too much waits already.
    ///
    /// # Errors
    /// The writer has ended.
    pub fn ask(
        &self,
        request: Request,
        told: impl FnOnce(Result<Reply, Refusal>) + Send + 'static,
    ) -> Result<(), Ended> {
        Ok(self
            .sender
            .send(Message::Request(Box::new(request), Box::new(told)))?)
    }

    /// Looks at the runtime between two batches; does not wait for it.
    ///
    /// # Errors
    /// The writer has ended.
    pub fn post(&self, look: impl FnOnce(&mut Runtime) + Send + 'static) -> Result<(), Ended> {
        Ok(self.sender.send(Message::Look(Box::new(look)))?)
    }

    /// Looks at the runtime between two batches, and waits for the answer.
    ///
    /// # Errors
    /// The writer has ended.
    pub fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&mut Runtime) -> T + Send + 'static,
    ) -> Result<T, Ended> {
        let (sender, receiver) = bounded(1);
        let look: Look = Box::new(move |runtime| drop(sender.send(look(runtime))));
        self.sender.send(Message::Look(look))?;
        receiver.recv().map_err(|_| Ended)
    }
}

/// The loop of the writer thread.
struct Turns {
    runtime: Runtime,
    receiver: Receiver<Message>,
    clock: Clock,
    on_committed: OnCommitted,
    has_ready_jobs: bool,
}

/// What is carried out in one commit.
#[derive(Default)]
struct Batch {
    requests: Vec<Request>,
    told: Vec<Told>,
    is_last: bool,
}

impl Turns {
    fn run(&mut self) {
        loop {
            let batch = self.gather();
            let is_last = batch.is_last;
            self.carry_out(batch);
            if is_last {
                return;
            }
        }
    }

    /// Waits for something to do, then takes all that waits, up to the limit of a batch.
    fn gather(&mut self) -> Batch {
        let mut batch = Batch::default();
        if let Some(first) = self.wait(&mut batch) {
            self.take(first, &mut batch);
        }
        while !batch.is_last && batch.requests.len() < BATCH_REQUESTS_MAX {
            match self.receiver.try_recv() {
                Ok(message) => self.take(message, &mut batch),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => batch.is_last = true,
            }
        }
        batch
    }

    fn wait(&mut self, batch: &mut Batch) -> Option<Message> {
        if self.has_ready_jobs {
            return None;
        }
        let Some(due) = self.runtime.next_due() else {
            return self
                .receiver
                .recv()
                .inspect_err(|_| batch.is_last = true)
                .ok();
        };
        let micros = due.0.saturating_sub((self.clock)().0).max(0).unsigned_abs();
        match self.receiver.recv_timeout(Duration::from_micros(micros)) {
            Ok(message) => Some(message),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => {
                batch.is_last = true;
                None
            }
        }
    }

    fn take(&mut self, message: Message, batch: &mut Batch) {
        match message {
            Message::Request(request, told) => {
                batch.requests.push(*request);
                batch.told.push(told);
            }
            Message::Look(look) => look(&mut self.runtime),
            Message::Stop => batch.is_last = true,
        }
    }

    /// Everything is told only after the commit.
    fn carry_out(&mut self, batch: Batch) {
        let now = (self.clock)();
        let mut outcome = self.runtime.batch(batch.requests, BATCH_JOBS_MAX, now);
        self.has_ready_jobs = outcome.has_ready_jobs;
        let replies = std::mem::take(&mut outcome.replies);
        for (told, reply) in batch.told.into_iter().zip(replies) {
            told(reply);
        }
        (self.on_committed)(&outcome);
    }
}
