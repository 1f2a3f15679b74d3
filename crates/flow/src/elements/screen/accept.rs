//! A submission: taken as a whole, or refused with everything that is wrong and nothing changed.

use std::sync::Arc;

use segue_language::{Record, Text, Value};

use super::settle::{FieldError, Settled};
use super::{act, ask, check, choices, page_mut, settle};
use crate::elements::Onward;
use crate::interview::advance::Advance;
use crate::interview::stop::Stop;
use crate::{
    Element, FieldKind, Go, Operand, Reference, ResourceKind, Screen, ScreenField, Slot, Submission,
};

/// Takes what a person did and goes where they want to.
pub(super) fn accept(
    advance: &mut Advance,
    element: &Element,
    screen: &Screen,
    submission: Submission,
) -> Result<Onward, Stop> {
    let before = Before::of(advance);
    page_mut(advance).renewed.clear();
    let taken = take(advance, element, screen, &submission);
    match taken {
        Ok((errors, call)) if errors.is_empty() => {
            carry_over(advance, &before.values)?;
            match call {
                Some(call) => Ok(act::begin(advance, screen, call)),
                None => go(advance, element, screen, submission.go),
            }
        }
        Ok((errors, _)) => {
            before.restore(advance);
            ask(advance, element, screen, errors)
        }
        Err(stop) => {
            before.restore(advance);
            if !matches!(stop, Stop::Problem(_)) {
                advance.keep_submission(submission);
            }
            Err(stop)
        }
    }
}

/// A variable whose starting value names a field of a screen holds what is answered there, until
/// something else is assigned to it.
fn carry_over(advance: &mut Advance, before: &[Value]) -> Result<(), Stop> {
    let frame = advance.frame();
    let (flow, state) = (frame.flow.clone(), &frame.state);
    let mut late = Vec::new();
    for (number, resource) in flow.resources.iter().enumerate() {
        if let ResourceKind::Variable(variable) = &resource.kind
            && let Some(Operand::Reference(Reference::Slot(field, path))) = &variable.default
            && path.is_empty()
            && !state.given.contains(&Slot(number))
            && state.values[number] == before[field.0]
            && state.values[field.0] != before[field.0]
        {
            late.push((Slot(number), state.values[field.0].clone()));
        }
    }
    for (slot, value) in late {
        advance.write_slot(slot, value)?;
    }
    Ok(())
}

/// What a submission may change, as it was before.
pub(super) struct Before {
    values: Vec<Value>,
    record: Option<Arc<Record>>,
    chosen: Vec<(crate::Slot, crate::Slot)>,
}

impl Before {
    pub(super) fn of(advance: &Advance) -> Before {
        let state = &advance.frame().state;
        Before {
            values: state.values.clone(),
            record: advance.interview.shared.record.clone(),
            chosen: state.chosen.clone(),
        }
    }

    pub(super) fn restore(self, advance: &mut Advance) {
        advance.interview.shared.record = self.record;
        let state = &mut advance.frame_mut().state;
        state.values = self.values;
        state.chosen = self.chosen;
    }
}

fn take(
    advance: &mut Advance,
    element: &Element,
    screen: &Screen,
    submission: &Submission,
) -> Result<(Vec<FieldError>, Option<act::Call>), Stop> {
    let mut settled = settle(advance, screen, &submission.answers)?;
    let go = &submission.go;
    if matches!(go, Go::Refresh | Go::Click(_)) {
        // What is kept while the screen stays may not be right yet.
        settled.errors.clear();
    }
    settled.errors.extend(no_way(advance, element, screen, go));
    if *go == Go::Next {
        check::check(advance, &mut settled)?;
    }
    let call = match go {
        Go::Click(button) => act::clicked(advance, screen, &mut settled, button)?,
        Go::Next | Go::Previous | Go::Pause | Go::Refresh => None,
    };
    if settled.errors.is_empty() {
        keep(advance, &settled, go)?;
    }
    Ok((settled.errors, call))
}

/// Refuses a button that the screen does not have.
fn no_way(advance: &Advance, element: &Element, screen: &Screen, go: &Go) -> Option<FieldError> {
    let why = match go {
        Go::Next if !can_go_on(element, screen) => "this screen has no way on",
        Go::Previous if !can_go_back(advance, screen) => "this screen has no way back",
        Go::Pause if !screen.allow_pause => "this screen cannot be paused",
        _ => return None,
    };
    Some((Text::default(), why.to_owned()))
}

/// Whether the screen leads on, or may end the interview.
pub(super) fn can_go_on(element: &Element, screen: &Screen) -> bool {
    screen.allow_finish || element.next.is_some()
}

/// Whether the screen leads back to another.
pub(super) fn can_go_back(advance: &Advance, screen: &Screen) -> bool {
    screen.allow_back && advance.has_visits()
}

/// Keeps what the fields leave: choices taken and, on the way on, the components' outputs.
fn keep(advance: &mut Advance, settled: &Settled, go: &Go) -> Result<(), Stop> {
    for field in &settled.visible {
        if !super::fields::choices(field).is_empty() {
            choices::keep_taken(advance, field)?;
        }
        if *go == Go::Next {
            keep_outputs(advance, field)?;
        }
    }
    if matches!(go, Go::Pause | Go::Refresh | Go::Click(_)) {
        page_mut(advance).base = settled.values(advance);
    }
    Ok(())
}

fn keep_outputs(advance: &mut Advance, field: &ScreenField) -> Result<(), Stop> {
    let FieldKind::Component(component) = &field.kind else {
        return Ok(());
    };
    let held = advance.frame().state.values[field.slot.0].clone();
    for (name, target) in &component.outputs {
        let value = match &held {
            Value::Record(outputs) => outputs.get(name).cloned().unwrap_or_default(),
            other => other.clone(),
        };
        advance.write(target, value)?;
    }
    Ok(())
}

fn go(
    advance: &mut Advance,
    element: &Element,
    screen: &Screen,
    button: Go,
) -> Result<Onward, Stop> {
    advance.interview.shared.lookups.forget();
    let state = &mut advance.frame_mut().state;
    if let Some(id) = state.at.filter(|id| !state.answered.contains(id)) {
        state.answered.push(id);
    }
    match button {
        Go::Next => {
            advance.remember_visit();
            Ok(Onward::Next)
        }
        Go::Previous => {
            advance.go_back()?;
            Ok(Onward::Elsewhere)
        }
        Go::Pause | Go::Refresh | Go::Click(_) => ask(advance, element, screen, Vec::new()),
    }
}
