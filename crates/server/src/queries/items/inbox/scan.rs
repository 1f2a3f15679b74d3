//! Looking through open work for a page: rows of all holders in one order, filtered.

use segue_store::{OpenItem, PartNumber, StoreError};

use super::{DueBy, Holder, Looking, Order, Wanted};
use crate::queries::eyes::Eyes;
use crate::queries::records;

/// Items on one page.
const PAGE: usize = 50;
/// Rows read at once when every row fits.
const BATCH_PLAIN: usize = 51;
/// Rows read at once when some do not.
const BATCH_NARROW: usize = 500;
/// Rows looked at for one page.
const LOOKED_AT_MAX: usize = 2_000;
/// What is due soon, in microseconds: within a day.
const SOON: i64 = 86_400 * 1_000_000;

/// The rows of a page.
pub(super) struct Found {
    pub(super) rows: Vec<OpenItem>,
    /// Where the next page begins.
    pub(super) next: Option<i64>,
}

/// The rows of the wanted page.
pub(super) fn scan(
    eyes: &Eyes<'_>,
    holders: &[Holder],
    (wanted, looking): (&Wanted, &Looking),
) -> Result<Found, StoreError> {
    let size = match wanted.is_narrow() {
        true => BATCH_NARROW,
        false => BATCH_PLAIN,
    };
    let mut rows = Vec::new();
    let (mut after, mut n_seen) = (wanted.after, 0);
    loop {
        let batch = batch(eyes, holders, (wanted, after, size))?;
        let is_last = batch.len() < size;
        for row in batch {
            if rows.len() == PAGE {
                return Ok(Found { rows, next: after });
            }
            after = Some(row.n.0);
            n_seen += 1;
            if fits(eyes, &row, (wanted, looking)) {
                rows.push(row);
            }
        }
        if is_last || n_seen >= LOOKED_AT_MAX {
            let next = after.filter(|_| !is_last);
            return Ok(Found { rows, next });
        }
    }
}

/// The next rows of all holders, in the wanted order.
fn batch(
    eyes: &Eyes<'_>,
    holders: &[Holder],
    (wanted, after, size): (&Wanted, Option<i64>, usize),
) -> Result<Vec<OpenItem>, StoreError> {
    let store = eyes.reads.store();
    let limit = u32::try_from(size).unwrap_or(u32::MAX);
    // Whoever has nothing is not asked again: among much other work nothing is long to find.
    let is_wanted = |holder: &&Holder| {
        holder.n_open > 0 && wanted.holder.as_ref().is_none_or(|id| *id == holder.id)
    };
    let mut rows = Vec::new();
    for holder in holders.iter().filter(is_wanted) {
        rows.extend(match wanted.order {
            Order::OldestFirst => {
                let after = PartNumber(after.unwrap_or(i64::MIN));
                store.open_items(holder.held(), after, limit)?
            }
            Order::NewestFirst => {
                let before = PartNumber(after.unwrap_or(i64::MAX));
                store.newest_open_items(holder.held(), before, limit)?
            }
        });
    }
    rows.sort_by_key(|row| row.n.0);
    if wanted.order == Order::NewestFirst {
        rows.reverse();
    }
    rows.truncate(size);
    Ok(rows)
}

/// Whether a row is one of those that are wanted; what is cheap is asked first.
fn fits(eyes: &Eyes<'_>, row: &OpenItem, (wanted, looking): (&Wanted, &Looking)) -> bool {
    let is_old = |age: i64| row.created.0 <= looking.now.0.saturating_sub(age);
    if !wanted.age.is_none_or(is_old) {
        return false;
    }
    if wanted.record.as_ref().is_some_and(|id| *id != row.related) {
        return false;
    }
    fits_definition(eyes, row, (wanted, looking)) && fits_text(eyes, row, &wanted.text)
}

/// Whether the orchestration is the wanted one, and the step due as wanted.
fn fits_definition(
    eyes: &Eyes<'_>,
    row: &OpenItem,
    (wanted, looking): (&Wanted, &Looking),
) -> bool {
    if wanted.orchestration.is_none() && wanted.due.is_none() {
        return true;
    }
    let Some(view) = eyes.reads.run(row.n.run().0) else {
        return false;
    };
    let name = &view.orchestration.name;
    if wanted
        .orchestration
        .as_ref()
        .is_some_and(|wanted| wanted != name)
    {
        return false;
    }
    let Some(by) = wanted.due else {
        return true;
    };
    let step = view.run.step_of_item(row.n.part());
    let step = step.map(|step| &*view.orchestration.step(step.step).name);
    let due = looking
        .due
        .of((name, step.unwrap_or_default()), row.created);
    let latest = match by {
        DueBy::Now => looking.now.0,
        DueBy::Soon => looking.now.0.saturating_add(SOON),
    };
    due.is_some_and(|due| due.0 <= latest)
}

fn fits_text(eyes: &Eyes<'_>, row: &OpenItem, text: &str) -> bool {
    let text = text.to_lowercase();
    let holds = |name: &str| name.to_lowercase().contains(&text);
    text.is_empty()
        || holds(&row.label)
        || records::name_of(eyes, &row.related).is_some_and(|record| holds(&record.name))
}
