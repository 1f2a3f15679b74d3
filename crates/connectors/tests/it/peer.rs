//! Another system: a real listener that answers with raw bytes.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use segue_connectors::{Dialer, Endpoint, EndpointSettings, HttpFault, Reply, probe};

/// A peer on this machine.
pub(crate) struct Peer {
    pub(crate) address: SocketAddr,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Peer {
    /// A peer that writes with `answer` on each connection, after it has heard a request.
    pub(crate) fn new(answer: impl Fn(&mut TcpStream) + Send + Sync + 'static) -> Peer {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (kept, answer) = (heard.clone(), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (mut stream, kept, answer) = (stream.unwrap(), kept.clone(), answer.clone());
                thread::spawn(move || {
                    kept.lock().unwrap().push(hear(&mut stream));
                    answer(&mut stream);
                });
            }
        });
        Peer { address, heard }
    }

    /// A peer that always answers the same.
    pub(crate) fn saying(answer: impl Into<Vec<u8>>) -> Peer {
        let answer = answer.into();
        Peer::new(move |stream| {
            // Whoever reads may hang up first.
            let _ = stream.write_all(&answer);
        })
    }

    /// A peer that answers 200 with a JSON body.
    pub(crate) fn telling(json: &str) -> Peer {
        Peer::saying(reply("200 OK", "application/json", json))
    }

    /// What it heard, request by request.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    /// The endpoint that it is.
    pub(crate) fn endpoint(&self) -> Endpoint {
        endpoint(&format!("http://{}/base", self.address), true)
    }
}

/// A whole reply.
pub(crate) fn reply(status: &str, kind: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// An endpoint whose calls take a second at most.
pub(crate) fn endpoint(url: &str, allow_private: bool) -> Endpoint {
    Endpoint::new("Peer", &settings(url, allow_private)).unwrap()
}

pub(crate) fn settings(url: &str, allow_private: bool) -> EndpointSettings {
    EndpointSettings {
        url: url.to_owned(),
        timeout_seconds: 1,
        connect_seconds: 1,
        attempts: 1,
        allow_private,
    }
}

/// A plain request to an endpoint.
pub(crate) async fn get(endpoint: &Endpoint) -> Result<Reply, HttpFault> {
    let prepared = probe(endpoint, "x").unwrap();
    Dialer::new(None).send(endpoint, None, prepared).await
}

fn hear(stream: &mut TcpStream) -> String {
    let mut heard = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let n = stream.read(&mut chunk).unwrap_or(0);
        heard.extend_from_slice(&chunk[..n]);
        let text = String::from_utf8_lossy(&heard).into_owned();
        if n == 0 || is_whole(&text) {
            return text;
        }
    }
}

fn is_whole(text: &str) -> bool {
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.to_ascii_lowercase();
    let length = length.split("content-length: ").nth(1);
    let length = length.and_then(|rest| rest.lines().next()?.trim().parse().ok());
    body.len() >= length.unwrap_or(0)
}
