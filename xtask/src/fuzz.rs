//! `cargo xtask fuzz`: generated formulas in great number, with the release profile.

use anyhow::{Result, bail};

use crate::shell::root;

/// Formulas when nothing else is said.
const MANY: &str = "1000000";

/// Tries `count` formulas (default 1,000,000) of a seed (default 1).
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let count = arguments.first().map_or(MANY, String::as_str);
    let seed = arguments.get(1).map_or("1", String::as_str);
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let tests = [
        "test",
        "--release",
        "--package",
        "segue-language",
        "--test",
        "it",
    ];
    println!("{count} generated formulas of seed {seed}");
    let status = std::process::Command::new(cargo)
        .args(tests)
        .args(["generated_formulas", "--", "--nocapture"])
        .env("SEGUE_FUZZ", count)
        .env("SEGUE_FUZZ_SEED", seed)
        .current_dir(root())
        .status()?;
    if !status.success() {
        bail!("a generated formula breaks its bounds");
    }
    Ok(())
}
