//! A stop at each write of the store: nothing is lost, nothing is done twice at the other system.

use std::collections::BTreeMap;
use std::path::Path;

use segue_language::{Text, Value};
use segue_runtime::{
    Actor, CallEnded, CallResult, InterviewAct, InterviewChange, OutgoingCall, Request, Runtime,
};
use segue_store::{AloneFilter, Options, Store, StoreError};

use super::bed::{Bed, NOW, answered, options};

/// The other system: what it did, by the key of the call.
#[derive(Default)]
struct Peer {
    done: BTreeMap<Text, String>,
    n_booked: usize,
}

impl Peer {
    /// The first booking of each play fails for good.
    fn answer(&mut self, call: &OutgoingCall) -> CallResult {
        let name = call.action.name.to_string();
        let is_known = self.done.insert(call.key.clone(), name.clone()).is_some();
        match name.as_str() {
            "Read_Deal" => answered(&[("name", Value::text("Big"))]),
            "Score" => answered(&[("score", Value::integer(3))]),
            _ => {
                self.n_booked += usize::from(!is_known);
                let first = self.done.iter().find(|(_, done)| *done == "Book");
                match first.is_some_and(|(key, _)| *key == call.key) && self.n_booked == 1 {
                    true => CallResult::Failed("no booking today".to_owned()),
                    false => answered(&[("booking", Value::text("B"))]),
                }
            }
        }
    }

    fn did(&self) -> BTreeMap<&str, usize> {
        let mut did = BTreeMap::new();
        for name in self.done.values() {
            *did.entry(name.as_str()).or_default() += 1;
        }
        did
    }
}

/// A play on a file; once its store stops, it is opened again without a stop.
struct Play<'a> {
    path: &'a Path,
    bed: Option<Bed>,
    peer: Peer,
}

impl Play<'_> {
    fn bed(&mut self) -> &mut Bed {
        self.bed.as_mut().expect("it is open")
    }

    /// Whether the store was stopped; it is open again then.
    fn recovered(&mut self) -> bool {
        let bed = self.bed();
        let now = bed.now;
        let stopped = matches!(bed.runtime.store().user("nobody"), Err(StoreError::Stopped));
        if stopped {
            self.bed = None;
            let runtime = opened(self.path, None);
            self.bed = Some(Bed { runtime, now });
        }
        stopped
    }

    fn ask(&mut self, request: &Request) {
        loop {
            let bed = self.bed();
            let told = bed.runtime.execute(request.clone(), bed.now);
            match told {
                Ok(_) => return,
                Err(refusal) => assert!(self.recovered(), "{refusal}"),
            }
        }
    }

    /// What is due is done, and the peer answers what leaves, until nothing does.
    fn settle(&mut self) {
        loop {
            let calls = self.bed().leaving();
            if self.recovered() {
                continue;
            }
            if calls.is_empty() {
                return;
            }
            for call in calls {
                let result = self.peer.answer(&call);
                self.ask(&Request::CallEnded(CallEnded {
                    lease: call.lease,
                    status: Some(200),
                    result,
                }));
            }
        }
    }

    fn through(&mut self) -> (Vec<String>, BTreeMap<String, usize>) {
        for (object, name, stage) in [
            ("Part__c", "bolt", None),
            ("Part__c", "nut", None),
            ("Deal__c", "3", Some("Sync")),
        ] {
            let mut fields = vec![(Text::from("Name"), Value::text(name))];
            fields.extend(stage.map(|stage| (Text::from("Stage__c"), Value::text(stage))));
            self.ask(&Request::CreateRecord {
                object: Text::from(object),
                fields,
                by: Actor::System,
            });
        }
        self.settle();
        for failed in self.bed().interviews() {
            self.ask(&Request::ChangeInterview(InterviewChange {
                interview: failed.id,
                act: InterviewAct::Retry,
                by: Actor::System,
                address: String::new(),
            }));
        }
        self.settle();
        let deals = self.bed().notes();
        let left = self.bed().interviews();
        assert!(left.is_empty(), "{left:?}");
        let did = self.peer.did().into_iter();
        (deals, did.map(|(name, n)| (name.to_owned(), n)).collect())
    }
}

fn opened(path: &Path, stop_after_writes: Option<u64>) -> Runtime {
    let store = Store::open(
        path,
        &Options {
            stop_after_writes,
            ..Options::default()
        },
    );
    Runtime::open(store.unwrap(), options()).unwrap()
}

fn copied(from: &Path, to: &Path) {
    for suffix in ["", "-wal"] {
        let name = |path: &Path| format!("{}{suffix}", path.display());
        let _ = std::fs::remove_file(name(to));
        if Path::new(&name(from)).exists() {
            std::fs::copy(name(from), name(to)).unwrap();
        }
    }
    let _ = std::fs::remove_file(format!("{}-shm", to.display()));
}

#[test]
fn calls_of_flows_that_nobody_called_survive_a_stop_at_every_write() {
    let folder = tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap();
    let (begun, path) = (
        folder.path().join("begun.db"),
        folder.path().join("play.db"),
    );
    drop(Bed::on(opened(&begun, None)));
    let play = |stop: Option<u64>| {
        copied(&begun, &path);
        let runtime = opened(&path, stop);
        let n_opening = runtime.store_metrics().writes;
        let bed = Some(Bed { runtime, now: NOW });
        let mut play = Play {
            path: &path,
            bed,
            peer: Peer::default(),
        };
        let ended = play.through();
        let filter = AloneFilter {
            limit: 1,
            ..AloneFilter::default()
        };
        assert!(
            play.bed()
                .runtime
                .store()
                .all_alone(&filter)
                .unwrap()
                .is_empty()
        );
        (ended, n_opening, play.bed().runtime.store_metrics().writes)
    };
    let (expected, n_opening, n_writes) = play(None);
    let did = [("Book", 2), ("Read_Deal", 1), ("Score", 2)];
    assert!(
        expected
            .1
            .iter()
            .map(|(name, n)| (name.as_str(), *n))
            .eq(did),
        "{expected:?}"
    );
    assert!(n_writes - n_opening > 60, "{} writes", n_writes - n_opening);
    for stop in n_opening + 1..=n_writes {
        let (ended, ..) = play(Some(stop));
        assert_eq!(ended, expected, "stopped at write {stop} of {n_writes}");
    }
}
