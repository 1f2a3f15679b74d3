//! Reading work items for the API: lists, and one.

use segue_engine::{AssigneeKind, StepRun, WorkItem};
use segue_language::Text;
use segue_runtime::{Reads, RunView};
use segue_store::{
    Held, OpenItem, PartNumber, STEP_RUN_PREFIX, WORK_ITEM_PREFIX, parse_id, part_id,
};

use super::approvals::stands_in;
use super::eyes::{Eyes, see};
use crate::app::App;
use crate::identity::Caller;
use crate::problem::{Answer, Problem};

/// Whose open work items are wanted.
#[derive(Clone, Debug)]
pub(crate) enum Holder {
    /// The caller's, and those of the caller's groups and queues.
    Mine,
    /// Those of a user, group or queue: a name or an id.
    Named(String),
}

/// A work item, open or closed.
#[derive(Clone, Debug)]
pub(crate) struct FoundItem {
    /// Its 18-character id.
    pub(crate) id: Text,
    /// Its number, which orders lists.
    pub(crate) number: PartNumber,
    /// Its run.
    pub(crate) run: RunView,
    /// Its step run.
    pub(crate) step: StepRun,
    /// The item.
    pub(crate) item: WorkItem,
    /// User name of who completed it.
    pub(crate) completed_by: Option<Text>,
    /// Id of the user who walks through its pages.
    pub(crate) worker: Option<Text>,
    /// Whether the caller may do it.
    pub(crate) is_entitled: bool,
}

/// A page of a list.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) items: Vec<FoundItem>,
    /// Where the next page begins.
    pub(crate) next: Option<i64>,
}

/// Open work items, oldest run first.
pub(crate) async fn list(
    app: &App,
    caller: &Caller,
    (holder, after, limit): (Holder, Option<i64>, usize),
) -> Answer<Page> {
    see(app, caller, move |eyes| {
        let named = match &holder {
            Holder::Mine => None,
            Holder::Named(name) => Some(named(eyes, name)?),
        };
        let held = match &named {
            Some(id) => vec![Held::from(&**id)],
            None => eyes.held()?,
        };
        let after = PartNumber(after.unwrap_or(i64::MIN));
        let mut rows = rows(eyes, &held, after, limit + 1)?;
        let has_more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| has_more).map(|row| row.n.0);
        let items = rows.iter().filter_map(|row| found(eyes, row.n));
        Ok(Page {
            items: items.collect(),
            next,
        })
    })
    .await
}

/// A work item that the caller may see.
///
/// # Errors
/// There is none, or the caller may not see it, which looks the same.
pub(crate) async fn one(app: &App, caller: &Caller, id: &Text) -> Answer<FoundItem> {
    let id = id.clone();
    see(app, caller, move |eyes| seen(eyes, &id)).await
}

fn seen(eyes: &Eyes<'_>, id: &Text) -> Answer<FoundItem> {
    let parsed = parse_id(id).filter(|parsed| parsed.is_a(WORK_ITEM_PREFIX));
    let found = parsed.and_then(|parsed| found(eyes, parsed.part_number()));
    found
        .filter(|found| is_visible(eyes, found))
        .ok_or_else(|| Problem::unknown("work item", id))
}

/// For whoever may give a work item to somebody else.
pub(crate) fn reassigns(
    id: Text,
    run: Option<Text>,
) -> impl Fn(&Eyes<'_>) -> Answer<()> + Send + Sync + 'static {
    move |eyes| {
        let found = seen(eyes, &id)?;
        if run.as_ref().is_some_and(|run| *run != found.run.id) {
            return Err(Problem::invalid("This work item belongs to another run."));
        }
        if eyes.viewer().reassigns_item(&found.item.assignee.id) {
            return Ok(());
        }
        Err(Problem::forbidden("This work is not yours to give away."))
    }
}

/// For whoever may take a work item for herself. Whether it is still there to be taken says the
/// turn.
pub(crate) fn claims(id: Text) -> impl Fn(&Eyes<'_>) -> Answer<()> + Send + Sync + 'static {
    move |eyes| {
        let parsed = parse_id(&id).filter(|parsed| parsed.is_a(WORK_ITEM_PREFIX));
        let found = parsed.and_then(|parsed| found(eyes, parsed.part_number()));
        let found = found.ok_or_else(|| Problem::unknown("work item", &id))?;
        let assignee = &found.item.assignee;
        let is_shared = found.item.is_open() && assignee.kind != AssigneeKind::User;
        if is_shared && !eyes.viewer().claims_item(&assignee.id) {
            return Err(Problem::forbidden("This work is not yours to take."));
        }
        Ok(())
    }
}

/// Ids under which the caller has work.
pub(crate) async fn holders(app: &App, caller: &Caller) -> Answer<Vec<Text>> {
    see(app, caller, |eyes| {
        let held = eyes.held()?;
        Ok(held.iter().map(|held| Text::from(held.assignee)).collect())
    })
    .await
}

/// 18-character id of the step run of a work item.
pub(crate) fn step_id(found: &FoundItem) -> Text {
    part_id(STEP_RUN_PREFIX, found.number.run(), found.step.part)
}

fn named(eyes: &Eyes<'_>, name: &str) -> Answer<Text> {
    let id = eyes.reads.person_id(name);
    let id = id.ok_or_else(|| Problem::unknown("user, group or queue", name))?;
    if eyes.viewer().sees_item(&id) {
        return Ok(id);
    }
    Err(Problem::forbidden("This work is not yours to see."))
}

fn rows(
    eyes: &Eyes<'_>,
    held: &[Held<'_>],
    after: PartNumber,
    limit: usize,
) -> Answer<Vec<OpenItem>> {
    let n = u32::try_from(limit).unwrap_or(u32::MAX);
    let mut rows = Vec::new();
    for held in held {
        rows.extend(eyes.reads.store().open_items(*held, after, n)?);
    }
    rows.sort_by_key(|row| row.n);
    rows.truncate(limit);
    Ok(rows)
}

fn found(eyes: &Eyes<'_>, number: PartNumber) -> Option<FoundItem> {
    let run = eyes.reads.run(number.run().0)?;
    let item = run.run.work_item(number.part())?.clone();
    let step = run.run.step_of_item(number.part())?.clone();
    let closed_by = item.closed.as_ref().and_then(|closed| closed.by.as_ref());
    Some(FoundItem {
        id: part_id(WORK_ITEM_PREFIX, number.run(), number.part()),
        completed_by: closed_by.map(|id| username(eyes.reads, id)),
        worker: eyes.reads.worker_of(number),
        is_entitled: eyes.viewer().completes_item(&item.assignee.id)
            || stands_in(eyes, &run.orchestration, step.step, &item.assignee.id),
        number,
        run,
        step,
        item,
    })
}

/// User name of a user by id.
pub(crate) fn username(reads: &Reads<'_>, id: &Text) -> Text {
    let user = reads.store().user(id).ok().flatten();
    user.map_or_else(|| id.clone(), |user| user.username)
}

fn is_visible(eyes: &Eyes<'_>, found: &FoundItem) -> bool {
    let closed = found.item.closed.as_ref();
    let did_it = closed.and_then(|closed| closed.by.as_ref()) == Some(&eyes.caller.id);
    did_it || found.is_entitled || eyes.viewer().sees_item(&found.item.assignee.id)
}
