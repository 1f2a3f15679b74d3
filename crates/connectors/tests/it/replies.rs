//! Q28: replies are hostile input.

use std::io::Write;
use std::thread;
use std::time::Duration;

use segue_connectors::{Endpoint, HttpFault, outputs};
use segue_language::{Action, ActionOutput, ActionType, OutputSource, Text, Value, Values};

use crate::peer::{Peer, endpoint, get, reply, settings};

#[tokio::test]
async fn a_reply_that_drips_ends_with_the_time() {
    let peer = Peer::new(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n");
        while stream.write_all(b"x").is_ok() {
            thread::sleep(Duration::from_millis(50));
        }
    });
    let fault = get(&peer.endpoint()).await.unwrap_err();
    assert!(matches!(fault, HttpFault::Timeout(_)), "{fault:?}");
    assert!(!fault.is_unsent());
}

#[tokio::test]
async fn a_peer_that_says_nothing_ends_with_the_time() {
    let peer = Peer::new(|_| thread::sleep(Duration::from_secs(5)));
    let fault = get(&peer.endpoint()).await.unwrap_err();
    assert!(matches!(fault, HttpFault::Timeout(_)), "{fault:?}");
}

#[tokio::test]
async fn headers_without_end_are_cut_off() {
    let peer = Peer::new(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
        let mut n = 0;
        while stream
            .write_all(format!("x-{n}: {}\r\n", "y".repeat(100)).as_bytes())
            .is_ok()
        {
            n += 1;
        }
    });
    let fault = get(&peer.endpoint()).await.unwrap_err();
    assert!(!matches!(fault, HttpFault::Timeout(_)), "{fault:?}");
}

#[tokio::test]
async fn one_header_without_end_is_cut_off() {
    let peer = Peer::new(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nx: ");
        while stream.write_all(&[b'y'; 8192]).is_ok() {}
    });
    let fault = get(&peer.endpoint()).await.unwrap_err();
    assert!(!matches!(fault, HttpFault::Timeout(_)), "{fault:?}");
}

#[tokio::test]
async fn headers_that_are_too_long_together_are_refused() {
    let headers: String = (0..90)
        .map(|n| format!("x-{n}: {}\r\n", "y".repeat(900)))
        .collect();
    let peer = Peer::saying(format!(
        "HTTP/1.1 200 OK\r\n{headers}content-length: 0\r\n\r\n"
    ));
    let fault = get(&peer.endpoint()).await.unwrap_err();
    assert!(matches!(fault, HttpFault::TooLarge(_)), "{fault:?}");
}

#[tokio::test]
async fn more_than_five_mebibytes_are_refused() {
    let body = "x".repeat((5 << 20) + 1);
    let peer = Peer::saying(reply("200 OK", "text/plain", &body));
    assert_eq!(
        get(&peer.endpoint()).await.unwrap_err(),
        HttpFault::TooLarge("more than 5 MiB")
    );
}

/// A gzip file of ten mebibytes of one byte, made of stored back references by hand.
fn bomb() -> Vec<u8> {
    // A deflate block with fixed codes: one literal, then copies of length 258 at distance 1.
    let mut bits = Bits::default();
    bits.push(1, 1);
    bits.push(1, 2);
    bits.code(0x30 + u32::from(b'x'), 8);
    for _ in 0..(10 << 20) / 258 {
        bits.code(0b1100_0101, 8); // 285: a length of 258
        bits.code(0, 5); // a distance of 1
    }
    bits.code(0, 7);
    let mut file = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    file.extend(bits.finish());
    file.extend([0; 8]);
    file
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    byte: u8,
    n: u8,
}

impl Bits {
    fn bit(&mut self, bit: u32) {
        self.byte |= ((bit & 1) as u8) << self.n;
        self.n += 1;
        if self.n == 8 {
            self.bytes.push(self.byte);
            (self.byte, self.n) = (0, 0);
        }
    }

    /// The lowest bit first.
    fn push(&mut self, bits: u32, n: u32) {
        (0..n).for_each(|at| self.bit(bits >> at));
    }

    /// The highest bit first, as codes are written.
    fn code(&mut self, bits: u32, n: u32) {
        (0..n).rev().for_each(|at| self.bit(bits >> at));
    }

    fn finish(mut self) -> Vec<u8> {
        while self.n != 0 {
            self.bit(0);
        }
        self.bytes
    }
}

#[tokio::test]
async fn a_bomb_is_counted_unpacked() {
    let bomb = bomb();
    assert!(bomb.len() < 128 << 10);
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\n\
         content-length: {}\r\n\r\n",
        bomb.len()
    );
    let peer = Peer::saying([head.into_bytes(), bomb].concat());
    let fault = get(&peer.endpoint()).await.unwrap_err();
    assert_eq!(fault, HttpFault::TooLarge("more than 5 MiB"));
}

#[tokio::test]
async fn a_broken_connection_is_told_apart_from_one_that_never_was() {
    let peer = Peer::saying("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort");
    let fault = get(&peer.endpoint()).await.unwrap_err();
    assert!(
        matches!(fault, HttpFault::Broken(_)) && !fault.is_unsent(),
        "{fault:?}"
    );
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = endpoint(&format!("http://{}/", listener.local_addr().unwrap()), true);
    drop(listener);
    let fault = get(&nobody).await.unwrap_err();
    assert!(
        matches!(fault, HttpFault::Connect(_)) && fault.is_unsent(),
        "{fault:?}"
    );
}

