//! What every request handler shares: the ways to the writer and the readers, the settings, what is counted, and
//! who is told of changes.

mod live;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use axum::http::StatusCode;
use segue_language::Timestamp;
use segue_runtime::{
    Asker, Clock, Readers, ReadersError, Reads, Refusal, Reply, Request, Runtime, Writer,
};
use segue_store::{StoreError, Tx};
use tokio::sync::{Semaphore, broadcast, oneshot};

use crate::bulk::Bulks;
use crate::calls::Calls;
use crate::identity::Identity;
use crate::observe::Counts;
use crate::problem::{Answer, Problem};
use crate::settings::Settings;

pub(crate) use live::Change;

/// Requests that may wait for the writer; the others wait without holding a thread.
const WAITING_MAX: usize = 2_048;
/// Threads that read.
const N_READERS: usize = 3;
/// Changes that a slow listener may be behind before it misses some.
const CHANGES_KEPT_MAX: usize = 1_024;

/// The state of the server; cheap to copy.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    asker: Asker,
    readers: Readers,
    clock: Clock,
    settings: Settings,
    identity: Identity,
    counts: Counts,
    bulks: Bulks,
    calls: Calls,
    changes: broadcast::Sender<Arc<Change>>,
    mail_posted: Arc<tokio::sync::Notify>,
    waiting: Semaphore,
    ending: tokio::sync::watch::Sender<bool>,
}

impl App {
    /// Starts the writer and the readers on `runtime`. The writer ends with [`Writer::stop`].
    ///
    /// # Errors
    /// The system gives no thread, or the database is not in a file.
    pub fn start(
        runtime: Runtime,
        settings: Settings,
        clock: Clock,
    ) -> Result<(App, Writer), ReadersError> {
        let (changes, _) = broadcast::channel(CHANGES_KEPT_MAX);
        let counts = Counts::default();
        let mail_posted = Arc::new(tokio::sync::Notify::new());
        let calls = Calls::new(&settings);
        let told = live::Told {
            changes: changes.clone(),
            mail_posted: mail_posted.clone(),
            calls: calls.sender(),
        };
        let tell = live::teller(told, counts.clone());
        let mut runtime = runtime;
        runtime.set_sight(crate::queries::rights::sight());
        let readers = runtime.start_readers(N_READERS)?;
        let people = runtime.people_epoch();
        let writer = Writer::start_telling(runtime, clock.clone(), tell)?;
        let app = App(Arc::new(Inner {
            asker: writer.asker(),
            readers,
            clock,
            identity: Identity::new(&settings, people).map_err(std::io::Error::other)?,
            settings,
            counts,
            bulks: Bulks::default(),
            calls,
            changes,
            mail_posted,
            waiting: Semaphore::new(WAITING_MAX),
            ending: tokio::sync::watch::Sender::new(false),
        }));
        Ok((app, writer))
    }

    /// Carries out a request in a turn; answers after its commit.
    pub(crate) async fn execute(&self, request: Request) -> Result<Reply, Refusal> {
        let (told, reply) = oneshot::channel();
        let _permit = self.0.waiting.acquire().await;
        let asked = self.0.asker.ask(request, move |reply| {
            let _ = told.send(reply);
        });
        match asked {
            Ok(()) => reply.await.unwrap_or_else(|_| Err(ended())),
            Err(_) => Err(ended()),
        }
    }

    /// Reads what is committed, at one moment, on a reader thread.
    ///
    /// # Errors
    /// Too many readers wait; or the reading panicked, or the database does not answer: a problem of
    /// the program itself.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Reads<'_>) -> T + Send + 'static,
    ) -> Answer<T> {
        let (told, seen) = oneshot::channel();
        let now = self.now();
        let asked = self.0.readers.look(move |reads| {
            let _ = told.send(look(&reads.at(now)));
        });
        asked.map_err(|_| Problem::busy())?;
        seen.await
            .map_err(|_| Problem::internal("a reader did not come to its end"))
    }

    /// Carries out `work` on the writer thread in a transaction beside the turns; answers after its
    /// commit.
    ///
    /// # Errors
    /// As [`App::at_writer`].
    pub(crate) async fn aside<T, E>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Answer<Result<T, E>>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.at_writer(move |runtime| runtime.aside(work)).await
    }

    /// Notes on the writer thread what changes neither who somebody is nor what she may.
    ///
    /// # Errors
    /// As [`App::at_writer`], or the store failed.
    pub(crate) async fn jot(
        &self,
        work: impl FnOnce(&Tx<'_>) -> segue_store::Result<()> + Send + 'static,
    ) -> Answer<()> {
        Ok(self.at_writer(move |runtime| runtime.jot(work)).await??)
    }

    /// Does something with the runtime itself, between two batches: what needs no writer is for
    /// [`App::look`].
    ///
    /// # Errors
    /// It panicked, or the writer has ended: a problem of the program itself.
    pub(crate) async fn at_writer<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Runtime) -> T + Send + 'static,
    ) -> Answer<T> {
        let (told, done) = oneshot::channel();
        let _permit = self.0.waiting.acquire().await;
        let posted = self.0.asker.post(move |runtime| {
            let _ = told.send(catch_unwind(AssertUnwindSafe(|| work(runtime))));
        });
        let done = match posted {
            Ok(()) => done.await.ok(),
            Err(_) => None,
        };
        match done {
            Some(Ok(done)) => Ok(done),
            Some(Err(_)) => Err(Problem::internal("the writer panicked beside a turn")),
            None => Err(Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "ending",
                "The server is ending.",
            )),
        }
    }

    /// The time.
    pub(crate) fn now(&self) -> Timestamp {
        (self.0.clock)()
    }

    /// The settings in force.
    pub(crate) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// What recognizing people needs.
    pub(crate) fn identity(&self) -> &Identity {
        &self.0.identity
    }

    /// What is counted.
    pub(crate) fn counts(&self) -> &Counts {
        &self.0.counts
    }

    /// What is being done to many runs at once.
    pub(crate) fn bulks(&self) -> &Bulks {
        &self.0.bulks
    }

    /// What leaves over HTTP.
    pub(crate) fn calls(&self) -> &Calls {
        &self.0.calls
    }

    /// Changes from now on, each after its commit.
    pub(crate) fn changes(&self) -> broadcast::Receiver<Arc<Change>> {
        self.0.changes.subscribe()
    }

    /// Waits until a mail is stored to be sent.
    pub(crate) async fn mail_posted(&self) {
        self.0.mail_posted.notified().await;
    }

    /// Tells long-lasting answers to end.
    pub(crate) fn begin_ending(&self) {
        self.0.ending.send_replace(true);
    }

    /// Waits until the server begins to end.
    pub(crate) async fn ending(&self) {
        let mut ending = self.0.ending.subscribe();
        let _ = ending.wait_for(|is_ending| *is_ending).await;
    }
}

fn ended() -> Refusal {
    Refusal::Internal("the server is ending".to_owned())
}
