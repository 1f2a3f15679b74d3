//! `cargo xtask test`: all tests, after installing what they need.

use anyhow::{Result, bail};

use crate::api;
use crate::shell::{cargo, exists, run as shell};

/// Runs all tests; further arguments go to `cargo test`.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    install_c_compiler()?;
    let further: Vec<&str> = arguments.iter().map(String::as_str).collect();
    cargo(&[&["test", "--workspace", "--quiet"], &further[..]].concat())?;
    if arguments.is_empty() {
        api::run_where_possible()?;
    }
    Ok(())
}

/// SQLite is compiled from its C source.
fn install_c_compiler() -> Result<()> {
    if exists("cc") {
        return Ok(());
    }
    if !exists("apt-get") {
        bail!("the bundled SQLite needs a C compiler: install one that can be called as `cc`");
    }
    shell("apt-get", &["update", "--quiet"])?;
    shell(
        "apt-get",
        &[
            "install",
            "--yes",
            "--quiet",
            "--no-install-recommends",
            "gcc",
            "libc6-dev",
        ],
    )
}
