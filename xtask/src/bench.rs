//! `cargo xtask bench`: every workload of `segue bench`, several times, in turn, and the medians.

use anyhow::{Context, Result};

use crate::shell::{cargo, output};

const WORKLOADS: &[&[&str]] = &[
    &["background", "--runs", "100000", "--concurrency", "64"],
    &["background", "--runs", "4000", "--concurrency", "1"],
    &["background-async", "--runs", "50000", "--concurrency", "64"],
    &[
        "human",
        "--runs",
        "60000",
        "--concurrency",
        "64",
        "--open-items",
        "100000",
    ],
    &["background", "--http", "--runs", "100000"],
    &[
        "human",
        "--http",
        "--runs",
        "60000",
        "--open-items",
        "100000",
    ],
    &[
        "human",
        "--http",
        "--runs",
        "3000",
        "--concurrency",
        "1",
        "--open-items",
        "100000",
    ],
];

/// Prints the times of pages and of a start; it has no rate.
const PAGES: &[&str] = &["bench", "pages", "--open-items", "100000"];

/// Prints the times of formulas of ten operators.
const FORMULA: &[&str] = &["bench", "formula"];

/// Runs each workload `rounds` times (default 3), alternating, and prints all lines and medians.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let rounds: usize = arguments
        .first()
        .map_or(Ok(3), |n| n.parse())
        .context("rounds")?;
    cargo(&["build", "--release", "--quiet", "--bin", "segue"])?;
    let mut rates = vec![Vec::new(); WORKLOADS.len()];
    for _ in 0..rounds {
        for (workload, rates) in WORKLOADS.iter().zip(&mut rates) {
            let line = output("target/release/segue", &[&["bench"], *workload].concat())?;
            print!("{line}");
            rates.push(runs_per_second(&line)?);
        }
    }
    print!("{}", output("target/release/segue", PAGES)?);
    print!("{}", output("target/release/segue", FORMULA)?);
    println!();
    for (workload, rates) in WORKLOADS.iter().zip(&mut rates) {
        rates.sort_by(f64::total_cmp);
        println!(
            "{:>10.0} runs/s  {}",
            rates[rates.len() / 2],
            workload.join(" ")
        );
    }
    Ok(())
}

fn runs_per_second(line: &str) -> Result<f64> {
    let key = "\"runs_per_second\":";
    let start = line.find(key).context("the line has no runs_per_second")? + key.len();
    let number: String = line[start..]
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    number.parse().context("runs_per_second is no number")
}
