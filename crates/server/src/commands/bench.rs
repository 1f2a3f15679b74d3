//! `segue bench`: measures this machine and prints one JSON line.

mod crowd;
mod formula;
mod http;
mod pages;
mod place;
mod wire;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use segue_runtime::{BenchOptions, BenchReport, Clock, Workload, bench, finish, system_time};
use serde_json::json;

use super::{End, print, say};

/// Arguments of `segue bench`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// background, background-async or human; pages for the time of pages and of a start; formula
    workload: String,
    /// How many runs (completions for `human`)
    #[arg(long, default_value_t = 100_000)]
    runs: usize,
    /// How many are in flight
    #[arg(long, default_value_t = 64)]
    concurrency: usize,
    /// Work items that stay open meanwhile (`human`)
    #[arg(long, default_value_t = 0)]
    open_items: usize,
    /// PostgreSQL instead of SQLite
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Over HTTP instead of in process
    #[arg(long)]
    http: bool,
    /// Folder for the database, kept afterwards; a temporary one otherwise
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Write each run's id to this file after the commit of its start
    #[arg(long, value_name = "FILE")]
    acknowledged: Option<PathBuf>,
    /// Open the database in --data and finish what is left in it
    #[arg(long, requires = "data")]
    finish: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<End> {
    if arguments.database.is_some() {
        say("segue bench: only SQLite so far, without --database");
        return Ok(End::Usage);
    }
    let clock: Clock = Arc::new(system_time);
    if let (true, Some(data)) = (arguments.finish, &arguments.data) {
        finish(data, &clock).context("while finishing")?;
        print(&json!({"format": 1, "finished": true}).to_string());
        return Ok(End::Good);
    }
    let temporary = std::env::temp_dir().join(format!("segue-bench-{}", std::process::id()));
    let data = arguments.data.clone().unwrap_or_else(|| temporary.clone());
    let measured = measure(arguments, data, &clock);
    if arguments.data.is_none() {
        std::fs::remove_dir_all(&temporary).ok();
    }
    let Some(line) = measured.context("while measuring")? else {
        say(
            "segue bench: the workloads are background, background-async, human, pages and formula",
        );
        return Ok(End::Usage);
    };
    print(&line);
    Ok(End::Good)
}

/// The line of figures; none when there is no such workload.
fn measure(arguments: &Arguments, data: PathBuf, clock: &Clock) -> anyhow::Result<Option<String>> {
    if arguments.workload == "formula" {
        return formula::measure().map(Some);
    }
    if arguments.workload == "pages" {
        return pages::measure(&data, arguments.open_items, clock).map(Some);
    }
    let Some(workload) = Workload::named(&arguments.workload) else {
        return Ok(None);
    };
    let options = BenchOptions {
        workload,
        runs: arguments.runs,
        concurrency: arguments.concurrency.max(1),
        open_items: arguments.open_items,
        data,
        acknowledged: arguments.acknowledged.clone(),
    };
    let line = if arguments.http {
        http::measure(&options, clock)?
    } else {
        Line {
            report: bench(&options, clock)?,
            transport: "in-process",
            cpu_us: None,
        }
    };
    Ok(Some(json(&line)))
}

/// What is printed.
struct Line {
    report: BenchReport,
    transport: &'static str,
    /// Processor time per request of the server and of the clients in microseconds, over HTTP.
    cpu_us: Option<(f64, f64)>,
}

/// Processor time of the whole process; 0 where the system does not tell.
fn process_cpu_nanos() -> u64 {
    const NANOS_PER_TICK: u64 = 10_000_000;
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // What stands in parentheses is the name, which may contain anything.
    let after_name = text.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    ticks * NANOS_PER_TICK
}

/// In the order of the contract.
fn json(line: &Line) -> String {
    let report = &line.report;
    let cpus = std::thread::available_parallelism().map_or(1, usize::from);
    let cpu_us = line.cpu_us.map_or_else(String::new, |(server, clients)| {
        format!(
            ",\"server_cpu_us_per_request\":{server:.1},\"client_cpu_us_per_request\":{clients:.1}"
        )
    });
    format!(
        concat!(
            "{{\"format\":1,\"workload\":\"{}\",\"database\":\"sqlite\",\"durability\":\"full\",",
            "\"transport\":\"{}\",\"runs\":{},\"concurrency\":{},\"open_items\":{},",
            "\"seconds\":{:.3},\"runs_per_second\":{:.0},\"p50_ms\":{:.3},\"p99_ms\":{:.3},",
            "\"bytes_per_run\":{},\"writer_cpu_us_per_turn\":{:.1},\"statements_per_turn\":{:.2},",
            "\"pages_per_turn\":{:.2},\"version\":\"{}\",\"cpus\":{}{}}}"
        ),
        report.workload.name(),
        line.transport,
        report.runs,
        report.concurrency,
        report.open_items,
        report.seconds,
        report.runs_per_second,
        report.p50_ms,
        report.p99_ms,
        report.bytes_per_run,
        report.writer_cpu_us_per_turn,
        report.statements_per_turn,
        report.pages_per_turn,
        env!("CARGO_PKG_VERSION"),
        cpus,
        cpu_us,
    )
}
