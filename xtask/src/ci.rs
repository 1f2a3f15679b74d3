//! `cargo xtask ci`: everything that must be green before a change lands.

use anyhow::{Result, bail};

use crate::shell::{cargo, root};
use crate::{test, tidy};

/// Runs all of it, cheapest first.
pub(crate) fn run() -> Result<()> {
    lint()?;
    test::run(&[])?;
    examples()
}

/// Format, tidy, clippy with warnings as errors.
pub(crate) fn lint() -> Result<()> {
    require_corpus()?;
    cargo(&["fmt", "--all", "--check"])?;
    tidy::run()?;
    cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--quiet",
        "--",
        "-D",
        "warnings",
    ])
}

/// The examples, through the shipped program: no error in `check`, all scenarios green, and the
/// orchestrations covered to the last stage and step.
pub(crate) fn examples() -> Result<()> {
    let segue =
        |arguments: &[&str]| cargo(&[&["run", "--release", "--quiet", "--"], arguments].concat());
    // Each is a project of its own; one holds a second version of another's flow.
    for example in std::fs::read_dir(root().join("examples"))? {
        let name = example?.file_name();
        segue(&["check", &format!("examples/{}", name.to_string_lossy())])?;
    }
    let covered = [
        "--coverage",
        "--coverage-min",
        "stages=100",
        "--coverage-min",
        "steps=100",
    ];
    segue(&[&["test", "examples"], &covered[..]].concat())
}

/// Tests skip the corpus where there is none; CI must have it.
fn require_corpus() -> Result<()> {
    let corpus = std::env::var_os("SEGUE_CORPUS")
        .map_or_else(|| root().join("../shared/corpus"), std::path::PathBuf::from);
    if !corpus.is_dir() {
        bail!("no corpus at {}: set SEGUE_CORPUS", corpus.display());
    }
    Ok(())
}
