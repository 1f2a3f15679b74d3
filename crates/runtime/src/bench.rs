//! Measuring: real definitions on a real database, many runs in flight, every answer after its
//! commit. What is measured and why: `docs/benchmarks.md`.

mod drive;
mod measure;
mod report;
mod shuffle;
mod workload;

pub use measure::{Measure, thread_cpu_nanos};
pub use report::{BenchReport, Figures, percentile, report};
pub use shuffle::shuffle;
pub use workload::{N_PEOPLE, Workload, bench_start, bench_user, open_items};

use std::fs::File;
use std::path::PathBuf;

use segue_definition::{Options, load};
use segue_engine::RunStatus;
use segue_store::{RunNumber, Store};

use crate::{Clock, Runtime, RuntimeOptions, Writer};
use drive::Drive;

/// What to measure.
#[derive(Clone, Debug)]
pub struct BenchOptions {
    /// Which workload.
    pub workload: Workload,
    /// How many runs (completions for `human`).
    pub runs: usize,
    /// How many are in flight.
    pub concurrency: usize,
    /// Work items that stay open meanwhile.
    pub open_items: usize,
    /// Folder of the database.
    pub data: PathBuf,
    /// File that gets the id of each run, one per line, after the commit of its start.
    pub acknowledged: Option<PathBuf>,
}

/// The bench could not measure.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// The folder or a file in it.
    #[error("{what}: {source}")]
    File {
        /// What was being done.
        what: String,
        /// Why it failed.
        source: std::io::Error,
    },
    /// The database.
    #[error("database: {0}")]
    Store(#[from] segue_store::StoreError),
    /// The runtime.
    #[error(transparent)]
    Runtime(#[from] crate::RuntimeError),
    /// A turn was refused.
    #[error("a request was refused: {0}")]
    Refused(#[from] crate::Refusal),
    /// The writer died.
    #[error(transparent)]
    Ended(#[from] crate::Ended),
    /// A run did not end as it must.
    #[error("run {0} did not complete")]
    NotCompleted(i64),
}

/// Name of the database file in a data folder.
pub const DATABASE_FILE: &str = "segue.sqlite";

/// Measures one workload.
///
/// # Errors
/// The database fails or a run does not complete.
pub fn bench(options: &BenchOptions, clock: &Clock) -> Result<BenchReport, BenchError> {
    let mut runtime = open_bench(&options.data)?;
    deploy_bench(&mut runtime, clock)?;
    drop(runtime);
    let bytes_before = bytes(options)?;
    let runtime = open_bench(&options.data)?;
    let (sender, notes) = crossbeam_channel::unbounded();
    let on_ended = drive::ended_notes(options.workload, sender.clone(), clock.clone());
    let writer = Writer::start(runtime, clock.clone(), on_ended).map_err(file("a thread"))?;
    let acknowledged = options.acknowledged.as_ref().map(File::create).transpose();
    let mut drive = Drive::new(
        writer.asker(),
        (sender, notes),
        clock.clone(),
        options.concurrency,
        acknowledged.map_err(file("the file of acknowledged runs"))?,
    );
    let requests = workload::prepare(options, &mut drive)?;
    let before = drive.measure()?;
    let driven = drive.all(requests, options.workload.until())?;
    let after = drive.measure()?;
    require_ends(&writer.stop().ok_or(crate::Ended)?, options.open_items)?;
    let n_runs = options.runs + options.open_items;
    let grown = bytes(options)?.saturating_sub(bytes_before);
    let figures = Figures {
        micros: driven.micros,
        latencies: driven.latencies,
        used: after - before,
        bytes_per_run: grown / n_runs.max(1) as u64,
    };
    Ok(report(options, &figures))
}

/// Deploys the definitions of all workloads and the people in them.
///
/// # Errors
/// The database fails.
pub fn deploy_bench(runtime: &mut Runtime, clock: &Clock) -> Result<(), BenchError> {
    let project = load(workload::sources(), &Options::default(), None);
    runtime.deploy(&project, clock())?;
    Ok(())
}

/// Every run has completed but those whose work item stays open: a fast wrong run is no figure.
///
/// # Errors
/// One has not.
pub fn require_ends(runtime: &Runtime, n_open: usize) -> Result<(), BenchError> {
    for (status, n_expected) in [
        (RunStatus::InProgress, n_open),
        (RunStatus::Suspended, 0),
        (RunStatus::Error, 0),
    ] {
        let runs = runtime.store().open_runs(status, RunNumber(0), u32::MAX)?;
        if let Some(run) = runs.get(n_expected) {
            return Err(BenchError::NotCompleted(run.0));
        }
    }
    Ok(())
}

/// Opens a database that a bench left behind and carries out all that is left to do: jobs, and
/// work items as people would complete them.
///
/// # Errors
/// The database fails or a run does not complete.
pub fn finish(data: &std::path::Path, clock: &Clock) -> Result<(), BenchError> {
    let mut runtime = open_bench(data)?;
    runtime.run_due(clock());
    for request in workload::completions(&mut runtime) {
        runtime.execute(request, clock())?;
    }
    runtime.run_due(clock());
    require_ends(&runtime, 0)
}

/// Opens the database of a bench in a folder, made when there is none.
///
/// # Errors
/// The database fails.
pub fn open_bench(data: &std::path::Path) -> Result<Runtime, BenchError> {
    std::fs::create_dir_all(data).map_err(file("the data folder"))?;
    let store = Store::open(&data.join(DATABASE_FILE), &segue_store::Options::default())?;
    Ok(Runtime::open(store, RuntimeOptions::default())?)
}

/// Size of the database file. It holds everything once the last connection is closed.
fn bytes(options: &BenchOptions) -> Result<u64, BenchError> {
    let path = options.data.join(DATABASE_FILE);
    Ok(std::fs::metadata(path)
        .map_err(file("the database file"))?
        .len())
}

fn file(what: &str) -> impl FnOnce(std::io::Error) -> BenchError {
    let what = what.to_owned();
    move |source| BenchError::File { what, source }
}
