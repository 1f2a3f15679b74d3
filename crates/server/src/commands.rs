//! One file per command; what they share about ending.

pub(crate) mod admin;
pub(crate) mod backup;
pub(crate) mod bench;
pub(crate) mod check;
pub(crate) mod client;
pub(crate) mod convert;
pub(crate) mod demo;
pub(crate) mod eval;
pub(crate) mod fmt;
pub(crate) mod lint;
pub(crate) mod migrate;
pub(crate) mod render;
pub(crate) mod restore;
pub(crate) mod schema;
pub(crate) mod serve;
pub(crate) mod test;
pub(crate) mod verify;

use std::io::{Write, stdout};
use std::process::ExitCode;

/// Name of the database in a data folder.
const DATABASE: &str = "segue.sqlite";

/// How a command ended (contracts: exit codes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// 0: all is good.
    Good,
    /// 1: the thing checked is bad.
    Bad,
    /// 2: usage, an unreadable path, nothing found to work on; the message was printed.
    Usage,
    /// 3: an internal error; the message was printed.
    Internal,
}

/// Turns a command's end into an exit code; an error is printed and is 3, internal.
pub(crate) fn exit(outcome: anyhow::Result<End>) -> ExitCode {
    match outcome {
        Ok(End::Good) => ExitCode::SUCCESS,
        Ok(End::Bad) => ExitCode::from(1),
        Ok(End::Usage) => ExitCode::from(2),
        Ok(End::Internal) => ExitCode::from(3),
        Err(error) => {
            say(&format!("segue: {error:#}"));
            ExitCode::from(3)
        }
    }
}

/// Says why a definition could not be converted or formatted.
fn say_why(command: &str, path: &str, error: &segue_definition::ConvertError) {
    say(&format!("segue {command}: {path}: {error}"));
    if let segue_definition::ConvertError::Bad(found) = error {
        let (problems, sources) = &**found;
        let findings = segue_definition::Findings {
            projects: vec![(problems, sources)],
            working_directory: std::path::Path::new(""),
        };
        let is_terminal = std::io::IsTerminal::is_terminal(&std::io::stderr());
        say(segue_definition::human(&findings, is_terminal).trim_end());
    }
}

/// Prints a line to standard error, where progress and complaints go.
#[expect(
    clippy::print_stderr,
    reason = "the one place that writes to standard error"
)]
pub(crate) fn say(line: &str) {
    eprintln!("{line}");
}

/// Prints a result to standard output. A reader that went away, as `head` does, wants no more.
pub(crate) fn print(text: &str) {
    let _ = writeln!(stdout().lock(), "{text}");
}
