//! The inbox: open work items of a person and of her groups and queues.

use segue_engine::AssigneeKind;
use segue_language::Text;
use segue_runtime::Reads;
use segue_store::{OpenItem, PartNumber, StoreError, WORK_ITEM_PREFIX, part_id};

use super::{ItemLine, origin};
use crate::app::App;
use crate::identity::Caller;
use crate::problem::Answer;
use crate::queries::eyes::{Eyes, see};
use crate::queries::records;

/// Items on one page.
const PAGE: usize = 50;
/// So many show whether there is another page.
const PAGE_AND_ONE: u32 = 51;
/// Related runs whose items are looked at.
const RELATED_RUNS_MAX: u32 = 50;
/// Items looked through for a text.
const SEARCHED_MAX: u32 = 2_000;

/// Which items are wanted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    /// Only those of this user, group or queue.
    pub(crate) holder: Option<Text>,
    /// Only those whose label holds this text.
    pub(crate) text: String,
    /// Which come first.
    pub(crate) order: Order,
    /// Only those after this number.
    pub(crate) after: Option<i64>,
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
    /// How many open items it has.
    pub(crate) n_open: i64,
}

/// What the inbox shows.
#[derive(Clone, Debug)]
pub(crate) struct Inbox {
    /// The person, then her groups and queues.
    pub(crate) holders: Vec<Holder>,
    /// The items of this page.
    pub(crate) lines: Vec<ItemLine>,
    /// Where the next page begins.
    pub(crate) next: Option<i64>,
}

/// Reads the inbox of the caller.
pub(crate) async fn inbox(app: &App, caller: &Caller, wanted: Wanted) -> Answer<Inbox> {
    see(app, caller, move |eyes| Ok(read(eyes, &wanted)?)).await
}

fn read(eyes: &Eyes<'_>, wanted: &Wanted) -> Result<Inbox, StoreError> {
    let holders = holders(eyes)?;
    let mut rows = Vec::new();
    for holder in &holders {
        if wanted.holder.as_ref().is_none_or(|id| *id == holder.id) {
            rows.extend(rows_of(eyes.reads, holder, wanted)?);
        }
    }
    rows.sort_by_key(|row| row.n.0);
    if wanted.order == Order::NewestFirst {
        rows.reverse();
    }
    let has_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let lines = rows.iter().filter_map(|row| line(eyes, &holders, row));
    Ok(Inbox {
        lines: lines.collect(),
        next: rows.last().filter(|_| has_more).map(|row| row.n.0),
        holders,
    })
}

/// The person, her groups and queues.
fn holders(eyes: &Eyes<'_>) -> Result<Vec<Holder>, StoreError> {
    let (store, me) = (eyes.reads.store(), &eyes.caller.id);
    let mut holders = vec![Holder {
        id: me.clone(),
        label: "You".to_owned(),
        kind: AssigneeKind::User,
        is_me: true,
        n_open: store.count_open_items(me)?,
    }];
    for id in eyes.groups() {
        let n_open = store.count_open_items(id)?;
        let holder = shared_holder(eyes.reads, id)?;
        holders.extend(holder.map(|holder| Holder { n_open, ..holder }));
    }
    Ok(holders)
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
        n_open: 0,
    }))
}

fn rows_of(
    reads: &Reads<'_>,
    holder: &Holder,
    wanted: &Wanted,
) -> Result<Vec<OpenItem>, StoreError> {
    let limit = match wanted.text.is_empty() {
        true => PAGE_AND_ONE,
        false => SEARCHED_MAX,
    };
    let store = reads.store();
    let rows = match wanted.order {
        Order::OldestFirst => {
            let after = PartNumber(wanted.after.unwrap_or(i64::MIN));
            store.open_items(&holder.id, after, limit)?
        }
        Order::NewestFirst => {
            let before = PartNumber(wanted.after.unwrap_or(i64::MAX));
            store.newest_open_items(&holder.id, before, limit)?
        }
    };
    let text = wanted.text.to_lowercase();
    let fits = |row: &OpenItem| row.label.to_lowercase().contains(&text);
    Ok(rows.into_iter().filter(fits).collect())
}

fn line(eyes: &Eyes<'_>, holders: &[Holder], row: &OpenItem) -> Option<ItemLine> {
    let reads = eyes.reads;
    let (run, part) = (row.n.run(), row.n.part());
    let view = reads.run(run.0)?;
    let stage = view.run.stage_of(part)?;
    let holder = holders.iter().find(|holder| holder.id == row.assignee)?;
    Some(ItemLine {
        id: part_id(WORK_ITEM_PREFIX, run, part),
        label: row.label.to_string(),
        stage: view.orchestration.stage(stage.stage).label.clone(),
        can_release: holder.is_me && origin(reads, run.0, part).is_some(),
        holder: holder.clone(),
        created: row.created,
        record: records::name_of(eyes, &row.related),
    })
}

/// Open items about a record that the caller may do.
pub(crate) fn about(eyes: &Eyes<'_>, record: &str) -> Result<Vec<ItemLine>, StoreError> {
    let holders = holders(eyes)?;
    let store = eyes.reads.store();
    let mut lines = Vec::new();
    for run in store.related_runs(record, RELATED_RUNS_MAX)? {
        for item in eyes.reads.open_items(run.0) {
            if *item.related_record == *record {
                let n = PartNumber::new(run, item.item);
                let row = store.open_item(&item.assignee.id, n)?;
                lines.extend(row.and_then(|row| line(eyes, &holders, &row)));
            }
        }
    }
    Ok(lines)
}
