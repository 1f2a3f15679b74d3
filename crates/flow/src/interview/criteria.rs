//! Conditions of decisions, filters and visible fields.

use segue_language::{Case, Condition, Operator, Value};

use super::stop::Stop;
use super::view::View;
use crate::{ElementId, FlowCriteria, Operand, Reference, ResourceKind, Slot};

type FlowCondition = Condition<Reference, Operand>;

impl View<'_> {
    /// Whether the criteria hold.
    pub(crate) fn holds(&self, criteria: &FlowCriteria) -> Result<bool, Stop> {
        let n_conditions = criteria.conditions.len();
        self.charge(n_conditions as u64)?;
        criteria.logic.holds(n_conditions, &mut |number| {
            self.condition_holds(&criteria.conditions[number])
        })
    }

    /// Whether the criteria hold now and did not hold before the record's change.
    pub(crate) fn newly_holds(&self, criteria: &FlowCriteria) -> Result<bool, Stop> {
        if !self.holds(criteria)? {
            return Ok(false);
        }
        if self.shared.prior.is_none() {
            return Ok(true);
        }
        let before = View {
            is_before: true,
            depth: self.depth.clone(),
            items: self.items.clone(),
            ..*self
        };
        before.holds(criteria).map(|held| !held)
    }

    pub(super) fn condition_holds(&self, condition: &FlowCondition) -> Result<bool, Stop> {
        let answered = match condition.operator {
            Operator::IsChanged => self.is_changed(&condition.left)?,
            Operator::WasSelected => self.was_selected(&condition.left)?,
            Operator::WasSet => !self.read(&condition.left)?.is_null(),
            Operator::WasVisited => self.was_visited(&condition.left)?,
            Operator::HasError => self.has_error(&condition.left),
            operator => {
                let left = self.read(&condition.left)?;
                let right = self.evaluate(&condition.right)?;
                let at = (self.environment.now, self.environment.zone);
                return Ok(operator.holds_at(&left, &right, Case::Sensitive, at)?);
            }
        };
        Ok(answered == self.is_wanted(&condition.right)?)
    }

    pub(super) fn is_wanted(&self, right: &Operand) -> Result<bool, Stop> {
        Ok(match self.evaluate(right)? {
            Value::Boolean(wanted) => wanted,
            Value::Text(text) => !text.eq_ignore_ascii_case("false"),
            _ => true,
        })
    }

    fn is_changed(&self, left: &Reference) -> Result<bool, Stop> {
        let Reference::Record(path) = left else {
            return Ok(false);
        };
        if self.shared.prior.is_none() {
            return Ok(false);
        }
        let now = self.read(left)?;
        let before = self.read(&Reference::Prior(path.clone()))?;
        Ok(!Operator::EqualTo.holds(&now, &before, Case::Sensitive)?)
    }

    fn was_selected(&self, left: &Reference) -> Result<bool, Stop> {
        let Reference::Slot(slot, _) = left else {
            return Ok(false);
        };
        let mut chosen = self.frame.state.chosen.iter();
        if chosen.any(|(field, choice)| choice == slot || field == slot) {
            return Ok(true);
        }
        let kind = &self.frame.flow.resources[slot.0].kind;
        Ok(!matches!(kind, ResourceKind::Choice(_)) && self.read(left)?.is_true())
    }

    fn was_visited(&self, left: &Reference) -> Result<bool, Stop> {
        let value = self.read(left)?;
        Ok(!value.is_null() && value != Value::Boolean(false))
    }

    fn has_error(&self, left: &Reference) -> bool {
        let Reference::Slot(slot, _) = left else {
            return false;
        };
        let element = self.element_of(*slot);
        element.is_some_and(|element| self.frame.state.faulted.contains(&element))
    }

    fn element_of(&self, slot: Slot) -> Option<ElementId> {
        match &self.frame.flow.resources[slot.0].kind {
            ResourceKind::ElementOutput(element) => Some(*element),
            _ => None,
        }
    }
}
