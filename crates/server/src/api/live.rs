//! Server-sent events: changes of a run or of somebody's work, each told after its commit. An
//! event says only what changed; whoever listens reads it anew.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use serde_json::Value;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use crate::app::{App, Change};

/// Events that a slow reader may be behind before the sender waits.
const BEHIND_MAX: usize = 16;
/// How often a silent stream shows that it lives.
const ALIVE: Duration = Duration::from_secs(20);

/// A stream of events.
pub(crate) type Stream = Sse<axum::response::sse::KeepAliveStream<ReceiverStream<Told>>>;
type Told = Result<Event, Infallible>;

/// Streams an event of that `kind` and content for each change that concerns the listener.
pub(crate) fn stream(
    app: &App,
    (kind, content): (&'static str, Value),
    concerns: impl Fn(&Change) -> bool + Send + Sync + 'static,
) -> Stream {
    let (sender, receiver) = mpsc::channel(BEHIND_MAX);
    let event = Event::default().event(kind).data(content.to_string());
    tokio::spawn(tell(app.clone(), sender, event, concerns));
    Sse::new(ReceiverStream::new(receiver)).keep_alive(KeepAlive::new().interval(ALIVE))
}

async fn tell(
    app: App,
    sender: mpsc::Sender<Told>,
    event: Event,
    concerns: impl Fn(&Change) -> bool + Send,
) {
    let mut changes = app.changes();
    let listening = Event::default().event("listening").data("{}");
    if sender.send(Ok(listening)).await.is_err() {
        return;
    }
    loop {
        let change: Result<Arc<Change>, RecvError> = tokio::select! {
            change = changes.recv() => change,
            () = sender.closed() => return,
            () = app.ending() => return,
        };
        let is_told = match change {
            Ok(change) => concerns(&change),
            // Something was missed; it may have concerned the listener.
            Err(RecvError::Lagged(_)) => true,
            Err(RecvError::Closed) => return,
        };
        if is_told && sender.send(Ok(event.clone())).await.is_err() {
            return;
        }
    }
}
