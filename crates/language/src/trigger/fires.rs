//! Whether a change of a record fires a trigger.

use std::sync::Arc;

use super::{ChangeKind, RecordChange, RecordTrigger, TriggerOperand, TriggerQuestion};
use crate::operator::equal;
use crate::{
    Case, Condition, Criteria, Environment, EvaluationError, Operator, Path, Record, Text,
    TriggerCondition, Value, follow_with,
};

/// Answers the questions of a trigger.
type Answers<'a> = dyn FnMut(TriggerQuestion<'_>) -> Result<Value, EvaluationError> + 'a;

impl RecordTrigger {
    /// Whether `change` fires this trigger: its kind fits, the record meets the condition, and did
    /// not before where that is asked for. `answer` reads globals and lookups.
    ///
    /// # Errors
    /// A condition that cannot be evaluated, or the first error of `answer`.
    pub fn fires(
        &self,
        change: &RecordChange,
        environment: &Environment,
        answer: &mut Answers<'_>,
    ) -> Result<bool, EvaluationError> {
        if !self.fires_on(change.kind) {
            return Ok(false);
        }
        let mut view = View {
            is_new: change.kind == ChangeKind::Created,
            record: as_value(Some(&change.record)),
            prior: as_value(change.prior.as_ref()),
            environment,
            answer,
        };
        if !view.meets(&self.condition)? {
            return Ok(false);
        }
        if !self.changed_to_meet || view.is_new {
            return Ok(true);
        }
        view.record = view.prior.clone();
        Ok(!view.meets(&self.condition)?)
    }

    /// Whether `record` meets the condition as it is now, whatever made it so. A condition that
    /// asks what has changed is not asked again: it was met, and its answer does not last.
    ///
    /// # Errors
    /// As [`RecordTrigger::fires`].
    pub fn still_holds(
        &self,
        record: &Arc<Record>,
        environment: &Environment,
        answer: &mut Answers<'_>,
    ) -> Result<bool, EvaluationError> {
        if self.condition.asks_for_change() {
            return Ok(true);
        }
        let mut view = View {
            is_new: false,
            record: as_value(Some(record)),
            prior: Value::Null,
            environment,
            answer,
        };
        view.meets(&self.condition)
    }

    fn fires_on(&self, kind: ChangeKind) -> bool {
        match kind {
            ChangeKind::Created => self.on_create,
            ChangeKind::Updated => self.on_update,
            ChangeKind::Deleted => self.on_delete,
        }
    }
}

impl TriggerCondition {
    /// Whether it asks what the record was before.
    pub fn asks_for_change(&self) -> bool {
        let of_before = |path: &Path| path.head().to_ascii_lowercase().starts_with("$record__");
        match self {
            TriggerCondition::Always => false,
            TriggerCondition::Formula(formula) => formula.references().iter().any(of_before),
            TriggerCondition::Criteria(criteria) => {
                criteria.conditions.iter().any(|condition| {
                    condition.operator == Operator::IsChanged
                        || matches!(&condition.right, TriggerOperand::Reference(path) if of_before(path))
                })
            }
        }
    }
}

fn as_value(record: Option<&Arc<Record>>) -> Value {
    record.map_or(Value::Null, |record| Value::Record(record.clone()))
}

/// The change as conditions see it.
struct View<'a> {
    is_new: bool,
    record: Value,
    prior: Value,
    environment: &'a Environment,
    answer: &'a mut Answers<'a>,
}

impl View<'_> {
    fn meets(&mut self, condition: &TriggerCondition) -> Result<bool, EvaluationError> {
        match condition {
            TriggerCondition::Always => Ok(true),
            TriggerCondition::Criteria(criteria) => self.meets_criteria(criteria),
            TriggerCondition::Formula(formula) => {
                let environment = self.environment;
                let references = formula.references();
                let value = &mut |slot: usize| self.value_of(&references[slot]);
                Ok(formula.evaluate(environment, value)?.is_true())
            }
        }
    }

    fn meets_criteria(
        &mut self,
        criteria: &Criteria<Path, TriggerOperand>,
    ) -> Result<bool, EvaluationError> {
        let conditions = &criteria.conditions;
        criteria
            .logic
            .holds(conditions.len(), &mut |n| self.holds(&conditions[n]))
    }

    fn holds(
        &mut self,
        condition: &Condition<Path, TriggerOperand>,
    ) -> Result<bool, EvaluationError> {
        let right = match &condition.right {
            TriggerOperand::Literal(value) => value.clone(),
            TriggerOperand::Reference(path) => self.value_of(path)?,
        };
        if condition.operator == Operator::IsChanged {
            return Ok(self.is_changed(&condition.left)? == wants_change(&right));
        }
        let left = self.field(&condition.left)?;
        condition
            .operator
            .holds_at(
                &left.kept(),
                &right.kept(),
                Case::Sensitive,
                (self.environment.now, &self.environment.zone),
            )
            .map_err(|incomparable| EvaluationError::Failed {
                code: "type-mismatch",
                message: incomparable.to_string(),
            })
    }

    fn is_changed(&mut self, field: &Path) -> Result<bool, EvaluationError> {
        if self.is_new {
            return Ok(false);
        }
        let path = record_field(field);
        let (record, prior) = (self.record.clone(), self.prior.clone());
        let (after, before) = (self.follow(&record, path)?, self.follow(&prior, path)?);
        Ok(!equal(&after, &before, Case::Sensitive).unwrap_or(false))
    }

    fn field(&mut self, path: &Path) -> Result<Value, EvaluationError> {
        if path.head().starts_with('$') {
            return self.value_of(path);
        }
        let record = self.record.clone();
        self.follow(&record, path.segments())
    }

    fn value_of(&mut self, path: &Path) -> Result<Value, EvaluationError> {
        let head = path.head();
        if head.eq_ignore_ascii_case("$Record") {
            self.follow(&self.record.clone(), path.tail())
        } else if head.eq_ignore_ascii_case("$Record__Prior") {
            self.follow(&self.prior.clone(), path.tail())
        } else if head.eq_ignore_ascii_case("$Record__IsNew") {
            Ok(Value::Boolean(self.is_new))
        } else {
            (self.answer)(TriggerQuestion::Global(path))
        }
    }

    fn follow(&mut self, value: &Value, path: &[Text]) -> Result<Value, EvaluationError> {
        let answer = &mut *self.answer;
        follow_with(value, path, &mut |unloaded| {
            answer(TriggerQuestion::Lookup(unloaded))
        })
    }
}

/// The field's path in the record, whether `$Record` stands before it or not.
fn record_field(path: &Path) -> &[Text] {
    if path.head().eq_ignore_ascii_case("$Record") {
        path.tail()
    } else {
        path.segments()
    }
}

fn wants_change(right: &Value) -> bool {
    !matches!(right, Value::Boolean(false))
}
