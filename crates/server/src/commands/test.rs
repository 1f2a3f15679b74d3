//! `segue test`: plays scenario files and flow tests and reports how they went.

use std::collections::BTreeSet;
use std::io::{IsTerminal, stderr};
use std::path::{Path, PathBuf};

use anyhow::Context;
use segue_definition::is_flow_test;
use segue_runtime::Stopwatch;
use segue_runtime::flow_test::{self, Found};
use segue_runtime::scenario::{
    self, Coverage, Failure, Office, Play, Played, Problem, Projects, Report, Status,
};

use super::{End, print, say};
use crate::identity::ensure_roles;
use crate::queries::rights::sight;

/// Arguments of `segue test`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Scenario files and flow tests, or folders that hold them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Say which stages, steps, outcomes, fault paths and flow elements were reached
    #[arg(long)]
    coverage: bool,
    /// Least coverage in percent, such as `steps=100` (also stages, outcomes, fault_paths, elements)
    #[arg(long, value_name = "WHAT=PERCENT", value_parser = minimum, value_delimiter = ',')]
    coverage_min: Vec<(String, u32)>,
    /// Only scenarios whose name or file contains this text
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// For flow tests, take objects and fields that nothing declares as the flows use them
    #[arg(long)]
    infer: bool,
    /// Write the result to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// How the result is printed.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Human,
    Json,
    Junit,
}

fn minimum(text: &str) -> Result<(String, u32), String> {
    let known: Vec<&str> = Coverage::default()
        .total()
        .parts()
        .map(|(name, _)| name)
        .to_vec();
    let (what, percent) = text.split_once('=').ok_or("write it as `steps=100`")?;
    if !known.contains(&what) {
        return Err(format!("`{what}` is none of {}", known.join(", ")));
    }
    let percent = percent
        .trim_end_matches('%')
        .parse()
        .ok()
        .filter(|percent| *percent <= 100);
    Ok((
        what.to_owned(),
        percent.ok_or("the percentage is a number from 0 to 100")?,
    ))
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<End> {
    let files = match find(&arguments.paths) {
        Ok(files) => files,
        Err(complaint) => {
            say(&complaint);
            return Ok(End::Usage);
        }
    };
    let report = play(arguments, &files);
    if report.scenarios.is_empty() {
        say("segue: no scenario fits the filter");
        return Ok(End::Usage);
    }
    publish(arguments, &report)?;
    let is_covered = is_covered(arguments, &report);
    Ok(if report.n_failed() == 0 && is_covered {
        End::Good
    } else {
        End::Bad
    })
}

fn find(paths: &[PathBuf]) -> Result<BTreeSet<PathBuf>, String> {
    let mut files = BTreeSet::new();
    for path in paths {
        let found = scenario::find(path)
            .map_err(|fault| format!("segue: cannot read `{}`: {fault}", path.display()))?;
        if found.is_empty() {
            return Err(format!(
                "segue: `{}` holds no *.scenario.yaml and no flow test",
                path.display()
            ));
        }
        files.extend(found);
    }
    Ok(files)
}

fn play(arguments: &Arguments, files: &BTreeSet<PathBuf>) -> Report {
    let watch = Stopwatch::start();
    let is_covered = arguments.coverage || !arguments.coverage_min.is_empty();
    let play = Play {
        filter: arguments.filter.clone(),
        coverage: is_covered,
        office: Some(Office {
            sight: sight(),
            prepare: ensure_roles,
        }),
    };
    let shows_progress = stderr().is_terminal();
    let mut coverage = Coverage::default();
    let mut report = Report::default();
    let mut projects = Projects::default();
    for file in files {
        if shows_progress {
            say(&format!("{}", file.display()));
        }
        let name = file.to_string_lossy();
        if is_flow_test(&name) {
            let played =
                play_flow_test(&play, file, (&mut projects, arguments.infer), &mut coverage);
            report.scenarios.extend(played);
        } else {
            report
                .scenarios
                .extend(play_file(&play, file, &mut coverage));
        }
    }
    report.coverage = is_covered.then_some(coverage);
    report.seconds = watch.seconds();
    report
}

fn play_file(play: &Play, path: &Path, coverage: &mut Coverage) -> Vec<Played> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(fault) => return vec![unreadable(path, 0, fault.to_string())],
    };
    match scenario::read(path, &text) {
        Ok(file) => play.file(&file, &mut Projects::default(), coverage),
        Err(problems) => vec![faulty(path, &problems)],
    }
}

/// Plays a flow test, unless the filter leaves it out.
fn play_flow_test(
    play: &Play,
    path: &Path,
    (projects, infer): (&mut Projects, bool),
    coverage: &mut Coverage,
) -> Option<Played> {
    let file = path.to_string_lossy();
    let fits = |text: &str| {
        play.filter
            .as_deref()
            .is_none_or(|filter| text.contains(filter))
    };
    match Found::read(path, projects, infer) {
        Found::Test(test) if fits(&file) || fits(&test.label) => {
            let coverage = play.coverage.then_some(coverage);
            Some(flow_test::play(&test, &file, coverage))
        }
        Found::Test(_) => None,
        Found::Faulty(line, found) => {
            let mut played = unreadable(path, line, found);
            if let Some(failure) = &mut played.failure {
                failure.expected = "a flow test without problems".to_owned();
            }
            Some(played)
        }
    }
}

fn faulty(path: &Path, problems: &[Problem]) -> Played {
    let line = problems.first().map_or(0, |problem| problem.at.line);
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    unreadable(path, line, lines.join("\n"))
}

fn unreadable(path: &Path, line: usize, found: String) -> Played {
    let expected = "a scenario file without problems".to_owned();
    Played {
        file: path.to_string_lossy().into_owned(),
        scenario: String::new(),
        line,
        status: Status::Error,
        seconds: 0.0,
        failure: Some(Failure {
            line,
            expected,
            found,
            ..Failure::default()
        }),
    }
}

fn publish(arguments: &Arguments, report: &Report) -> anyhow::Result<()> {
    let text = match arguments.format {
        Format::Human => scenario::human(report),
        Format::Json => scenario::json(report),
        Format::Junit => scenario::junit(report),
    };
    let Some(path) = &arguments.output else {
        print(&text);
        return Ok(());
    };
    std::fs::write(path, text + "\n").with_context(|| format!("while writing `{}`", path.display()))
}

fn is_covered(arguments: &Arguments, report: &Report) -> bool {
    let Some(coverage) = &report.coverage else {
        return true;
    };
    let mut is_covered = true;
    let total = coverage.total();
    for (what, percent) in &arguments.coverage_min {
        let tally = total
            .parts()
            .into_iter()
            .find(|(name, _)| name == what)
            .map(|(_, tally)| tally);
        let tally = tally.expect("the argument was checked");
        let is_enough = tally.hit * 100 >= tally.all * usize::try_from(*percent).unwrap_or(100);
        if !is_enough {
            say(&format!(
                "segue: {what} covered {} of {}, less than {percent} %",
                tally.hit, tally.all
            ));
            is_covered = false;
        }
    }
    is_covered
}
