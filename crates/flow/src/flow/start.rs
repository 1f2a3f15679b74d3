//! Starts of flows that nobody calls, and the paths that a record-triggered flow takes later.

use segue_language::{Offset, RecordTrigger, Schedule, Text};

use super::ElementId;

/// The start of a scheduled flow.
#[derive(Clone, Debug)]
pub struct ScheduledStart {
    /// When.
    pub schedule: Schedule,
    /// For each of these records there is an interview with it as `$Record`; none is one interview
    /// without a record.
    pub records: Option<RecordTrigger>,
}

/// The start of a flow that a published event starts.
#[derive(Clone, Debug)]
pub struct EventStart {
    /// The event object, and which of its events; an event counts as created.
    pub trigger: RecordTrigger,
    /// Whether it runs as whoever published the event, rather than as the system.
    pub as_publisher: bool,
}

/// A path that a record-triggered flow takes in a transaction of its own.
#[derive(Clone, Debug)]
pub struct LaterPath {
    /// API name; paths that run at once may have none.
    pub name: Text,
    /// Label.
    pub label: String,
    /// When it is taken.
    pub when: PathTime,
    /// At most so many records in one go, where the file says so.
    pub batch_max: Option<u32>,
    /// Its first element.
    pub next: Option<ElementId>,
}

/// When a path is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathTime {
    /// As soon as the save is committed.
    AfterCommit,
    /// At a time.
    At {
        /// The field of the record that the time is reckoned from; none is the moment of the save.
        field: Option<Text>,
        /// How long after (or before) that.
        offset: Offset,
    },
}
