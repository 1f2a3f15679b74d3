//! Structured logs on standard error.

use tracing_subscriber::EnvFilter;

use crate::settings::LogFormat;

/// Starts logging; `filter` is a level or what `tracing` takes as directives.
///
/// # Errors
/// The filter cannot be read.
pub(crate) fn start_logging(filter: &str, format: LogFormat) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(filter)?;
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let started = match format {
        LogFormat::Text => lines.with_ansi(false).try_init(),
        LogFormat::Json => lines.json().try_init(),
    };
    started.map_err(|error| anyhow::anyhow!("{error}"))
}
