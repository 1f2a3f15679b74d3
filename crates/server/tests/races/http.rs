//! Requests that are held back until all of a race are in flight: everything is sent but the last
//! byte, then all wait for each other.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Barrier;
use std::time::{Duration, Instant};

use serde_json::Value;

/// The offsets by which the last bytes of a race's requests differ: round after round another.
const OFFSETS: [u64; 10] = [0, 0, 20, 50, 100, 200, 400, 800, 1_500, 3_000];

/// A request of somebody.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) who: String,
    method: &'static str,
    path: String,
    body: Value,
    key: Option<String>,
}

/// What the server answered.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) status: u16,
    pub(crate) json: Value,
}

/// A `POST` of `body`.
pub(crate) fn post(who: &str, path: impl Into<String>, body: Value) -> Ask {
    Ask {
        who: who.to_owned(),
        method: "POST",
        path: path.into(),
        body,
        key: None,
    }
}

pub(crate) fn delete(who: &str, path: impl Into<String>) -> Ask {
    Ask {
        method: "DELETE",
        ..post(who, path, Value::Null)
    }
}

pub(crate) fn get(who: &str, path: impl Into<String>) -> Ask {
    Ask {
        method: "GET",
        ..post(who, path, Value::Null)
    }
}

impl Ask {
    pub(crate) fn patch(self) -> Ask {
        Ask {
            method: "PATCH",
            ..self
        }
    }

    pub(crate) fn put(self) -> Ask {
        Ask {
            method: "PUT",
            ..self
        }
    }

    /// The same with an idempotency key.
    pub(crate) fn keyed(self, key: &str) -> Ask {
        Ask {
            key: Some(key.to_owned()),
            ..self
        }
    }

    fn bytes(&self, address: &str) -> Vec<u8> {
        let body = match &self.body {
            Value::Null => String::new(),
            body => body.to_string(),
        };
        let (method, path, who) = (self.method, &self.path, &self.who);
        let mut text = format!(
            "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\
             authorization: Bearer token of {who}\r\ncontent-length: {}\r\n",
            body.len()
        );
        if !body.is_empty() {
            text.push_str("content-type: application/json\r\n");
        }
        if let Some(key) = &self.key {
            write!(text, "idempotency-key: {key}\r\n").unwrap();
        }
        text.push_str("\r\n");
        text.push_str(&body);
        text.into_bytes()
    }

    /// Sends it and waits for the answer.
    pub(crate) fn send(&self, address: &str) -> Told {
        self.send_at(address, || {})
    }

    /// Sends it but for the last byte, and that after `start`.
    fn send_at(&self, address: &str, start: impl FnOnce()) -> Told {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        let bytes = self.bytes(address);
        let (last, first) = bytes.split_last().unwrap();
        stream.write_all(first).unwrap();
        start();
        stream.write_all(&[*last]).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        Told::read(&answer)
    }
}

impl Told {
    fn read(answer: &str) -> Told {
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let json = serde_json::from_str(body).unwrap_or(Value::Null);
        Told { status, json }
    }

    /// Whether it was done.
    pub(crate) fn is_done(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Status and code: `409 already-completed`, or `done`.
    pub(crate) fn word(&self) -> String {
        if self.is_done() {
            return "done".to_owned();
        }
        let code = self.json["code"].as_str().unwrap_or_default();
        format!("{} {code}", self.status)
    }

    pub(crate) fn text(&self, pointer: &str) -> String {
        let found = self.json.pointer(pointer).and_then(Value::as_str);
        found
            .unwrap_or_else(|| panic!("{pointer} in {self:?}"))
            .to_owned()
    }
}

/// Sends all of them together; in each round another one is behind by another offset.
pub(crate) fn race(address: &str, asks: &[Ask], round: usize) -> Vec<Told> {
    let barrier = Barrier::new(asks.len());
    let offset = OFFSETS[round / asks.len() % OFFSETS.len()];
    std::thread::scope(|scope| {
        let started = asks.iter().enumerate().map(|(place, ask)| {
            let micros = if place == round % asks.len() {
                offset
            } else {
                0
            };
            let barrier = &barrier;
            scope.spawn(move || {
                ask.send_at(address, || {
                    barrier.wait();
                    wait(Duration::from_micros(micros));
                })
            })
        });
        let started: Vec<_> = started.collect();
        let ended = started.into_iter();
        ended.map(|thread| thread.join().unwrap()).collect()
    })
}

/// Sleeping is too coarse for some microseconds.
#[expect(clippy::disallowed_methods, reason = "a race needs its offsets")]
fn wait(time: Duration) {
    let begun = Instant::now();
    while begun.elapsed() < time {
        std::hint::spin_loop();
    }
}
