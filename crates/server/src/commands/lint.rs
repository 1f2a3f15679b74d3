//! `segue lint`: looks at flows for what is allowed and yet likely to hurt.

mod fix;
mod settings;

use std::env;
use std::io::{IsTerminal, stdout};
use std::path::PathBuf;

use segue_definition::{
    Findings, ReadError, SarifRule, Severity, SourceFile, human, json, read_folder, sarif_of,
};
use segue_lint::{Linted, RULES, lint};

use super::{End, print, say};

/// Arguments of `segue lint`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Project folders or files
    #[arg(required = true)]
    paths: Vec<PathBuf>,

    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,

    /// End with exit code 1 when there are warnings, too
    #[arg(long)]
    deny_warnings: bool,

    /// Put right in the files what can be without changing what a flow does
    #[arg(long)]
    fix: bool,

    /// With --fix, raise API versions that are too old, too: flows may behave differently
    #[arg(long, requires = "fix")]
    raise_api_version: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// For people
    Human,
    /// One JSON object
    Json,
    /// SARIF 2.1.0
    Sarif,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<End> {
    let files = match read(&arguments.paths) {
        Ok(files) => files,
        Err(error) => return Ok(unusable(&error.into())),
    };
    let settings = match settings::gather() {
        Ok(settings) => settings,
        Err(error) => return Ok(unusable(&error)),
    };
    let mut linted = lint(files.clone(), &settings);
    if linted.sources.is_empty() {
        say("segue lint: found no flow");
        return Ok(End::Usage);
    }
    if arguments.fix {
        linted = fix::fix(&files, linted, &settings, arguments.raise_api_version)?;
    }
    let working_directory = env::current_dir()?;
    let findings = Findings {
        projects: vec![(&linted.problems, &linted.sources)],
        working_directory: &working_directory,
    };
    show(&findings, arguments.format);
    Ok(end(&linted, arguments.deny_warnings))
}

fn end(linted: &Linted, deny_warnings: bool) -> End {
    let has_warnings = || linted.problems.count(Severity::Warning) > 0;
    match linted.problems.has_errors() || (deny_warnings && has_warnings()) {
        true => End::Bad,
        false => End::Good,
    }
}

/// All files of all paths; one that several paths lead to is read once.
fn read(paths: &[PathBuf]) -> Result<Vec<SourceFile>, ReadError> {
    let mut files = Vec::new();
    for path in paths {
        files.extend(read_folder(path)?);
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    Ok(files)
}

fn show(findings: &Findings<'_>, format: Format) {
    let text = match format {
        Format::Human => human(findings, stdout().is_terminal()),
        Format::Json => json(findings),
        Format::Sarif => {
            let rules = RULES.iter().map(|rule| SarifRule {
                id: rule.id,
                name: rule.scanner_id,
                about: Some(rule.title),
            });
            sarif_of(findings, &rules.collect::<Vec<_>>())
        }
    };
    print(text.trim_end());
}

fn unusable(error: &anyhow::Error) -> End {
    say(&format!("segue lint: {error:#}"));
    End::Usage
}
