//! Evaluates a compiled formula within its budget.

use std::cell::Cell;

use super::functions::Nulls;
use super::operators;
use super::tree::{Node, Outcome, Step, Strict};
use super::{FORMULA_COST_MAX, FORMULA_TEXT_MAX};
use crate::{Date, Environment, EvaluationError, Num, Time, Timestamp, Value};

/// Bytes of text that cost one unit.
const BYTES_PER_UNIT: usize = 64;

pub(super) fn evaluate(
    node: &Node,
    environment: &Environment,
    value: &mut dyn FnMut(usize) -> Outcome,
) -> Outcome {
    let mut evaluation = Evaluation {
        environment,
        value,
        budget: Budget::full(),
        stack: Vec::new(),
    };
    evaluation.evaluate(node)
}

/// One evaluation under way.
pub(super) struct Evaluation<'a> {
    environment: &'a Environment,
    value: &'a mut dyn FnMut(usize) -> Outcome,
    budget: Budget,
    /// Arguments of the calls under way, so that a call needs no memory of its own.
    stack: Vec<Value>,
}

impl Evaluation<'_> {
    pub(super) fn evaluate(&mut self, node: &Node) -> Outcome {
        self.budget.pay(1)?;
        match node {
            Node::Constant(value) => Ok(value.clone()),
            Node::Reference(slot) => (self.value)(*slot),
            Node::Negative(inner) => self.negative(inner),
            Node::Not(inner) => Ok(Value::Boolean(!self.holds(inner)?)),
            Node::Chain(first, steps) => self.chain(first, steps),
            Node::All(parts) => self.all(parts),
            Node::Any(parts) => self.any(parts),
            Node::Concatenate(parts) => self.concatenate(parts),
            Node::Strict(function, body, nodes) => {
                let from = self.stack.len();
                let result = self.call(function.nulls, nodes, *body);
                self.stack.truncate(from);
                self.made(result?)
            }
            Node::Lazy(body, nodes) => body(self, nodes),
            Node::Matches(pattern, text) => {
                let text = self.evaluate(text)?;
                pattern.matches(text_of(&text)?, &self.budget)
            }
        }
    }

    /// Whether a condition is true; blank is not.
    pub(super) fn holds(&mut self, node: &Node) -> Result<bool, EvaluationError> {
        match self.evaluate(node)? {
            Value::Boolean(holds) => Ok(holds),
            Value::Null => Ok(false),
            other => Err(wrong("a boolean", &other)),
        }
    }

    /// Evaluates what may fail, so that the evaluation can go on afterwards.
    pub(super) fn attempt(&mut self, node: &Node) -> Outcome {
        let from = self.stack.len();
        let outcome = self.evaluate(node);
        self.stack.truncate(from);
        outcome
    }

    fn negative(&mut self, inner: &Node) -> Outcome {
        match self.evaluate(inner)? {
            Value::Number(number) => Ok(Value::Number(-number)),
            Value::Null => Ok(Value::Null),
            other => Err(wrong("a number", &other)),
        }
    }

    fn chain(&mut self, first: &Node, steps: &[Step]) -> Outcome {
        let mut left = self.evaluate(first)?;
        for step in steps {
            let result = match &step.right {
                // Constants are looked at where they are.
                Node::Constant(right) => {
                    self.budget.pay(1)?;
                    operators::apply(step.operator, &left, right, step.blank_is_empty)?
                }
                right => {
                    let right = self.evaluate(right)?;
                    operators::apply(step.operator, &left, &right, step.blank_is_empty)?
                }
            };
            left = self.made(result)?;
        }
        Ok(left)
    }

    fn all(&mut self, parts: &[Node]) -> Outcome {
        for part in parts {
            if !self.holds(part)? {
                return Ok(Value::Boolean(false));
            }
        }
        Ok(Value::Boolean(true))
    }

    fn any(&mut self, parts: &[Node]) -> Outcome {
        for part in parts {
            if self.holds(part)? {
                return Ok(Value::Boolean(true));
            }
        }
        Ok(Value::Boolean(false))
    }

    fn concatenate(&mut self, parts: &[Node]) -> Outcome {
        let mut joined = String::new();
        for part in parts {
            let part = self.evaluate(part)?;
            joined.push_str(text_of(&part)?);
            check_length(joined.len())?;
        }
        self.made(Value::text(joined))
    }

    fn call(&mut self, nulls: Nulls, nodes: &[Node], body: Strict) -> Outcome {
        let from = self.stack.len();
        for node in nodes {
            let value = self.evaluate(node)?;
            if let Value::Text(text) = &value {
                self.budget.pay_text(text.len())?;
            }
            self.stack.push(value);
        }
        let values = &self.stack[from..];
        if nulls == Nulls::GiveNull && values.iter().any(Value::is_null) {
            return Ok(Value::Null);
        }
        body(&Arguments {
            values,
            environment: self.environment,
            budget: &self.budget,
        })
    }

    /// Pays for a result and checks its size.
    fn made(&mut self, value: Value) -> Outcome {
        if let Value::Text(text) = &value {
            check_length(text.len())?;
            self.budget.pay_text(text.len())?;
        }
        Ok(value)
    }
}

