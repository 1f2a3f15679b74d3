//! Roll-up summaries: over which details, how combined, which of them count.

use segue_language::{
    Comparison, Filter, Logic, LogicTree, Operator, Summary, SummaryOperation, Text, Value,
};

use crate::compile::Notes;
use crate::document::Node;

/// The summary that a field of type `Summary` describes.
pub(super) fn summary(node: &Node, notes: &mut Notes) -> Option<Summary> {
    let Some(key) = node.child("summaryForeignKey") else {
        notes.missing_element(node, "summaryForeignKey");
        return None;
    };
    let operation = operation(node, notes)?;
    let Some((details, key_field)) = key.word().split_once('.') else {
        notes.invalid_value(key, "the object and the field, as in `Line__c.Order__c`");
        return None;
    };
    if operation != SummaryOperation::Count && node.child("summarizedField").is_none() {
        notes.missing_element(node, "summarizedField");
        return None;
    }
    Some(Summary {
        operation,
        details: details.into(),
        key: key_field.into(),
        field: node.text_of("summarizedField").map(field_of),
        filter: filter(node, notes),
    })
}

fn operation(node: &Node, notes: &mut Notes) -> Option<SummaryOperation> {
    let Some(written) = node.child("summaryOperation") else {
        notes.missing_element(node, "summaryOperation");
        return None;
    };
    match &*written.word().to_ascii_lowercase() {
        "count" => Some(SummaryOperation::Count),
        "sum" => Some(SummaryOperation::Sum),
        "min" => Some(SummaryOperation::Min),
        "max" => Some(SummaryOperation::Max),
        _ => {
            notes.invalid_value(written, "count, sum, min or max");
            None
        }
    }
}

/// `Line__c.Amount__c` → `Amount__c`.
fn field_of(written: &str) -> Text {
    let (_, field) = written.split_once('.').unwrap_or(("", written));
    field.into()
}

fn filter(node: &Node, notes: &mut Notes) -> Filter {
    let mut comparisons = Vec::new();
    let mut tests = Vec::new();
    for item in node.children("summaryFilterItems") {
        let Some((comparison, is_denied)) = comparison(item, notes) else {
            continue;
        };
        let test = LogicTree::Condition(comparisons.len());
        comparisons.push(comparison);
        tests.push(if is_denied {
            LogicTree::Not(Box::new(test))
        } else {
            test
        });
    }
    let is_plain = tests
        .iter()
        .all(|test| matches!(test, LogicTree::Condition(_)));
    let logic = if is_plain {
        Logic::All
    } else {
        Logic::Custom(LogicTree::And(tests))
    };
    Filter { logic, comparisons }
}

/// A comparison, and whether it must not hold.
fn comparison(item: &Node, notes: &mut Notes) -> Option<(Comparison, bool)> {
    let (Some(field), Some(operation)) = (item.text_of("field"), item.child("operation")) else {
        notes.missing_element(item, "operation");
        return None;
    };
    let (operator, is_denied) = super::comparing::operation(operation, notes)?;
    let written = item.text_of("value").unwrap_or_default();
    let operator = if written.is_empty() {
        Operator::IsNull
    } else {
        operator
    };
    let value = match operator {
        Operator::IsNull => Value::Boolean(true),
        // Several values stand beside each other with commas.
        Operator::In => {
            let values = written.split(',').map(|value| Value::text(value.trim()));
            Value::Collection(std::sync::Arc::new(values.collect()))
        }
        _ => Value::text(written),
    };
    let comparison = Comparison {
        field: field_of(field),
        operator,
        value,
    };
    Some((comparison, is_denied))
}
