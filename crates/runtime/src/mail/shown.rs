//! Mails as readers see them.

use segue_engine::PartId;
use segue_language::{Text, Timestamp};
use segue_store::{MailRow, MailStatus, Result, decode};

use super::{Letter, MailKind, progress};

/// A mail as readers see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mail {
    /// Its number.
    pub number: i64,
    /// What it is about.
    pub kind: MailKind,
    /// What became of it so far.
    pub status: MailStatus,
    /// When it came into being.
    pub at: Timestamp,
    /// Mail addresses.
    pub to: Vec<Text>,
    /// Subject.
    pub subject: String,
    /// Body, the link at its end.
    pub body: String,
    /// Whether the body is HTML.
    pub is_rich: bool,
    /// Path on this server to which it leads; empty for none.
    pub link: String,
    /// What the link says.
    pub link_label: String,
    /// The run that it comes from.
    pub run: Option<i64>,
    /// The work item that it is about.
    pub item: Option<PartId>,
    /// Attempts so far.
    pub n_attempts: i64,
    /// Not before, while it waits; 0 is at once.
    pub due: Timestamp,
    /// When it got its last status.
    pub settled: Option<Timestamp>,
    /// What went wrong last.
    pub error: Option<String>,
    /// Recipients that the mail server refused for good.
    pub refused: Vec<RefusedRecipient>,
    /// The id by which mail servers and readers know it, once an attempt was made.
    pub message_id: Option<Text>,
}

/// A recipient that a mail server refused for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedRecipient {
    /// Mail address.
    pub address: Text,
    /// What the mail server said.
    pub reason: String,
}

impl Mail {
    /// A mail from its row; `base_url` stands before its link.
    ///
    /// # Errors
    /// [`segue_store::StoreError::Corrupt`].
    pub fn read(row: MailRow, base_url: &str) -> Result<Mail> {
        let letter: Letter = decode(&row.body)?;
        let refused = progress::read(&row.progress)?
            .into_iter()
            .filter_map(|(place, reason)| {
                let address = letter.to.get(usize::from(place))?.clone();
                let reason = reason?;
                Some(RefusedRecipient { address, reason })
            });
        Ok(Mail {
            number: row.n,
            kind: MailKind::of_number(row.kind),
            status: row.status,
            at: row.created,
            refused: refused.collect(),
            body: body(&letter, base_url),
            to: letter.to,
            subject: letter.subject,
            is_rich: letter.is_rich,
            link: letter.link,
            link_label: letter.link_label,
            run: (row.run.0 > 0).then_some(row.run.0),
            item: row.item.map(|item| item.part()),
            n_attempts: row.attempt,
            due: row.due,
            settled: row.settled,
            error: row.error,
            message_id: row.message_id,
        })
    }
}

fn body(letter: &Letter, base_url: &str) -> String {
    if letter.link.is_empty() {
        return letter.body.clone();
    }
    let (body, label, link) = (&letter.body, &letter.link_label, &letter.link);
    format!("{body}\n\n{label}: {base_url}{link}\n")
}
