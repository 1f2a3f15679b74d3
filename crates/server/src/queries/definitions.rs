//! Definitions: the list of all of them, and one with all that its page shows.

mod usage;

use std::collections::BTreeMap;
use std::sync::Arc;

use segue_definition::{Options, Project, load};
use segue_engine::Orchestration;
use segue_flow::{Flow, FlowKind};
use segue_language::Text;
use segue_runtime::{DefinitionVersion, Reads};
use segue_store::StoreError;

use super::versions::{self, Versions};
use crate::app::App;
use crate::deployment::{Base, Located, read_base};
use crate::problem::{Answer, Problem};

pub(crate) use usage::{Called, Usage};

/// Runs that are counted.
const COUNTED_MAX: u32 = 20_000;

/// An orchestration or a flow.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Orchestration(Arc<Orchestration>),
    Flow(Arc<Flow>),
}

/// A definition in a list.
#[derive(Clone, Debug)]
pub(crate) struct DefinitionLine {
    pub(crate) name: Text,
    pub(crate) label: String,
    /// Its active version, else its newest one.
    pub(crate) kind: Kind,
    /// Number of the version in force.
    pub(crate) active: Option<i64>,
    pub(crate) n_versions: usize,
    /// Runs that can still change, of all its versions.
    pub(crate) n_open_runs: u64,
}

/// All definitions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overview {
    pub(crate) orchestrations: Vec<DefinitionLine>,
    pub(crate) flows: Vec<DefinitionLine>,
}

/// One definition.
#[derive(Clone, Debug)]
pub(crate) struct Definition {
    /// Its active version, else its newest one.
    pub(crate) kind: Kind,
    pub(crate) versions: Versions,
    pub(crate) usage: Usage,
    /// What is wrong with the version that is shown.
    pub(crate) problems: Vec<Located>,
}

impl Kind {
    /// Its label.
    pub(crate) fn label(&self) -> &str {
        match self {
            Kind::Orchestration(orchestration) => &orchestration.label,
            Kind::Flow(flow) => &flow.label,
        }
    }

    /// What it is, in words.
    pub(crate) fn words(&self) -> &'static str {
        match self {
            Kind::Orchestration(orchestration) if orchestration.trigger.is_some() => {
                "Record-triggered orchestration"
            }
            Kind::Orchestration(_) => "Autolaunched orchestration",
            Kind::Flow(flow) => match flow.kind {
                FlowKind::Screen => "Screen flow",
                FlowKind::Autolaunched => "Autolaunched flow",
                FlowKind::Evaluation => "Evaluation flow",
                FlowKind::RecordTriggered(_) => "Record-triggered flow",
                FlowKind::Scheduled(_) => "Scheduled flow",
                FlowKind::EventTriggered(_) => "Event-triggered flow",
                FlowKind::Other(_) => "Flow that is not executed",
            },
        }
    }

    /// API name of the object whose records start it.
    pub(crate) fn object(&self) -> Option<&Text> {
        match self {
            Kind::Orchestration(orchestration) => orchestration
                .trigger
                .as_ref()
                .map(|trigger| &trigger.object),
            Kind::Flow(flow) => match &flow.kind {
                FlowKind::RecordTriggered(trigger) => Some(&trigger.object),
                FlowKind::Scheduled(start) => Some(&start.records.as_ref()?.object),
                FlowKind::EventTriggered(start) => Some(&start.trigger.object),
                _ => None,
            },
        }
    }
}

/// All definitions, by label.
pub(crate) async fn overview(app: &App) -> Answer<Overview> {
    Ok(app.look(read_overview).await??)
}

fn read_overview(reads: &Reads<'_>) -> Result<Overview, StoreError> {
    let mut by_name: BTreeMap<String, Vec<DefinitionVersion>> = BTreeMap::new();
    for version in reads.definition_versions()? {
        let name = version.name.to_ascii_lowercase();
        by_name.entry(name).or_default().push(version);
    }
    let counts = reads.store().count_open_runs_by_version(COUNTED_MAX)?;
    let lines = by_name.into_values();
    let mut lines: Vec<_> = lines.filter_map(|all| line(reads, &all, &counts)).collect();
    lines.sort_by_key(|line| line.label.to_lowercase());
    let is_orchestration = |line: &DefinitionLine| matches!(line.kind, Kind::Orchestration(_));
    let (orchestrations, flows) = lines.into_iter().partition(is_orchestration);
    Ok(Overview {
        orchestrations,
        flows,
    })
}

/// All versions of one name, oldest first, as a line.
fn line(
    reads: &Reads<'_>,
    versions: &[DefinitionVersion],
    counts: &[(i64, u64)],
) -> Option<DefinitionLine> {
    let active = versions.iter().find(|version| version.is_active);
    let shown = active.or(versions.last())?;
    let is_of = |n: &i64| versions.iter().any(|version| version.version == *n);
    let runs = counts.iter().filter(|(n, _)| is_of(n));
    Some(DefinitionLine {
        name: shown.name.clone(),
        label: shown.label.clone(),
        kind: kind(reads, shown.version)?,
        active: active.map(|version| version.ordinal),
        n_versions: versions.len(),
        n_open_runs: runs.map(|(_, n_runs)| n_runs).sum(),
    })
}

fn kind(reads: &Reads<'_>, version: i64) -> Option<Kind> {
    let orchestration = reads.orchestration_of(version).map(Kind::Orchestration);
    orchestration.or_else(|| reads.flow_of(version).map(Kind::Flow))
}

/// The definition of that name.
pub(crate) async fn definition(app: &App, name: Text) -> Answer<Definition> {
    let unknown = Problem::unknown("definition", &name);
    let now = app.now();
    let read = app
        .look(move |reads| match one(reads, &name)? {
            Some(found) => Ok(Some((found, read_base(reads, now)?))),
            None => Ok(None),
        })
        .await?;
    let (mut found, base) = read.and_then(|read: Option<_>| read.ok_or(unknown))?;
    let name = found.versions.name.clone();
    let checked = tokio::task::spawn_blocking(move || problems(&base, &name)).await;
    found.problems = checked.map_err(|_| Problem::internal("a check panicked"))?;
    Ok(found)
}

fn one(reads: &Reads<'_>, name: &str) -> Result<Option<Definition>, StoreError> {
    let Some(versions) = versions::read(reads, name)? else {
        return Ok(None);
    };
    let all = reads.definition_versions()?;
    let is_it = |version: &&DefinitionVersion| version.name.eq_ignore_ascii_case(name);
    let active = all.iter().filter(is_it).find(|version| version.is_active);
    let shown = active.or(all.iter().rfind(is_it));
    let Some(kind) = shown.and_then(|shown| kind(reads, shown.version)) else {
        return Ok(None);
    };
    Ok(Some(Definition {
        usage: Usage::of(reads, &kind, name),
        kind,
        versions,
        problems: Vec::new(),
    }))
}

/// Everything that is in force is checked together, since definitions refer to each other.
fn problems(base: &Base, name: &str) -> Vec<Located> {
    let project = load(base.files.clone(), &Options { infer: true }, None);
    let Some(path) = path_of(&project, name) else {
        return Vec::new();
    };
    let mut problems = Located::all(&project);
    problems.retain(|problem| problem.file == path);
    problems
}

fn path_of(project: &Project, name: &str) -> Option<String> {
    let orchestration = project.orchestration(name).map(|found| found.file);
    let file = orchestration.or_else(|| project.flow(name).map(|found| found.file))?;
    Some(project.sources.get(file).path.clone())
}
