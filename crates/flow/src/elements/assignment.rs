//! Assignment: sets variables, one after the other.

mod arithmetic;
mod collection;

use segue_language::{Type, Value, merge_text};

use super::Onward;
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{AssignmentItem, AssignmentOperator, Reference};

/// Sets each item in order; a later one sees what an earlier one has set.
pub(super) fn assign(advance: &mut Advance, items: &[AssignmentItem]) -> Result<Onward, Stop> {
    for item in &items[advance.frame().state.progress..] {
        let value = advance.view().evaluate(&item.value)?;
        combine(advance, item, value)?;
        if is_field(&item.target) {
            advance.interview.shared.lookups.forget();
        }
        advance.frame_mut().state.progress += 1;
    }
    Ok(Onward::Next)
}

/// Whether a field of a record is set: it may be the id of a lookup.
fn is_field(target: &Reference) -> bool {
    match target {
        Reference::Slot(_, path) | Reference::Record(path) => !path.is_empty(),
        Reference::Prior(_) | Reference::Global(_) => false,
    }
}

fn combine(advance: &mut Advance, item: &AssignmentItem, value: Value) -> Result<(), Stop> {
    use AssignmentOperator as O;
    let target = &item.target;
    match item.operator {
        O::Assign => advance.write(target, value),
        O::AssignCount => advance.write(target, collection::count(&value)),
        O::Add => {
            let wanted = advance.type_of(target);
            change(advance, item, |held| add(held, value, &wanted))
        }
        O::Subtract => change(advance, item, |held| arithmetic::subtract(held, &value)),
        O::AddItem => {
            let wanted = advance.type_of(target);
            change(advance, item, |held| add_item(held, value, &wanted))
        }
        O::AddAtStart => change(advance, item, |held| collection::add_at_start(held, &value)),
        O::RemoveFirst
        | O::RemoveBeforeFirst
        | O::RemoveAfterFirst
        | O::RemoveAll
        | O::RemoveUncommon
        | O::RemovePosition => change(advance, item, |held| {
            collection::remove(held, item.operator, &value)
        }),
    }
}

/// Changes the target in its place, at the cost of the size that it then has.
fn change(
    advance: &mut Advance,
    item: &AssignmentItem,
    operation: impl FnOnce(&mut Value) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let mut cost = 0;
    advance.modify(&item.target, |held| {
        operation(held)?;
        cost = size(held, item.operator);
        Ok(())
    })?;
    advance.view().charge(cost)
}

fn size(value: &Value, operator: AssignmentOperator) -> u64 {
    match value {
        Value::Text(text) => text.len() as u64 / 16,
        Value::Collection(_) if operator == AssignmentOperator::AddItem => 1,
        Value::Collection(items) => items.len() as u64 / 8,
        _ => 0,
    }
}

fn add(held: &mut Value, value: Value, wanted: &Type) -> Result<(), Stop> {
    match (&*held, wanted) {
        (Value::Collection(_), _) | (Value::Null, Type::Collection(_)) => {
            collection::append(held, value)
        }
        // Records are added to collections only, so an unknown target is one.
        (Value::Null, Type::Any) if value.as_record().is_some() => collection::append(held, value),
        (Value::Text(_), _) | (Value::Null, Type::Text | Type::Picklist | Type::Multipicklist) => {
            append_text(held, &value, "");
            Ok(())
        }
        (Value::Null, Type::Any) => {
            *held = value;
            Ok(())
        }
        _ => arithmetic::add(held, &value),
    }
}

fn add_item(held: &mut Value, value: Value, wanted: &Type) -> Result<(), Stop> {
    match (&*held, wanted) {
        (Value::Text(_), _) | (Value::Null, Type::Text | Type::Picklist | Type::Multipicklist) => {
            append_text(held, &value, ";");
            Ok(())
        }
        _ => collection::append(held, value),
    }
}

fn append_text(held: &mut Value, value: &Value, separator: &str) {
    if value.is_null() {
        return;
    }
    let before = merge_text(held);
    let separator = if before.is_empty() { "" } else { separator };
    *held = Value::text(format!("{before}{separator}{}", merge_text(value)));
}