fn action(outputs: &[(&str, ActionType, bool, OutputSource)]) -> Action {
    let outputs = outputs
        .iter()
        .map(|(name, kind, is_list, source)| ActionOutput {
            name: Text::from(*name),
            kind: *kind,
            is_list: *is_list,
            source: source.clone(),
        });
    Action {
        name: Text::from("Act"),
        label: "Act".to_owned(),
        inputs: Vec::new(),
        outputs: outputs.collect(),
        request: None,
    }
}

fn at(path: &[&str]) -> OutputSource {
    OutputSource::Body(path.iter().map(|name| (*name).to_owned()).collect())
}

async fn given(
    body: &str,
    outs: &[(&str, ActionType, bool, OutputSource)],
) -> Result<Values, String> {
    let peer = Peer::telling(body);
    let reply = get(&peer.endpoint()).await.unwrap();
    outputs(&action(outs), &reply).map_err(|fault| fault.to_string())
}

#[tokio::test]
async fn a_reply_is_read_by_the_declared_types() {
    let body = r#"{"score": 80.50, "at": "2026-03-02T09:00:00Z", "day": "2026-03-02", "ok": true,
        "tags": ["a", "b"], "who": {"name": "Ada"}, "rest": [{"x": 1}], "none": null}"#;
    let one = |name, kind| (name, kind, false, at(&[name]));
    let outs = [
        one("score", ActionType::Number),
        one("at", ActionType::DateTime),
        one("day", ActionType::Date),
        one("ok", ActionType::Boolean),
        ("tags", ActionType::Text, true, at(&["tags"])),
        ("name", ActionType::Text, false, at(&["who", "name"])),
        one("rest", ActionType::Json),
        one("none", ActionType::Text),
        one("missing", ActionType::Number),
        ("code", ActionType::Number, false, OutputSource::Status),
        (
            "kind",
            ActionType::Text,
            false,
            OutputSource::Header("content-type".to_owned()),
        ),
    ];
    let values = given(body, &outs).await.unwrap();
    let value = |name: &str| values.iter().find(|(n, _)| &**n == name).unwrap().1.clone();
    assert_eq!(value("score"), Value::Number("80.5".parse().unwrap()));
    assert!(matches!(value("at"), Value::DateTime(_)) && matches!(value("day"), Value::Date(_)));
    assert_eq!(value("ok"), Value::Boolean(true));
    assert_eq!(value("tags").items().len(), 2);
    assert_eq!(value("name"), Value::text("Ada"));
    assert_eq!(value("rest"), Value::text(r#"[{"x":1}]"#));
    assert_eq!(
        (value("none"), value("missing")),
        (Value::Null, Value::Null)
    );
    assert_eq!(value("code"), Value::integer(200));
    assert_eq!(value("kind"), Value::text("application/json"));
}

#[tokio::test]
async fn what_is_not_as_declared_is_said_by_name() {
    let number = [("score", ActionType::Number, false, at(&["score"]))];
    for (body, said) in [
        (r#"{"score": "80"}"#, "output `score` is a text, not Number"),
        (r#"{"score": [1]}"#, "output `score` is a list, not Number"),
        (r#"{"score": 1e400}"#, "is no JSON"),
        (r#"{"score": 1"#, "the reply is no JSON"),
        ("<html>", "the reply is no JSON"),
        (
            r#"[1]"#,
            "output `score` is a property of something that has none",
        ),
    ] {
        let fault = given(body, &number).await.unwrap_err();
        assert!(fault.contains(said), "{body}: {fault}");
    }
    let deep = format!("{}1{}", "[".repeat(100), "]".repeat(100));
    let fault = given(&deep, &number).await.unwrap_err();
    assert!(fault.contains("nested too deep"), "{fault}");
}

#[tokio::test]
async fn a_bad_status_repeats_only_the_plain_beginning_of_its_body() {
    let body = format!("no\r\nsuch\u{1b}[31m lead {}", "x".repeat(1_000));
    let peer = Peer::saying(reply("404 Not Found", "text/plain", &body));
    let fault = get(&peer.endpoint()).await.unwrap().good().unwrap_err();
    let text = fault.to_string();
    assert!(
        text.starts_with("the reply was 404: no such [31m lead xxx"),
        "{text}"
    );
    assert!(text.len() < 300 && !text.contains('\u{1b}'), "{text}");
}

#[test]
fn only_what_may_pass_is_tried_again_and_only_when_that_was_asked_for() {
    let retrying = |attempts| {
        let mut settings = settings("https://example.com/", false);
        settings.attempts = attempts;
        Endpoint::new("Peer", &settings).unwrap()
    };
    let status = |status, after: Option<u64>| HttpFault::Status {
        status,
        text: String::new(),
        after: after.map(Duration::from_secs),
    };
    let busy = status(503, None);
    assert_eq!(retrying(1).retry(&busy, 1, 0), None);
    assert!(retrying(3).retry(&busy, 1, 0).is_some());
    assert!(retrying(3).retry(&busy, 2, 0).is_some());
    assert_eq!(retrying(3).retry(&busy, 3, 0), None);
    for code in [400, 401, 403, 404, 409, 422, 501, 301] {
        assert_eq!(retrying(3).retry(&status(code, None), 1, 0), None, "{code}");
    }
    let after = retrying(3).retry(&status(429, Some(30)), 1, 0).unwrap();
    assert_eq!(after, Duration::from_secs(30));
    let never = retrying(3)
        .retry(&status(429, Some(1 << 40)), 1, 0)
        .unwrap();
    assert_eq!(never, Duration::from_secs(3_600));
    let blocked = HttpFault::Blocked("inside".to_owned());
    assert_eq!(retrying(3).retry(&blocked, 1, 0), None);
}
