//! A mail as it leaves: a text part, and the same as HTML with a link that looks like a button.

use askama::Template;
use segue_connectors::{Message, Unsendable, compose};
use segue_runtime::ClaimedMail;

use crate::pages::rich_text::{Markup, clean, plain};

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct LetterPage<'m> {
    subject: &'m str,
    /// A body that is HTML already, cleaned.
    markup: Option<Markup>,
    /// Any other body: lines of paragraphs.
    paragraphs: Vec<Vec<&'m str>>,
    link: &'m str,
    link_label: &'m str,
}

/// The bytes of a mail, the same at every attempt.
///
/// # Errors
/// It must not be sent.
pub(super) fn content(mail: &ClaimedMail, from: &str) -> Result<Vec<u8>, Unsendable> {
    let to: Vec<String> = mail.to.iter().map(ToString::to_string).collect();
    let html = page(mail).render();
    let html = html.map_err(|error| Unsendable::Other(error.to_string()))?;
    compose(&Message {
        from,
        to: &to,
        subject: &mail.subject,
        text: &text(mail),
        html: &html,
        message_id: &mail.message_id,
        written: u64::try_from(mail.created.0 / 1_000_000).unwrap_or_default(),
    })
}

fn page(mail: &ClaimedMail) -> LetterPage<'_> {
    let paragraphs = mail.body.split("\n\n").map(|part| part.lines().collect());
    LetterPage {
        subject: &mail.subject,
        markup: mail.is_rich.then(|| clean(&mail.body)),
        paragraphs: if mail.is_rich {
            Vec::new()
        } else {
            paragraphs.collect()
        },
        link: &mail.link,
        link_label: &mail.link_label,
    }
}

fn text(mail: &ClaimedMail) -> String {
    let body = if mail.is_rich {
        text_of(&mail.body)
    } else {
        mail.body.clone()
    };
    if mail.link.is_empty() {
        return format!("{body}\n");
    }
    format!("{body}\n\n{}:\n{}\n", mail.link_label, mail.link)
}

/// HTML as plain text: the ends of blocks become line breaks.
fn text_of(html: &str) -> String {
    let mut broken = html.to_owned();
    for end in [
        "</p>", "</div>", "</li>", "<br>", "<br/>", "<br />", "</h3>", "</h4>",
    ] {
        broken = broken.replace(end, &format!("{end}\n"));
    }
    let escaped = plain(&broken).to_string();
    let marks = [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    let text = marks
        .iter()
        .fold(escaped, |text, (mark, c)| text.replace(mark, c));
    text.trim().to_owned()
}
