//! `segue bench`: measures this machine and prints one JSON line.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use segue_runtime::{BenchOptions, BenchReport, Clock, Workload, bench, finish, system_time};
use serde_json::json;

use super::{End, print, say};

/// Arguments of `segue bench`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// background, background-async or human
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
    let Some(workload) = Workload::named(&arguments.workload) else {
        say("segue bench: the workloads are background, background-async and human");
        return Ok(End::Usage);
    };
    if arguments.database.is_some() || arguments.http {
        say("segue bench: only SQLite in process so far, without --database and --http");
        return Ok(End::Usage);
    }
    let clock: Clock = Arc::new(system_time);
    if let (true, Some(data)) = (arguments.finish, &arguments.data) {
        finish(data, &clock).context("while finishing")?;
        print(&json!({"format": 1, "finished": true}).to_string());
        return Ok(End::Good);
    }
    let temporary = std::env::temp_dir().join(format!("segue-bench-{}", std::process::id()));
    let options = BenchOptions {
        workload,
        runs: arguments.runs,
        concurrency: arguments.concurrency.max(1),
        open_items: arguments.open_items,
        data: arguments.data.clone().unwrap_or_else(|| temporary.clone()),
        acknowledged: arguments.acknowledged.clone(),
    };
    let measured = bench(&options, &clock);
    if arguments.data.is_none() {
        std::fs::remove_dir_all(&temporary).ok();
    }
    print(&json(&measured.context("while measuring")?));
    Ok(End::Good)
}

/// In the order of the contract.
fn json(report: &BenchReport) -> String {
    let cpus = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        concat!(
            "{{\"format\":1,\"workload\":\"{}\",\"database\":\"sqlite\",\"durability\":\"full\",",
            "\"transport\":\"in-process\",\"runs\":{},\"concurrency\":{},\"open_items\":{},",
            "\"seconds\":{:.3},\"runs_per_second\":{:.0},\"p50_ms\":{:.3},\"p99_ms\":{:.3},",
            "\"bytes_per_run\":{},\"writer_cpu_us_per_turn\":{:.1},\"statements_per_turn\":{:.2},",
            "\"pages_per_turn\":{:.2},\"version\":\"{}\",\"cpus\":{}}}"
        ),
        report.workload.name(),
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
    )
}
