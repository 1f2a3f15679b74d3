//! What a bench prints.

use super::measure::Measure;
use super::{BenchOptions, Workload};

/// The figures of one measurement.
#[derive(Clone, Debug)]
pub struct BenchReport {
    /// Which workload.
    pub workload: Workload,
    /// Runs (completions for `human`).
    pub runs: usize,
    /// How many were in flight.
    pub concurrency: usize,
    /// Work items that stayed open.
    pub open_items: usize,
    /// First request to last answer.
    pub seconds: f64,
    /// Runs (completions) per second.
    pub runs_per_second: f64,
    /// Half were answered within so many milliseconds.
    pub p50_ms: f64,
    /// 99 of 100 were.
    pub p99_ms: f64,
    /// Growth of the database file per run.
    pub bytes_per_run: u64,
    /// Processor time of the writer thread per turn; 0 where the system does not tell.
    pub writer_cpu_us_per_turn: f64,
    /// SQL statements per turn.
    pub statements_per_turn: f64,
    /// Pages written to the log per turn.
    pub pages_per_turn: f64,
}

/// What was measured.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Microseconds from first to last.
    pub micros: i64,
    /// Microseconds of each request, sorted.
    pub latencies: Vec<i64>,
    /// What the writer used.
    pub used: Measure,
    /// Growth of the database file per run.
    pub bytes_per_run: u64,
}

/// The report of what was measured.
pub fn report(options: &BenchOptions, figures: &Figures) -> BenchReport {
    let used = figures.used;
    let seconds = figures.micros as f64 / 1e6;
    let turns = (options.runs * options.workload.turns()).max(1) as f64;
    BenchReport {
        workload: options.workload,
        runs: options.runs,
        concurrency: options.concurrency,
        open_items: options.open_items,
        seconds,
        runs_per_second: options.runs as f64 / seconds.max(1e-6),
        p50_ms: percentile(&figures.latencies, 50),
        p99_ms: percentile(&figures.latencies, 99),
        bytes_per_run: figures.bytes_per_run,
        writer_cpu_us_per_turn: used.cpu_nanos as f64 / 1e3 / turns,
        statements_per_turn: used.statements as f64 / turns,
        pages_per_turn: used.pages as f64 / turns,
    }
}

/// In milliseconds, of sorted microseconds.
pub fn percentile(sorted: &[i64], percent: usize) -> f64 {
    let index = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(index).map_or(0.0, |micros| *micros as f64 / 1e3)
}
