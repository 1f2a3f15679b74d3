//! The flows of the corpus, each with the files that it needs: what it calls, objects, labels.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use segue_definition::{Document, FileId, Options, Problems, Project, Severity, SourceFile};
use segue_definition::{load, read_folder, write_xml};

/// Whoever works on the screens.
pub(crate) const WORKER: &str = "worker@example.com";

/// Errors for which something stands in: flows of other repositories.
const STOOD_IN: [&str; 2] = ["missing-flow", "missing-packaged-flow"];

/// One flow of the corpus, and what belongs to it.
pub(crate) struct Case {
    /// Repository and file, without the folders between.
    pub(crate) title: String,
    /// API name of the flow.
    pub(crate) flow: String,
    files: Vec<SourceFile>,
}

/// The folder with real projects, when this machine has it.
pub(crate) fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let folder = std::env::var_os("SEGUE_CORPUS").map_or(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

/// All flows below `corpus`, in order of their files.
pub(crate) fn cases(corpus: &Path) -> Vec<Case> {
    let entries = std::fs::read_dir(corpus).expect("the corpus can be read");
    let mut folders: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
        .iter()
        .flat_map(|folder| of_package(folder))
        .collect()
}

fn of_package(folder: &Path) -> Vec<Case> {
    let files = read_folder(folder).expect("the package can be read");
    let (flows, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|f| is_flow(&f.path));
    let mut by_name: BTreeMap<String, &SourceFile> = BTreeMap::new();
    for file in &flows {
        by_name.entry(name_of(file)).or_insert(file);
    }
    let package = folder
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let package = package.unwrap_or_default();
    flows
        .iter()
        .map(|file| {
            let wanted = needed(file, &by_name);
            let mut own = others.clone();
            own.extend(wanted.into_iter().map(activated));
            Case {
                title: format!("{package}/{}", name_of(file)),
                flow: name_of(file),
                files: own,
            }
        })
        .collect()
}

fn is_flow(path: &str) -> bool {
    path.ends_with(".flow-meta.xml")
}

fn name_of(file: &SourceFile) -> String {
    file.file_name()
        .trim_end_matches(".flow-meta.xml")
        .to_owned()
}

/// The flow and all flows of the package that it calls, directly or not.
fn needed<'a>(
    file: &'a SourceFile,
    by_name: &BTreeMap<String, &'a SourceFile>,
) -> Vec<&'a SourceFile> {
    let mut names = BTreeSet::from([name_of(file)]);
    let mut found = vec![file];
    let mut next = 0;
    while next < found.len() {
        for called in called(&found[next].text) {
            if let Some(other) = by_name.get(&called)
                && names.insert(called)
            {
                found.push(other);
            }
        }
        next += 1;
    }
    found
}

fn called(text: &str) -> Vec<String> {
    let tags = [
        "flowName",
        "actionName",
        "entryActionName",
        "exitActionName",
        "autoApprovalActionName",
    ];
    let texts = tags.into_iter().flat_map(|tag| texts_of(text, tag));
    texts.map(str::to_owned).collect()
}

fn texts_of<'a>(text: &'a str, tag: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    let parts = text.split(&*open).skip(1);
    parts
        .filter_map(|part| part.split(&*close).next())
        .collect()
}

/// The file as if it was in force: drafts run here as well.
fn activated(file: &SourceFile) -> SourceFile {
    let mut text = file.text.to_string();
    for status in ["Draft", "Obsolete", "InvalidDraft", "UnderReview"] {
        text = text.replace(
            &format!("<status>{status}</status>"),
            "<status>Active</status>",
        );
    }
    SourceFile::new(format!("flows/{}", file.file_name()), text)
}

impl Case {
    /// The same case with its flows written otherwise.
    pub(crate) fn otherwise(mut self, write: impl Fn(&str) -> String) -> Case {
        for file in self.files.iter_mut().filter(|file| is_flow(&file.path)) {
            let read = Document::read(FileId(0), &file.text).expect("it is well-formed");
            *file = SourceFile::new(file.path.clone(), write(&write_xml(&read.root)));
        }
        self
    }

    /// The project of the flow and `more`, with its problems.
    pub(crate) fn project(&self, more: Vec<SourceFile>) -> Project {
        let mut files = self.files.clone();
        files.extend(more);
        let people = format!("users: [{WORKER}]\n");
        files.push(SourceFile::new("people.yaml", people));
        load(files, &Options { infer: true }, None)
    }
}

/// The project, when all of its errors are for something to stand in for.
pub(crate) fn without_errors(mut project: Project) -> Result<Project, String> {
    let errors: Vec<String> = project
        .problems
        .iter()
        .filter(|p| p.severity == Severity::Error && !STOOD_IN.contains(&p.code))
        .map(|problem| format!("{}: {}", problem.code, problem.message))
        .collect();
    if !errors.is_empty() {
        return Err(errors.join("; "));
    }
    project.problems = Problems::new();
    Ok(project)
}
