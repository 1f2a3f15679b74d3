//! What an interview waits for, as values to be stored.

use segue_language::{FlowVersion, Offset, Record, Text, Timestamp, Value, Values};
use serde::{Deserialize, Serialize};

use crate::{ElementId, ElementKind, Flow, RecordFilter, WaitFor};

/// A Wait that an interview has come to. A stored format.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Waits {
    /// API name of the flow that has the Wait.
    pub flow: Text,
    /// Its version.
    pub version: FlowVersion,
    /// The Wait.
    pub element: ElementId,
    /// Its label, else its API name.
    pub label: Text,
    /// What it waits for: at least one event.
    pub events: Vec<Awaited>,
}

/// One event that is waited for. A stored format.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Awaited {
    /// Its place among the events of the Wait.
    pub place: u16,
    /// What has to come.
    pub what: AwaitedWhat,
}

/// What has to come. A stored format: variants are only ever added at the end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum AwaitedWhat {
    /// A moment.
    Time(Timestamp),
    /// The moment that lies so far from what a field of a record holds.
    RecordTime {
        /// API name of the object.
        object: Text,
        /// API name of the field.
        field: Text,
        /// Id of the record.
        record: Text,
        /// How far.
        offset: Offset,
    },
    /// A published event.
    Event {
        /// API name of the event object.
        object: Text,
        /// The values that its filter compares with, in the order of its comparisons.
        values: Vec<Value>,
    },
}

/// An event that came and ends a wait.
#[derive(Clone, Debug, PartialEq)]
pub struct Occurrence {
    /// Its place among the events of the Wait.
    pub place: u16,
    /// What it leaves.
    pub outputs: Values,
}

impl Waits {
    /// Whether the awaited event at `place` is that one: a comparison that cannot be made is not
    /// met.
    pub fn is_met(&self, awaited: &Awaited, event: &Record, flow: &Flow) -> bool {
        let AwaitedWhat::Event { object, values } = &awaited.what else {
            return false;
        };
        let filter = self.filter(awaited.place, flow);
        filter.is_some_and(|filter| {
            object.eq_ignore_ascii_case(&event.object) && passes(filter, values, event)
        })
    }

    fn filter<'f>(&self, place: u16, flow: &'f Flow) -> Option<&'f RecordFilter> {
        let ElementKind::Wait(wait) = &flow.elements.get(self.element.0)?.kind else {
            return None;
        };
        match &wait.events.get(usize::from(place))?.what {
            WaitFor::Event { filter, .. } => Some(filter),
            WaitFor::Moment(_) | WaitFor::RecordDate { .. } => None,
        }
    }
}

/// Record filters compare without regard to case.
fn passes(filter: &RecordFilter, values: &[Value], event: &Record) -> bool {
    let n = filter.comparisons.len();
    let holds = filter.logic.holds(n, &mut |number| {
        let (field, operator, _) = &filter.comparisons[number];
        let left = event.get(field).unwrap_or(&Value::Null);
        let right = values.get(number).unwrap_or(&Value::Null);
        operator.holds(left, right, segue_language::Case::Insensitive)
    });
    holds.unwrap_or(false)
}
