//! Readers beside the writer.

use std::sync::mpsc::channel;
use std::time::Duration;

use segue_definition::{Options as LoadOptions, SourceFile, load};
use segue_engine::RunStatus;
use segue_language::Timestamp;
use segue_runtime::{Actor, Readers, Reads, Reply, Request, Runtime, RuntimeOptions};
use segue_store::{Options, Store};
use tempfile::TempDir;

/// Longer than anything here takes.
const LONG: Duration = Duration::from_secs(60);
const NOON: Timestamp = Timestamp(1_772_452_800_000_000);

struct Place {
    runtime: Runtime,
    readers: Readers,
    _folder: TempDir,
}

fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("segue.sqlite");
    let store = Store::open(&path, &Options::default()).unwrap();
    let mut runtime = Runtime::open(store, RuntimeOptions::default()).unwrap();
    deploy(&mut runtime, "Wait", "");
    let readers = runtime.start_readers(2).unwrap();
    Place {
        runtime,
        readers,
        _folder: folder,
    }
}

/// Deploys an orchestration of one step that never starts.
fn deploy(runtime: &mut Runtime, name: &str, description: &str) {
    let text = include_str!("Wait.flow-meta.xml");
    let text = text
        .replace("{name}", name)
        .replace("{description}", description);
    let flow = include_str!("../../src/bench/definitions/Bench_Set_Variable.flow-meta.xml");
    let files = vec![
        SourceFile::new(format!("{name}.flow-meta.xml"), text),
        SourceFile::new("Set_Variable.flow-meta.xml", flow),
    ];
    let project = load(files, &LoadOptions::default(), None);
    runtime.deploy(&project, NOON).unwrap();
}

impl Place {
    fn start(&mut self, name: &str) -> i64 {
        let request = Request::StartRun {
            orchestration: name.into(),
            inputs: Vec::new(),
            by: Actor::System,
            key: None,
        };
        match self.runtime.execute(request, NOON).unwrap() {
            Reply::Started { run } => run,
            other => panic!("{other:?}"),
        }
    }

    fn look<T: Send + 'static>(&self, look: impl FnOnce(&Reads<'_>) -> T + Send + 'static) -> T {
        let (told, seen) = channel();
        let asked = self.readers.look(move |reads| {
            let _ = told.send(look(reads));
        });
        asked.unwrap();
        seen.recv_timeout(LONG).expect("an answer")
    }
}

#[test]
fn what_was_committed_before_is_read() {
    let mut place = place();
    let run = place.start("Wait");
    let status = place.look(move |reads| reads.run_status(run));
    assert_eq!(status, Some(RunStatus::InProgress));
    let cancel = Request::Cancel {
        run: run.into(),
        by: Actor::System,
        reason: None,
    };
    place.runtime.execute(cancel, NOON).unwrap();
    let status = place.look(move |reads| reads.run_status(run));
    assert_eq!(status, Some(RunStatus::Canceled));
}

#[test]
fn a_look_sees_one_moment_however_much_is_written_meanwhile() {
    let mut place = place();
    let first = place.start("Wait");
    let ((told, seen), (go_on, may_go_on)) = (channel(), channel::<()>());
    let asked = place.readers.look(move |reads| {
        told.send(reads.runs(None, None)).unwrap();
        may_go_on.recv_timeout(LONG).unwrap();
        told.send(reads.runs(None, None)).unwrap();
    });
    asked.unwrap();
    assert_eq!(seen.recv_timeout(LONG).unwrap(), [first]);
    let second = place.start("Wait");
    go_on.send(()).unwrap();
    assert_eq!(seen.recv_timeout(LONG).unwrap(), [first]);
    let now = place.look(|reads| reads.runs(None, None));
    assert_eq!(now, [first, second]);
}

#[test]
fn a_run_is_never_seen_without_the_version_that_it_is_pinned_to() {
    let mut place = place();
    let (told, seen) = channel();
    for n in 0..20 {
        for _ in 0..20 {
            let told = told.clone();
            let asked = place.readers.look(move |reads| {
                let runs = reads.runs(None, None);
                let is_whole = runs.iter().all(|run| reads.run(*run).is_some());
                told.send(is_whole).unwrap();
            });
            asked.unwrap();
        }
        deploy(&mut place.runtime, "Wait", &format!("version {n}"));
        place.start("Wait");
    }
    drop(told);
    let n_whole = seen.iter().filter(|is_whole| *is_whole).count();
    assert_eq!(n_whole, 400);
    let versions = place.look(|reads| reads.definition_versions().unwrap().len());
    // The flow that is never called is one more.
    assert_eq!(versions, 22);
}

#[test]
fn a_look_that_panics_takes_no_reader_with_it() {
    let mut place = place();
    for _ in 0..10 {
        place.readers.look(|_| panic!("on purpose")).unwrap();
    }
    let run = place.start("Wait");
    assert_eq!(place.look(|reads| reads.runs(None, None)), [run]);
}

#[test]
fn looks_beyond_those_that_may_wait_are_refused() {
    let place = place();
    let (go_on, may_go_on) = crossbeam_channel::bounded::<()>(0);
    let mut n_taken = 0;
    while n_taken < 10_000 {
        let may_go_on = may_go_on.clone();
        let asked = place.readers.look(move |_| {
            let _ = may_go_on.recv();
        });
        if asked.is_err() {
            break;
        }
        n_taken += 1;
    }
    assert!(n_taken < 10_000, "nothing was refused");
    drop(go_on);
    while place.readers.look(|_| ()).is_err() {
        std::thread::yield_now();
    }
}

#[test]
fn a_database_in_memory_has_no_readers() {
    let store = Store::in_memory(&Options::default()).unwrap();
    let runtime = Runtime::open(store, RuntimeOptions::default()).unwrap();
    assert!(runtime.start_readers(1).is_err());
}
