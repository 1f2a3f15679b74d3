//! Conditions: whether criteria hold for a run at this moment.

use std::borrow::Cow;

use segue_language::{Case, Condition, Operator, Value};

use crate::reader::{Purpose, Reader, Unreadable};
use crate::status::status_label;
use crate::{DecisionOutcome, EngineCriteria, Operand, Reference, StageStatus, StepStatus};

type EngineCondition = Condition<Reference, Operand>;

impl Reader<'_> {
    /// Whether an outcome of a decision is to be taken.
    pub(crate) fn takes(&self, outcome: &DecisionOutcome) -> Result<bool, Unreadable> {
        if !self.criteria(&outcome.criteria)? {
            return Ok(false);
        }
        if !outcome.changed_to_meet || !self.was_updated() {
            return Ok(true);
        }
        Ok(!self
            .with_purpose(Purpose::ConditionBefore)
            .criteria(&outcome.criteria)?)
    }

    /// Whether the criteria hold.
    pub(crate) fn criteria(&self, criteria: &EngineCriteria) -> Result<bool, Unreadable> {
        let conditions = &criteria.conditions;
        criteria.logic.holds(conditions.len(), &mut |index| {
            self.condition(&conditions[index])
        })
    }

    /// Whether one condition holds.
    pub(crate) fn condition(&self, condition: &EngineCondition) -> Result<bool, Unreadable> {
        match condition.operator {
            Operator::WasVisited => self.told(condition, self.was_visited(&condition.left)),
            Operator::HasError => self.told(condition, self.has_error(&condition.left)),
            Operator::WasSet => {
                let set = !self.reference(&condition.left)?.is_null();
                self.told(condition, set)
            }
            Operator::IsChanged => self.told(condition, self.is_changed(&condition.left)),
            Operator::EqualTo
            | Operator::NotEqualTo
            | Operator::GreaterThan
            | Operator::LessThan
            | Operator::GreaterThanOrEqualTo
            | Operator::LessThanOrEqualTo
            | Operator::StartsWith
            | Operator::EndsWith
            | Operator::Contains
            | Operator::IsNull
            | Operator::IsBlank
            | Operator::IsEmpty
            | Operator::HasValue
            | Operator::HasNoValue
            | Operator::In
            | Operator::NotIn
            | Operator::Relative(_)
            | Operator::WasSelected => self.compare(condition),
        }
    }

    fn compare(&self, condition: &EngineCondition) -> Result<bool, Unreadable> {
        if let Some(held) = self.status_is(condition) {
            return Ok(held);
        }
        let left = self.reference(&condition.left)?;
        let right: Cow<'_, Value> = match &condition.right {
            Operand::Literal(value) => Cow::Borrowed(value),
            right @ (Operand::Reference(_) | Operand::Formula(_) | Operand::Template(_)) => {
                Cow::Owned(self.operand(right)?)
            }
        };
        let (left, right) = same_words(condition, left, right);
        let at = (self.now, self.facts.zone());
        let held = condition
            .operator
            .holds_at(&left, &right, Case::Sensitive, at);
        held.map_err(|error| Unreadable(error.to_string()))
    }

    /// The most frequent condition, a status compared with a word, without making any text.
    fn status_is(&self, condition: &EngineCondition) -> Option<bool> {
        let Operand::Literal(Value::Text(word)) = &condition.right else {
            return None;
        };
        let equal = condition.operator == Operator::EqualTo;
        if !equal && condition.operator != Operator::NotEqualTo {
            return None;
        }
        let present = if let Reference::StepStatus(step) = &condition.left {
            self.step_status(*step)?.label()
        } else if let Reference::StageStatus(stage) = &condition.left {
            self.stage_status(*stage)?.label()
        } else {
            return None;
        };
        Some(equal == (present == status_label(word)))
    }

    /// An answer about the past, compared with the boolean on the right (true when it is null).
    fn told(&self, condition: &EngineCondition, fact: bool) -> Result<bool, Unreadable> {
        let right = self.operand(&condition.right)?;
        Ok(fact == (right.is_null() || right.is_true()))
    }

    /// Whether a stage or decision was ever reached, an outcome ever taken, a step ever started.
    fn was_visited(&self, reference: &Reference) -> bool {
        match reference {
            Reference::Stage(id) | Reference::StageStatus(id) => {
                self.run.newest_stage(*id).is_some()
            }
            Reference::Decision(id) => self
                .run
                .decisions_visited
                .get(id.index())
                .copied()
                .unwrap_or(false),
            Reference::Outcome(id) => {
                self.run.outcomes.get(id.index()).copied().flatten() == Some(true)
            }
            Reference::Step(id) | Reference::StepStatus(id) => {
                let mut steps = self.run.stages.iter().flat_map(|stage| &stage.steps);
                steps.any(|step| step.step == *id && step.activation > 0)
            }
            Reference::StepOutput(..)
            | Reference::Variable(..)
            | Reference::Constant(_)
            | Reference::Formula(_)
            | Reference::Template(_)
            | Reference::Record(_)
            | Reference::Prior(_)
            | Reference::RunId
            | Reference::Global(_)
            | Reference::Dangling(_) => false,
        }
    }

    /// Whether the newest run of a stage or step failed.
    fn has_error(&self, reference: &Reference) -> bool {
        if let Reference::Stage(id) | Reference::StageStatus(id) = reference {
            return self.stage_status(*id) == Some(StageStatus::Error);
        }
        if let Reference::Step(id) | Reference::StepStatus(id) = reference {
            return self.step_status(*id) == Some(StepStatus::Error);
        }
        false
    }

    /// Whether a field of the triggering record differs from what it was before the save; never
    /// for a created record.
    fn is_changed(&self, reference: &Reference) -> bool {
        let Reference::Record(path) = reference else {
            return false;
        };
        self.was_updated() && self.triggering(path) != self.prior(path)
    }

    /// Whether the run was started by the update of a record.
    fn was_updated(&self) -> bool {
        let trigger = self.run.trigger.as_ref();
        trigger.is_some_and(|trigger| trigger.prior.is_some())
    }
}

/// Where a status stands on one side, both sides use the word that people see.
fn same_words<'v>(
    condition: &EngineCondition,
    left: Value,
    right: Cow<'v, Value>,
) -> (Value, Cow<'v, Value>) {
    if is_status(&condition.left) {
        return (left, Cow::Owned(relabeled(right.into_owned())));
    }
    match &condition.right {
        Operand::Reference(reference) if is_status(reference) => (relabeled(left), right),
        Operand::Reference(_)
        | Operand::Literal(_)
        | Operand::Formula(_)
        | Operand::Template(_) => (left, right),
    }
}

fn is_status(reference: &Reference) -> bool {
    matches!(
        reference,
        Reference::StepStatus(_) | Reference::StageStatus(_)
    )
}

fn relabeled(value: Value) -> Value {
    let label = value.as_text().map(|word| (word, status_label(word)));
    let changed = label.filter(|(word, label)| &***word != *label);
    changed
        .map(|(_, label)| Value::text(label))
        .unwrap_or(value)
}
