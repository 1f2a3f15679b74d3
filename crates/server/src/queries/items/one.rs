//! One work item with all that its page shows.

use segue_engine::{AssigneeKind, CloseReason, PartId, RunStatus, WorkItem};
use segue_language::{Text, Timestamp};
use segue_runtime::RunView;
use segue_store::{RunNumber, WORK_ITEM_PREFIX, parse_id, part_id};

use super::inbox::{Holder, shared_holder, user_holder};
use super::origin;
use super::stages::{StageLine, stages};
use crate::app::App;
use crate::identity::Caller;
use crate::problem::{Answer, Problem};
use crate::queries::approvals::stands_in;
use crate::queries::eyes::{Eyes, see};
use crate::queries::records::{self, RecordName};
use crate::settings::Due;

/// A work item as its page shows it.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) id: Text,
    pub(crate) label: String,
    pub(crate) run: Text,
    pub(crate) run_id: Text,
    pub(crate) run_status: RunStatus,
    pub(crate) orchestration: String,
    pub(crate) stages: Vec<StageLine>,
    pub(crate) holder: Holder,
    pub(crate) created: Timestamp,
    pub(crate) due: Option<Timestamp>,
    pub(crate) record: Option<RecordName>,
    pub(crate) closed: Option<ClosedItem>,
    /// Who walks through its pages now.
    pub(crate) worker: Option<Person>,
    /// Whether the caller may do it.
    pub(crate) is_entitled: bool,
    /// Whether it needs a decision, which can be told at once.
    pub(crate) is_approval: bool,
    /// Whether the caller holds it alone and can give it back.
    pub(crate) can_release: bool,
    /// What its step says about it.
    pub(crate) instructions: String,
    /// Whether the page of the run is open to the caller.
    pub(crate) sees_run: bool,
    /// Open items of the same run that the caller may do.
    pub(crate) next: Vec<NextItem>,
}

/// Somebody, as pages call her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) is_me: bool,
}

/// How a work item was closed.
#[derive(Clone, Debug)]
pub(crate) struct ClosedItem {
    pub(crate) at: Timestamp,
    pub(crate) by: Option<Person>,
    pub(crate) reason: CloseReason,
    /// Why its step failed.
    pub(crate) error: Option<Text>,
}

/// Another item of the same run.
#[derive(Clone, Debug)]
pub(crate) struct NextItem {
    pub(crate) id: Text,
    pub(crate) label: String,
}

impl Item {
    /// Whether the caller can approve or reject it without its form.
    pub(crate) fn can_decide(&self) -> bool {
        self.is_approval && self.is_entitled && self.closed.is_none()
    }

    /// Whether a member can take it for herself.
    pub(crate) fn can_claim(&self) -> bool {
        self.is_entitled && self.closed.is_none() && self.holder.kind != AssigneeKind::User
    }
}

/// Reads a work item that the caller may see.
///
/// # Errors
/// There is none, or the caller may not see it.
pub(crate) async fn item(app: &App, caller: &Caller, id: &Text) -> Answer<Item> {
    let (id, due) = (id.clone(), app.settings().due.clone());
    see(app, caller, move |eyes| {
        let unknown = || Problem::unknown("work item", &id);
        let item = read(eyes, &id, &due).ok_or_else(unknown)?;
        let did_it = item.closed.as_ref().and_then(|closed| closed.by.as_ref());
        let is_hers = did_it.is_some_and(|by| by.is_me);
        if is_hers || item.is_entitled || eyes.viewer().sees_item(&item.holder.id) {
            return Ok(item);
        }
        Err(unknown())
    })
    .await
}

/// Reads a work item without asking who may see it.
fn read(eyes: &Eyes<'_>, id: &str, due: &Due) -> Option<Item> {
    let parsed = parse_id(id).filter(|parsed| parsed.is_a(WORK_ITEM_PREFIX))?;
    let number = parsed.part_number();
    let view = eyes.reads.run(number.run().0)?;
    let item = view.run.work_item(number.part())?;
    let step = view.run.step_of_item(number.part())?;
    let holder = holder(eyes, item)?;
    let can_release = item.is_open() && holder.is_me;
    let worker = eyes.reads.worker_of(number);
    let definition = view.orchestration.step(step.step);
    let names = (&*view.orchestration.name, &*definition.name);
    Some(Item {
        due: due.of(names, item.created_at),
        instructions: definition.description.clone(),
        id: part_id(WORK_ITEM_PREFIX, number.run(), number.part()),
        label: definition.label.clone(),
        run: view.name.clone(),
        run_id: view.id.clone(),
        run_status: view.run.status,
        orchestration: view.orchestration.label.clone(),
        stages: stages(&view),
        is_entitled: eyes.viewer().completes_item(&item.assignee.id)
            || stands_in(eyes, &view.orchestration, step.step, &item.assignee.id),
        is_approval: view.orchestration.approval(step.step).is_some(),
        can_release: can_release && origin(eyes.reads, view.number, item.part).is_some(),
        holder,
        sees_run: eyes.viewer().manages_runs(),
        created: item.created_at,
        record: records::name_of(eyes, &item.related_record),
        closed: closed(eyes, item, step.error.clone()),
        worker: worker.map(|id| person(eyes, &id)),
        next: next(eyes, &view, item.part),
    })
}

fn holder(eyes: &Eyes<'_>, item: &WorkItem) -> Option<Holder> {
    let assignee = &item.assignee;
    if assignee.kind != AssigneeKind::User {
        return shared_holder(eyes.reads, &assignee.id).ok()?;
    }
    let person = person(eyes, &assignee.id);
    let label = match person.is_me {
        true => "You".to_owned(),
        false => person.name,
    };
    Some(Holder {
        is_me: person.is_me,
        ..user_holder(&assignee.id, label)
    })
}

fn closed(eyes: &Eyes<'_>, item: &WorkItem, error: Option<Text>) -> Option<ClosedItem> {
    item.closed.as_ref().map(|closed| ClosedItem {
        at: closed.at,
        by: closed.by.as_ref().map(|id| person(eyes, id)),
        reason: closed.reason,
        error,
    })
}

/// A user by id, as pages call her.
pub(crate) fn person(eyes: &Eyes<'_>, id: &str) -> Person {
    let user = eyes.reads.store().user(id).ok().flatten();
    let name = user.map_or_else(
        || id.to_owned(),
        |user| match user.first_name {
            Some(first) => format!("{first} {}", user.last_name),
            None => user.last_name.to_string(),
        },
    );
    Person {
        name,
        is_me: *id == *eyes.caller.id,
    }
}

fn next(eyes: &Eyes<'_>, view: &RunView, but: PartId) -> Vec<NextItem> {
    let viewer = eyes.viewer();
    let others = view.run.open_items().filter(|item| item.part != but);
    let mine = others.filter(|item| viewer.completes_item(&item.assignee.id));
    mine.filter_map(|item| {
        let step = view.run.step_of_item(item.part)?;
        Some(NextItem {
            id: part_id(WORK_ITEM_PREFIX, RunNumber(view.number), item.part),
            label: view.orchestration.step(step.step).label.clone(),
        })
    })
    .collect()
}
