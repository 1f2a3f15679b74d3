//! `complete`: works through the screens of a work item with the answers of the scenario.

use segue_engine::{AssigneeKind, CloseReason};
use segue_flow::{Go, ShownField, ShownScreen};

use super::act::{actor, run_named};
use super::answers::{self, Entry};
use super::expect::newest_step;
use super::trouble::Trouble;
use crate::scenario::document::Node;
use crate::scenario::model::Spot;
use crate::scenario::world::World;
use crate::{Actor, OpenItem, PartRef, Reply, Request, RunRef, RunView};

/// Screens that one step may go through: a circle of screens that take no answers ends here.
const SCREENS_MAX: usize = 200;

/// Completes the newest open work item of a step.
pub(super) fn complete(
    world: &mut World,
    run: &Spot,
    step: &Spot,
    by: Option<&Spot>,
    screens: &[Node],
) -> Result<(), Trouble> {
    let view = run_named(world, run)?;
    let number = view.number;
    work(world, &view, step, by, screens).map_err(|trouble| trouble.of(number))
}

fn work(
    world: &mut World,
    view: &RunView,
    step: &Spot,
    by: Option<&Spot>,
    screens: &[Node],
) -> Result<(), Trouble> {
    let open = open_item(world, view, step)?;
    let by = match by {
        Some(by) => actor(world, Some(by))?,
        None => only_assignee(&open, step)?,
    };
    let item = PartRef::from((view.number, open.item));
    let mut entries = answers::entries(screens)?.into_iter().peekable();
    let mut reply = world.ask(Request::OpenWork {
        item: item.clone(),
        by: by.clone(),
    })?;
    for _ in 0..SCREENS_MAX {
        let screen = match reply {
            Reply::Screen(screen) => screen,
            Reply::Paused | Reply::Waits { .. } | Reply::Finished => {
                return nothing_left(entries.next().as_ref());
            }
            // The form itself failed, and its step with it: what follows is for `expect` to say.
            Reply::Failed { .. } => return Ok(()),
            other => return Err(Trouble::unmet("a screen or the end", format!("{other:?}"))),
        };
        let entry = entries.next_if(|entry| belongs_to(entry, &screen));
        let submission = answers::submission(world, &screen, entry.as_ref())?;
        let (go, shown) = (submission.go.clone(), screen);
        reply = world.ask(Request::AnswerScreen {
            item: item.clone(),
            by: by.clone(),
            submission,
        })?;
        refuse_errors(&reply, &shown, go)?;
    }
    Err(Trouble::refused(format!(
        "more than {SCREENS_MAX} screens were shown"
    )))
}

/// Screens that take an answer take the next entry; the others only one that names them, or
/// presses an action button of theirs.
fn belongs_to(entry: &Entry<'_>, screen: &ShownScreen) -> bool {
    let is_clicked = |name: &str| find(&screen.fields, name).is_some_and(|field| field.can_click);
    screen.takes_answers
        || entry.screen.as_deref() == Some(&*screen.name)
        || matches!(&entry.go, Go::Click(button) if is_clicked(button))
}

/// The field of that API name, in sections too.
fn find<'f>(fields: &'f [ShownField], name: &str) -> Option<&'f ShownField> {
    let found = fields.iter().find(|field| *field.name == *name);
    found.or_else(|| fields.iter().find_map(|field| find(&field.fields, name)))
}

fn nothing_left(entry: Option<&Entry<'_>>) -> Result<(), Trouble> {
    let Some(entry) = entry else {
        return Ok(());
    };
    let names = entry.names();
    let names = if names.is_empty() {
        String::new()
    } else {
        format!(" ({names})")
    };
    let line = entry.at.line;
    Err(Trouble::refused(format!(
        "the answers of line {line} are left over{names}: no screen asked for them"
    )))
}

fn refuse_errors(reply: &Reply, shown: &ShownScreen, go: Go) -> Result<(), Trouble> {
    let Reply::Screen(screen) = reply else {
        return Ok(());
    };
    if screen.errors.is_empty() || go == Go::Previous {
        return Ok(());
    }
    let errors: Vec<String> = screen
        .errors
        .iter()
        .map(|(field, message)| {
            if field.is_empty() {
                message.clone()
            } else {
                format!("{field}: {message}")
            }
        })
        .collect();
    Err(Trouble::refused(format!(
        "screen `{}` refuses: {}",
        shown.name,
        errors.join("; ")
    )))
}

fn only_assignee(open: &OpenItem, step: &Spot) -> Result<Actor, Trouble> {
    if open.assignee.kind == AssigneeKind::User {
        return Ok(Actor::User(open.assignee.id.clone()));
    }
    let whose = &open.assignee.name;
    let message = format!(
        "`{}` is assigned to {whose}: say who completes it with `by`",
        step.text
    );
    Err(Trouble::refused(message))
}

/// The newest Assigned work item of the newest step run of that name.
pub(super) fn open_item(world: &World, view: &RunView, step: &Spot) -> Result<OpenItem, Trouble> {
    let Some(step_run) = newest_step(view, &step.text) else {
        let message = match view
            .orchestration
            .steps
            .iter()
            .any(|other| *other.name == *step.text)
        {
            true => format!("step `{}` has not been reached", step.text),
            false => format!("the orchestration has no step `{}`", step.text),
        };
        return Err(Trouble::refused(message).at(step));
    };
    let open = world
        .runtime
        .reads()
        .open_items(RunRef::Number(view.number));
    let newest = step_run
        .items
        .iter()
        .rev()
        .find(|item| item.closed.is_none());
    let open = newest.and_then(|newest| open.into_iter().find(|item| item.item == newest.part));
    open.ok_or_else(|| {
        let status = step_run.status.label();
        let how = match step_run.items.last().and_then(|item| item.closed.as_ref()) {
            Some(closed) => format!(
                "work item was already completed ({})",
                reason(closed.reason)
            ),
            None => "it never had one".to_owned(),
        };
        Trouble::refused(format!(
            "step `{}` ({status}) has no open work item: {how}",
            step.text
        ))
        .at(step)
    })
}

fn reason(reason: CloseReason) -> &'static str {
    match reason {
        CloseReason::User => "by a person",
        CloseReason::ExitConditionMet => "its exit condition was met",
        CloseReason::StageCompleted => "its stage completed",
        CloseReason::Failed => "its stage or run failed",
        CloseReason::Canceled => "the run was canceled",
        CloseReason::Event => "by an event",
        CloseReason::Recalled => "by a recall",
    }
}
