//! `segue check`: reads definitions and prints every problem in them.

use std::env;
use std::io::{IsTerminal, stdout};
use std::path::PathBuf;

use segue_definition::{
    Findings, Options, Project, ReadError, Severity, SourceFile, human, json, load, read_folder,
    sarif,
};

use super::{End, print, say};

/// Arguments of `segue check`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Project folders or files
    #[arg(required = true)]
    paths: Vec<PathBuf>,

    /// How problems are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,

    /// End with exit code 1 when there are warnings, too
    #[arg(long)]
    deny_warnings: bool,

    /// Take objects and fields that nothing declares as the flows use them
    #[arg(long)]
    infer: bool,
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
    let projects = match read(arguments) {
        Ok(projects) => projects,
        Err(error) => return Ok(unreadable(&error)),
    };
    if projects.iter().all(|project| project.sources.is_empty()) {
        say("segue check: found no definition file");
        return Ok(End::Usage);
    }
    let working_directory = env::current_dir()?;
    let findings = Findings {
        projects: projects.iter().map(|p| (&p.problems, &p.sources)).collect(),
        working_directory: &working_directory,
    };
    show(&findings, arguments.format);
    let is_bad = findings.count(Severity::Error) > 0
        || (arguments.deny_warnings && findings.count(Severity::Warning) > 0);
    Ok(if is_bad { End::Bad } else { End::Good })
}

/// Reads the projects as if they were deployed in order: each folder is one, and files that are
/// named one by one are one together.
fn read(arguments: &Arguments) -> Result<Vec<Project>, ReadError> {
    let options = Options {
        infer: arguments.infer,
    };
    let (single, folders): (Vec<&PathBuf>, Vec<&PathBuf>) =
        arguments.paths.iter().partition(|path| path.is_file());
    let mut groups: Vec<Vec<SourceFile>> = Vec::new();
    for folder in folders {
        groups.push(read_folder(folder)?);
    }
    let files: Result<Vec<_>, _> = single.into_iter().map(|path| read_folder(path)).collect();
    groups.extend(Some(files?.concat()).filter(|files| !files.is_empty()));
    let mut deployed = Project::default();
    let mut projects = Vec::new();
    for files in groups {
        let project = load(files, &options, Some(&deployed));
        deployed = over(&project, deployed);
        projects.push(project);
    }
    Ok(projects)
}

/// What is deployed once `project` is deployed over `before`.
fn over(project: &Project, before: Project) -> Project {
    let mut deployed = project.clone();
    let flows = before.flows.into_iter();
    deployed
        .flows
        .extend(flows.filter(|old| project.flow(&old.name).is_none()));
    let orchestrations = before.orchestrations.into_iter();
    deployed
        .orchestrations
        .extend(orchestrations.filter(|old| project.orchestration(&old.name).is_none()));
    deployed
}

fn show(findings: &Findings<'_>, format: Format) {
    let text = match format {
        Format::Human => human(findings, stdout().is_terminal()),
        Format::Json => json(findings),
        Format::Sarif => sarif(findings),
    };
    print(text.trim_end());
}

fn unreadable(error: &ReadError) -> End {
    let cause = std::error::Error::source(error);
    match cause {
        Some(cause) => say(&format!("segue check: {error}: {cause}")),
        None => say(&format!("segue check: {error}")),
    }
    End::Usage
}
