//! What the project's people run: `cargo xtask ci | lint | test | api | examples | compatibility | fuzz | tidy | bench`.

mod api;
mod bench;
mod ci;
mod compatibility;
mod fuzz;
mod shell;
mod test;
mod tidy;

use anyhow::{Result, bail};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (verb, rest) = arguments
        .split_first()
        .map_or(("help", &[][..]), |(v, r)| (v.as_str(), r));
    match verb {
        "ci" => ci::run(),
        "lint" => ci::lint(),
        "examples" => ci::examples(),
        "test" => test::run(rest),
        "api" => api::run(rest),
        "compatibility" => compatibility::run(),
        "fuzz" => fuzz::run(rest),
        "tidy" => tidy::run(),
        "bench" => bench::run(rest),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => bail!("there is no `cargo xtask {other}`\n{HELP}"),
    }
}

const HELP: &str = "\
cargo xtask ci       lint, test and examples: what CI runs
cargo xtask lint     format, tidy, clippy with warnings as errors
cargo xtask examples `segue check` and `segue test` on the examples, with full coverage
cargo xtask test     all tests; installs a C compiler first where there is none (Debian)
cargo xtask api      requests generated from the API's document, as four identities
cargo xtask compatibility  writes docs/compatibility.md anew
cargo xtask fuzz     a million generated formulas: none panics, none passes its budget
cargo xtask tidy     rules of the house that no compiler checks
cargo xtask bench    every workload of `segue bench`, several times, medians";
