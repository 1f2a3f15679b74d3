//! `emailAlert`: a mail to whom the alert names. The text of its template lives elsewhere, so that the mail
//! says which alert it is, and about which record.

use segue_definition::{EmailAlert, Recipient};
use segue_engine::{Assignee, AssigneeKind};
use segue_language::{Record, Text, Value, Values, merge_text};
use segue_store::{GROUP_PREFIX, parse_id};

use super::actions::input;
use crate::mail::address;
use crate::turn::{Stop, Turn};

/// Addresses of one alert.
const ADDRESSES_MAX: usize = 1_000;

impl Turn<'_> {
    /// Mails an alert; one that the project does not have goes to the user of the flow.
    pub(super) fn email_alert(&mut self, name: &Text, inputs: &Values) -> Result<Values, Stop> {
        let id = merge_text(&input(inputs, "SObjectRowId"));
        let known = self.world.alerts.get(&name.to_ascii_lowercase()).cloned();
        let (to, subject) = match &known {
            Some(alert) => (self.addresses_of_alert(alert, &id)?, subject(alert)),
            None => {
                let to = self.address_of(&self.user.clone())?;
                (to.into_iter().collect(), format!("Email alert {name}"))
            }
        };
        if to.len() > ADDRESSES_MAX {
            return Err(Stop::Limit("1,000 addresses of one email alert"));
        }
        if !to.is_empty() {
            let body = format!("Email alert {name} for {id}");
            self.send(to, subject, (body, false));
        }
        Ok(Vec::new())
    }

    /// Each address once, in the order of the file.
    fn addresses_of_alert(&self, alert: &EmailAlert, id: &str) -> Result<Vec<Text>, Stop> {
        let record = self.reading().record("", id);
        let mut to: Vec<Text> = Vec::new();
        for recipient in &alert.recipients {
            to.extend(self.addresses_of_alerted(recipient, record.as_deref())?);
        }
        to.extend(alert.copies.iter().map(|address| address.as_str().into()));
        let mut known: Vec<String> = Vec::new();
        to.retain(|address| {
            let address = address.to_lowercase();
            let is_new = !address.is_empty() && !known.contains(&address);
            known.push(address);
            is_new
        });
        Ok(to)
    }

    fn addresses_of_alerted(
        &self,
        recipient: &Recipient,
        record: Option<&Record>,
    ) -> Result<Vec<Text>, Stop> {
        let field = |name: &str| {
            let value = record.and_then(|record| record.get(name));
            value.and_then(Value::as_text).cloned()
        };
        match recipient {
            Recipient::User(name) => self.addresses_of_one(&name.as_str().into()),
            Recipient::Group(name) => self.addresses_of_group(false, &name.as_str().into()),
            Recipient::Role(role) => {
                let mut to = Vec::new();
                for person in self.stored(self.tx.people_of_role(role))? {
                    to.extend(self.addresses_of_one(&person)?);
                }
                Ok(to)
            }
            Recipient::Address(name) => Ok(field(name).into_iter().collect()),
            Recipient::Owner => self.addresses_by_id(field("OwnerId")),
            Recipient::Creator => self.addresses_by_id(field("CreatedById")),
            Recipient::Lookup(name) => self.addresses_by_id(field(name)),
        }
    }

    /// A user, whoever works on the items of a queue, or a record with a mail address.
    fn addresses_by_id(&self, id: Option<Text>) -> Result<Vec<Text>, Stop> {
        let Some(id) = id else {
            return Ok(Vec::new());
        };
        if parse_id(&id).is_some_and(|parsed| parsed.is_a(GROUP_PREFIX)) {
            return self.addresses_of_group(true, &id);
        }
        self.addresses_of_one(&id)
    }

    /// Nobody is written to who is not active.
    fn addresses_of_one(&self, id: &Text) -> Result<Vec<Text>, Stop> {
        let user = self.stored(self.world.people.user(self.tx, id))?;
        if user.is_some_and(|user| !user.is_active) {
            return Ok(Vec::new());
        }
        Ok(self.address_of(id)?.into_iter().collect())
    }

    fn addresses_of_group(&self, is_queue: bool, name: &Text) -> Result<Vec<Text>, Stop> {
        let found = self.stored(self.world.people.group(self.tx, is_queue, name))?;
        let Some(group) = found else {
            return Ok(Vec::new());
        };
        let assignee = Assignee {
            kind: match is_queue {
                true => AssigneeKind::Queue,
                false => AssigneeKind::Group,
            },
            id: group.id.clone(),
            name: group.name.clone(),
        };
        let mut to: Vec<Text> = group.email.iter().cloned().collect();
        if to.is_empty() || group.mails_members {
            let members = self.stored(self.world.people.active_members(self.tx, &assignee))?;
            to.extend(members.iter().map(|user| address(user)));
        }
        Ok(to)
    }
}

fn subject(alert: &EmailAlert) -> String {
    match alert.description.trim() {
        "" => format!("Email alert {}", alert.name),
        description => description.to_owned(),
    }
}
