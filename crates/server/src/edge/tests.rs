//! Slow, silent and many clients on real connections. Nothing here waits for a time of its own: each
//! test waits for the server to hang up.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::routing::post;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::{Bounds, Crowd, serve};

const HASTY: Bounds = Bounds {
    head: Duration::from_millis(100),
    body: Duration::from_millis(100),
    connections: 8,
    of_address: 2,
};

struct Server {
    address: SocketAddr,
    end: Option<oneshot::Sender<()>>,
    done: tokio::task::JoinHandle<()>,
}

async fn server(bounds: Bounds) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new().route("/", post(async |body: String| body));
    let (end, ending) = oneshot::channel::<()>();
    let done = tokio::spawn(serve(listener, router, bounds, async {
        let _ = ending.await;
    }));
    let end = Some(end);
    Server { address, end, done }
}

/// Sends bytes and reads until the server hangs up.
async fn say(server: &Server, text: &str) -> String {
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut heard = Vec::new();
    let _ = stream.read_to_end(&mut heard).await;
    String::from_utf8_lossy(&heard).into_owned()
}

#[tokio::test]
async fn whoever_says_nothing_is_hung_up_on() {
    let server = server(HASTY).await;
    assert_eq!(say(&server, "").await, "");
    assert!(
        !say(&server, "POST / HTTP/1.1\r\nHost: x\r\n")
            .await
            .contains("200")
    );
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let server = server(HASTY).await;
    let told = say(
        &server,
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc",
    );
    assert!(told.await.starts_with("HTTP/1.1 400"));
}

#[tokio::test]
async fn whoever_speaks_up_is_answered_and_hung_up_on_when_idle() {
    let server = server(HASTY).await;
    let told = say(
        &server,
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc",
    )
    .await;
    assert!(told.starts_with("HTTP/1.1 200"), "{told}");
    assert!(told.ends_with("abc"), "{told}");
}

#[tokio::test]
async fn a_head_without_end_is_refused() {
    let server = server(Bounds::default()).await;
    let line = format!("X: {}\r\n", "x".repeat(1_000));
    let told = say(&server, &format!("POST / HTTP/1.1\r\n{}", line.repeat(90))).await;
    assert!(told.starts_with("HTTP/1.1 431"), "{told}");
    let told = say(
        &server,
        &format!("POST / HTTP/1.1\r\n{}\r\n", "X: x\r\n".repeat(150)),
    )
    .await;
    assert!(told.starts_with("HTTP/1.1 431"), "{told}");
}

#[tokio::test]
async fn silent_connections_leave_room_for_others() {
    let server = server(HASTY).await;
    let mut silent = Vec::new();
    for _ in 0..HASTY.connections * 3 {
        silent.push(TcpStream::connect(server.address).await.unwrap());
    }
    let told = say(
        &server,
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc",
    );
    assert!(told.await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn ending_waits_for_answers_and_not_for_idlers() {
    let mut server = server(Bounds::default()).await;
    let mut idler = TcpStream::connect(server.address).await.unwrap();
    let told = say(
        &server,
        "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1\r\n\r\na",
    );
    assert!(told.await.starts_with("HTTP/1.1 200"));
    drop(server.end.take());
    assert_eq!(idler.read(&mut [0; 8]).await.unwrap(), 0);
    server.done.await.unwrap();
}

#[test]
fn an_address_has_so_many_connections_and_this_machine_any_number() {
    let crowd = Crowd::default();
    let other = "192.0.2.1".parse().unwrap();
    let seats: Vec<_> = (0..5).filter_map(|_| crowd.enter(other, 2)).collect();
    assert_eq!(seats.len(), 2);
    assert!(
        crowd
            .enter("::ffff:192.0.2.1".parse().unwrap(), 2)
            .is_none()
    );
    drop(seats);
    assert!(crowd.enter(other, 2).is_some());
    let here = "127.0.0.1".parse().unwrap();
    let seats: Vec<_> = (0..5).filter_map(|_| crowd.enter(here, 2)).collect();
    assert_eq!(seats.len(), 5);
}
