//! Another system: a real listener, a thread for each connection.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::Value;

pub(super) struct Peer {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Peer {
    /// A peer that answers what it hears.
    pub(super) fn new(answer: impl Fn(&str) -> String + Send + Sync + 'static) -> Peer {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (kept, answer) = (heard.clone(), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (mut stream, kept, answer) = (stream.unwrap(), kept.clone(), answer.clone());
                thread::spawn(move || {
                    let heard = hear(&mut stream);
                    kept.lock().unwrap().push(heard.clone());
                    // Whoever asked may have hung up.
                    let _ = stream.write_all(answer(&heard).as_bytes());
                });
            }
        });
        Peer { address, heard }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(super) fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

/// The API as another system reaches it.
#[derive(Clone, Copy)]
pub(super) struct Api(pub(super) SocketAddr);

impl Api {
    pub(super) fn get(self, path: &str) -> Value {
        serde_json::from_str(&self.ask("GET", path, "")).unwrap()
    }

    pub(super) fn post(self, path: &str, body: &Value) {
        self.ask("POST", path, &body.to_string());
    }

    fn ask(self, method: &str, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(self.0).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\
             authorization: Bearer token of admin@x.org\r\ncontent-type: application/json\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut told = String::new();
        stream.read_to_string(&mut told).unwrap();
        let (head, body) = told.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 2"), "{told}");
        body.to_owned()
    }
}

pub(super) fn json_reply(json: &str) -> String {
    reply("200 OK", "application/json", json)
}

pub(super) fn reply(status: &str, kind: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
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
    let mut lines = head.lines();
    let length = lines.find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.and_then(|n| n.parse().ok()).unwrap_or(0)
}
