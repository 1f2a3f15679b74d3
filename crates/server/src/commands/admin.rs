//! `segue admin`: what is done to people on the machine itself.

use std::io::{BufRead, IsTerminal, stdin};
use std::path::PathBuf;

use anyhow::Context;
use segue_runtime::system_time;

use super::{End, print, say};
use crate::identity;
use crate::serve::open_folder;

/// Arguments of `segue admin`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(clap::Subcommand)]
enum Verb {
    /// Make a user an administrator, with the password on standard input
    Create {
        /// Folder that holds the database
        #[arg(
            long,
            value_name = "DIR",
            default_value = "segue-data",
            env = "SEGUE_DATA"
        )]
        data: PathBuf,
        /// User name
        user: String,
    },
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<End> {
    let Verb::Create { data, user } = &arguments.verb;
    let (password, is_made) = password()?;
    if let Some(fault) = identity::password_fault(&password, user) {
        say(&format!("segue: {fault}"));
        return Ok(End::Usage);
    }
    let stored = identity::hash_password(&password).context("the password cannot be hashed")?;
    let mut runtime = open_folder(data)?;
    identity::create_administrator(&mut runtime, user, &stored, system_time())?;
    print(&format!("{user} is an administrator"));
    if is_made {
        print(&format!("password: {password}"));
    }
    Ok(End::Good)
}

/// The password on standard input; a new one for whoever sits at a terminal, where it would be
/// seen while it is typed.
fn password() -> anyhow::Result<(String, bool)> {
    if stdin().is_terminal() {
        return Ok((identity::new_secret(""), true));
    }
    let mut line = String::new();
    stdin().lock().read_line(&mut line)?;
    Ok((line.trim_end_matches(['\r', '\n']).to_owned(), false))
}
