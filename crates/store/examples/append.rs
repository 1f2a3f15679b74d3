//! How fast runs and turns are stored: one writer, batches of 64, each commit on disk.
//!
//! `cargo run --release -p segue-store --example append -- [FOLDER]`
//!
//! Prints one line per workload: finished runs stored; parked runs with work items; the items
//! completed in random order.

use std::path::Path;
use std::time::{Duration, Instant};

use segue_engine::{Event, PartId, Run, RunStatus};
use segue_language::{Text, Timestamp};
use segue_store::{
    Link, Metrics, OpenItem, Options, PartNumber, Result, RunNumber, RunRow, Store, TurnRow, Tx,
    encode_run,
};

const BATCH: usize = 64;
const FINISHED: usize = 200_000;
const PARKED: usize = 150_000;
const COMPLETED: usize = 50_000;
const PEOPLE: usize = 200;
/// Events and bytes of state like those of a run of four background steps.
const EVENTS: usize = 14;
const STATE_BYTES: usize = 200;

fn main() -> Result<()> {
    let folder = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "target".to_owned());
    let path = Path::new(&folder).join("append.sqlite");
    for end in ["", "-wal", "-shm"] {
        // There may be none from before.
        let _ = std::fs::remove_file(path.with_file_name(format!("append.sqlite{end}")));
    }
    let mut store = Store::open(&path, &Options::default())?;
    measure("finished", &mut store, FINISHED, |tx, _| {
        start(tx, RunStatus::Completed).map(|_| ())
    })?;
    let mut parked = Vec::with_capacity(PARKED);
    measure("parked", &mut store, PARKED, |tx, _| {
        let row = start(tx, RunStatus::InProgress)?;
        tx.insert_item(&item(row.n))?;
        parked.push(row.n);
        Ok(())
    })?;
    shuffle(&mut parked);
    measure("completed", &mut store, COMPLETED, |tx, place| {
        complete(tx, parked[place])
    })
}

fn start(tx: &Tx, status: RunStatus) -> Result<RunRow> {
    let n = tx.new_run_number()?;
    let link = append(tx, n, 1, Link::default())?;
    let row = RunRow {
        n,
        definition: 1,
        status,
        stage: 1,
        version: 1,
        sequence: 1,
        started: Timestamp(n.0),
        updated: Timestamp(n.0),
        ended: None,
        starter: Some(Text::from("005000000000001AAA")),
        record: None,
        hash: link.hash,
        last: link.row,
        state: state(),
    };
    tx.insert_run(&row)?;
    Ok(row)
}

fn complete(tx: &Tx, n: RunNumber) -> Result<()> {
    let mut row = tx.run(n)?.expect("the run was stored");
    let link = append(
        tx,
        n,
        2,
        Link {
            row: row.last,
            hash: row.hash,
        },
    )?;
    (row.last, row.hash) = (link.row, link.hash);
    (row.version, row.sequence, row.status) = (2, 2, RunStatus::Completed);
    let item = item(n);
    assert!(tx.close_item(item.n, &item.assignee)?, "the item was open");
    tx.update_run(&row)
}

fn append(tx: &Tx, run: RunNumber, sequence: i64, previous: Link) -> Result<Link> {
    let events: Vec<_> = (1..=EVENTS as u16)
        .map(|part| Event::StepStarted {
            step: PartId(part),
            activation: 1,
        })
        .collect();
    tx.append_turn(&TurnRow {
        run,
        sequence,
        at: Timestamp(run.0),
        actor: None,
        events: &events,
        previous,
    })
}

fn state() -> Vec<u8> {
    let mut state = encode_run(&Run::default());
    state.resize(STATE_BYTES, 0);
    state
}

fn item(run: RunNumber) -> OpenItem {
    let person = run.0 as usize * 7919 % PEOPLE;
    OpenItem {
        n: PartNumber::new(run, PartId(3)),
        assignee: Text::from(format!("005000000000{person:03}AAA")),
        step: PartId(2),
        created: Timestamp(run.0),
        label: Text::from("Approve the request"),
        related: Text::from("a00000000000001AAA"),
        inputs: vec![0; 20],
        is_approval: false,
    }
}

/// Random order: benches in the order of creation flatter.
fn shuffle(runs: &mut [RunNumber]) {
    let mut seed: u64 = 42;
    for place in (1..runs.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        runs.swap(place, (seed >> 33) as usize % (place + 1));
    }
}

fn measure(
    name: &str,
    store: &mut Store,
    count: usize,
    mut work: impl FnMut(&Tx, usize) -> Result<()>,
) -> Result<()> {
    let before = store.metrics();
    let (mut total, mut longest) = (Duration::ZERO, Duration::ZERO);
    for first in (0..count).step_by(BATCH) {
        let begun = now();
        let tx = store.begin()?;
        for place in first..(first + BATCH).min(count) {
            work(&tx, place)?;
        }
        let committed = tx.commit()?;
        store.await_durable(committed)?;
        let took = begun.elapsed();
        total += took;
        longest = longest.max(took);
    }
    report(name, count, total, longest, before, store.metrics());
    Ok(())
}

#[expect(clippy::print_stdout, reason = "it is what the example is for")]
fn report(
    name: &str,
    count: usize,
    total: Duration,
    longest: Duration,
    before: Metrics,
    after: Metrics,
) {
    let each = |total: u64| total as f64 / count as f64;
    println!(
        "{name}: {:.0}/s, longest batch {:.1} ms, {:.2} writes, {:.2} reads, {:.2} log pages each",
        count as f64 / total.as_secs_f64(),
        longest.as_secs_f64() * 1e3,
        each(after.writes - before.writes),
        each(after.reads - before.reads),
        each(after.log_pages - before.log_pages),
    );
}

#[expect(clippy::disallowed_methods, reason = "an example measures")]
fn now() -> Instant {
    Instant::now()
}
