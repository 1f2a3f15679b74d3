//! One entry or exit condition with today's values.

use segue_language::{Condition, Logic, LogicTree, Operator, merge_text};

use super::Explainer;
use crate::reader::{Purpose, Reader, Unreadable};
use crate::{EngineCriteria, Gate, Operand, Reference};

/// What a stage or step waits for.
#[derive(Clone, Debug, PartialEq)]
pub enum GateExplanation {
    /// The default of its kind, in words.
    Default(String),
    /// Requirements.
    Requirements {
        /// How they combine: `all of`, `any of`, `1 AND (2 OR 3)`.
        logic: String,
        /// The requirements in order.
        requirements: Vec<RequirementExplanation>,
        /// Whether they hold, taken together.
        holds: bool,
    },
    /// An evaluation flow that has to answer true.
    Evaluation {
        /// API name of the flow.
        flow: String,
        /// Its inputs as they are now: name and value.
        inputs: Vec<(String, String)>,
    },
}

/// One requirement with today's value.
#[derive(Clone, Debug, PartialEq)]
pub struct RequirementExplanation {
    /// Its left side as written.
    pub left: String,
    /// The comparison in words.
    pub operator: &'static str,
    /// Its right side as written.
    pub right: String,
    /// What the left side holds now; for `changed` and the like, whether that is so.
    pub present: String,
    /// Whether it holds; none when it cannot be computed.
    pub holds: Option<bool>,
}

pub(super) fn explain(explainer: &Explainer<'_>, gate: &Gate, default: String) -> GateExplanation {
    let reader = |purpose| {
        let Explainer {
            orchestration,
            run,
            facts,
            now,
        } = *explainer;
        Reader::new(orchestration, run, facts, now, purpose)
    };
    match gate {
        Gate::Default => GateExplanation::Default(default),
        Gate::Requirements(criteria) => requirements(&reader(Purpose::Condition), criteria),
        Gate::Evaluation(call) => {
            let inputs = call.inputs.iter().map(|(name, operand)| {
                let value = reader(Purpose::Input).operand(operand);
                (
                    name.to_string(),
                    value.map_or_else(|error| error.0, |value| shown(&value)),
                )
            });
            let (flow, inputs) = (call.name.to_string(), inputs.collect());
            GateExplanation::Evaluation { flow, inputs }
        }
    }
}

fn requirements(reader: &Reader<'_>, criteria: &EngineCriteria) -> GateExplanation {
    GateExplanation::Requirements {
        logic: match &criteria.logic {
            Logic::All => "all of".to_owned(),
            Logic::Any => "any of".to_owned(),
            Logic::Custom(tree) => written(tree, false),
        },
        requirements: criteria
            .conditions
            .iter()
            .map(|one| requirement(reader, one))
            .collect(),
        holds: reader.criteria(criteria) == Ok(true),
    }
}

fn requirement(
    reader: &Reader<'_>,
    condition: &Condition<Reference, Operand>,
) -> RequirementExplanation {
    let left = reader.reference(&condition.left);
    RequirementExplanation {
        left: reader.orchestration.reference_name(&condition.left),
        operator: words(condition.operator),
        right: reader.orchestration.operand_text(&condition.right),
        present: left.map_or_else(|Unreadable(message)| message, |value| shown(&value)),
        holds: reader.condition(condition).ok(),
    }
}

fn shown(value: &segue_language::Value) -> String {
    if value.is_null() {
        "null".to_owned()
    } else {
        merge_text(value)
    }
}

/// A custom expression, with conditions numbered from 1 as people do.
fn written(tree: &LogicTree, inside: bool) -> String {
    let joined = |parts: &[LogicTree], word: &str| {
        let parts: Vec<String> = parts.iter().map(|part| written(part, true)).collect();
        let text = parts.join(word);
        if inside && parts.len() > 1 {
            format!("({text})")
        } else {
            text
        }
    };
    match tree {
        LogicTree::Condition(index) => (index + 1).to_string(),
        LogicTree::Not(part) => format!("NOT {}", written(part, true)),
        LogicTree::And(parts) => joined(parts, " AND "),
        LogicTree::Or(parts) => joined(parts, " OR "),
    }
}

fn words(operator: Operator) -> &'static str {
    match operator {
        Operator::EqualTo => "equals",
        Operator::NotEqualTo => "does not equal",
        Operator::GreaterThan => "is greater than",
        Operator::LessThan => "is less than",
        Operator::GreaterThanOrEqualTo => "is at least",
        Operator::LessThanOrEqualTo => "is at most",
        Operator::StartsWith => "starts with",
        Operator::EndsWith => "ends with",
        Operator::Contains => "contains",
        Operator::IsNull => "is null:",
        Operator::IsBlank => "is blank:",
        Operator::IsEmpty => "is empty:",
        Operator::HasValue => "has a value:",
        Operator::HasNoValue => "has no value:",
        Operator::In => "is in",
        Operator::NotIn => "is not in",
        Operator::IsChanged => "is changed:",
        Operator::WasSet => "was set:",
        Operator::WasSelected => "was selected:",
        Operator::WasVisited => "was visited:",
        Operator::HasError => "has an error:",
        Operator::Relative(relative) => relative.in_words(),
    }
}
