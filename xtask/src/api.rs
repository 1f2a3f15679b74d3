//! `cargo xtask api`: the API under requests generated from its own document, as four identities.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::shell::{cargo, root, run as shell};

/// What generates the requests.
const SCHEMATHESIS: &str = "schemathesis==4.32.5";
/// Generated requests per operation, beside the edge cases.
const EXAMPLES: &str = "50";

/// Tries the API; the first argument says how many requests per operation.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let programs = target().join("schemathesis");
    let schemathesis = programs.join("bin/schemathesis");
    if !schemathesis.exists() {
        install(&programs)?;
    }
    cargo(&["build", "--quiet", "--package", "segue-server"])?;
    let segue = target().join("debug/segue");
    let examples = arguments.first().map_or(EXAMPLES, String::as_str);
    shell(
        "python3",
        &[
            "crates/server/tests/api/fuzz.py",
            &segue.to_string_lossy(),
            &schemathesis.to_string_lossy(),
            examples,
        ],
    )
}

/// The same where Python can make environments; elsewhere a word about it, but never in CI.
pub(crate) fn run_where_possible() -> Result<()> {
    let can = Command::new("python3")
        .args(["-c", "import ensurepip, venv"])
        .output()
        .is_ok_and(|output| output.status.success());
    match (can, std::env::var_os("CI")) {
        (true, _) => run(&[]),
        (false, None) => {
            println!("skipped: generated API requests need python3 with venv");
            Ok(())
        }
        (false, Some(_)) => bail!("CI needs python3 with venv"),
    }
}

fn install(programs: &std::path::Path) -> Result<()> {
    let pip = programs.join("bin/pip");
    shell("python3", &["-m", "venv", &programs.to_string_lossy()])?;
    shell(
        &pip.to_string_lossy(),
        &["install", "--quiet", SCHEMATHESIS],
    )
}

fn target() -> PathBuf {
    let told = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    told.unwrap_or_else(|| root().join("target"))
}
