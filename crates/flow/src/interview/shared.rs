//! What all flows of an interview share.

use std::sync::Arc;

use segue_language::{Record, Text, Timestamp, Unloaded, Value};
use serde::{Deserialize, Serialize};

use super::history::Visit;

/// What all flows of an interview share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Shared {
    /// `$Flow.InterviewGuid`.
    pub(crate) guid: Text,
    /// The time of its first advance.
    pub(crate) started_at: Option<Timestamp>,
    /// `$Record`.
    pub(crate) record: Option<Arc<Record>>,
    /// `$Record__Prior`.
    pub(crate) prior: Option<Arc<Record>>,
    /// `$Flow.FaultMessage`.
    pub(crate) fault_message: Value,
    /// `$Flow.CurrentStage` and `$Flow.ActiveStages`, once one of them was set.
    pub(crate) stages: Option<Box<Stages>>,
    /// Lookups read so far.
    pub(crate) lookups: Vec<Lookup>,
    /// The lookup asked for.
    pub(crate) asked: Option<LookupKey>,
    /// Screens answered so far, for going back.
    pub(crate) visits: Vec<Visit>,
    /// How many frames there have been.
    pub(crate) n_frames: u32,
    /// It finished or failed.
    pub(crate) has_ended: bool,
}

/// `$Flow.CurrentStage` and `$Flow.ActiveStages`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Stages {
    /// The stage that the flow is at.
    pub(crate) current: Value,
    /// The stages that people see.
    pub(crate) active: Value,
}

/// A lookup: the record that holds it, and its relationship.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct LookupKey {
    holder: Holder,
    relationship: Text,
}

/// The record that holds a lookup: by its id, or as it is when it has none yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Holder {
    Stored(Text),
    New(Arc<Record>),
}

/// A lookup and where it leads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Lookup {
    key: LookupKey,
    related: Value,
}

impl LookupKey {
    /// The key of a lookup that has to be read.
    pub(crate) fn of(unloaded: &Unloaded) -> LookupKey {
        let record = &unloaded.record;
        LookupKey {
            holder: match record.id() {
                Some(id) => Holder::Stored(id.clone()),
                None => Holder::New(record.clone()),
            },
            relationship: unloaded.relationship.clone(),
        }
    }

    fn is(&self, record: &Record, relationship: &str) -> bool {
        self.relationship.eq_ignore_ascii_case(relationship)
            && match &self.holder {
                Holder::Stored(id) => record.id() == Some(id),
                Holder::New(holder) => **holder == *record,
            }
    }
}

impl Shared {
    /// What a new interview shares.
    pub(crate) fn new(
        guid: Text,
        record: Option<Arc<Record>>,
        prior: Option<Arc<Record>>,
    ) -> Shared {
        Shared {
            guid,
            started_at: None,
            record,
            prior,
            fault_message: Value::Null,
            stages: None,
            lookups: Vec::new(),
            asked: None,
            visits: Vec::new(),
            n_frames: 1,
            has_ended: false,
        }
    }

    /// Where the lookup leads, when it was read.
    pub(crate) fn related(&self, record: &Record, relationship: &str) -> Option<&Value> {
        let found = |lookup: &&Lookup| lookup.key.is(record, relationship);
        self.lookups
            .iter()
            .find(found)
            .map(|lookup| &lookup.related)
    }

    /// Keeps where the lookup leads that was asked for last.
    pub(crate) fn keep_related(&mut self, related: Option<Record>) {
        if let Some(key) = self.asked.take() {
            let related = related.map_or(Value::Null, |record| Value::Record(Arc::new(record)));
            self.lookups.push(Lookup { key, related });
        }
    }

    /// Forgets the lookups read so far, as after a write.
    pub(crate) fn forget_lookups(&mut self) {
        self.lookups.clear();
    }
}
