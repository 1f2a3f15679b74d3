//! Versions of a definition: when each came, from whom, and how many runs still go by it.

use segue_language::{Text, Timestamp};
use segue_runtime::Reads;
use segue_store::StoreError;

use crate::app::App;
use crate::problem::Answer;

/// Runs that are counted.
const COUNTED_MAX: u32 = 20_000;

/// All versions of one name.
#[derive(Clone, Debug)]
pub(crate) struct Versions {
    /// API name, as it was deployed last.
    pub(crate) name: Text,
    /// The newest one is an orchestration rather than a flow.
    pub(crate) is_orchestration: bool,
    /// Newest first.
    pub(crate) versions: Vec<Version>,
    /// There are more open runs than were counted.
    pub(crate) has_more_runs: bool,
}

/// A version.
#[derive(Clone, Debug)]
pub(crate) struct Version {
    /// 1, 2, …
    pub(crate) number: i64,
    pub(crate) is_active: bool,
    /// Where its text came from.
    pub(crate) path: Text,
    pub(crate) text: String,
    pub(crate) deployed_at: Option<Timestamp>,
    /// User name; none for the machine itself.
    pub(crate) deployed_by: Option<Text>,
    /// Runs that can still change.
    pub(crate) n_open_runs: u64,
}

impl Versions {
    /// Number of the version in force.
    pub(crate) fn active(&self) -> Option<i64> {
        let mut versions = self.versions.iter();
        Some(versions.find(|version| version.is_active)?.number)
    }
}

/// All versions of a name, compared without regard to case; none when there is none.
pub(crate) async fn of(app: &App, name: Text) -> Answer<Option<Versions>> {
    Ok(app.look(move |reads| read(reads, &name)).await??)
}

/// Reads all versions of a name.
///
/// # Errors
/// They cannot be read.
pub(crate) fn read(reads: &Reads<'_>, name: &str) -> Result<Option<Versions>, StoreError> {
    let store = reads.store();
    let mut sources = store.flow_sources()?;
    sources.retain(|source| source.name.eq_ignore_ascii_case(name));
    let Some(newest) = sources.last() else {
        return Ok(None);
    };
    let (name, version) = (newest.name.clone(), newest.version.0);
    let kinds = reads.definition_versions()?;
    let kind = kinds.iter().find(|kind| kind.version == version);
    let deployments = store.deployments()?;
    let counts = store.count_open_runs_by_version(COUNTED_MAX)?;
    let n_counted: u64 = counts.iter().map(|(_, n_runs)| n_runs).sum();
    let versions = sources.into_iter().rev().map(|source| {
        let deployment = deployments.iter().find(|d| d.n == source.deployment);
        let count = counts.iter().find(|(n, _)| *n == source.version.0);
        Version {
            number: source.number,
            is_active: source.active,
            path: source.path,
            text: source.text,
            deployed_at: deployment.map(|deployment| deployment.at),
            deployed_by: deployment.and_then(|deployment| deployment.deployer.clone()),
            n_open_runs: count.map_or(0, |(_, n_runs)| *n_runs),
        }
    });
    Ok(Some(Versions {
        name,
        is_orchestration: kind.is_some_and(|kind| kind.is_orchestration),
        versions: versions.collect(),
        has_more_runs: n_counted == u64::from(COUNTED_MAX),
    }))
}
