//! Stand-ins for the actions and flows that live elsewhere: outputs of the types that the flow
//! stores them as.

use std::collections::BTreeMap;
use std::sync::Arc;

use segue_definition::Project;
use segue_flow::{AssignmentItem, ElementKind, Flow, Operand, Reference, Slot, Stored};
use segue_language::{Text, Type, Value, Values};
use segue_runtime::StandIns;

use crate::stage::Stage;
use crate::values;

/// The outputs of each stand-in, by the lower-case name of the action or flow.
pub(crate) fn stand_ins(
    project: &Project,
    missing: &[String],
    stage: &Stage,
    attempt: usize,
) -> StandIns {
    let mut answers: BTreeMap<String, Values> = BTreeMap::new();
    for flow in &project.flows {
        for element in &flow.item.elements {
            let (name, outputs, slot) = match &element.kind {
                ElementKind::Action(call) => (&call.name, &call.outputs, call.output_slot),
                ElementKind::Subflow(call) => (&call.flow, &call.outputs, call.output_slot),
                _ => continue,
            };
            let known = answers.entry(name.to_ascii_lowercase()).or_default();
            let text = &flow.text;
            give(project, &flow.item, outputs, known, stage, attempt);
            if let Some(slot) = slot {
                let names = mentioned(text, &element.name);
                give_rows(text, (&element.name, &names), known, stage, attempt);
                give_kept(project, &flow.item, (slot, &names), known, stage, attempt);
            }
        }
    }
    let missing: Vec<String> = missing.to_vec();
    Box::new(move |call| {
        let name = call.name.to_ascii_lowercase();
        let stands_in = missing
            .iter()
            .any(|known| known.eq_ignore_ascii_case(&name));
        stands_in.then(|| Ok(answers.get(&name).cloned().unwrap_or_default()))
    })
}

/// Outputs put into references: of the types of those.
fn give(
    project: &Project,
    flow: &Flow,
    outputs: &[Stored],
    known: &mut Values,
    stage: &Stage,
    attempt: usize,
) {
    for (name, target) in outputs {
        if let Some(value_type) = type_of(project, flow, target) {
            put(
                known,
                name,
                values::value(stage, name, &value_type, attempt),
            );
        }
    }
}

/// Outputs that a table on a screen offers: rows of the object that it says.
fn give_rows(
    text: &str,
    (element, names): (&str, &[Text]),
    known: &mut Values,
    stage: &Stage,
    attempt: usize,
) {
    for name in names {
        if let Some(object) = object_of_rows(text, element, name) {
            let row = values::value(stage, name, &Type::Record(object), attempt);
            put(known, name, Value::Collection(Arc::new(vec![row])));
        }
    }
}

fn object_of_rows(text: &str, element: &str, name: &str) -> Option<Text> {
    let reference = format!("<elementReference>{element}.{name}</elementReference>");
    let (before, _) = text.split_once(&reference)?;
    let (component, input) = before.rsplit_once("<name>")?;
    let (_, object) = component.rsplit_once("<typeValue>")?;
    let object = object.split('<').next()?;
    input.starts_with("tableData<").then(|| object.into())
}

/// Outputs kept under the element's name: of the types of what they are assigned to.
fn give_kept(
    project: &Project,
    flow: &Flow,
    (slot, names): (Slot, &[Text]),
    known: &mut Values,
    stage: &Stage,
    attempt: usize,
) {
    // At the third attempt nothing comes back.
    if attempt % 3 == 2 {
        return;
    }
    for name in names {
        let value_type = assigned_to(project, flow, slot, name).or_else(|| guessed(name));
        if let Some(value_type) = value_type {
            put(
                known,
                name,
                values::value(stage, name, &value_type, attempt),
            );
        }
    }
}

fn put(known: &mut Values, name: &Text, value: Value) {
    if !known
        .iter()
        .any(|(other, _)| other.eq_ignore_ascii_case(name))
    {
        known.push((name.clone(), value));
    }
}

/// The type of what a reference names.
fn type_of(project: &Project, flow: &Flow, reference: &Reference) -> Option<Type> {
    let Reference::Slot(slot, path) = reference else {
        return None;
    };
    let mut value_type = flow.resources[slot.0].value_type.clone();
    for name in path {
        let Type::Record(object) = &value_type else {
            return None;
        };
        value_type = project.objects.get(object)?.field(name)?.value_type.clone();
    }
    (value_type != Type::Any).then_some(value_type)
}

fn assigned_to(project: &Project, flow: &Flow, slot: Slot, name: &Text) -> Option<Type> {
    let items = flow
        .elements
        .iter()
        .filter_map(|element| match &element.kind {
            ElementKind::Assignment(items) => Some(items),
            _ => None,
        });
    let takes = |item: &&AssignmentItem| match &item.value {
        Operand::Reference(Reference::Slot(from, path)) => {
            *from == slot && path.len() == 1 && path[0].eq_ignore_ascii_case(name)
        }
        _ => false,
    };
    let item = items.flatten().find(takes)?;
    type_of(project, flow, &item.target)
}

/// A type as the name of an output suggests it; none where a record or a list may be meant.
fn guessed(name: &str) -> Option<Type> {
    let lower = name.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if says(&["list", "records", "collection", "items", "values", "rows"]) {
        return None;
    }
    if lower.starts_with("is") || lower.starts_with("has") || says(&["success", "exists", "valid"])
    {
        return Some(Type::Boolean);
    }
    if says(&["count", "amount", "total", "size"]) {
        return Some(Type::Number);
    }
    Some(Type::Text)
}

/// The names that follow `element.` in the text of a flow, unless they are followed further.
fn mentioned(text: &Arc<str>, element: &str) -> Vec<Text> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mut names: Vec<Text> = Vec::new();
    for (at, _) in text.match_indices(&format!("{element}.")) {
        let before = text[..at].chars().next_back();
        let rest = &text[at + element.len() + 1..];
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let is_whole = !before.is_some_and(|c| is_part(c) || c == '.');
        let name: Text = rest[..end].into();
        if is_whole && end > 0 && !rest[end..].starts_with('.') && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
