//! A body that has to arrive in time.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tokio::time::{Sleep, sleep};

type Failed = Box<dyn std::error::Error + Send + Sync>;

/// A body of a request, and the time that is left for it. The time begins to run when the body is
/// first waited for.
pub(super) struct Timed {
    incoming: Incoming,
    within: Duration,
    over: Option<Pin<Box<Sleep>>>,
}

impl Timed {
    pub(super) fn new(incoming: Incoming, within: Duration) -> Timed {
        Timed {
            incoming,
            within,
            over: None,
        }
    }
}

impl Body for Timed {
    type Data = Bytes;
    type Error = Failed;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Failed>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.incoming).poll_frame(context) {
            return Poll::Ready(frame.map(|frame| frame.map_err(Failed::from)));
        }
        let within = self.within;
        let over = self.over.get_or_insert_with(|| Box::pin(sleep(within)));
        ready!(over.as_mut().poll(context));
        let late = io::Error::new(io::ErrorKind::TimedOut, "the body did not arrive in time");
        Poll::Ready(Some(Err(late.into())))
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.size_hint()
    }
}
