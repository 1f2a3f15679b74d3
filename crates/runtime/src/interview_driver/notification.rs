//! `customNotificationAction`: where there is no bell to ring, a notification is a mail.

use segue_engine::{AssigneeFault, AssigneeKind};
use segue_language::{Text, Value, Values, merge_text};

use super::actions::input;
use crate::mail::{Letter, MailKind, NewMail};
use crate::turn::{Stop, Turn};

impl Turn<'_> {
    /// Writes to the users, groups and queues whose ids are given, with a link to the target.
    pub(super) fn custom_notification(&mut self, inputs: &Values) -> Result<Values, Stop> {
        let mut to: Vec<Text> = Vec::new();
        for recipient in recipients(&input(inputs, "recipientIds")) {
            to.extend(self.addresses_of_recipient(&recipient)?);
        }
        let link = self.link_to(&input(inputs, "targetId"));
        if !to.is_empty() {
            self.mails.push(NewMail {
                run: self.serves,
                item: None,
                kind: MailKind::Flow,
                letter: Letter {
                    to,
                    subject: merge_text(&input(inputs, "title")),
                    body: merge_text(&input(inputs, "body")),
                    is_rich: false,
                    link_label: link.as_ref().map_or("", |_| "Open the record").to_owned(),
                    link: link.unwrap_or_default(),
                },
            });
        }
        Ok(Vec::new())
    }

    /// Nobody, when she is not active or wants no mail.
    fn addresses_of_recipient(&self, id: &Text) -> Result<Vec<Text>, Stop> {
        let people = &self.world.people;
        match self.stored(people.resolve(self.tx, AssigneeKind::Resource, id))? {
            Ok(assignee) => self.addresses_of(&assignee),
            Err(AssigneeFault::Inactive(_)) => Ok(Vec::new()),
            Err(unknown) => Err(Stop::fault(format!("customNotificationAction: {unknown}"))),
        }
    }

    fn link_to(&self, target: &Value) -> Option<String> {
        let id = target.as_text()?;
        let record = self.reading().record("", id)?;
        Some(format!("/records/{}/{id}", record.object))
    }
}

fn recipients(given: &Value) -> Vec<Text> {
    match given {
        Value::Text(id) => vec![id.clone()],
        Value::Collection(items) => items.iter().flat_map(recipients).collect(),
        _ => Vec::new(),
    }
}
