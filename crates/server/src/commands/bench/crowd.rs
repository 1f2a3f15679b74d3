//! A crowd of clients on a thread of its own, each with one connection and one request at a time.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, bail};
use segue_runtime::{Clock, thread_cpu_nanos};

use super::wire::Wire;

/// A request, ready to be sent, and the answer that it must get.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    pub(super) bytes: Vec<u8>,
    pub(super) status: u16,
    /// What the body must contain.
    pub(super) contains: &'static str,
}

/// How it went.
pub(super) struct Asked {
    /// Microseconds from the first request to the last answer.
    pub(super) micros: i64,
    /// Microseconds of each request, sorted.
    pub(super) latencies: Vec<i64>,
    /// Processor time that the clients took.
    pub(super) cpu_nanos: u64,
    /// Bytes of the last body.
    pub(super) bytes: usize,
}

/// The bytes of a request.
pub(super) fn request(
    (method, path): (&str, &str),
    token: &str,
    host: SocketAddr,
    body: Option<&str>,
) -> Vec<u8> {
    let mut text =
        format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {token}\r\n");
    if let Some(body) = body {
        let length = body.len();
        text += &format!("content-type: application/json\r\ncontent-length: {length}\r\n");
    }
    text += "\r\n";
    text += body.unwrap_or_default();
    text.into_bytes()
}

/// Sends all requests, at most `concurrency` at once.
pub(super) fn ask_all(
    to: SocketAddr,
    asks: Vec<Ask>,
    concurrency: usize,
    clock: &Clock,
) -> anyhow::Result<Asked> {
    let threads = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (asks, next) = (Arc::new(asks), Arc::new(AtomicUsize::new(0)));
    let (began, cpu) = (clock(), thread_cpu_nanos().unwrap_or_default());
    let mut latencies = Vec::with_capacity(asks.len());
    let mut bytes = 0;
    threads.block_on(async {
        let clients: Vec<_> = (0..concurrency)
            .map(|_| tokio::spawn(client(to, asks.clone(), next.clone(), clock.clone())))
            .collect();
        for client in clients {
            let (own, last) = client.await.context("a client died")??;
            latencies.extend(own);
            bytes = last;
        }
        anyhow::Ok(())
    })?;
    latencies.sort_unstable();
    Ok(Asked {
        micros: clock().0 - began.0,
        latencies,
        cpu_nanos: thread_cpu_nanos().unwrap_or_default() - cpu,
        bytes,
    })
}

async fn client(
    to: SocketAddr,
    asks: Arc<Vec<Ask>>,
    next: Arc<AtomicUsize>,
    clock: Clock,
) -> anyhow::Result<(Vec<i64>, usize)> {
    let mut wire = Wire::connect(to).await?;
    let (mut latencies, mut bytes) = (Vec::new(), 0);
    while let Some(ask) = asks.get(next.fetch_add(1, Ordering::Relaxed)) {
        let sent = clock();
        let answered = wire.ask(&ask.bytes).await?;
        latencies.push(clock().0 - sent.0);
        bytes = answered.body.len();
        let body = String::from_utf8_lossy(answered.body);
        if answered.status != ask.status || !body.contains(ask.contains) {
            bail!("the server answered {} {body}", answered.status);
        }
    }
    Ok((latencies, bytes))
}
