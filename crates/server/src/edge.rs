//! The edge: connections, and how slow and how many they may be. Whoever sends nothing for long, or
//! dribbles, is hung up on; nobody takes all connections.

mod body;

use std::collections::HashMap;
use std::convert::Infallible;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt;

use body::Timed;

/// Bytes of a request's head at most.
const HEAD_BYTES_MAX: usize = 64 << 10;
/// Lines of a request's head at most.
const HEAD_LINES_MAX: usize = 100;
/// How long the listener rests when the system gives no connection.
const REST: Duration = Duration::from_millis(100);

/// How slow and how many connections may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// Until the head of a request is there, and between two requests.
    pub(crate) head: Duration,
    /// Until the body of a request is there.
    pub(crate) body: Duration,
    /// Connections at once.
    pub(crate) connections: usize,
    /// Of these from one address other than this machine.
    pub(crate) of_address: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Bounds {
            head: Duration::from_secs(15),
            body: Duration::from_secs(60),
            connections: 10_000,
            of_address: 500,
        }
    }
}

/// Answers on a listener until `ending`, then until all answers are given.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    bounds: Bounds,
    ending: impl Future<Output = ()>,
) {
    let (ends, is_ending) = watch::channel(false);
    let places = Arc::new(Semaphore::new(bounds.connections));
    let crowd = Crowd::default();
    let mut ending = pin!(ending);
    loop {
        let place = places.clone().acquire_owned();
        let arrived = async {
            let place = place.await.expect("nobody closes it");
            (listener.accept().await, place)
        };
        let (accepted, place) = tokio::select! {
            arrived = arrived => arrived,
            () = &mut ending => break,
        };
        let Ok((stream, from)) = accepted else {
            tokio::time::sleep(REST).await;
            continue;
        };
        let Some(seat) = crowd.enter(from.ip(), bounds.of_address) else {
            continue;
        };
        let (router, is_ending) = (router.clone(), is_ending.clone());
        tokio::spawn(async move {
            converse(stream, from, router, bounds, is_ending).await;
            drop((seat, place));
        });
    }
    drop(listener);
    ends.send_replace(true);
    let all = u32::try_from(bounds.connections).unwrap_or(u32::MAX);
    let _ = places.acquire_many(all).await;
}

/// All requests of one connection.
async fn converse(
    stream: TcpStream,
    from: SocketAddr,
    router: Router,
    bounds: Bounds,
    mut is_ending: watch::Receiver<bool>,
) {
    let _ = stream.set_nodelay(true);
    let answer = service_fn(move |request: Request<Incoming>| {
        let router = router.clone();
        async move { Ok::<Response, Infallible>(answer(router, request, from, bounds.body).await) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(bounds.head)
        .max_buf_size(HEAD_BYTES_MAX)
        .max_headers(HEAD_LINES_MAX)
        .serve_connection(TokioIo::new(stream), answer);
    let mut connection = pin!(connection);
    let told_to_end = async move {
        let _ = is_ending.wait_for(|is_ending| *is_ending).await;
    };
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = told_to_end => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke");
    }
}

async fn answer(
    router: Router,
    request: Request<Incoming>,
    from: SocketAddr,
    body: Duration,
) -> Response {
    let mut request = request.map(|incoming| Body::new(Timed::new(incoming, body)));
    request.extensions_mut().insert(ConnectInfo(from));
    match router.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// Connections by address.
#[derive(Clone, Default)]
struct Crowd(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// A place among the connections of an address, given back when it is dropped.
struct Seat {
    crowd: Crowd,
    address: IpAddr,
}

impl Crowd {
    /// A place, unless the address has as many as it may. Behind a proxy on this machine everybody
    /// has its address, so that it has no bound of its own.
    fn enter(&self, address: IpAddr, most: usize) -> Option<Seat> {
        let address = address.to_canonical();
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_default();
        if *count >= most && !address.is_loopback() {
            return None;
        }
        *count += 1;
        Some(Seat {
            crowd: self.clone(),
            address,
        })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut counts = self.crowd.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests;
