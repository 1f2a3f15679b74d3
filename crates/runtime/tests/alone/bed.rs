//! A runtime whose calls leave, and the flows of `projects/alone`.

use std::path::Path;

use segue_definition::{Options as LoadOptions, load, read_folder};
use segue_language::{Filter, Query, Text, Timestamp, Value, Values};
use segue_runtime::{
    Actor, CallEnded, CallResult, InterviewAct, InterviewChange, InterviewView, OutgoingCall,
    Refusal, Reply, Request, Runtime, RuntimeOptions,
};
use segue_store::{AloneFilter, Options, Store};

/// 2027-01-15 08:00 in UTC.
pub(crate) const NOW: Timestamp = Timestamp(1_800_000_000_000_000);

pub(crate) fn options() -> RuntimeOptions {
    RuntimeOptions {
        calls_leave: true,
        ..RuntimeOptions::default()
    }
}

pub(crate) struct Bed {
    pub(crate) runtime: Runtime,
    pub(crate) now: Timestamp,
}

impl Bed {
    pub(crate) fn new() -> Bed {
        let store = Store::in_memory(&Options::default()).unwrap();
        Bed::on(Runtime::open(store, options()).unwrap())
    }

    pub(crate) fn on(mut runtime: Runtime) -> Bed {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/projects/alone");
        let files = read_folder(&folder).unwrap();
        let project = load(files, &LoadOptions::default(), None);
        assert!(project.problems.is_empty(), "{:?}", project.problems);
        runtime.deploy(&project, NOW).unwrap();
        Bed { runtime, now: NOW }
    }

    pub(crate) fn create(&mut self, object: &str, fields: &[(&str, &str)]) -> Text {
        let fields = fields.iter();
        let fields: Values = fields
            .map(|(name, value)| (Text::from(*name), Value::text(*value)))
            .collect();
        let request = Request::CreateRecord {
            object: Text::from(object),
            fields,
            by: Actor::System,
        };
        match self.runtime.execute(request, self.now) {
            Ok(Reply::Created { id }) => id,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn deal(&mut self, stage: &str) -> Text {
        self.create("Deal__c", &[("Name", "One"), ("Stage__c", stage)])
    }

    pub(crate) fn part(&mut self, name: &str) -> Text {
        self.create("Part__c", &[("Name", name)])
    }

    pub(crate) fn publish(&mut self, deal: &str) {
        self.create("Paid__e", &[("Deal__c", deal)]);
    }

    pub(crate) fn set(&mut self, deal: &str, field: &str, value: &str) {
        let request = Request::UpdateRecord {
            object: Text::from("Deal__c"),
            id: Text::from(deal),
            fields: vec![(Text::from(field), Value::text(value))],
            by: Actor::System,
        };
        self.runtime.execute(request, self.now).unwrap();
    }

    pub(crate) fn field(&self, deal: &str, field: &str) -> String {
        let record = self.runtime.reads().record("Deal__c", deal).unwrap();
        let value = record.get(field).and_then(Value::as_text);
        value.map(ToString::to_string).unwrap_or_default()
    }

    pub(crate) fn note(&self, deal: &str) -> String {
        self.field(deal, "Note__c")
    }

    /// The notes of all deals.
    pub(crate) fn notes(&self) -> Vec<String> {
        let query = Query {
            object: Text::from("Deal__c"),
            filter: Filter::all(),
            sort: None,
            limit: None,
        };
        let deals = self.runtime.reads().records(&query, self.now).unwrap();
        let notes = deals
            .iter()
            .map(|deal| deal.get("Note__c").and_then(Value::as_text));
        notes.flatten().map(ToString::to_string).collect()
    }

    /// Calls that leave when what is due is done.
    pub(crate) fn leaving(&mut self) -> Vec<OutgoingCall> {
        let mut calls = Vec::new();
        loop {
            let outcome = self.runtime.batch(Vec::new(), 100, self.now);
            calls.extend(outcome.calls);
            let due = self.runtime.next_due();
            if due.is_none_or(|due| due > self.now) {
                return calls;
            }
        }
    }

    pub(crate) fn comes_back(&mut self, call: &OutgoingCall, result: CallResult) {
        let ended = CallEnded {
            lease: call.lease,
            status: Some(200),
            result,
        };
        let told = self.runtime.execute(Request::CallEnded(ended), self.now);
        assert_eq!(told, Ok(Reply::Done));
    }

    pub(crate) fn interviews(&self) -> Vec<InterviewView> {
        let filter = AloneFilter {
            limit: 100,
            ..AloneFilter::default()
        };
        self.runtime.reads().interviews(&filter).unwrap()
    }

    pub(crate) fn ask(&mut self, interview: &str, act: InterviewAct) -> Result<Reply, Refusal> {
        let change = InterviewChange {
            interview: Text::from(interview),
            act,
            by: Actor::System,
            address: String::new(),
        };
        let request = Request::ChangeInterview(change);
        self.runtime.execute(request, self.now)
    }

    /// As if the process had died and come back.
    pub(crate) fn reopened(self) -> Bed {
        let store = self.runtime.into_store();
        Bed {
            runtime: Runtime::open(store, options()).unwrap(),
            now: self.now,
        }
    }
}

pub(crate) fn answered(values: &[(&str, Value)]) -> CallResult {
    let values = values.iter();
    CallResult::Answered(
        values
            .map(|(name, value)| (Text::from(*name), value.clone()))
            .collect(),
    )
}
