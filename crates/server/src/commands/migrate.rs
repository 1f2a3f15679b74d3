//! `segue migrate`: brings a database to the version of this program; `segue serve` does so too.

use std::path::PathBuf;

use segue_store::{Options, Schema, Store, StoreError, schema_of};
use serde_json::json;

use super::{DATABASE, End, print, say};

/// Arguments of `segue migrate`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Folder that holds the database; no server may be running on it
    #[arg(
        long,
        value_name = "DIR",
        default_value = "segue-data",
        env = "SEGUE_DATA"
    )]
    data: PathBuf,
    /// Say only how far it is, and end with exit code 1 when something is to be done
    #[arg(long)]
    check: bool,
    /// Print how far it is as JSON
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
    let before = match schema_of(&database) {
        Ok(schema) => schema,
        Err(error @ (StoreError::NewerDatabase { .. } | StoreError::Corrupt { .. })) => {
            say(&format!("segue: {error}"));
            return Ok(End::Usage);
        }
        Err(error) => return Err(error.into()),
    };
    if !arguments.check {
        Store::open(&database, &Options::default())?;
    }
    tell(before, schema_of(&database)?, arguments.json);
    let is_behind = before.applied < before.known;
    Ok(if arguments.check && is_behind {
        End::Bad
    } else {
        End::Good
    })
}

fn tell(before: Schema, now: Schema, as_json: bool) {
    let (done, known) = (now.applied - before.applied, now.known);
    let missing = known - now.applied;
    if as_json {
        let told =
            json!({ "format": 1, "applied": done, "missing": missing, "version": now.applied });
        print(&told.to_string());
    } else if missing > 0 {
        print(&format!(
            "{missing} of {known} migrations are to be applied"
        ));
    } else {
        print(&format!(
            "applied {done} migrations; the database is of version {known}"
        ));
    }
}
