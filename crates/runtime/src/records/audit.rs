//! Changes of people in the audit log: whoever changes users, groups or who belongs to them leaves
//! a line there, in the same transaction, whichever way the change came.

use segue_language::{ChangeKind, Record, RecordChange, Text, Value};
use segue_store::AuditLine;

use crate::turn::{Stop, Turn};

impl Turn<'_> {
    /// Leaves a line about a change of a user, a group or a membership; none about other records.
    pub(super) fn audit_people(&mut self, change: &RecordChange) -> Result<(), Stop> {
        let record = &change.record;
        let Some(kind) = kind(change).filter(|_| !self.audits_itself) else {
            return Ok(());
        };
        let (subject, detail) = match &*record.object {
            "GroupMember" => (
                self.name_of(record, "GroupId")?,
                self.name_of(record, "UserOrGroupId")?,
            ),
            "User" => (text(record, "Username"), changed(change)),
            _ => (text(record, "DeveloperName"), changed(change)),
        };
        let line = AuditLine {
            n: 0,
            at: self.now,
            actor: self.username(&self.user)?,
            kind: Text::from(kind),
            subject,
            detail: detail.to_string(),
            address: String::new(),
        };
        self.stored(self.tx.audit(&line))?;
        Ok(())
    }

    /// The name of the user, group or queue whose id a field holds; the id when there is none.
    fn name_of(&self, record: &Record, field: &str) -> Result<Text, Stop> {
        let id = text(record, field);
        if let Some(user) = self.stored(self.world.people.user(self.tx, &id))? {
            return Ok(user.username.clone());
        }
        for is_queue in [false, true] {
            if let Some(group) = self.stored(self.world.people.group(self.tx, is_queue, &id))? {
                return Ok(group.name.clone());
            }
        }
        Ok(id)
    }
}

/// What was done, for the audit log.
fn kind(change: &RecordChange) -> Option<&'static str> {
    use ChangeKind::{Created, Deleted, Updated};
    let kinds = match &*change.record.object {
        "User" => ["user-created", "user-changed", "user-deleted"],
        "Group" => ["group-created", "group-changed", "group-deleted"],
        "GroupMember" => ["member-added", "member-changed", "member-removed"],
        _ => return None,
    };
    Some(match change.kind {
        Created => kinds[0],
        Updated => activity(change).unwrap_or(kinds[1]),
        Deleted => kinds[2],
    })
}

/// Whether the change made a user active, or no longer so.
fn activity(change: &RecordChange) -> Option<&'static str> {
    let is_active = |record: &Record| record.get("IsActive").is_some_and(Value::is_true);
    let (was, is) = (is_active(change.prior.as_ref()?), is_active(&change.record));
    match (was, is) {
        (true, false) => Some("user-deactivated"),
        (false, true) => Some("user-activated"),
        (true, true) | (false, false) => None,
    }
}

/// Names of the fields that an update changed. Their values are nobody's business in the log.
fn changed(change: &RecordChange) -> Text {
    let Some(prior) = &change.prior else {
        return Text::default();
    };
    let stamps = ["LastModifiedDate", "LastModifiedById", "SystemModstamp"];
    let fields = change.record.fields().iter();
    let names = fields
        .filter(|field| !stamps.contains(&&*field.name))
        .filter(|field| field.value != *prior.get(&field.name).unwrap_or(&Value::Null))
        .map(|field| &*field.name);
    names.collect::<Vec<_>>().join(", ").into()
}

fn text(record: &Record, field: &str) -> Text {
    let value = record.get(field).and_then(Value::as_text);
    value.cloned().unwrap_or_default()
}
