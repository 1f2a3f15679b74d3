//! Screen: set up once, shown as often as asked, left by a submission that it accepts.

mod accept;
mod act;
mod check;
mod choices;
mod component;
mod fields;
mod input;
mod levels;
mod named;
mod record_field;
mod repeater;
mod settle;
mod shown;

use super::{Onward, unexpected};
use crate::interview::advance::Advance;
use crate::interview::page::Page;
use crate::interview::stop::Stop;
use crate::{Answer, Element, FieldKind, Need, Screen, ScreenField};

pub(crate) use named::records_named;
use settle::settle;

/// Shows the screen, or takes what a person did on it.
pub(super) fn show(
    advance: &mut Advance,
    element: &Element,
    screen: &Screen,
    answer: Option<Answer>,
) -> Result<Onward, Stop> {
    prepare(advance, screen)?;
    match answer {
        None if act::is_acting(advance) => act::ask_again(advance, screen),
        None => ask(advance, element, screen, Vec::new()),
        Some(Answer::Screen(submission)) => accept::accept(advance, element, screen, submission),
        Some(answer) if act::is_acting(advance) => act::finish(advance, element, screen, answer),
        Some(answer) => Err(unexpected(&answer)),
    }
}

/// Shows the screen, with what was wrong with the last submission.
fn ask(
    advance: &mut Advance,
    element: &Element,
    screen: &Screen,
    errors: Vec<settle::FieldError>,
) -> Result<Onward, Stop> {
    let mut shown = shown::shown(advance, element, screen, errors)?;
    repeater::show_items(advance, screen, &mut shown.fields)?;
    Ok(Onward::Ask(Need::Screen(Box::new(shown))))
}

/// Sets the page up: what its fields hold.
fn prepare(advance: &mut Advance, screen: &Screen) -> Result<(), Stop> {
    if advance.frame().state.page.is_none() {
        let page = new_page(advance, screen);
        advance.frame_mut().state.page = Some(Box::new(page));
    }
    if page(advance).is_ready {
        return Ok(());
    }
    act::prepare(advance, screen);
    let settled = settle(advance, screen, &[])?;
    let base = settled.values(advance);
    let page = page_mut(advance);
    page.base = base;
    page.is_ready = true;
    Ok(())
}

/// A page that holds the stored answers of a screen answered before.
fn new_page(advance: &Advance, screen: &Screen) -> Page {
    let state = &advance.frame().state;
    let mut page = Page::default();
    if !state.at.is_some_and(|id| state.answered.contains(&id)) {
        return page;
    }
    fields::each(&screen.fields, &mut |field| {
        let stored = &state.values[field.slot.0];
        let was_hidden = stored.is_null() && field.visible.is_some();
        if !field.resets && !was_hidden {
            page.base.push((field.slot, stored.clone()));
        }
    });
    page
}

fn page<'a>(advance: &'a Advance) -> &'a Page {
    let page = &advance.frame().state.page;
    page.as_deref().expect("a screen that is shown has a page")
}

fn page_mut<'a>(advance: &'a mut Advance) -> &'a mut Page {
    let page = &mut advance.frame_mut().state.page;
    page.as_deref_mut()
        .expect("a screen that is shown has a page")
}

/// Whether a field cannot be answered with the values as they stand.
fn is_locked(advance: &Advance, field: &ScreenField) -> Result<bool, Stop> {
    if field.read_only {
        return Ok(true);
    }
    if let FieldKind::Component(component) = &field.kind
        && component::is_locked(&component::inputs(advance, component)?)
    {
        return Ok(true);
    }
    for lock in &field.locks {
        if advance.view().evaluate(lock)?.is_true() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a field is shown with the values as they stand, its section being shown.
fn is_visible(advance: &Advance, field: &ScreenField) -> Result<bool, Stop> {
    let view = advance.view();
    if let Some(shown) = &field.shown
        && !view.evaluate(shown)?.is_true()
    {
        return Ok(false);
    }
    match &field.visible {
        Some(criteria) => view.holds(criteria),
        None => Ok(true),
    }
}
