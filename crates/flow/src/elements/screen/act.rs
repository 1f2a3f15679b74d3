//! Actions of a screen: a click runs one while the screen stays, and its results and its error
//! update the screen. Whatever was typed is kept.

use segue_language::{Num, Record, Text, Value, Values};

use super::settle::{Settled, default, record};
use super::{ask, fields, is_locked, page_mut, prepare as prepare_page};
use crate::elements::records::values_of;
use crate::elements::{Onward, unexpected};
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{Answer, Click, Element, Need, Screen, ScreenAction, ScreenField, Slot};

/// An action that is about to be carried out.
pub(super) struct Call {
    /// Its place among the actions of the screen.
    number: usize,
    inputs: Values,
    /// Fields that take their defaults anew, as nobody has answered them otherwise.
    untouched: Vec<Slot>,
}

/// Gives each action that was never carried out what says so.
pub(super) fn prepare(advance: &mut Advance, screen: &Screen) {
    for action in &screen.actions {
        let held = &mut advance.frame_mut().state.values[action.slot.0];
        if held.is_null() {
            *held = outcome([false, false], Value::Null, Value::Null);
        }
    }
}

/// Whether a click on the field runs an action now.
pub(super) fn can_click(
    advance: &Advance,
    screen: &Screen,
    field: &ScreenField,
) -> Result<bool, Stop> {
    let is_attached = clicks(screen, &field.name).next().is_some();
    Ok(is_attached && !is_locked(advance, field)?)
}

/// What became of the action that a click on the field runs; its results are for the flow only.
pub(super) fn shown(advance: &Advance, screen: &Screen, field: &ScreenField) -> Option<Value> {
    let values = &advance.frame().state.values;
    let actions = clicks(screen, &field.name).map(|click| &screen.actions[click.action]);
    let mut held = actions.filter_map(|action| values[action.slot.0].as_record().cloned());
    let first = held.next()?;
    let told = std::iter::once(first.clone()).chain(held).find(|held| {
        let is_done = held.get("IsSuccess").is_some_and(Value::is_true);
        is_done
            || held
                .get("ErrorMessage")
                .is_some_and(|error| !error.is_null())
    });
    let mut told = Record::clone(&told.unwrap_or(first));
    told.load("Results", Value::Null);
    Some(Value::Record(told.into()))
}

/// What a click on a button calls; a refusal where there is no such button.
pub(super) fn clicked(
    advance: &Advance,
    screen: &Screen,
    settled: &mut Settled,
    button: &Text,
) -> Result<Option<Call>, Stop> {
    let mut visible = settled.visible.iter();
    let field = visible.find(|field| field.name.eq_ignore_ascii_case(button));
    let why = match field {
        _ if clicks(screen, button).next().is_none() => "is no button of this screen",
        None => "is hidden and cannot be pressed",
        Some(field) if is_locked(advance, field)? => "cannot be pressed",
        Some(_) => {
            let number = meant(advance, screen, button)?;
            return number
                .map(|number| call(advance, screen, settled, number))
                .transpose();
        }
    };
    settled.errors.push((button.clone(), why.to_owned()));
    Ok(None)
}

/// The first action of a click whose conditions hold.
fn meant(advance: &Advance, screen: &Screen, button: &str) -> Result<Option<usize>, Stop> {
    for click in clicks(screen, button) {
        match &click.criteria {
            Some(criteria) if !advance.view().holds(criteria)? => {}
            _ => return Ok(Some(click.action)),
        }
    }
    Ok(None)
}

fn call(
    advance: &Advance,
    screen: &Screen,
    settled: &Settled,
    number: usize,
) -> Result<Call, Stop> {
    let action = &screen.actions[number];
    let view = advance.view();
    let mut untouched = Vec::new();
    for field in &settled.visible {
        let held = &advance.frame().state.values[field.slot.0];
        if fields::default_depends_on(&view, field, action.slot)
            && default(advance, field)? == *held
        {
            untouched.push(field.slot);
        }
    }
    Ok(Call {
        number,
        inputs: values_of(&view, &action.inputs)?,
        untouched,
    })
}

