//! Composing, read back by a reader of its own: what is written is what is read, whatever it is.

use proptest::prelude::*;
use segue_connectors::{Message, Unsendable, compose, is_address};

/// A message taken apart: its headers, unfolded and decoded, and its two parts.
struct ReadBack {
    headers: Vec<(String, String)>,
    parts: Vec<(Vec<(String, String)>, String)>,
}

impl ReadBack {
    fn of(bytes: &[u8]) -> ReadBack {
        let text = std::str::from_utf8(bytes).unwrap();
        assert!(text.is_ascii());
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        let (headers, body) = taken_apart(text);
        let kind = header(&headers, "Content-Type");
        let boundary = kind.split("boundary=\"").nth(1).unwrap();
        let boundary = format!("--{}", boundary.split('"').next().unwrap());
        let parts = body.split(&*boundary).skip(1);
        let parts = parts.filter(|part| !part.starts_with("--"));
        let parts = parts.map(|part| {
            let (headers, body) = taken_apart(part.strip_prefix("\r\n").unwrap());
            let body = decoded(&headers, body.strip_suffix("\r\n").unwrap_or(body));
            (headers, body)
        });
        ReadBack {
            parts: parts.collect(),
            headers,
        }
    }

    fn header(&self, name: &str) -> String {
        header(&self.headers, name)
    }

    fn names(&self) -> Vec<&str> {
        let mut names: Vec<_> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names
    }
}

fn header(headers: &[(String, String)], name: &str) -> String {
    let mut found = headers.iter().filter(|(known, _)| known == name);
    let value = found
        .next()
        .unwrap_or_else(|| panic!("no {name}"))
        .1
        .clone();
    assert!(found.next().is_none(), "{name} twice");
    value
}

fn taken_apart(text: &str) -> (Vec<(String, String)>, &str) {
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", "\t");
    let headers = unfolded.split("\r\n").map(|line| {
        let (name, value) = line.split_once(": ").unwrap();
        (name.to_owned(), words_decoded(value))
    });
    (headers.collect(), body)
}

/// Encoded words (RFC 2047) as text.
fn words_decoded(value: &str) -> String {
    let (mut text, mut rest) = (String::new(), value);
    while let Some((before, after)) = rest.split_once("=?utf-8?b?") {
        let between = before.trim_start_matches(' ');
        if text.is_empty() || !between.is_empty() {
            text.push_str(before);
        }
        let (word, after) = after.split_once("?=").unwrap();
        text.push_str(&String::from_utf8(base64(word)).unwrap());
        rest = after;
    }
    text + rest
}

fn decoded(headers: &[(String, String)], body: &str) -> String {
    let bytes = match &*header(headers, "Content-Transfer-Encoding") {
        "7bit" => body.as_bytes().to_vec(),
        "base64" => base64(body),
        "quoted-printable" => quoted(body),
        other => panic!("{other}"),
    };
    String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
}

fn base64(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let digits: Vec<u8> = text.bytes().filter_map(digit).collect();
    let mut bytes = Vec::new();
    for group in digits.chunks(4) {
        let whole = group
            .iter()
            .fold(0_u32, |all, digit| all << 6 | u32::from(*digit));
        let whole = whole << (6 * (4 - group.len()));
        bytes.extend(&whole.to_be_bytes()[1..group.len()]);
    }
    bytes
}

fn quoted(text: &str) -> Vec<u8> {
    let text = text.replace("=\r\n", "");
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        if *first == b'=' {
            let digits = std::str::from_utf8(&after[..2]).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    bytes
}

fn message<'m>(subject: &'m str, text: &'m str, to: &'m [String]) -> Message<'m> {
    Message {
        from: "Segue <segue@example.com>",
        to,
        subject,
        text,
        html: text,
        message_id: "17.abcdef@example.com",
        written: 1_772_442_000,
    }
}

fn ann() -> Vec<String> {
    vec!["ann@example.com".to_owned()]
}

const NAMES: [&str; 9] = [
    "Auto-Submitted",
    "Content-Type",
    "Date",
    "From",
    "MIME-Version",
    "Message-ID",
    "Subject",
    "To",
    "X-Auto-Response-Suppress",
];

#[test]
fn a_message_has_its_headers_and_both_parts() {
    let to = ann();
    let message = message("Größe – 大", "Hello Ann,\n\nit waits.\n", &to);
    let bytes = compose(&message).unwrap();
    assert_eq!(bytes, compose(&message).unwrap());
    let read = ReadBack::of(&bytes);
    assert_eq!(read.names(), NAMES);
    assert_eq!(read.header("Subject"), "Größe – 大");
    assert_eq!(read.header("Message-ID"), "<17.abcdef@example.com>");
    assert_eq!(read.header("Date"), "Mon, 02 Mar 2026 09:00:00 +0000");
    assert_eq!(read.header("To"), "ann@example.com");
    assert_eq!(read.parts[0].1.trim_end(), "Hello Ann,\n\nit waits.");
    assert!(header(&read.parts[0].0, "Content-Type").starts_with("text/plain"));
    assert!(header(&read.parts[1].0, "Content-Type").starts_with("text/html"));
}

