//! `segue test`.

use super::End;

/// Arguments of `segue test`.
#[derive(clap::Args)]
pub(crate) struct Arguments {}

/// Runs the command.
pub(crate) fn run(_arguments: &Arguments) -> anyhow::Result<End> {
    anyhow::bail!("not built yet")
}
