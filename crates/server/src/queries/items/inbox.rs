//! The inbox: open work items of a person and of her groups and queues.

mod line;
mod scan;

use segue_engine::AssigneeKind;
use segue_language::{Text, Timestamp};
use segue_runtime::Reads;
use segue_store::{Held, PartNumber, StoreError};

use super::ItemLine;
use super::one::person;
use crate::app::App;
use crate::identity::Caller;
use crate::problem::Answer;
use crate::queries::eyes::{Eyes, see};
use crate::queries::records::{self, RecordName};
use crate::settings::Due;

use line::line;

/// Related runs whose items are looked at.
const RELATED_RUNS_MAX: u32 = 50;
/// Items of a holder that are counted.
pub(crate) const COUNTED_MAX: u32 = 1_000;
/// Newest items of a holder whose orchestrations are offered as a filter.
const SORTED_MAX: u32 = 500;

/// Which items are wanted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    /// Only those of this user, group or queue.
    pub(crate) holder: Option<Text>,
    /// Only those of this orchestration, by API name.
    pub(crate) orchestration: Option<Text>,
    /// Only those about this record.
    pub(crate) record: Option<Text>,
    /// Only those whose label or record's name holds this text.
    pub(crate) text: String,
    /// Only those that are older, in microseconds.
    pub(crate) age: Option<i64>,
    /// Only those that are due.
    pub(crate) due: Option<DueBy>,
    /// Which come first.
    pub(crate) order: Order,
    /// Only those after this number.
    pub(crate) after: Option<i64>,
}

impl Wanted {
    /// Whether any but the holder's own list is wanted.
    fn is_narrow(&self) -> bool {
        let names = [&self.orchestration, &self.record];
        let is_named = names.iter().any(|name| name.is_some());
        is_named || !self.text.is_empty() || self.age.is_some() || self.due.is_some()
    }
}

/// How soon an item is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DueBy {
    /// It is overdue.
    Now,
    /// It is overdue, or due within a day.
    Soon,
}

/// Which items come first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Order {
    #[default]
    OldestFirst,
    NewestFirst,
}

/// A user, group or queue who may have work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Holder {
    /// Id.
    pub(crate) id: Text,
    /// What people call it.
    pub(crate) label: String,
    /// User, group or queue.
    pub(crate) kind: AssigneeKind,
    /// Whether it is the person who asks.
    pub(crate) is_me: bool,
    /// Whether it is a user for whom the person who asks approves.
    pub(crate) is_stood_in_for: bool,
    /// How many open items it has, counted up to [`COUNTED_MAX`].
    pub(crate) n_open: i64,
}

impl Holder {
    /// Which of its open items the person who asks may do.
    fn held(&self) -> Held<'_> {
        Held {
            assignee: &self.id,
            approvals_only: self.is_stood_in_for,
        }
    }
}

/// An orchestration of which there is work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    pub(crate) name: Text,
    pub(crate) label: String,
}

/// What the inbox shows.
#[derive(Clone, Debug)]
pub(crate) struct Inbox {
    /// The person, then her groups and queues, then the users for whom she approves.
    pub(crate) holders: Vec<Holder>,
    /// The orchestrations of their newest work, by label.
    pub(crate) kinds: Vec<Kind>,
    /// The record that the list is narrowed to.
    pub(crate) record: Option<RecordName>,
    /// The items of this page.
    pub(crate) lines: Vec<ItemLine>,
    /// Where the next page begins.
    pub(crate) next: Option<i64>,
}

/// How work is looked at: when, and how long it may take.
#[derive(Clone, Debug)]
pub(crate) struct Looking {
    pub(crate) now: Timestamp,
    pub(crate) due: Due,
}

impl Looking {
    /// As the server does now.
    pub(crate) fn at(app: &App) -> Looking {
        Looking {
            now: app.now(),
            due: app.settings().due.clone(),
        }
    }
}

/// Reads the inbox of the caller.
pub(crate) async fn inbox(app: &App, caller: &Caller, wanted: Wanted) -> Answer<Inbox> {
    let looking = Looking::at(app);
    see(app, caller, move |eyes| Ok(read(eyes, &wanted, &looking)?)).await
}

