//! How long pages take, one after the other, and a start, with many open work items.

use std::path::Path;

use anyhow::Context;
use segue_runtime::{
    Actor, Clock, N_PEOPLE, Reply, Request, Runtime, Workload, bench_start, deploy_bench,
    open_bench, percentile,
};
use segue_store::{RunNumber, run_id};
use serde_json::{Value, json};

use super::crowd::{Ask, ask_all, request};
use super::http::{BATCH, start_all};
use super::place::{Place, let_in, token_of};

/// How often each page is asked for.
const TIMES: usize = 50;
/// Turns that suspend or resume the run with the long history.
const N_TURNS: usize = 1_000;
/// Who has most of the work.
const BUSY: usize = 0;
/// Who has her share of the work only.
const OTHER: usize = 1;

/// Prints the figures of a database in `data`, made when there is none.
pub(super) fn measure(data: &Path, open_items: usize, clock: &Clock) -> anyhow::Result<String> {
    let mut runtime = open_bench(data)?;
    deploy_bench(&mut runtime, clock)?;
    let_in(&mut runtime, clock())?;
    // One half is spread over all people, the other half is one person's.
    start_all(&mut runtime, open_items / 2, clock)?;
    start_hers(&mut runtime, open_items / 2, clock)?;
    let run = long_run(&mut runtime, clock)?;
    drop(runtime);

    let began = clock();
    let runtime = open_bench(data)?;
    let place = Place::new(runtime, data, clock.clone())?;
    let start_ms = (clock().0 - began.0) as f64 / 1e3;
    let run = format!("/runs/{run}");
    let pages = [
        ("inbox of one who has half of all", "/inbox", BUSY),
        ("inbox of one who has her share", "/inbox", OTHER),
        ("run with a long history", &run, BUSY),
        ("list of runs", "/runs", BUSY),
    ];
    let mut figures = Vec::new();
    for (name, path, who) in pages {
        figures.push(page(&place, (name, path), who, clock)?);
    }
    place.end()?;
    let line = json!({
        "format": 1, "workload": "pages", "database": "sqlite", "transport": "http",
        "open_items": open_items, "history_rows": N_TURNS, "start_ms": start_ms,
        "pages": figures, "version": env!("CARGO_PKG_VERSION"),
    });
    Ok(line.to_string())
}

fn start_hers(runtime: &mut Runtime, n: usize, clock: &Clock) -> anyhow::Result<()> {
    for first in (0..n).step_by(BATCH) {
        let starts = first..n.min(first + BATCH);
        let hers = |_| bench_start(Workload::Human, BUSY);
        for reply in runtime.execute_batch(starts.map(hers).collect(), clock()) {
            reply.context("while starting")?;
        }
    }
    Ok(())
}

/// A run whose history has so many rows: its id.
fn long_run(runtime: &mut Runtime, clock: &Clock) -> anyhow::Result<segue_language::Text> {
    let start = bench_start(Workload::Human, BUSY);
    let Reply::Started { run: number } = runtime.execute(start, clock())? else {
        anyhow::bail!("a start gave something else");
    };
    let turn = |n: usize| {
        let (run, by) = (number.into(), Actor::System);
        match n % 2 {
            0 => Request::Suspend { run, by },
            _ => Request::Resume {
                run,
                by,
                forced: None,
            },
        }
    };
    for reply in runtime.execute_batch((0..N_TURNS).map(turn).collect(), clock()) {
        reply.context("while suspending and resuming")?;
    }
    Ok(run_id(RunNumber(number)))
}

fn page(
    place: &Place,
    (name, path): (&str, &str),
    who: usize,
    clock: &Clock,
) -> anyhow::Result<Value> {
    let token = token_of(who % N_PEOPLE);
    let ask = Ask {
        bytes: request(("GET", path), &token, place.address, None),
        status: 200,
        contains: "</html>",
    };
    let first = ask_all(place.address, vec![ask.clone()], 1, clock)?;
    let asked = ask_all(place.address, vec![ask; TIMES], 1, clock)?;
    Ok(json!({
        "page": name,
        "first_ms": percentile(&first.latencies, 50),
        "p50_ms": percentile(&asked.latencies, 50),
        "max_ms": percentile(&asked.latencies, 100),
        "bytes": asked.bytes,
    }))
}
