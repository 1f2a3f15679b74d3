//! Reading: what references and operands hold at this moment.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use segue_language::{Environment as FormulaEnvironment, Record, Text, Unloaded, Value};

use super::frame::Frame;
use super::shared::Shared;
use super::stop::Stop;
use super::{Environment, globals};
use crate::elements::transform;
use crate::{CompiledFormula, CompiledTemplate, Operand, Reference, ResourceKind, Slot};

/// How deep formulas, templates and constants may refer to each other.
const REFERENCE_DEPTH_MAX: u32 = 50;

/// What can be read at this moment.
pub(crate) struct View<'a> {
    /// What the flows share.
    pub(crate) shared: &'a Shared,
    /// The flow that reads.
    pub(crate) frame: &'a Frame,
    /// The world.
    pub(crate) environment: &'a Environment<'a>,
    /// What this advance has cost so far.
    pub(crate) cost: &'a Cell<u64>,
    /// Reads `$Record__Prior` where `$Record` stands.
    pub(crate) is_before: bool,
    /// How deep it is in resources that refer to others.
    pub(crate) depth: Cell<u32>,
    /// The items that transforms are at.
    pub(crate) items: RefCell<Vec<(Slot, Value)>>,
}

impl View<'_> {
    /// Counts what work costs, up to the limit of one advance.
    pub(crate) fn charge(&self, units: u64) -> Result<(), Stop> {
        let cost = self.cost.get().saturating_add(units);
        self.cost.set(cost);
        let limit = self.environment.limits.cost_max;
        if cost > limit {
            return Err(Stop::limit(format!(
                "the limit of {limit} cost units (cost_max) was passed"
            )));
        }
        Ok(())
    }

    /// The value of an operand.
    pub(crate) fn evaluate(&self, operand: &Operand) -> Result<Value, Stop> {
        match operand {
            Operand::Literal(value) => Ok(value.clone()),
            Operand::Reference(reference) => self.read(reference),
            Operand::Formula(formula) => self.formula(formula),
            Operand::Template(template) => self.text(template),
            Operand::Collection(items) => {
                self.charge(items.len() as u64)?;
                let items: Result<Vec<Value>, Stop> =
                    items.iter().map(|item| self.evaluate(item)).collect();
                Ok(Value::Collection(Arc::new(items?)))
            }
            Operand::Transform(transform) => transform::whole(self, transform),
        }
    }

    /// What a reference holds.
    pub(crate) fn read(&self, reference: &Reference) -> Result<Value, Stop> {
        match reference {
            Reference::Slot(slot, path) => self.slot(*slot, path),
            Reference::Record(path) if self.is_before => self.record(&self.shared.prior, path),
            Reference::Record(path) => self.record(&self.shared.record, path),
            Reference::Prior(path) => self.record(&self.shared.prior, path),
            Reference::Global(path) => globals::read(self, path),
        }
    }

    /// The value of a formula.
    pub(crate) fn formula(&self, compiled: &CompiledFormula) -> Result<Value, Stop> {
        self.charge(1 + compiled.formula.text().len() as u64 / 16)?;
        let environment = FormulaEnvironment {
            now: self.environment.now,
            zone: self.environment.zone.clone(),
        };
        let mut kept = None;
        let evaluated = compiled.formula.evaluate(&environment, &mut |slot| {
            self.read(&compiled.references[slot])
                .map_err(|stop| stop.into_evaluation(&mut kept))
        });
        let value = evaluated.map_err(|error| kept.unwrap_or_else(|| error.into()))?;
        self.charge_size(&value)?;
        Ok(value)
    }

    /// A rendered template.
    pub(crate) fn template(&self, compiled: &CompiledTemplate) -> Result<String, Stop> {
        let text = compiled
            .template
            .render(&mut |slot| self.read(&compiled.references[slot]))?;
        self.charge(1 + text.len() as u64 / 16)?;
        Ok(text)
    }

    fn text(&self, compiled: &CompiledTemplate) -> Result<Value, Stop> {
        self.template(compiled).map(Value::text)
    }

    fn charge_size(&self, value: &Value) -> Result<(), Stop> {
        match value {
            Value::Text(text) => self.charge(text.len() as u64 / 16),
            _ => Ok(()),
        }
    }

    fn slot(&self, slot: Slot, path: &[Text]) -> Result<Value, Stop> {
        let resource = &self.frame.flow.resources[slot.0];
        let held = &self.frame.state.values[slot.0];
        match &resource.kind {
            ResourceKind::Variable(_)
            | ResourceKind::ElementOutput(_)
            | ResourceKind::ScreenField
            | ResourceKind::ChoiceSet(_)
            | ResourceKind::Outcome => self.follow(held, path),
            ResourceKind::EachItem => self.follow(&self.item(slot), path),
            ResourceKind::Stage { .. } => Ok(Value::Text(resource.name.clone())),
            ResourceKind::Choice(_) if !held.is_null() => Ok(held.clone()),
            computed => {
                let value = self.deeper(&resource.name, || self.computed(computed))?;
                self.follow(&value, path)
            }
        }
    }

    /// The item that a transform is at.
    fn item(&self, slot: Slot) -> Value {
        let items = self.items.borrow();
        let found = items.iter().rev().find(|(known, _)| *known == slot);
        found.map_or(Value::Null, |(_, item)| item.clone())
    }

    fn computed(&self, kind: &ResourceKind) -> Result<Value, Stop> {
        match kind {
            ResourceKind::Constant(operand) => self.evaluate(operand),
            ResourceKind::Formula(formula) => self.formula(formula),
            ResourceKind::TextTemplate(template) => self.text(template),
            ResourceKind::Choice(choice) => match &choice.value {
                Some(value) => self.evaluate(value),
                None => self.text(&choice.label),
            },
            _ => Ok(Value::Null),
        }
    }

    fn deeper<T>(&self, name: &str, compute: impl FnOnce() -> Result<T, Stop>) -> Result<T, Stop> {
        let depth = self.depth.get();
        if depth >= REFERENCE_DEPTH_MAX {
            return Err(Stop::limit(format!(
                "`{name}` refers to others more than {REFERENCE_DEPTH_MAX} deep"
            )));
        }
        self.depth.set(depth + 1);
        let computed = compute();
        self.depth.set(depth);
        computed.map_err(|stop| stop.within(&format!("`{name}`")))
    }

    fn record(&self, record: &Option<Arc<Record>>, path: &[Text]) -> Result<Value, Stop> {
        let Some(record) = record else {
            return Ok(Value::Null);
        };
        match path {
            [] => Ok(Value::Record(record.clone())),
            [name, rest @ ..] => self.field(record, name, rest),
        }
    }

    /// Follows `path` into a value, through the lookups that were read.
    pub(crate) fn follow(&self, value: &Value, path: &[Text]) -> Result<Value, Stop> {
        match (path, value) {
            ([], value) => Ok(value.clone()),
            ([name, rest @ ..], Value::Record(record)) => self.field(record, name, rest),
            _ => Ok(Value::Null),
        }
    }

    fn field(&self, record: &Arc<Record>, name: &Text, rest: &[Text]) -> Result<Value, Stop> {
        if let Some((relationship, object)) = name.split_once(':') {
            let related = self.lookup(record, &Text::from(relationship))?;
            return match related.as_record() {
                Some(found) if found.object.eq_ignore_ascii_case(object) => {
                    self.follow(&related, rest)
                }
                _ => Ok(Value::Null),
            };
        }
        match record.get(name) {
            Some(field) if rest.is_empty() || field.as_record().is_some() => {
                self.follow(field, rest)
            }
            _ if rest.is_empty() => Ok(Value::Null),
            _ => self.follow(&self.lookup(record, name)?, rest),
        }
    }

    /// The record that a lookup leads to, when it was read already.
    fn lookup(&self, record: &Arc<Record>, relationship: &Text) -> Result<Value, Stop> {
        if let Some(held @ Value::Record(_)) = record.get(relationship) {
            return Ok(held.clone());
        }
        let is_of_an_object = record.id().is_some() || !record.object.is_empty();
        match self.shared.lookups.related(record, relationship) {
            Some(related) => Ok(related.clone()),
            None if !is_of_an_object => Ok(Value::Null),
            None => Err(Unloaded {
                record: record.clone(),
                relationship: relationship.clone(),
            }
            .into()),
        }
    }
}
