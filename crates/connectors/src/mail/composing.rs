//! Composing a message: the same input gives the same bytes, at every attempt.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use lettre::message::header::{ContentType, Date, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message as Built};
use sha2::{Digest, Sha256};

/// Characters of a subject.
const SUBJECT_MAX: usize = 255;
/// Characters of an address.
const ADDRESS_MAX: usize = 254;
/// Recipients named in the header; more of them are not told of each other.
const NAMED_MAX: usize = 50;

/// A message for a person to read.
#[derive(Clone, Copy, Debug)]
pub struct Message<'m> {
    /// Name and address of the sender, such as `Segue <segue@example.com>`.
    pub from: &'m str,
    /// Addresses of everybody it is for.
    pub to: &'m [String],
    /// One line.
    pub subject: &'m str,
    /// As plain text.
    pub text: &'m str,
    /// As HTML.
    pub html: &'m str,
    /// The same at every attempt, without brackets.
    pub message_id: &'m str,
    /// When it was written, in seconds since 1970.
    pub written: u64,
}

/// A message that must not be sent: what would stand in its header could forge another header.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsendable {
    /// The subject has more than one line, or a control character, or is too long.
    #[error("the subject is not one line of at most {SUBJECT_MAX} characters")]
    Subject,
    /// The sender is no address.
    #[error("the sender `{0}` is no mail address")]
    Sender(String),
    /// None of the recipients is an address.
    #[error("none of the recipients is a mail address")]
    Recipients,
    /// The message id is none.
    #[error("the message id is none")]
    MessageId,
    /// The message cannot be built.
    #[error("the message cannot be built: {0}")]
    Other(String),
}

/// Composes a message. Its lines end in CR LF and it holds nothing but ASCII.
///
/// # Errors
/// [`Unsendable`].
pub fn compose(message: &Message<'_>) -> Result<Vec<u8>, Unsendable> {
    if !is_one_line(message.subject) || message.subject.chars().count() > SUBJECT_MAX {
        return Err(Unsendable::Subject);
    }
    let id_is_sound = message.message_id.chars().all(is_of_message_id);
    if !id_is_sound || !message.message_id.contains('@') {
        return Err(Unsendable::MessageId);
    }
    let from = sender(message.from)?;
    let written = UNIX_EPOCH.checked_add(Duration::from_secs(message.written));
    let built = Built::builder()
        .from(from)
        .subject(message.subject)
        .header(Date::new(written.unwrap_or(SystemTime::UNIX_EPOCH)))
        .message_id(Some(format!("<{}>", message.message_id)));
    let built = addressed(built, message.to)?
        .raw_header(raw("Auto-Submitted", "auto-generated"))
        .raw_header(raw("X-Auto-Response-Suppress", "All"))
        .envelope(envelope()?)
        .multipart(parts(message));
    let built = built.map_err(|error| Unsendable::Other(error.to_string()))?;
    Ok(built.formatted())
}

/// Whether a text is one mail address and nothing else.
pub fn is_address(text: &str) -> bool {
    let is_plain = text.is_ascii() && is_one_line(text) && !text.contains(char::is_whitespace);
    is_plain && text.len() <= ADDRESS_MAX && text.parse::<Address>().is_ok()
}

/// The address of a sender without the name.
pub fn address_of(from: &str) -> Option<String> {
    let address = sender(from).ok()?.email.to_string();
    is_address(&address).then_some(address)
}

/// What follows the `@` of a sender.
pub fn domain_of(from: &str) -> Option<String> {
    let from = sender(from).ok()?;
    Some(from.email.domain().to_owned())
}

fn sender(text: &str) -> Result<Mailbox, Unsendable> {
    let unsendable = || Unsendable::Sender(text.escape_default().to_string());
    if !is_one_line(text) {
        return Err(unsendable());
    }
    text.parse::<Mailbox>().map_err(|_| unsendable())
}

/// Names the recipients, unless they are many.
fn addressed(
    built: lettre::message::MessageBuilder,
    to: &[String],
) -> Result<lettre::message::MessageBuilder, Unsendable> {
    let known = to.iter().filter(|address| is_address(address));
    let known: Vec<Address> = known.filter_map(|address| address.parse().ok()).collect();
    if known.is_empty() {
        return Err(Unsendable::Recipients);
    }
    if known.len() > NAMED_MAX {
        return Ok(built.raw_header(raw("To", "undisclosed-recipients:;")));
    }
    let named = known.into_iter();
    Ok(named.fold(built, |built, address| {
        built.to(Mailbox::new(None, address))
    }))
}

/// The envelope is made verb by verb; this one only keeps the builder from asking for one.
fn envelope() -> Result<lettre::address::Envelope, Unsendable> {
    let nobody = Address::new("nobody", "localhost");
    let nobody = nobody.map_err(|error| Unsendable::Other(error.to_string()))?;
    let envelope = lettre::address::Envelope::new(None, vec![nobody]);
    envelope.map_err(|error| Unsendable::Other(error.to_string()))
}

fn parts(message: &Message<'_>) -> MultiPart {
    let part = |kind: ContentType, text: &str| {
        SinglePart::builder()
            .header(kind)
            .body(without_controls(text))
    };
    MultiPart::alternative()
        .boundary(boundary(message.message_id))
        .singlepart(part(ContentType::TEXT_PLAIN, message.text))
        .singlepart(part(ContentType::TEXT_HTML, message.html))
}

/// A line that no part can hold by chance, and the same at every attempt.
fn boundary(message_id: &str) -> String {
    let hash = Sha256::digest(message_id.as_bytes());
    let hex: String = hash
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("segue-{hex}")
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    let name = HeaderName::new_from_ascii_str(name);
    HeaderValue::new(name, value.to_owned())
}

/// Line breaks as lettre wants them, and no other control character.
fn without_controls(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines
        .chars()
        .filter(|c| matches!(c, '\n' | '\t') || !c.is_control())
        .collect()
}

fn is_one_line(text: &str) -> bool {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    !text.contains(breaks)
}

fn is_of_message_id(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '@')
}
