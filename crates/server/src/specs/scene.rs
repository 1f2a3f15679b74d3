//! A scene: a record, a run about it, and the run's one work item.

use segue_engine::PartId;
use segue_language::{Text, Value};
use segue_runtime::{Actor, Reply, Request};
use segue_store::{RunNumber, STEP_RUN_PREFIX, WORK_ITEM_PREFIX, part_id, run_id};

use super::bed::Bed;

/// An orchestration whose one work item goes to whom its input names.
pub(super) const HANDLE: (&str, &str) = (
    "flows/Handle.flow-meta.xml",
    include_str!("Handle.flow-meta.xml"),
);
/// The object of the records.
pub(super) const OBJECT: &str = "Thing__c";

/// Where a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    Open,
    Suspended,
    Canceled,
}

/// Who has to do with a scene: an id as the record's owner, a name as the assignee, and an id as
/// who started the run.
#[derive(Clone, Debug)]
pub(super) struct Cast {
    pub(super) owner: Text,
    pub(super) assignee: Text,
    pub(super) starter: Text,
}

/// A record, a run about it, its work item and its step run, by their ids.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    pub(super) record: Text,
    pub(super) run: Text,
    pub(super) item: Text,
    pub(super) step: Text,
}

impl Bed {
    pub(super) async fn done(&self, request: Request) -> Reply {
        self.app.execute(request).await.unwrap()
    }

    /// A record of an object with these fields.
    pub(super) async fn record(&self, object: &str, fields: &[(&str, &str)]) -> Text {
        let fields = fields.iter();
        let fields = fields.map(|(name, text)| (Text::from(*name), Value::text(*text)));
        let request = Request::SeedRecord {
            object: Text::from(object),
            fields: fields.collect(),
            by: Actor::System,
        };
        match self.done(request).await {
            Reply::Created { id } => id,
            other => panic!("{other:?}"),
        }
    }

    pub(super) async fn scene(&self, cast: &Cast, at: At) -> Scene {
        let fields = [("Name", "A thing"), ("OwnerId", &*cast.owner)];
        let record = self.record(OBJECT, &fields).await;
        let inputs = [("Who", &cast.assignee), ("About", &record)];
        let request = Request::StartRun {
            orchestration: Text::from("Handle"),
            inputs: inputs
                .map(|(name, text)| (Text::from(name), Value::Text(Text::clone(text))))
                .to_vec(),
            by: Actor::User(cast.starter.clone()),
            key: None,
        };
        let Reply::Started { run } = self.done(request).await else {
            panic!("no run");
        };
        let found = self.app.look(move |runtime| {
            let view = runtime.run(run).unwrap();
            let item = view.run.open_items().next().unwrap().part;
            (item, view.run.step_of_item(item).unwrap().part)
        });
        let (item, step) = found.await.unwrap();
        self.bring(run, at).await;
        let part = |prefix, part: PartId| part_id(prefix, RunNumber(run), part);
        Scene {
            record,
            run: run_id(RunNumber(run)),
            item: part(WORK_ITEM_PREFIX, item),
            step: part(STEP_RUN_PREFIX, step),
        }
    }

    async fn bring(&self, run: i64, at: At) {
        let (run, by) = (run.into(), Actor::System);
        match at {
            At::Open => {}
            At::Suspended => {
                self.done(Request::Suspend { run, by }).await;
            }
            At::Canceled => {
                let reason = None;
                self.done(Request::Cancel { run, by, reason }).await;
            }
        }
    }
}
