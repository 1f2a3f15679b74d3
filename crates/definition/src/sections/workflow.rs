//! Workflows of objects: the email alerts that flows send.

use crate::document::Node;
use crate::{EmailAlert, Recipient};

/// The email alerts of an object.
pub(crate) fn alerts(object: &str, root: &Node) -> Vec<EmailAlert> {
    let alerts = root.children("alerts").filter_map(|node| {
        Some(EmailAlert {
            name: format!("{object}.{}", node.text_of("fullName")?),
            description: node.text_of("description").unwrap_or_default().to_owned(),
            copies: node
                .children("ccEmails")
                .map(|address| address.word().to_owned())
                .collect(),
            recipients: node.children("recipients").filter_map(recipient).collect(),
        })
    });
    alerts.collect()
}

/// Whoever belongs to a team, a portal or a campaign is nobody here.
fn recipient(node: &Node) -> Option<Recipient> {
    let named = || node.text_of("recipient").map(str::to_owned);
    let field = || node.text_of("field").map(str::to_owned);
    Some(match node.text_of("type")? {
        "user" => Recipient::User(named()?),
        "role" | "roleSubordinates" | "roleSubordinatesInternal" => Recipient::Role(named()?),
        "group" => Recipient::Group(named()?),
        "owner" => Recipient::Owner,
        "creator" => Recipient::Creator,
        "email" => Recipient::Address(field()?),
        "userLookup" | "contactLookup" => Recipient::Lookup(field()?),
        _ => return None,
    })
}
