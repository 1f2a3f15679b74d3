//! Answers to a screen: one for each field that takes some, and another where one is refused.

use std::collections::BTreeMap;
use std::sync::Arc;

use segue_flow::{Go, ShownField, ShownScreen, Submission};
use segue_language::{Record, Text, Type, Value};

use crate::stage::Stage;
use crate::values;

/// How often each field was refused on this screen.
pub(crate) type Refused = BTreeMap<Text, usize>;

/// What somebody does on `screen`; `turn` differs each time that a screen is shown.
pub(crate) fn answer(
    stage: &Stage,
    screen: &ShownScreen,
    refused: &Refused,
    turn: usize,
) -> Submission {
    let mut submission = Submission {
        go: Go::Next,
        ..Submission::default()
    };
    collect(stage, &screen.fields, refused, turn, &mut submission);
    submission
}

fn collect(
    stage: &Stage,
    fields: &[ShownField],
    refused: &Refused,
    turn: usize,
    submission: &mut Submission,
) {
    for field in fields {
        if !field.visible {
            continue;
        }
        if field.style == "section" {
            collect(stage, &field.fields, refused, turn, submission);
            continue;
        }
        let n = refused.get(&field.name).copied().unwrap_or(0);
        if let Some(value) = one(stage, field, n, turn) {
            submission.answers.push((field.name.clone(), value));
        }
    }
}

/// The answer to one field; none leaves it as it is.
fn one(stage: &Stage, field: &ShownField, n: usize, turn: usize) -> Option<Value> {
    if field.read_only {
        return None;
    }
    let typed =
        |value_type: &Type| Some(values::value(stage, &field.name, value_type, n + turn / 4));
    let chosen = |at: usize| field.choices.get(at % field.choices.len().max(1));
    match field.style {
        "display" | "section" | "repeater" => None,
        "radio" | "picklist" => chosen(n + turn).map(|choice| choice.value.clone()),
        "checkboxes" | "multipicklist" => {
            let choice = chosen(n + turn)?.value.clone();
            Some(Value::Collection(Arc::new(vec![choice])))
        }
        "component" if !field.choices.is_empty() => chosen(n + turn).map(|c| c.value.clone()),
        "component" => component(stage, field, n),
        "checkbox" => Some(Value::Boolean(n.is_multiple_of(2))),
        "number" | "currency" => typed(&Type::Number),
        "date" => typed(&Type::Date),
        "datetime" => typed(&Type::DateTime),
        "time" => typed(&Type::Time),
        _ if !field.choices.is_empty() => chosen(n + turn).map(|choice| choice.value.clone()),
        _ => typed(&Type::Text),
    }
}

/// The outputs of a component: what the platform's own have, else its inputs as they are.
fn component(stage: &Stage, field: &ShownField, n: usize) -> Option<Value> {
    let extension = field.extension.clone().unwrap_or_default();
    let input = |wanted: &str| {
        let found = field
            .inputs
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| value.clone())
    };
    let mut outputs = Record::new(extension.clone());
    match &*extension {
        "flowruntime:datatable" => {
            let rows = input("tableData")
                .map(|rows| rows.items().to_vec())
                .unwrap_or_default();
            let most = if n == 0 { 1 } else { rows.len() };
            let rows: Vec<Value> = rows.into_iter().take(most).collect();
            outputs.load("selectedRows", Value::Collection(Arc::new(rows)));
        }
        "flowruntime:lookup" => {
            let object = input("objectApiName");
            let object = object.as_ref().and_then(Value::as_text)?;
            let record = stage.record(object);
            let id = record
                .as_ref()
                .and_then(Value::as_record)
                .and_then(|record| record.id().cloned());
            let id = id.unwrap_or_else(|| Text::from("003000000000001AAA"));
            outputs.load("recordId", Value::Text(id));
        }
        "flowruntime:email" => outputs.load("value", Value::text("smoke@example.com")),
        "flowruntime:phone" => outputs.load("value", Value::text("5551234567")),
        "flowruntime:url" => outputs.load("value", Value::text("https://example.com")),
        "flowruntime:name" => {
            outputs.load("firstName", Value::text("Ann"));
            outputs.load("lastName", Value::text("Smoke"));
        }
        "flowruntime:address" => outputs.load("street", Value::text("1 Main Street")),
        "forceContent:fileUpload" => {
            let id = Value::text("069000000000001AAA");
            outputs.load("contentDocIds", Value::Collection(Arc::new(vec![id])));
        }
        _ if n == 0 => return None,
        // A component of somebody else's that must be answered.
        _ => {
            let text = values::value(stage, &field.name, &Type::Text, n);
            let list = Value::Collection(Arc::new(vec![text.clone()]));
            let outputs_that_count = if n % 2 == 1 {
                ["value", "recordId"]
            } else {
                ["selectedRows", "recordIds"]
            };
            for name in outputs_that_count {
                outputs.load(
                    name,
                    if n % 2 == 1 {
                        text.clone()
                    } else {
                        list.clone()
                    },
                );
            }
        }
    }
    Some(Value::Record(Arc::new(outputs)))
}
