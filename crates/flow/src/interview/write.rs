//! Writing: values put into variables, fields of records and `$Flow` stages.

use std::sync::Arc;

use segue_language::{Path, Record, Text, Type, Value};

use super::advance::Advance;
use super::coerce::coerce;
use super::globals::{active_stages, first_stage, is};
use super::shared::Stages;
use super::stop::Stop;
use crate::{Reference, ResourceKind, Slot};

impl Advance<'_> {
    /// Puts a value into what `target` refers to.
    pub(crate) fn write(&mut self, target: &Reference, value: Value) -> Result<(), Stop> {
        match target {
            Reference::Slot(slot, path) if path.is_empty() => self.write_slot(*slot, value),
            Reference::Slot(slot, path) => {
                let object = self.object_of(*slot);
                let held = &mut self.frame_mut().state.values[slot.0];
                set_field(held, path, value, &object)
            }
            Reference::Record(path) => self.write_record(path, value),
            Reference::Prior(_) => Err(cannot_be_set("$Record__Prior")),
            Reference::Global(path) => self.write_global(path, value),
        }
    }

    /// Puts a value into a slot, as the slot's type.
    pub(crate) fn write_slot(&mut self, slot: Slot, value: Value) -> Result<(), Stop> {
        let zone = self.environment.zone;
        let frame = self.frame_mut();
        let resource = &frame.flow.resources[slot.0];
        frame.state.values[slot.0] = match &resource.kind {
            ResourceKind::Variable(_) => coerce(value, &resource.value_type, zone)
                .map_err(|why| Stop::problem(format!("`{}` {why}", resource.name)))?,
            kind if holds_a_value(kind) => value,
            _ => return Err(cannot_be_set(&resource.name)),
        };
        Ok(())
    }

    /// Changes what `target` refers to in its place, without copying it when it is a variable.
    pub(crate) fn modify(
        &mut self,
        target: &Reference,
        change: impl FnOnce(&mut Value) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        if let Reference::Slot(slot, path) = target
            && path.is_empty()
        {
            let resource = &self.frame().flow.resources[slot.0];
            if !holds_a_value(&resource.kind) {
                return Err(cannot_be_set(&resource.name));
            }
            return change(&mut self.frame_mut().state.values[slot.0]);
        }
        let mut value = self.view().read(target)?;
        change(&mut value)?;
        self.write(target, value)
    }

    /// What `target` may hold; [`Type::Any`] when that is not known.
    pub(crate) fn type_of(&self, target: &Reference) -> Type {
        match target {
            Reference::Slot(slot, path) if path.is_empty() => {
                self.frame().flow.resources[slot.0].value_type.clone()
            }
            _ => Type::Any,
        }
    }

    fn object_of(&self, slot: Slot) -> Text {
        match &self.frame().flow.resources[slot.0].value_type {
            Type::Record(object) => object.clone(),
            _ => Text::default(),
        }
    }

    fn write_record(&mut self, path: &[Text], value: Value) -> Result<(), Stop> {
        let record = self.interview.shared.record.take();
        let mut held = record.map_or(Value::Null, Value::Record);
        let written = match path {
            [] => {
                held = value;
                Ok(())
            }
            path => set_field(&mut held, path, value, &Text::default()),
        };
        self.interview.shared.record = held.as_record().cloned();
        written
    }

    fn write_global(&mut self, path: &Path, value: Value) -> Result<(), Stop> {
        let field = path.tail().first().map_or("", |field| &**field);
        match () {
            () if !is(path.head(), "$Flow") => Err(cannot_be_set(&path.to_string())),
            () if is(field, "CurrentStage") => {
                self.stages().current = value;
                Ok(())
            }
            () if is(field, "ActiveStages") => {
                self.stages().active = value;
                Ok(())
            }
            () => Err(cannot_be_set(&path.to_string())),
        }
    }

    fn stages(&mut self) -> &mut Stages {
        let frame = self.interview.frames.last();
        let flow = frame.map(|frame| frame.flow.clone());
        self.interview.shared.stages.get_or_insert_with(|| {
            let flow = flow.as_deref();
            Box::new(Stages {
                current: flow.map_or(Value::Null, first_stage),
                active: flow.map_or(Value::Null, active_stages),
            })
        })
    }
}

/// Whether the resource has a value of its own in the interview.
fn holds_a_value(kind: &ResourceKind) -> bool {
    match kind {
        ResourceKind::Variable(_)
        | ResourceKind::ElementOutput(_)
        | ResourceKind::ScreenField
        | ResourceKind::ChoiceSet(_)
        | ResourceKind::Choice(_)
        | ResourceKind::Outcome => true,
        ResourceKind::Constant(_)
        | ResourceKind::Formula(_)
        | ResourceKind::TextTemplate(_)
        | ResourceKind::EachItem
        | ResourceKind::Stage { .. } => false,
    }
}

fn cannot_be_set(name: &str) -> Stop {
    Stop::problem(format!("`{name}` cannot be set"))
}

/// Sets a field of a record held by value; null becomes a new record of `object`.
fn set_field(held: &mut Value, path: &[Text], value: Value, object: &Text) -> Result<(), Stop> {
    let [name, rest @ ..] = path else {
        *held = value;
        return Ok(());
    };
    if held.is_null() {
        *held = Value::Record(Arc::new(Record::new(object.clone())));
    }
    let Value::Record(record) = held else {
        let held = held.type_in_words();
        return Err(Stop::problem(format!(
            "the field `{name}` cannot be set: there is {held}, not a record"
        )));
    };
    let record = Arc::make_mut(record);
    if rest.is_empty() {
        record.set(name.clone(), value);
        return Ok(());
    }
    let mut related = record.get(name).cloned().unwrap_or_default();
    set_field(&mut related, rest, value, &Text::default())?;
    record.load(name.clone(), related);
    Ok(())
}