/// The clicks on a button that run an action.
fn clicks<'s>(screen: &'s Screen, button: &'s str) -> impl Iterator<Item = &'s Click> + 's {
    let clicks = screen.clicks.iter();
    clicks.filter(|click| click.field.eq_ignore_ascii_case(button))
}

/// Asks for the action.
pub(super) fn begin(advance: &mut Advance, screen: &Screen, call: Call) -> Onward {
    advance.interview.shared.lookups.forget();
    let action = &screen.actions[call.number];
    let state = &mut advance.frame_mut().state;
    state.progress = call.number + 1;
    let untouched = call.untouched.iter().map(|slot| as_number(*slot));
    state.partial = untouched.collect();
    let last = results(&state.values[action.slot.0]);
    state.values[action.slot.0] = outcome([false, true], Value::Null, last);
    need(action, call.inputs)
}

/// Asks for it once more, as after the interview was stored.
pub(super) fn ask_again(advance: &Advance, screen: &Screen) -> Result<Onward, Stop> {
    let action = &screen.actions[advance.frame().state.progress - 1];
    let inputs = values_of(&advance.view(), &action.inputs)?;
    Ok(need(action, inputs))
}

fn need(action: &ScreenAction, inputs: Values) -> Onward {
    Onward::Ask(Need::ScreenAction {
        name: action.action.clone(),
        action_type: action.action_type.clone(),
        inputs,
    })
}

/// Whether an action of the screen is being carried out.
pub(super) fn is_acting(advance: &Advance) -> bool {
    advance.frame().state.progress > 0
}

/// Keeps what became of the action, and shows the screen as that makes it.
pub(super) fn finish(
    advance: &mut Advance,
    element: &Element,
    screen: &Screen,
    answer: Answer,
) -> Result<Onward, Stop> {
    let became = match answer {
        Answer::Outputs(outputs) => outcome([true, false], Value::Null, record(outputs)),
        Answer::Fault(message) => outcome([false, false], Value::text(message), Value::Null),
        other => return Err(unexpected(&other)),
    };
    let state = &mut advance.frame_mut().state;
    let action = &screen.actions[state.progress - 1];
    state.values[action.slot.0] = became;
    state.progress = 0;
    let untouched = std::mem::take(&mut state.partial);
    advance.interview.shared.lookups.forget();
    renew(advance, screen, &untouched);
    prepare_page(advance, screen)?;
    ask(advance, element, screen, Vec::new())
}

/// Lets go of what was read and computed before the action.
fn renew(advance: &mut Advance, screen: &Screen, untouched: &[Value]) {
    let mut renewed = Vec::new();
    fields::each(&screen.fields, &mut |field| {
        if untouched.contains(&as_number(field.slot)) {
            renewed.push((field.slot, field.name.clone()));
        }
    });
    let page = page_mut(advance);
    let is_renewed = |slot: &Slot| renewed.iter().any(|(known, _)| known == slot);
    page.base.retain(|(slot, _)| !is_renewed(slot));
    page.forget_rows();
    page.is_ready = false;
    page.renewed = renewed.into_iter().map(|(_, name)| name).collect();
}

fn as_number(slot: Slot) -> Value {
    Value::Number(Num::from(i64::try_from(slot.0).unwrap_or(i64::MAX)))
}

fn results(held: &Value) -> Value {
    let held = held.as_record().and_then(|held| held.get("Results"));
    held.cloned().unwrap_or_default()
}

/// What an action's name stands for: whether it succeeded and is in progress, its error, its
/// outputs.
fn outcome([succeeded, in_progress]: [bool; 2], error: Value, results: Value) -> Value {
    let mut outcome = Record::new("");
    outcome.load("IsSuccess", Value::Boolean(succeeded));
    outcome.load("InProgress", Value::Boolean(in_progress));
    outcome.load("ErrorMessage", error);
    outcome.load("Results", results);
    Value::Record(outcome.into())
}
