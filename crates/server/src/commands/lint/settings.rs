//! Where the settings of lint come from: a file of Lightning Flow Scanner, then `segue.toml`.

use std::fs;
use std::path::Path;

use anyhow::{Context, ensure};
use segue_lint::Settings;

use super::say;

/// Files of Lightning Flow Scanner; the first that is there counts.
const SCANNER_FILES: [&str; 3] = [
    ".flow-scanner.yml",
    ".flow-scanner.yaml",
    ".flow-scanner.json",
];

const SETTINGS_FILE: &str = "segue.toml";

/// Largest file of settings, in bytes.
const BYTES_MAX: u64 = 1 << 20;

/// The settings in force in the working directory.
///
/// # Errors
/// A file cannot be read, or says something that makes no sense.
pub(super) fn gather() -> anyhow::Result<Settings> {
    let mut settings = Settings::default();
    let scanner = SCANNER_FILES
        .into_iter()
        .find(|name| Path::new(name).is_file());
    if let Some(name) = scanner {
        let passed_over = settings.read_scanner(&text(name)?).context(name)?;
        for complaint in passed_over {
            say(&format!("segue lint: {name}: {complaint}"));
        }
    }
    if Path::new(SETTINGS_FILE).is_file() {
        let table: toml::Table = text(SETTINGS_FILE)?.parse().context(SETTINGS_FILE)?;
        if let Some(table) = table.get("lint") {
            settings
                .read_toml(table)
                .with_context(|| format!("{SETTINGS_FILE}: [lint]"))?;
        }
    }
    Ok(settings)
}

fn text(name: &str) -> anyhow::Result<String> {
    let n_bytes = fs::metadata(name).context(name.to_owned())?.len();
    ensure!(
        n_bytes <= BYTES_MAX,
        "{name} has {n_bytes} bytes; the limit is {BYTES_MAX}"
    );
    fs::read_to_string(name).context(name.to_owned())
}
