//! Comparing records and mails.

use super::differences::Differences;
use super::{compare, list};
use crate::scenario::document::Node;
use crate::scenario::model::{Mail, Spot};
use crate::scenario::world::World;

pub(super) fn record(
    world: &World,
    name: &Spot,
    fields: Option<&[(Spot, Node)]>,
    found: &mut Differences,
) {
    let thing = world.names.record(&name.text);
    let is = thing.and_then(|thing| {
        world
            .runtime
            .reads()
            .at(world.clock)
            .record(&thing.object, &thing.id)
    });
    match (fields, is) {
        (None, None) => {}
        (None, Some(_)) => found.add(name.at, format!("{} deleted", name.text), "it exists"),
        (Some(_), None) => found.add(
            name.at,
            format!("a record `{}`", name.text),
            "it is deleted",
        ),
        (Some(fields), Some(record)) => {
            for (field, expected) in fields {
                let what = format!("{}.{}", name.text, field.text);
                match record.get(&field.text) {
                    Some(is) => compare(world, field, &what, expected, is, found),
                    None => found.add(
                        field.at,
                        what,
                        format!("{} has no such field", record.object),
                    ),
                }
            }
        }
    }
}

pub(super) fn mail(world: &World, wanted: &[Mail], found: &mut Differences) {
    let mails = world.mails();
    let mut rest = mails.iter();
    for entry in wanted {
        let contains = |text: &str, part: &Option<String>| {
            part.as_ref()
                .is_none_or(|part| text.contains(part.as_str()))
        };
        let fits = |mail: &crate::Mail| {
            let mut recipients = mail.to.iter();
            let is_to = entry
                .to
                .as_ref()
                .is_none_or(|to| recipients.any(|other| **other == **to));
            is_to && contains(&mail.subject, &entry.subject) && contains(&mail.body, &entry.body)
        };
        if !rest.any(fits) {
            let is = list(
                mails
                    .iter()
                    .map(|mail| format!("`{}` to {}", mail.subject, mail.to.join(" "))),
            );
            found.add(
                entry.at,
                format!("mail: {}", letter(entry)),
                format!("mail: {is}"),
            );
            return;
        }
    }
}

fn letter(mail: &Mail) -> String {
    let part =
        |name: &str, part: &Option<String>| part.as_ref().map(|text| format!("{name} `{text}`"));
    let parts = [
        part("to", &mail.to),
        part("subject", &mail.subject),
        part("body", &mail.body),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
