//! Workloads over HTTP: the client is on the same machine, the way of a request is the real one.

use anyhow::Context;
use segue_engine::RunStatus;
use segue_runtime::{
    BenchOptions, Clock, Figures, Measure, Runtime, Workload, bench_start, deploy_bench,
    open_bench, open_items, report, require_ends, shuffle,
};
use segue_store::RunNumber;

use super::crowd::{Ask, ask_all, request};
use super::place::{Place, let_in, token_of};
use super::{Line, process_cpu_nanos};

/// Runs started at once before the measurement.
pub(super) const BATCH: usize = 1_000;

/// Measures one workload.
pub(super) fn measure(options: &BenchOptions, clock: &Clock) -> anyhow::Result<Line> {
    let mut runtime = open_bench(&options.data)?;
    deploy_bench(&mut runtime, clock)?;
    let_in(&mut runtime, clock())?;
    if options.workload == Workload::Human {
        start_all(&mut runtime, options.runs + options.open_items, clock)?;
    }
    let items = work(&runtime, options);
    let place = Place::new(runtime, &options.data, clock.clone())?;
    let asks = match options.workload {
        Workload::Human => completions(&place, &items),
        Workload::Background | Workload::BackgroundAsync => starts(&place, options),
    };
    let before = place.at_writer(|runtime| Measure::now(runtime))?;
    let (began, cpu) = (clock(), process_cpu_nanos());
    let asked = ask_all(place.address, asks, options.concurrency, clock)?;
    let mut micros = asked.micros;
    if options.workload == Workload::BackgroundAsync {
        wait_for_ends(&place)?;
        micros = clock().0 - began.0;
    }
    let cpu = process_cpu_nanos() - cpu;
    let after = place.at_writer(|runtime| Measure::now(runtime))?;
    require_ends(&place.end()?, options.open_items)?;
    let figures = Figures {
        micros,
        latencies: asked.latencies,
        used: after - before,
        bytes_per_run: 0,
    };
    let n = options.runs.max(1) as f64;
    Ok(Line {
        report: report(options, &figures),
        transport: "http",
        cpu_us: Some((
            cpu.saturating_sub(asked.cpu_nanos) as f64 / 1e3 / n,
            asked.cpu_nanos as f64 / 1e3 / n,
        )),
    })
}

pub(super) fn start_all(runtime: &mut Runtime, n: usize, clock: &Clock) -> anyhow::Result<()> {
    for first in (0..n).step_by(BATCH) {
        let starts = first..n.min(first + BATCH);
        let starts = starts.map(|n| bench_start(Workload::Human, n)).collect();
        for reply in runtime.execute_batch(starts, clock()) {
            reply.context("while starting")?;
        }
    }
    Ok(())
}

/// Who completes which work items, in random order.
fn work(runtime: &Runtime, options: &BenchOptions) -> Vec<(usize, segue_language::Text)> {
    let items = open_items(runtime).into_iter();
    let mut items: Vec<_> = items.map(|(n, item)| (n, item.id)).collect();
    shuffle(&mut items);
    items.truncate(options.runs);
    items
}

fn completions(place: &Place, items: &[(usize, segue_language::Text)]) -> Vec<Ask> {
    let ask = |(n, item): &(usize, segue_language::Text)| Ask {
        bytes: request(
            ("POST", &format!("/api/v1/work-items/{item}/complete")),
            &token_of(*n),
            place.address,
            Some(r#"{"screens":[{"answer":"done"}]}"#),
        ),
        status: 200,
        contains: "finished",
    };
    items.iter().map(ask).collect()
}

fn starts(place: &Place, options: &BenchOptions) -> Vec<Ask> {
    let name = options.workload.orchestration();
    let path = format!("/api/v1/orchestrations/{name}/runs");
    let ask = |n: usize| Ask {
        bytes: request(
            ("POST", &path),
            &token_of(n % segue_runtime::N_PEOPLE),
            place.address,
            Some("{}"),
        ),
        status: 201,
        contains: "id",
    };
    (0..options.runs).map(ask).collect()
}

/// Answers may come before the jobs of their runs are done.
fn wait_for_ends(place: &Place) -> anyhow::Result<()> {
    loop {
        let open = place.at_writer(|runtime| {
            let store = runtime.store();
            store.open_runs(RunStatus::InProgress, RunNumber(0), 1)
        })??;
        if open.is_empty() {
            return Ok(());
        }
    }
}
