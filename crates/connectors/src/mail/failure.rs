//! What went wrong on the way to a mail server, and what follows from it.

use lettre::transport::smtp::Error;

/// Characters of what a mail server says that are kept.
const SAID_MAX: usize = 500;

/// Why a message was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailFailure {
    /// The mail server cannot be used now, by no message: it does not answer, hangs up, speaks no
    /// TLS, or does not know the credentials.
    #[error("{0}")]
    Server(String),
    /// This message was refused for now.
    #[error("{0}")]
    ForNow(String),
    /// This message was refused for good.
    #[error("{0}")]
    ForGood(String),
    /// The connection ended after the message was handed over and before it was said whether it is
    /// taken: trying again may bring it twice.
    #[error("{0}")]
    Unsure(String),
}

/// What became of each recipient of a message, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// None when it was taken for her.
    pub recipients: Vec<Option<MailFailure>>,
}

/// Something that is given up when it takes too long.
#[derive(Debug)]
pub(super) enum Trouble {
    Smtp(Error),
    Late,
}

impl Trouble {
    /// A trouble before any message: it concerns the server.
    pub(super) fn of_server(self, verb: &str) -> MailFailure {
        MailFailure::Server(self.said(verb))
    }

    /// A trouble with a message: refused for good, for now, or the connection broke.
    pub(super) fn of_message(self, verb: &str) -> MailFailure {
        let said = self.said(verb);
        match &self {
            Trouble::Smtp(error) if is_closing(error) => MailFailure::Server(said),
            Trouble::Smtp(error) if error.is_permanent() => MailFailure::ForGood(said),
            Trouble::Smtp(error) if error.is_transient() => MailFailure::ForNow(said),
            Trouble::Smtp(_) | Trouble::Late => MailFailure::Server(said),
        }
    }

    /// A trouble while the message itself was under way: nobody knows whether it was taken.
    pub(super) fn of_content(self) -> MailFailure {
        let verb = "after the message";
        match self.of_message(verb) {
            MailFailure::Server(said) => MailFailure::Unsure(said),
            other => other,
        }
    }

    /// Whether the server answered, so that the connection may go on.
    pub(super) fn is_answer(&self) -> bool {
        match self {
            Trouble::Smtp(error) => {
                (error.is_permanent() || error.is_transient()) && !is_closing(error)
            }
            Trouble::Late => false,
        }
    }

    fn said(&self, verb: &str) -> String {
        let said = match self {
            Trouble::Late => format!("{verb}: no answer in time"),
            Trouble::Smtp(error) => {
                let mut text = format!("{verb}: {error}");
                let mut source = std::error::Error::source(error);
                while let Some(cause) = source {
                    let cause_text = cause.to_string();
                    if !text.contains(&cause_text) {
                        text.push_str(": ");
                        text.push_str(&cause_text);
                    }
                    source = cause.source();
                }
                text
            }
        };
        one_line(&said)
    }
}

/// 421: the server is about to hang up, whatever was asked.
fn is_closing(error: &Error) -> bool {
    error.status().is_some_and(|code| u16::from(code) == 421)
}

fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().take(SAID_MAX).collect()
}
