//! Requirements: `draft.Status is Completed and $Record.Size > 3 by "1 OR 2"`.

use segue_engine::{EngineCriteria, Operand, Reference};
use segue_language::{Condition, Logic, Operator, Value};

use super::super::words::unquoted;
use super::Reading;

impl Reading {
    pub(crate) fn criteria(&self, words: &[&str]) -> EngineCriteria {
        let any = words.contains(&"or");
        let (words, custom) = match words.iter().position(|word| *word == "by") {
            Some(by) => (&words[..by], Some(unquoted(words[by + 1]))),
            None => (words, None),
        };
        let parts = words.split(|word| matches!(*word, "and" | "or"));
        let conditions: Vec<_> = parts.map(|part| self.condition(part)).collect();
        let logic = match custom {
            Some(text) => Logic::parse(text, conditions.len()).unwrap(),
            None if any => Logic::Any,
            None => Logic::All,
        };
        EngineCriteria { logic, conditions }
    }

    fn condition(&self, words: &[&str]) -> Condition<Reference, Operand> {
        let [left, operator, right @ ..] = words else {
            panic!("no condition: {words:?}")
        };
        let right = match right.first() {
            Some(word) => self.operand(word),
            None => Operand::Literal(Value::Boolean(true)),
        };
        let left = self
            .reference(left)
            .unwrap_or_else(|| panic!("nothing is called {left}"));
        Condition {
            left,
            operator: named(operator),
            right,
        }
    }
}

fn named(word: &str) -> Operator {
    match word {
        "is" => Operator::EqualTo,
        "is-not" => Operator::NotEqualTo,
        ">" => Operator::GreaterThan,
        "<" => Operator::LessThan,
        "contains" => Operator::Contains,
        "is-null" => Operator::IsNull,
        "is-changed" => Operator::IsChanged,
        "was-set" => Operator::WasSet,
        "was-visited" => Operator::WasVisited,
        "has-error" => Operator::HasError,
        other => panic!("no operator is called {other}"),
    }
}
