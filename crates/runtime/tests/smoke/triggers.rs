//! Changes of records that meet the start condition of a flow or an orchestration.

use segue_language::{
    Condition, FieldSource, ObjectType, Operator, Path, RecordTrigger, Text, TriggerCondition,
    TriggerOperand, Value,
};
use segue_runtime::{Actor, Reply, Request};

use crate::stage::Wishes;
use crate::started::Trial;
use crate::values;

/// Whether what should start the flow was carried out.
pub(crate) enum Fired {
    Done,
    Refused(String),
}

impl Trial<'_> {
    /// Creates a record, and updates or deletes it, so that the trigger fires.
    pub(crate) fn change(&mut self, trigger: &RecordTrigger) -> Fired {
        let Some(object) = self.project.objects.get(&trigger.object).cloned() else {
            return Fired::Refused(format!("there is no object {}", trigger.object));
        };
        let met = self.met(trigger, &object);
        let begins_met =
            trigger.on_create && (!trigger.on_update || self.attempt.is_multiple_of(2));
        let before = match begins_met || trigger.on_delete {
            true => met.clone(),
            false => self.unmet(&met, &object),
        };
        let id = match self.create(&object, &before) {
            Ok(id) => id,
            Err(why) => return Fired::Refused(why),
        };
        self.runtime.run_due(self.now);
        let by = Actor::System;
        let object = object.name.clone();
        let request = match (begins_met, trigger.on_delete) {
            (true, _) => return Fired::Done,
            (false, true) => Request::DeleteRecord { object, id, by },
            (false, false) => Request::UpdateRecord {
                object,
                id,
                fields: met,
                by,
            },
        };
        match self.runtime.execute(request, self.now) {
            Ok(_) => Fired::Done,
            Err(refusal) => Fired::Refused(refusal.to_string()),
        }
    }

    /// Records that a scheduled flow finds.
    pub(crate) fn seed(&mut self, records: &RecordTrigger) -> Fired {
        let Some(object) = self.project.objects.get(&records.object).cloned() else {
            return Fired::Refused(format!("there is no object {}", records.object));
        };
        let met = self.met(records, &object);
        match self.create(&object, &met) {
            Ok(_) => Fired::Done,
            Err(why) => Fired::Refused(why),
        }
    }

    fn create(&mut self, object: &ObjectType, wishes: &Wishes) -> Result<Text, String> {
        let full = self.stage.fields(object, wishes, self.attempt);
        let mut last = String::new();
        // What a validation refuses may do with less.
        for fields in [full, wishes.clone()] {
            let request = Request::CreateRecord {
                object: object.name.clone(),
                fields,
                by: Actor::System,
            };
            match self.runtime.execute(request, self.now) {
                Ok(Reply::Created { id }) => return Ok(id),
                other if last.is_empty() => last = format!("{other:?}"),
                _ => {}
            }
        }
        Err(last)
    }

    /// Fields with which a record meets the condition.
    fn met(&self, trigger: &RecordTrigger, object: &ObjectType) -> Wishes {
        match &trigger.condition {
            TriggerCondition::Always => self.another(object),
            TriggerCondition::Criteria(criteria) => {
                let conditions = criteria.conditions.iter();
                let mut met = Wishes::new();
                for (field, value) in conditions.filter_map(|one| self.meeting(one, object)) {
                    if !met.iter().any(|(known, _)| *known == field) {
                        met.push((field, value));
                    }
                }
                met
            }
            TriggerCondition::Formula(formula) => {
                let fields = formula.references().iter().filter_map(field_of);
                let fields = fields.filter_map(|name| object.field(&name));
                fields
                    .map(|field| (field.name.clone(), self.value(&field.name, object, 0)))
                    .collect()
            }
        }
    }

    /// A text field that an update writes when the condition asks for nothing.
    fn another(&self, object: &ObjectType) -> Wishes {
        let fields = ["Description", "Subject", "Name", "Comments", "City"];
        let mut fields = fields.iter().filter_map(|name| object.field(name));
        let field = fields.find(|field| {
            let is_of_user = object.name.eq_ignore_ascii_case("User") && &*field.name == "Name";
            matches!(field.source, FieldSource::Stored) && !is_of_user
        });
        field.map_or_else(Wishes::new, |field| {
            vec![(field.name.clone(), Value::text("Smoke again"))]
        })
    }

    fn meeting(
        &self,
        condition: &Condition<Path, TriggerOperand>,
        object: &ObjectType,
    ) -> Option<(Text, Value)> {
        let field = object.field(&field_of(&condition.left)?)?.name.clone();
        let any = |n: usize| self.value(&field, object, n);
        let is_true = matches!(&condition.right, TriggerOperand::Literal(value) if value.is_true());
        let value = match (&condition.operator, &condition.right) {
            (Operator::IsNull | Operator::IsBlank, _) if is_true => Value::Null,
            (Operator::IsChanged, _) => any(1),
            (Operator::IsNull | Operator::IsBlank, _) => any(0),
            (Operator::GreaterThan | Operator::GreaterThanOrEqualTo, _) => greatest(any(4)),
            (
                Operator::EqualTo
                | Operator::StartsWith
                | Operator::EndsWith
                | Operator::Contains
                | Operator::LessThanOrEqualTo,
                TriggerOperand::Literal(value),
            ) => blank_is_null(value),
            _ => any(2),
        };
        Some((field, value))
    }

    /// Other values of the same fields.
    fn unmet(&self, met: &Wishes, object: &ObjectType) -> Wishes {
        let other = |(field, value): &(Text, Value)| {
            let others = [self.value(field, object, 2), Value::Null];
            let other = others.into_iter().find(|other| other != value);
            (field.clone(), other.unwrap_or_default())
        };
        met.iter().map(other).collect()
    }

    fn value(&self, field: &Text, object: &ObjectType, n: usize) -> Value {
        let Some(field) = object.field(field) else {
            return Value::Null;
        };
        let picked = field
            .picklist
            .get((self.attempt + n) % field.picklist.len().max(1));
        if let Some((value, _)) = picked {
            return Value::Text(value.clone());
        }
        let linked = field.lookup.as_ref().and_then(|lookup| {
            let mut objects = lookup.to.iter();
            objects.find_map(|object| self.stage.id_of(object))
        });
        linked.map_or_else(
            || {
                values::value(
                    &self.stage,
                    &field.name,
                    &field.value_type,
                    self.attempt + n,
                )
            },
            Value::Text,
        )
    }
}

/// What stands for nothing in a filter is stored as nothing.
fn blank_is_null(value: &Value) -> Value {
    match value {
        Value::Text(text) if text.is_empty() => Value::Null,
        other => other.clone(),
    }
}

fn greatest(value: Value) -> Value {
    match value {
        Value::Number(_) => Value::integer(1_000_000),
        other => other,
    }
}

/// The field of the record itself that a path names.
fn field_of(path: &Path) -> Option<Text> {
    let text = path.to_string();
    let field = text.strip_prefix("$Record.").unwrap_or(&text).to_owned();
    let is_of_record = !field.starts_with('$') && !field.contains('.');
    is_of_record.then(|| field.into())
}
