//! Definitions: orchestrations and flows, their versions, what is wrong with them.

use std::sync::Arc;

use segue_definition::{Options, Project, Severity, SourceFile, load};
use segue_engine::Orchestration;
use segue_flow::Flow;
use segue_language::Text;
use segue_runtime::Reads;
use segue_store::{FlowSource, StoreError};

use crate::app::App;
use crate::problem::{Answer, Problem};

/// What is deployed and active.
#[derive(Clone, Debug, Default)]
pub(crate) struct Active {
    pub(crate) orchestrations: Vec<Arc<Orchestration>>,
    pub(crate) flows: Vec<Arc<Flow>>,
}

/// One definition.
pub(crate) struct Definition {
    /// The active version; none when no version is active, or it is a flow.
    pub(crate) orchestration: Option<Arc<Orchestration>>,
    pub(crate) flow: Option<Arc<Flow>>,
    /// All versions, newest first.
    pub(crate) versions: Vec<FlowSource>,
    /// Orchestrations whose steps or conditions call it.
    pub(crate) used_by: Vec<Arc<Orchestration>>,
    pub(crate) problems: Vec<Found>,
}

/// Something wrong with a definition.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) severity: Severity,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) element: Option<String>,
}

/// Everything that is active.
pub(crate) async fn active(app: &App) -> Answer<Active> {
    app.look(|reads| Active {
        orchestrations: reads.active_orchestrations(),
        flows: reads.active_flows(),
    })
    .await
}

/// The definition of that name.
pub(crate) async fn definition(app: &App, name: Text) -> Answer<Definition> {
    let unknown = Problem::unknown("definition", &name);
    let wanted = name.clone();
    let read = app
        .look(move |reads| (read(reads, &wanted), sources(reads)))
        .await?;
    let (Ok(mut found), Ok(sources)) = read else {
        return Err(Problem::internal("definitions cannot be read"));
    };
    if found.versions.is_empty() {
        return Err(unknown);
    }
    let checked = tokio::task::spawn_blocking(move || problems(sources, &name)).await;
    found.problems = checked.map_err(|_| Problem::internal("a check panicked"))?;
    Ok(found)
}

fn read(reads: &Reads<'_>, name: &str) -> Result<Definition, StoreError> {
    let is_it = |other: &Text| other.eq_ignore_ascii_case(name);
    let mut versions = reads.store().flow_sources()?;
    versions.retain(|source| is_it(&source.name));
    versions.reverse();
    let orchestrations = reads.active_orchestrations();
    let calls = |o: &&Arc<Orchestration>| o.steps.iter().any(|step| is_it(&step.call.name));
    Ok(Definition {
        orchestration: orchestrations.iter().find(|o| is_it(&o.name)).cloned(),
        flow: reads
            .active_flows()
            .into_iter()
            .find(|flow| is_it(&flow.name)),
        versions,
        used_by: orchestrations.iter().filter(calls).cloned().collect(),
        problems: Vec::new(),
    })
}

/// The texts of everything that is active.
fn sources(reads: &Reads<'_>) -> Result<Vec<SourceFile>, StoreError> {
    let metadata = reads.store().metadata_sources()?.into_iter();
    let flows = reads.store().flow_sources()?.into_iter();
    let active = flows.filter(|source| source.active);
    let metadata = metadata.map(|source| SourceFile::new(&*source.path, source.text));
    let active = active.map(|source| SourceFile::new(&*source.path, source.text));
    Ok(metadata.chain(active).collect())
}

/// Everything is checked together, since definitions refer to each other.
fn problems(sources: Vec<SourceFile>, name: &str) -> Vec<Found> {
    let project = load(sources, &Options { infer: true }, None);
    let Some(file) = file_of(&project, name) else {
        return Vec::new();
    };
    let own = project
        .problems
        .iter()
        .filter(|problem| problem.place.file == file);
    own.map(|problem| Found {
        severity: problem.severity,
        code: problem.code,
        message: problem.message.clone(),
        help: problem.help.clone(),
        element: problem.element.clone(),
    })
    .collect()
}

fn file_of(project: &Project, name: &str) -> Option<segue_definition::FileId> {
    let orchestration = project.orchestration(name).map(|found| found.file);
    orchestration.or_else(|| project.flow(name).map(|found| found.file))
}
