//! Interviews that wait: stored with what they wait for, and gone on with by the first event that
//! comes. A waiting interview has one row of its own, and a job of the same number, due at the
//! earliest of its times or at none.

mod events;
mod moments;
mod park;
mod resume;
mod why;

use segue_engine::PartId;
use segue_flow::{AwaitedWhat, Waits};
use segue_language::{Record, Text, Timestamp};
use serde::{Deserialize, Serialize};

pub(crate) use why::{explain_waits, waits_in_words};

/// A job that comes at no time, but by an event.
pub(crate) const AT_NO_TIME: Timestamp = Timestamp(-1);

/// A job that may be carried out at once.
pub(crate) const AT_ONCE: Timestamp = Timestamp(0);

/// What a waiting interview needs to go on. A stored format.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Waiting {
    /// Whose interview it is.
    pub(crate) owner: Owner,
    /// Id of the user as whom it runs.
    pub(crate) user: Text,
    /// What it waits for.
    pub(crate) waits: Waits,
    /// Since when.
    pub(crate) since: Timestamp,
    /// The newest attempt of the calls before it in its activation.
    pub(crate) epoch: i64,
    /// The event that has come, by its place among those of the Wait.
    pub(crate) occurred: Option<(u16, Record)>,
}

/// Whose interview waits. A stored format: variants are only ever added at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Owner {
    /// A background step's.
    Step { step: PartId, activation: u16 },
    /// A person's, on a work item.
    Item(PartId),
    /// Nobody's: a record, the calendar or an event started it.
    Alone,
}

impl Waiting {
    /// What its job hangs on besides its time.
    fn keys(&self) -> impl Iterator<Item = String> {
        let events = self.waits.events.iter();
        events.filter_map(|event| match &event.what {
            AwaitedWhat::Time(_) => None,
            AwaitedWhat::RecordTime { record, .. } => {
                Some(segue_store::canonical_id(record).to_string())
            }
            AwaitedWhat::Event { object, .. } => Some(event_key(object)),
        })
    }

    /// Whether no run asked for it.
    pub(crate) fn is_alone(&self) -> bool {
        self.owner == Owner::Alone
    }

    fn activation(&self) -> u16 {
        match self.owner {
            Owner::Step { activation, .. } => activation,
            Owner::Item(_) | Owner::Alone => 0,
        }
    }
}

/// What jobs hang on that wait for events of that object.
fn event_key(object: &str) -> String {
    format!("event:{}", object.to_ascii_lowercase())
}
