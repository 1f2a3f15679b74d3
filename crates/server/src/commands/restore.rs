//! `segue restore FILE`: back from a copy, to a folder without a database.

use std::path::PathBuf;

use segue_store::Reader;

use super::backup::{copy, told};
use super::{DATABASE, End, say};

/// Arguments of `segue restore`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// File that `segue backup` made
    file: PathBuf,
    /// Folder of the database; it must not hold one yet
    #[arg(
        long,
        value_name = "DIR",
        default_value = "segue-data",
        env = "SEGUE_DATA"
    )]
    data: PathBuf,
    /// Restore although the histories of the copy are broken
    #[arg(long)]
    broken: bool,
    /// Print what was restored as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<End> {
    let (file, database) = (&arguments.file, arguments.data.join(DATABASE));
    if !file.is_file() {
        say(&format!("segue: there is no file {}", file.display()));
        return Ok(End::Usage);
    }
    if database.exists() {
        say(&format!(
            "segue: there is a database at {} already; move it away first",
            database.display()
        ));
        return Ok(End::Usage);
    }
    let problems = match Reader::open(file) {
        Ok(reader) => reader.verify()?.problems,
        Err(error) => {
            say(&format!("segue: {} is no backup: {error}", file.display()));
            return Ok(End::Usage);
        }
    };
    if !problems.is_empty() && !arguments.broken {
        say(&format!(
            "segue: {} problems in the histories of {}; --broken restores it all the same",
            problems.len(),
            file.display()
        ));
        return Ok(End::Bad);
    }
    std::fs::create_dir_all(&arguments.data)?;
    let found = copy(file, &database)?;
    Ok(told(&found, &database, ("restored", arguments.json)))
}
