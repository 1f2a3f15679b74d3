//! Actions: those that the runtime carries out itself, and stand-ins for all others.

use segue_language::{Text, Value, Values, merge_text};

use crate::mail::{Letter, MailKind, NewMail};
use crate::sight::Bounds;
use crate::stand_in::StandInKind;
use crate::turn::{Stop, Turn};

impl Turn<'_> {
    /// Carries out an action of a flow.
    pub(super) fn act(
        &mut self,
        (name, action_type): (&Text, &Text),
        inputs: &Values,
        bounds: Option<Bounds>,
    ) -> Result<Values, Stop> {
        self.meter.call(&self.world.options.limits)?;
        if let Some(answered) = self.stand_in(name, StandInKind::Action, inputs) {
            return answered.map_err(Stop::fault);
        }
        if let Some(outputs) = self.approval_action((name, action_type), inputs, bounds)? {
            return Ok(outputs);
        }
        match &*action_type.to_ascii_lowercase() {
            "emailsimple" => self.email_simple(inputs),
            "emailalert" => self.email_alert(name, inputs),
            "customnotificationaction" => self.custom_notification(inputs),
            _ if self.leaving_action(name)?.is_some() => {
                Err(Stop::fault(must_be_asynchronous(name)))
            }
            _ => Err(Stop::fault(missing_action(name))),
        }
    }

    /// `emailSimple`: addresses, subject and body as they are given.
    fn email_simple(&mut self, inputs: &Values) -> Result<Values, Stop> {
        let mut to = addresses(&input(inputs, "emailAddresses"));
        to.extend(addresses(&input(inputs, "emailAddressesArray")));
        if let Value::Text(id) = input(inputs, "recipientId") {
            to.extend(self.address_of(&id)?);
        }
        if to.is_empty() {
            return Err(Stop::fault("emailSimple: no recipient is given"));
        }
        let subject = merge_text(&input(inputs, "emailSubject"));
        let body = merge_text(&input(inputs, "emailBody"));
        let is_rich = input(inputs, "sendRichBody").is_true();
        self.send(to, subject, (body, is_rich));
        Ok(Vec::new())
    }

    pub(super) fn send(&mut self, to: Vec<Text>, subject: String, (body, is_rich): (String, bool)) {
        self.mails.push(NewMail {
            run: self.serves,
            item: None,
            kind: MailKind::Flow,
            letter: Letter {
                to,
                subject,
                body,
                is_rich,
                ..Letter::default()
            },
        });
    }

    /// Mail address of a user or of a record with a field `Email`.
    pub(super) fn address_of(&self, id: &Text) -> Result<Option<Text>, Stop> {
        if let Some(user) = self.stored(self.world.people.user(self.tx, id))? {
            return Ok(Some(
                user.email.clone().unwrap_or_else(|| user.username.clone()),
            ));
        }
        let record = self.reading().record("", id);
        Ok(record.and_then(|record| record.get("Email").and_then(Value::as_text).cloned()))
    }
}

pub(super) fn input(inputs: &Values, name: &str) -> Value {
    crate::turn::named(inputs, name)
}

/// Addresses of a text separated by commas, or of a collection of texts.
fn addresses(value: &Value) -> Vec<Text> {
    match value {
        Value::Text(text) => text
            .split([',', ';'])
            .map(str::trim)
            .filter(|address| !address.is_empty())
            .map(Text::from)
            .collect(),
        Value::Collection(items) => items.iter().flat_map(addresses).collect(),
        _ => Vec::new(),
    }
}

/// What to say when an action leaves the program where nobody can wait for it.
pub(crate) fn must_be_asynchronous(name: &Text) -> String {
    format!(
        "action `{name}` is carried out by another system, and nobody can wait for it here; call it \
         in the flow of a background step that is asynchronous, or in an external step"
    )
}

/// What to say when nobody carries an action out.
pub(crate) fn missing_action(name: &Text) -> String {
    format!(
        "action `{name}` lives elsewhere and nothing stands in for it; a scenario can do so under \
         `actions: {{{name}: {{returns: {{…}}}}}}`"
    )
}

/// What to say when a flow is not there.
pub(crate) fn missing_flow(name: &Text) -> String {
    format!(
        "flow `{name}` is not deployed or has no active version; a scenario can stand in for it \
         under `actions: {{{name}: {{returns: {{…}}}}}}`"
    )
}
