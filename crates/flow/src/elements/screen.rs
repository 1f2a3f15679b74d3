//! Screen: set up once, shown as often as asked, left by a submission that it accepts.

mod accept;
mod choices;
mod component;
mod fields;
mod input;
mod repeater;
mod settle;
mod shown;

use std::sync::Arc;

use segue_language::{Query, Record, Value};

use super::{Onward, filter, unexpected};
use crate::interview::advance::Advance;
use crate::interview::page::Page;
use crate::interview::stop::Stop;
use crate::{Answer, ChoiceSet, Element, Flow, Need, ResourceKind, Screen, ScreenField, Slot};

use settle::settle;

/// Shows the screen, or takes what a person did on it.
pub(super) fn show(
    advance: &mut Advance,
    flow: &Flow,
    element: &Element,
    screen: &Screen,
    answer: Option<Answer>,
) -> Result<Onward, Stop> {
    let submission = match answer {
        None => None,
        Some(Answer::Rows(rows)) => {
            keep_rows(advance, rows)?;
            None
        }
        Some(Answer::Screen(submission)) => Some(submission),
        Some(answer) => return Err(unexpected(&answer)),
    };
    if let Some(need) = prepare(advance, flow, screen)? {
        return Ok(Onward::Ask(need));
    }
    match submission {
        None => ask(advance, element, screen, Vec::new()),
        Some(submission) => accept::accept(advance, element, screen, submission),
    }
}

/// Shows the screen, with what was wrong with the last submission.
fn ask(
    advance: &Advance,
    element: &Element,
    screen: &Screen,
    errors: Vec<settle::FieldError>,
) -> Result<Onward, Stop> {
    let shown = shown::shown(advance, element, screen, errors)?;
    Ok(Onward::Ask(Need::Screen(Box::new(shown))))
}

/// Sets the page up: rows of its choice sets, then what its fields hold.
fn prepare(advance: &mut Advance, flow: &Flow, screen: &Screen) -> Result<Option<Need>, Stop> {
    if advance.frame().state.page.is_none() {
        let page = new_page(advance, screen);
        advance.frame_mut().state.page = Some(Box::new(page));
    }
    if page(advance).is_ready {
        return Ok(None);
    }
    if let Some(need) = missing_rows(advance, flow, screen)? {
        return Ok(Some(need));
    }
    let settled = settle(advance, screen, &[])?;
    let base = settled.values(advance);
    let page = page_mut(advance);
    page.base = base;
    page.is_ready = true;
    Ok(None)
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

/// The first record choice set of the screen whose rows are not there yet.
fn missing_rows(advance: &mut Advance, flow: &Flow, screen: &Screen) -> Result<Option<Need>, Stop> {
    let mut missing = None;
    fields::each(&screen.fields, &mut |field| {
        let choices = fields::choices(field).iter();
        let unread = choices.filter(|slot| page(advance).rows(**slot).is_none());
        missing = missing.or(unread.copied().find(|slot| is_record_set(flow, *slot)));
    });
    let Some(slot) = missing else {
        return Ok(None);
    };
    let query = rows_query(advance, flow, slot)?;
    page_mut(advance).asked = Some(slot);
    Ok(query.map(Need::Rows))
}

fn is_record_set(flow: &Flow, slot: Slot) -> bool {
    match &flow.resources[slot.0].kind {
        ResourceKind::ChoiceSet(set) => matches!(**set, ChoiceSet::Records { .. }),
        _ => false,
    }
}

fn rows_query(advance: &Advance, flow: &Flow, slot: Slot) -> Result<Option<Query>, Stop> {
    let ResourceKind::ChoiceSet(set) = &flow.resources[slot.0].kind else {
        return Ok(None);
    };
    let ChoiceSet::Records {
        object,
        filter: chosen,
        sort,
        limit,
        ..
    } = &**set
    else {
        return Ok(None);
    };
    Ok(Some(Query {
        object: object.clone(),
        filter: filter(&advance.view(), chosen)?,
        sort: sort.clone(),
        limit: *limit,
    }))
}

fn keep_rows(advance: &mut Advance, rows: Vec<Record>) -> Result<(), Stop> {
    advance.view().charge(rows.len() as u64)?;
    let rows = rows.into_iter().map(|row| Value::Record(Arc::new(row)));
    let rows = Arc::new(rows.collect());
    if let Some(page) = &mut advance.frame_mut().state.page
        && let Some(slot) = page.asked.take()
    {
        page.rows.push((slot, rows));
    }
    Ok(())
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

/// Whether a field is shown with the values as they stand, its section being shown.
fn is_visible(advance: &Advance, field: &ScreenField) -> Result<bool, Stop> {
    match &field.visible {
        Some(criteria) => advance.view().holds(criteria),
        None => Ok(true),
    }
}
