//! Two people who edit one record: each writes what she changed. Only where both changed the same
//! field is there a conflict, and then she sees both values.

use segue_language::{Record, Text, Value, Values};

use super::RecordFormPage;
use crate::pages::form::{Control, Field, as_input};

/// Begins the names of the hidden inputs that hold what a field held.
const HELD: &str = "w.";

/// What a form changes in the record as it is now.
#[derive(Debug, Default)]
pub(super) struct Merged {
    /// Fields to write.
    pub(super) changes: Values,
    /// Fields that somebody else has changed, too, and what they hold now.
    pub(super) conflicts: Vec<(Text, String)>,
}

impl Merged {
    /// Takes what was sent that is not as it was when the form was drawn.
    pub(super) fn of(inputs: &[(String, String)], sent: Values, record: &Record) -> Merged {
        let mut merged = Merged::default();
        for (field, value) in sent {
            let now = text(&record.get(&field).cloned().unwrap_or_default());
            let (mine, before) = (text(&value), held_text(inputs, &field));
            match before {
                Some(before) if before == mine => {}
                Some(before) if before != now && mine != now => {
                    merged.conflicts.push((field, now));
                }
                _ => merged.changes.push((field, value)),
            }
        }
        merged
    }

    /// Shows what the fields hold now beside what was sent; sent again, that is written.
    pub(super) fn tell(self, page: &mut RecordFormPage) {
        page.is_conflict = true;
        for (name, now) in self.conflicts {
            let held = page.held.iter_mut();
            let name_held = format!("{HELD}{name}");
            held.filter(|(known, _)| *known == name_held)
                .for_each(|(_, text)| text.clone_from(&now));
            let mut fields = page.fields.iter_mut();
            if let Some(field) = fields.find(|field| field.api_name() == &*name) {
                field.note = Some(format!("Somebody else has written: {}", words(field, &now)));
            }
        }
    }
}

/// A value as the field shows it.
fn words(field: &Field, now: &str) -> String {
    match &field.control {
        _ if now.is_empty() => "nothing".to_owned(),
        Control::Picklist(choices) | Control::Checkboxes(choices) => {
            let label = |value: &str| {
                let known = choices.iter().find(|choice| choice.value == value);
                known.map_or_else(
                    || "another one".to_owned(),
                    |choice| choice.label.to_string(),
                )
            };
            let labels: Vec<String> = now.split(';').map(label).collect();
            labels.join(", ")
        }
        Control::Lookup(_) => "another one".to_owned(),
        Control::Checkbox(_) => if now == "true" { "Yes" } else { "No" }.to_owned(),
        _ => now.to_owned(),
    }
}

/// The hidden inputs of a form: what was sent with them, else what the record holds.
pub(super) fn held(
    fields: &[Field],
    record: Option<&Record>,
    inputs: &[(String, String)],
) -> Vec<(String, String)> {
    let Some(record) = record else {
        return Vec::new();
    };
    let held = fields.iter().map(|field| {
        let name = field.api_name();
        let text = held_text(inputs, name)
            .unwrap_or_else(|| text(&record.get(name).cloned().unwrap_or_default()));
        (format!("{HELD}{name}"), text)
    });
    held.collect()
}

fn held_text(inputs: &[(String, String)], field: &str) -> Option<String> {
    let mut held = inputs.iter();
    let found = held.find(|(name, _)| name.strip_prefix(HELD) == Some(field));
    // A browser sends every line break as two characters.
    found.map(|(_, text)| text.replace("\r\n", "\n"))
}

/// A value as its input sends it.
fn text(value: &Value) -> String {
    match value {
        Value::Collection(items) => {
            let items: Vec<String> = items.iter().map(as_input).collect();
            items.join(";")
        }
        Value::Boolean(is_on) => is_on.to_string(),
        other => as_input(other).replace("\r\n", "\n"),
    }
}

#[cfg(test)]
mod tests {
    use segue_language::{Record, Text, Value};

    use super::Merged;

    fn merged(before: &str, sent: &str, now: &str) -> (usize, usize) {
        let mut record = Record::new("X");
        record.set("A", Value::text(now));
        let inputs = [("w.A".to_owned(), before.to_owned())];
        let sent = vec![(Text::from("A"), Value::text(sent))];
        let merged = Merged::of(&inputs, sent, &record);
        (merged.changes.len(), merged.conflicts.len())
    }

    #[test]
    fn only_what_both_changed_is_a_conflict() {
        assert_eq!(merged("old", "old", "theirs"), (0, 0), "she left it alone");
        assert_eq!(merged("old", "mine", "old"), (1, 0), "nobody else did");
        assert_eq!(merged("old", "mine", "theirs"), (0, 1));
        assert_eq!(merged("old", "same", "same"), (1, 0), "both the same");
    }
}
