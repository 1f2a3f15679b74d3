//! Server-sent events: changes of a run or of somebody's work, each told after its commit. An
//! event says only what changed; whoever listens reads it anew. A stream ends with the session or
//! token that it was opened with, and when its person is deactivated or may other things.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use serde_json::Value;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc;
use tokio::time::MissedTickBehavior;
use tokio_stream::wrappers::ReceiverStream;

use crate::app::{App, Change};
use crate::identity::Standing;

/// Events that a slow reader may be behind before the sender waits.
const BEHIND_MAX: usize = 16;
/// How often a silent stream shows that it lives.
const ALIVE: Duration = Duration::from_secs(20);
/// How often a stream looks whether its listener still stands.
const LOOKED_AT_EVERY: Duration = Duration::from_secs(1);

/// A stream of events.
pub(crate) type Stream = Sse<axum::response::sse::KeepAliveStream<ReceiverStream<Told>>>;
type Told = Result<Event, Infallible>;

/// Streams an event of that `kind` and content for each change that concerns the listener.
pub(crate) fn stream(
    app: &App,
    standing: Standing,
    (kind, content): (&'static str, Value),
    concerns: impl Fn(&Change) -> bool + Send + Sync + 'static,
) -> Stream {
    let (sender, receiver) = mpsc::channel(BEHIND_MAX);
    let event = Event::default().event(kind).data(content.to_string());
    tokio::spawn(tell((app.clone(), standing), sender, event, concerns));
    Sse::new(ReceiverStream::new(receiver)).keep_alive(KeepAlive::new().interval(ALIVE))
}

async fn tell(
    (app, standing): (App, Standing),
    sender: mpsc::Sender<Told>,
    event: Event,
    concerns: impl Fn(&Change) -> bool + Send,
) {
    let mut changes = app.changes();
    let listening = Event::default().event("listening").data("{}");
    if sender.send(Ok(listening)).await.is_err() {
        return;
    }
    let mut looks = tokio::time::interval(LOOKED_AT_EVERY);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let change = tokio::select! {
            change = changes.recv() => change.map(Some),
            _ = looks.tick() => Ok(None),
            () = sender.closed() => return,
            () = app.ending() => return,
        };
        let is_told = match change {
            Ok(change) => change.is_some_and(|change| concerns(&change)),
            // Something was missed; it may have concerned the listener.
            Err(RecvError::Lagged(_)) => true,
            Err(RecvError::Closed) => return,
        };
        if !standing.holds(&app).await {
            return;
        }
        if is_told && sender.send(Ok(event.clone())).await.is_err() {
            return;
        }
    }
}
