//! `segue backup FILE`: a copy of a database that may be in use, verified.

use std::path::{Path, PathBuf};

use segue_store::{Reader, Verification};
use serde_json::json;

use super::{DATABASE, End, print, say};

/// Arguments of `segue backup`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// File of the copy; it must not exist yet
    file: PathBuf,
    /// Folder that holds the database; a server may be running on it
    #[arg(
        long,
        value_name = "DIR",
        default_value = "segue-data",
        env = "SEGUE_DATA"
    )]
    data: PathBuf,
    /// Print what was copied as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<End> {
    let database = arguments.data.join(DATABASE);
    if !database.is_file() {
        say(&format!(
            "segue: there is no database at {}",
            database.display()
        ));
        return Ok(End::Usage);
    }
    if arguments.file.exists() {
        let file = arguments.file.display();
        say(&format!("segue: {file} is there already; name a new file"));
        return Ok(End::Usage);
    }
    let found = copy(&database, &arguments.file)?;
    Ok(told(&found, &arguments.file, ("backed up", arguments.json)))
}

/// Copies a database and verifies the copy, which is at its place only when it is whole.
pub(super) fn copy(from: &Path, to: &Path) -> anyhow::Result<Verification> {
    let half = half_of(to);
    if half.exists() {
        std::fs::remove_file(&half)?;
    }
    Reader::open(from)?.copy_to(&half)?;
    let found = Reader::open(&half)?.verify()?;
    std::fs::rename(&half, to)?;
    Ok(found)
}

/// Where the copy is while it is not whole.
fn half_of(to: &Path) -> PathBuf {
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".half");
    to.with_file_name(name)
}

/// Says what was copied, and whether its chains hold.
pub(super) fn told(found: &Verification, to: &Path, (done, as_json): (&str, bool)) -> End {
    let (runs, rows, n_problems) = (found.runs, found.rows, found.problems.len());
    if as_json {
        let file = to.display().to_string();
        print(
            &json!({ "format": 1, "file": file, "runs": runs, "rows": rows,
                "problems": n_problems })
            .to_string(),
        );
    } else {
        let to = to.display();
        print(&format!(
            "{done} {runs} runs with {rows} history rows to {to}"
        ));
    }
    if n_problems == 0 {
        return End::Good;
    }
    say(&format!(
        "segue: {n_problems} problems in the histories; `segue verify` lists them"
    ));
    End::Bad
}
