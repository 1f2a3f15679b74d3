//! How queues are routed.

use segue_runtime::Reads;
use segue_store::{Group, Routing, StoreError};

/// Seconds that an offer stands when nobody says how long.
pub(crate) const OFFER_SECONDS: u32 = 300;

/// A queue and how it is routed, when it is; none when there is no such queue.
pub(crate) fn routing(
    reads: &Reads<'_>,
    queue: &str,
) -> Result<Option<(Group, Option<Routing>)>, StoreError> {
    let store = reads.store();
    let Some(group) = store.group(true, queue)? else {
        return Ok(None);
    };
    let mut routings = store.routings()?.into_iter();
    let found = routings.find(|(id, _)| *id == group.id);
    Ok(Some((group, found.map(|(_, routing)| routing))))
}
