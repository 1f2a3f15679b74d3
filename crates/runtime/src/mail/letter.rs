//! Letters: what a mail says, as it is stored.

use segue_engine::PartId;
use segue_language::Text;
use segue_store::RunNumber;
use serde::{Deserialize, Serialize};

/// Characters of a subject.
const SUBJECT_MAX: usize = 255;
/// Characters of a body.
const BODY_MAX: usize = 100_000;
/// Recipients of one mail.
const RECIPIENTS_MAX: usize = 1_000;

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailKind {
    /// Somebody's work.
    Work,
    /// What a flow says.
    Flow,
    /// A run that failed.
    Failure,
}

/// A mail as a turn writes it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NewMail {
    /// The run that it comes from.
    pub(crate) run: Option<RunNumber>,
    /// The work item that it is about; when that closes first, the mail is dropped.
    pub(crate) item: Option<(RunNumber, PartId)>,
    pub(crate) kind: MailKind,
    pub(crate) letter: Letter,
}

/// A mail as it is stored. A stored format.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Letter {
    pub(crate) to: Vec<Text>,
    pub(crate) subject: String,
    pub(crate) body: String,
    /// Whether the body is HTML.
    pub(crate) is_rich: bool,
    /// What the link says; empty when there is none.
    pub(crate) link_label: String,
    /// Path on this server to which it leads.
    pub(crate) link: String,
}

impl Letter {
    /// As it may be stored: a subject of one line, nothing beyond its limits, nobody twice.
    pub(crate) fn within_limits(mut self) -> Letter {
        self.subject = one_line(&self.subject);
        if let Some((end, _)) = self.body.char_indices().nth(BODY_MAX) {
            self.body.truncate(end);
            self.body.push('…');
        }
        let mut known = rustc_hash::FxHashSet::default();
        self.to
            .retain(|address| known.insert(address.to_ascii_lowercase()));
        self.to.truncate(RECIPIENTS_MAX);
        self
    }
}

impl MailKind {
    /// Its number in the database.
    pub(crate) fn number(self) -> i64 {
        match self {
            MailKind::Work => 1,
            MailKind::Flow => 2,
            MailKind::Failure => 3,
        }
    }

    /// The kind of that number.
    pub(crate) fn of_number(number: i64) -> MailKind {
        match number {
            1 => MailKind::Work,
            3 => MailKind::Failure,
            _ => MailKind::Flow,
        }
    }
}

/// A text as one line: no line break and no control character ever gets into a header.
pub(crate) fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let mut line = words.join(" ");
    let mut ends = line.char_indices().skip(SUBJECT_MAX - 1);
    if let (Some((end, _)), Some(_)) = (ends.next(), ends.next()) {
        line.truncate(end);
        line.push('…');
    }
    line
}

/// Whether a text is HTML, as rich text templates make it, rather than plain text.
pub(super) fn looks_rich(text: &str) -> bool {
    let start = text.trim_start();
    start.starts_with('<')
        && [
            "</p>", "</div>", "</span>", "<br", "</b>", "</ul>", "</a>", "</h", "</table>",
        ]
        .iter()
        .any(|mark| text.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::{Letter, SUBJECT_MAX, looks_rich, one_line};

    #[test]
    fn a_subject_becomes_one_line_of_limited_length() {
        assert_eq!(
            one_line(" A\r\nBcc: b@x.org\t\u{0}\u{85}c "),
            "A Bcc: b@x.org c"
        );
        assert_eq!(one_line(&"é".repeat(400)).chars().count(), SUBJECT_MAX);
        let fits = "é".repeat(SUBJECT_MAX);
        assert_eq!(one_line(&fits), fits);
    }

    #[test]
    fn nobody_stands_in_a_letter_twice() {
        let letter = Letter {
            to: vec!["a@x.org".into(), "A@x.org".into(), "b@x.org".into()],
            ..Letter::default()
        };
        assert_eq!(letter.within_limits().to.len(), 2);
    }

    #[test]
    fn only_marked_up_text_is_rich() {
        assert!(looks_rich("<p>Hello</p>"));
        assert!(!looks_rich("Is a < b and c > d?"));
        assert!(!looks_rich("<b is missing"));
    }
}
