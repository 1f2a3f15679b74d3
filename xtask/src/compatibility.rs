//! `cargo xtask compatibility`: writes the table of what of the platform's files runs.

use anyhow::{Result, bail};

use crate::shell::root;

/// Writes `docs/compatibility.md` anew from what the compiler and the checks say.
pub(crate) fn run() -> Result<()> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let test = [
        "test",
        "--quiet",
        "--package",
        "segue-definition",
        "--test",
        "it",
    ];
    let status = std::process::Command::new(cargo)
        .args(test)
        .arg("the_table_of_what_runs")
        .env("SEGUE_WRITE", "1")
        .current_dir(root())
        .status()?;
    if !status.success() {
        bail!("the table could not be written");
    }
    Ok(())
}
