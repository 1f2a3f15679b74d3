//! Wait: what an interview may wait for.

use segue_language::{OffsetUnit, Text, Time, TimeZone};

use super::{ElementId, FlowCriteria, Operand, RecordFilter, Slot, Stored};

/// Wait. [`super::Element::next`] is where it goes on when no event's criteria hold.
#[derive(Clone, Debug)]
pub struct Wait {
    /// Events, the first of which to come ends it.
    pub events: Vec<WaitEvent>,
}

/// One event that ends a wait.
#[derive(Clone, Debug)]
pub struct WaitEvent {
    /// API name; its label where it has none.
    pub name: Text,
    /// Label.
    pub label: String,
    /// Slot of its boolean: whether it ended the wait.
    pub slot: Slot,
    /// Whether it is waited for at all.
    pub criteria: FlowCriteria,
    /// What has to come.
    pub what: WaitFor,
    /// What it leaves.
    pub outputs: Vec<Stored>,
    /// Where it leads.
    pub next: Option<ElementId>,
}

/// What has to come.
#[derive(Clone, Debug)]
pub enum WaitFor {
    /// A moment.
    Moment(Box<Moment>),
    /// A moment that a field of a record gives: it moves when the field changes.
    RecordDate {
        /// API name of the object.
        object: Operand,
        /// API name of the field.
        field: Operand,
        /// Id of the record.
        record: Operand,
        /// How long after (or before) that.
        offset: WaitOffset,
    },
    /// A published event.
    Event {
        /// API name of the event object.
        object: Text,
        /// Which of its events.
        filter: RecordFilter,
    },
}

/// A moment to be computed when the wait begins.
#[derive(Clone, Debug)]
pub struct Moment {
    /// Reckoned from here; none is now.
    pub base: Option<Operand>,
    /// How long after (or before) that.
    pub offset: WaitOffset,
    /// On a base without a time of day: then.
    pub time: Option<Time>,
    /// Not before clocks show that time.
    pub until: Option<Time>,
    /// The zone of its clocks; none is that of the project.
    pub zone: Option<TimeZone>,
}

/// An offset to be computed.
#[derive(Clone, Debug)]
pub struct WaitOffset {
    /// How many; null is none.
    pub number: Operand,
    /// Of what: the name of a unit.
    pub unit: WaitUnit,
}

/// What an offset counts.
#[derive(Clone, Debug)]
pub enum WaitUnit {
    /// A unit that is known.
    Fixed(OffsetUnit),
    /// The name of one, to be computed.
    Named(Operand),
}
