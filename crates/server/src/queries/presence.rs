//! Presence: whether a person is there, what is on offer to her, and how much she holds.

use segue_language::{Text, Timestamp};
use segue_runtime::{Reads, USUAL_CAPACITY};
use segue_store::{Presence, RoutedItem, RoutedState, StoreError, WORK_ITEM_PREFIX, part_id};

use crate::app::App;
use crate::problem::Answer;

/// What a person's routed queues make of her.
#[derive(Clone, Debug, Default)]
pub(crate) struct Standing {
    /// Whether a queue of hers is routed.
    pub(crate) is_routed: bool,
    /// Whether she is there.
    pub(crate) status: Presence,
    /// Since when; none when she never said.
    pub(crate) since: Option<Timestamp>,
    /// How much she can hold.
    pub(crate) capacity: u32,
    /// How much of it is taken.
    pub(crate) load: i64,
    /// What is on offer to her; what ends first comes first.
    pub(crate) offers: Vec<Offer>,
}

/// A work item on offer.
#[derive(Clone, Debug)]
pub(crate) struct Offer {
    /// Id of the work item.
    pub(crate) item: Text,
    /// Label of its step.
    pub(crate) label: Text,
    /// Label of the queue.
    pub(crate) queue: Text,
    /// When the item came into being.
    pub(crate) created: Timestamp,
    /// When the offer ends.
    pub(crate) until: Timestamp,
}

/// Where a person stands.
pub(crate) async fn of(app: &App, person: Text) -> Answer<Standing> {
    Ok(app.look(move |reads| read(reads, &person)).await??)
}

fn read(reads: &Reads<'_>, person: &str) -> Result<Standing, StoreError> {
    let store = reads.store();
    let row = store.presence(person)?;
    let mut offers = Vec::new();
    for item in store.routed_items_of(person)? {
        if item.state == RoutedState::Offered {
            offers.extend(offer(reads, &item)?);
        }
    }
    let routed = store.routings()?;
    let groups = store.groups_of(person)?;
    Ok(Standing {
        is_routed: routed.iter().any(|(queue, _)| groups.contains(queue)),
        status: row.as_ref().map(|row| row.status).unwrap_or_default(),
        since: row.as_ref().map(|row| row.since),
        capacity: row.and_then(|row| row.capacity).unwrap_or(USUAL_CAPACITY),
        load: store.routed_load(person)?,
        offers,
    })
}

fn offer(reads: &Reads<'_>, row: &RoutedItem) -> Result<Option<Offer>, StoreError> {
    let store = reads.store();
    let Some(item) = store.open_item(&row.queue, row.n)? else {
        return Ok(None);
    };
    let queue = store.group(true, &row.queue)?;
    Ok(row.until.map(|until| Offer {
        item: part_id(WORK_ITEM_PREFIX, row.n.run(), row.n.part()),
        label: item.label,
        queue: queue.map_or_else(|| row.queue.clone(), |queue| queue.label),
        created: item.created,
        until,
    }))
}