#[test]
fn many_recipients_are_not_told_of_each_other() {
    let to: Vec<String> = (0..51).map(|n| format!("p{n}@example.com")).collect();
    let read = ReadBack::of(&compose(&message("Hello", "World", &to)).unwrap());
    assert_eq!(read.header("To"), "undisclosed-recipients:;");
}

#[test]
fn a_subject_of_two_lines_or_too_long_is_refused() {
    for subject in [
        "a\r\nBcc: b@x.org",
        "a\nb",
        "a\u{0}",
        "a\u{85}b",
        "a\u{2028}b",
    ] {
        let refused = compose(&message(subject, "", &ann()));
        assert_eq!(refused, Err(Unsendable::Subject), "{subject:?}");
    }
    assert!(compose(&message(&"x".repeat(255), "", &ann())).is_ok());
    assert!(compose(&message(&"x".repeat(256), "", &ann())).is_err());
}

#[test]
fn a_sender_or_message_id_that_could_forge_a_header_is_refused() {
    let to = ann();
    let good = message("Hello", "World", &to);
    for from in [
        "",
        "Segue",
        "a@b\r\nBcc: c@d",
        "Segue <a@b.c>\r\nX: y",
        "a@b.c, d@e.f",
    ] {
        let forged = Message { from, ..good };
        assert!(
            matches!(compose(&forged), Err(Unsendable::Sender(_))),
            "{from:?}"
        );
    }
    for message_id in ["", "1", "1@x>\r\nBcc: c@d", "1@x <y"] {
        let forged = Message { message_id, ..good };
        assert_eq!(
            compose(&forged),
            Err(Unsendable::MessageId),
            "{message_id:?}"
        );
    }
}

#[test]
fn what_is_no_address_is_no_recipient() {
    for text in [
        "",
        "ann",
        "ann@",
        "@x.org",
        "a@x.org b@x.org",
        "a@x.org,b@x.org",
        "<a@x.org>",
        "a@x.org\r\nBcc: b@x.org",
        "a@x.org\n",
        " a@x.org",
        "é@x.org",
        "a@x.org>\r\nRCPT TO:<b@x.org",
    ] {
        assert!(!is_address(text), "{text:?}");
        let to = [text.to_owned()];
        let refused = compose(&message("Hello", "World", &to));
        assert_eq!(refused, Err(Unsendable::Recipients), "{text:?}");
    }
    assert!(is_address("ann.o'neil+work@mail.example.com"));
}

proptest! {
    #[test]
    fn whatever_a_text_holds_no_header_is_added_and_nothing_is_lost(
        subject in "\\PC{0,255}",
        text in "(\\PC|\r|\n|\r\n|\u{0}|\\.|=|--segue|Bcc: x@y\\.z){0,300}",
        names in prop::collection::vec("[a-zA-Z0-9\r\n<>,;:\" @.\\-]{0,20}", 0..4),
    ) {
        let mut to: Vec<String> = names;
        to.push("ann@example.com".to_owned());
        let bytes = match compose(&message(&subject, &text, &to)) {
            Ok(bytes) => bytes,
            Err(refused) => {
                prop_assert_eq!(refused, Unsendable::Subject);
                return Ok(());
            }
        };
        let read = ReadBack::of(&bytes);
        prop_assert_eq!(read.names(), NAMES);
        let found = read.header("Subject");
        prop_assert_eq!(found.trim(), subject.trim());
        prop_assert_eq!(read.parts.len(), 2);
        let expected: String = text.replace("\r\n", "\n").replace('\r', "\n")
            .chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect();
        for (headers, body) in &read.parts {
            prop_assert_eq!(headers.len(), 2);
            prop_assert_eq!(body.trim_end_matches('\n'), expected.trim_end_matches('\n'));
        }
    }

    #[test]
    fn a_subject_with_a_line_break_never_gets_into_a_header(
        before in "\\PC{0,60}", break_ in "\r|\n|\r\n|\u{0}|\u{b}|\u{c}", after in "\\PC{0,60}",
    ) {
        let subject = format!("{before}{break_}{after}");
        prop_assert_eq!(compose(&message(&subject, "", &ann())), Err(Unsendable::Subject));
    }
}