/// What an evaluation may still cost.
pub(super) struct Budget(Cell<u64>);

impl Budget {
    /// All of what one evaluation may cost.
    pub(super) fn full() -> Budget {
        Budget(Cell::new(FORMULA_COST_MAX))
    }

    pub(super) fn pay(&self, units: u64) -> Result<(), EvaluationError> {
        match self.0.get().checked_sub(units) {
            Some(left) => {
                self.0.set(left);
                Ok(())
            }
            None => {
                let message = format!("The formula costs more than {FORMULA_COST_MAX} units.");
                Err(EvaluationError::failed("too-costly", message))
            }
        }
    }

    fn pay_text(&self, n_bytes: usize) -> Result<(), EvaluationError> {
        self.pay((n_bytes / BYTES_PER_UNIT) as u64)
    }
}

/// Refuses a text longer than the limit, before it is made where its length is known.
pub(super) fn check_length(n_bytes: usize) -> Result<(), EvaluationError> {
    if n_bytes <= FORMULA_TEXT_MAX {
        return Ok(());
    }
    let message = format!("The formula makes a text of more than {FORMULA_TEXT_MAX} bytes.");
    Err(EvaluationError::failed("text-too-long", message))
}

/// What a function is called with.
pub(super) struct Arguments<'a> {
    values: &'a [Value],
    pub(super) environment: &'a Environment,
    pub(super) budget: &'a Budget,
}

impl Arguments<'_> {
    /// The argument, null when it was left out.
    pub(super) fn get(&self, position: usize) -> &Value {
        self.values.get(position).unwrap_or(&Value::Null)
    }

    pub(super) fn all(&self) -> &[Value] {
        self.values
    }

    pub(super) fn text(&self, position: usize) -> Result<&str, EvaluationError> {
        text_of(self.get(position))
    }

    pub(super) fn number(&self, position: usize) -> Result<Num, EvaluationError> {
        match self.get(position) {
            Value::Number(number) => Ok(*number),
            other => Err(wrong("a number", other)),
        }
    }

    /// The whole part of a number, at most so large that it can count something.
    pub(super) fn count(&self, position: usize) -> Result<i64, EvaluationError> {
        let whole = self.number(position)?.truncated(0);
        let most = i64::from(i32::MAX);
        let clamped = whole.clamp(Num::from(-most), Num::from(most));
        Ok(clamped.to_i64().expect("clamped to 32 bits"))
    }

    pub(super) fn time(&self, position: usize) -> Result<Time, EvaluationError> {
        match self.get(position) {
            Value::Time(time) => Ok(*time),
            other => Err(wrong("a time", other)),
        }
    }

    /// A date, or the date that a moment has in the environment's zone.
    pub(super) fn date(&self, position: usize) -> Result<Date, EvaluationError> {
        match self.get(position) {
            Value::Date(date) => Ok(*date),
            Value::DateTime(moment) => Ok(self.local(*moment).date()),
            other => Err(wrong("a date", other)),
        }
    }

    /// What clocks in the environment's zone show at `moment`.
    pub(super) fn local(&self, moment: Timestamp) -> jiff::civil::DateTime {
        self.environment.zone.to_datetime(moment.to_jiff())
    }

    pub(super) fn wrong(&self, position: usize, wanted: &str) -> EvaluationError {
        wrong(wanted, self.get(position))
    }
}

/// The text of a value that is a text or blank.
pub(super) fn text_of(value: &Value) -> Result<&str, EvaluationError> {
    match value {
        Value::Text(text) => Ok(text),
        Value::Null => Ok(""),
        other => Err(wrong("a text", other)),
    }
}

fn wrong(wanted: &str, found: &Value) -> EvaluationError {
    let message = format!(
        "The formula needs {wanted}, but found {}.",
        found.type_in_words()
    );
    EvaluationError::failed("type-mismatch", message)
}
