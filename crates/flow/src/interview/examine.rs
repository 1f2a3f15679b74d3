//! Examining an interview that has ended: whether criteria hold in what it left, for tests.

use std::cell::{Cell, RefCell};

use segue_language::{Condition, Operator, Record, Value};

use super::stop::Stop;
use super::view::View;
use super::{Environment, Interview};
use crate::{ElementId, FlowCriteria, Operand, Reference, ResourceKind};

/// What criteria found in an interview.
#[derive(Clone, Debug, PartialEq)]
pub struct Examined {
    /// Whether they hold.
    pub holds: bool,
    /// Both sides of each condition.
    pub sides: Vec<(Value, Value)>,
}

/// Why criteria have not been answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Unexamined {
    /// A lookup must be read first, and kept with [`Interview::keep_related`].
    Lookup(Box<segue_language::Unloaded>),
    /// They cannot be answered; one sentence.
    Fault(String),
}

impl Interview {
    /// Whether `criteria` hold in the flow that the interview began with, as it is now; `visited`
    /// knows which of its elements have begun.
    ///
    /// # Errors
    /// [`Unexamined`]: after a lookup it can be asked again.
    pub fn examine(
        &mut self,
        environment: &Environment,
        criteria: &FlowCriteria,
        visited: &dyn Fn(ElementId) -> bool,
    ) -> Result<Examined, Unexamined> {
        let answered = self.examined(environment, criteria, visited);
        answered.map_err(|stop| match stop {
            Stop::Unloaded(unloaded) => {
                self.shared.lookups.ask(&unloaded);
                Unexamined::Lookup(unloaded)
            }
            Stop::Problem(problem) => Unexamined::Fault(problem.message),
            Stop::Rows(_) => Unexamined::Fault("choices cannot be read here".to_owned()),
        })
    }

    /// Keeps where the lookup leads that was asked for last.
    pub fn keep_related(&mut self, related: Option<Record>) {
        self.shared.lookups.keep(related);
    }

    fn examined(
        &self,
        environment: &Environment,
        criteria: &FlowCriteria,
        visited: &dyn Fn(ElementId) -> bool,
    ) -> Result<Examined, Stop> {
        let frame = self.frames.first().or(self.ended.first());
        let cost = Cell::new(0);
        let view = View {
            shared: &self.shared,
            frame: frame.expect("an interview has a flow"),
            environment,
            cost: &cost,
            is_before: false,
            depth: Cell::new(0),
            items: RefCell::default(),
        };
        let conditions = &criteria.conditions;
        let sides = conditions.iter().map(|condition| {
            let left = match view.asked_element(condition) {
                Some(element) => Value::Boolean(visited(element)),
                None => view.read(&condition.left)?,
            };
            Ok((left, view.evaluate(&condition.right)?))
        });
        let sides: Vec<(Value, Value)> = sides.collect::<Result<_, Stop>>()?;
        let holds = criteria.logic.holds(conditions.len(), &mut |number| {
            let condition = &conditions[number];
            match view.asked_element(condition) {
                Some(element) => Ok(visited(element) == view.is_wanted(&condition.right)?),
                None => view.condition_holds(condition),
            }
        })?;
        Ok(Examined { holds, sides })
    }
}

impl View<'_> {
    /// The element of which a condition asks whether it was visited.
    fn asked_element(&self, condition: &Condition<Reference, Operand>) -> Option<ElementId> {
        let Reference::Slot(slot, path) = &condition.left else {
            return None;
        };
        match &self.frame.flow.resources[slot.0].kind {
            ResourceKind::ElementOutput(element)
                if condition.operator == Operator::WasVisited && path.is_empty() =>
            {
                Some(*element)
            }
            _ => None,
        }
    }
}