fn read(eyes: &Eyes<'_>, wanted: &Wanted, looking: &Looking) -> Result<Inbox, StoreError> {
    let holders = holders(eyes)?;
    let drafted = eyes.reads.store().drafted_items(&eyes.caller.id)?;
    let found = scan::scan(eyes, &holders, (wanted, looking))?;
    let rows = found.rows.iter();
    let lines = rows.filter_map(|row| line(eyes, &holders, row, (looking, &drafted)));
    Ok(Inbox {
        lines: lines.collect(),
        next: found.next,
        kinds: kinds(eyes, &holders)?,
        record: wanted
            .record
            .as_ref()
            .and_then(|id| records::name_of(eyes, id)),
        holders,
    })
}

/// The person, her groups and queues, and those for whom she approves.
fn holders(eyes: &Eyes<'_>) -> Result<Vec<Holder>, StoreError> {
    let (store, me) = (eyes.reads.store(), &eyes.caller.id);
    let mut holders = vec![user_holder(me, "You".to_owned())];
    holders[0].is_me = true;
    for id in eyes.groups() {
        holders.extend(shared_holder(eyes.reads, id)?);
    }
    holders.extend(eyes.approves_for()?.iter().map(|id| Holder {
        is_stood_in_for: true,
        ..user_holder(id, format!("for {}", person(eyes, id).name))
    }));
    for holder in &mut holders {
        holder.n_open = store.count_open_items_to(holder.held(), COUNTED_MAX)?;
    }
    Ok(holders)
}

/// The user of that id.
pub(super) fn user_holder(id: &Text, label: String) -> Holder {
    Holder {
        id: id.clone(),
        label,
        kind: AssigneeKind::User,
        is_me: false,
        is_stood_in_for: false,
        n_open: 0,
    }
}

/// The orchestrations of the newest work of these holders.
fn kinds(eyes: &Eyes<'_>, holders: &[Holder]) -> Result<Vec<Kind>, StoreError> {
    let mut kinds: Vec<Kind> = Vec::new();
    for holder in holders.iter().filter(|holder| holder.n_open > 0) {
        let runs = eyes
            .reads
            .store()
            .runs_of_open_items(holder.held(), SORTED_MAX)?;
        for view in runs.iter().filter_map(|run| eyes.reads.run(run.0)) {
            let name = view.orchestration.name.clone();
            if kinds.iter().all(|kind| kind.name != name) {
                let label = view.orchestration.label.clone();
                kinds.push(Kind { name, label });
            }
        }
    }
    kinds.sort_by(|a, b| a.label.cmp(&b.label));
    Ok(kinds)
}

/// The group or queue of that id.
pub(super) fn shared_holder(reads: &Reads<'_>, id: &str) -> Result<Option<Holder>, StoreError> {
    let group = match reads.store().group(false, id)? {
        Some(group) => Some(group),
        None => reads.store().group(true, id)?,
    };
    Ok(group.map(|group| Holder {
        id: group.id,
        label: group.label.to_string(),
        kind: match group.is_queue {
            true => AssigneeKind::Queue,
            false => AssigneeKind::Group,
        },
        is_me: false,
        is_stood_in_for: false,
        n_open: 0,
    }))
}

/// Open items about a record that the caller may do.
pub(crate) fn about(
    eyes: &Eyes<'_>,
    record: &str,
    looking: &Looking,
) -> Result<Vec<ItemLine>, StoreError> {
    let holders = holders(eyes)?;
    let store = eyes.reads.store();
    let drafted = store.drafted_items(&eyes.caller.id)?;
    let mut lines = Vec::new();
    for run in store.related_runs(record, RELATED_RUNS_MAX)? {
        for item in eyes.reads.open_items(run.0) {
            if *item.related_record == *record {
                let n = PartNumber::new(run, item.item);
                let row = store.open_item(&item.assignee.id, n)?;
                let drawn = row.and_then(|row| line(eyes, &holders, &row, (looking, &drafted)));
                lines.extend(drawn);
            }
        }
    }
    Ok(lines)
}
