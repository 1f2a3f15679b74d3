//! The projects of scenario files: each folder is read and compiled once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use segue_definition::{
    Findings, Options, Problem, Problems, Project, Severity, human, load, read_folder,
};

/// Problems that are warnings in `check` but keep a project from being deployed.
const UNDECLARED: [&str; 2] = ["unknown-object", "unknown-field"];

/// One deployment of a project.
#[derive(Clone, Debug)]
pub struct Version {
    /// What its folder defines.
    pub own: Arc<Project>,
    /// That, over what was deployed before.
    pub deployed: Arc<Project>,
}

/// Compiled projects by their folders.
#[derive(Default)]
pub struct Projects {
    versions: BTreeMap<(Vec<PathBuf>, bool), Result<Version, String>>,
}

impl Projects {
    /// The versions that a list of folders makes, in the order in which they are deployed: each
    /// knows what the ones before it define.
    ///
    /// # Errors
    /// The problems of the first folder that cannot be deployed.
    pub fn versions(&mut self, folders: &[PathBuf], infer: bool) -> Result<Vec<Version>, String> {
        (1..=folders.len())
            .map(|length| self.version(&folders[..length], infer))
            .collect()
    }

    fn version(&mut self, folders: &[PathBuf], infer: bool) -> Result<Version, String> {
        let key = (folders.to_vec(), infer);
        if let Some(known) = self.versions.get(&key) {
            return known.clone();
        }
        let (last, before) = folders.split_last().expect("a version has a folder");
        let base = match before {
            [] => None,
            before => Some(self.version(before, infer)?.deployed),
        };
        let version = compile(last, infer, base.as_deref());
        self.versions.insert(key, version.clone());
        version
    }
}

fn compile(folder: &Path, infer: bool, base: Option<&Project>) -> Result<Version, String> {
    let files = read_folder(folder).map_err(|fault| fault.to_string())?;
    if files.is_empty() {
        return Err(format!("`{}` holds no definition", folder.display()));
    }
    let mut project = load(files, &Options { infer }, base);
    if !infer {
        UNDECLARED
            .iter()
            .for_each(|code| project.problems.harden(code));
    }
    if project.problems.has_errors() {
        return Err(errors(&project));
    }
    let deployed = Arc::new(over(&project, base));
    Ok(Version {
        own: Arc::new(project),
        deployed,
    })
}

fn errors(project: &Project) -> String {
    let mut errors = Problems::new();
    let is_error = |problem: &&Problem| problem.severity == Severity::Error;
    project
        .problems
        .iter()
        .filter(is_error)
        .for_each(|error| errors.push(error.clone()));
    let projects = vec![(&errors, &project.sources)];
    human(
        &Findings {
            projects,
            working_directory: Path::new(""),
        },
        false,
    )
}

/// What is deployed once `project` is deployed over `before`.
fn over(project: &Project, before: Option<&Project>) -> Project {
    let mut deployed = project.clone();
    if let Some(before) = before {
        let flows = before
            .flows
            .iter()
            .filter(|old| project.flow(&old.name).is_none());
        deployed.flows.extend(flows.cloned());
        let is_old = |name: &str| project.orchestration(name).is_none();
        let old = before.orchestrations.iter().filter(|old| is_old(&old.name));
        deployed.orchestrations.extend(old.cloned());
    }
    deployed
}
