//! Which project a flow test belongs to, and reading it against that project.

use std::path::{Path, PathBuf};

use segue_definition::{
    FILE_BYTES_MAX, Findings, FlowTest, Options, Project, SourceFile, flow_test, human,
    is_test_data,
};

use crate::scenario::Projects;

/// A file that stands in the folder of a project.
const MARKS: [&str; 2] = ["sfdx-project.json", "segue.toml"];

/// Folder of flow tests in the source format.
const FOLDER: &str = "flowtests";

/// A flow test as it was found.
pub enum Found {
    /// It can be played.
    Test(Box<FlowTest>),
    /// Its file or its project is wrong: the line, and everything that is wrong, for people.
    Faulty(usize, String),
}

/// The folder of the project that the test at `path` belongs to: the nearest one that says that it
/// is one, else the one that holds the folder `flowtests`, else its own.
pub fn root_of(path: &Path) -> PathBuf {
    let own = path.parent().unwrap_or(Path::new(""));
    let marked = own
        .ancestors()
        .find(|folder| MARKS.iter().any(|mark| folder.join(mark).is_file()));
    let holding = own
        .ancestors()
        .find(|folder| folder.file_name().is_some_and(|name| name == FOLDER))
        .and_then(Path::parent);
    let root = marked.or(holding).unwrap_or(own);
    match root.as_os_str().is_empty() {
        true => PathBuf::from("."),
        false => root.to_owned(),
    }
}

/// The files beside the test at `path` that give records; what cannot be read is not there.
fn data_beside(path: &Path) -> Vec<SourceFile> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let entries = std::fs::read_dir(folder.unwrap_or(Path::new(".")));
    let paths = entries
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let mut data: Vec<SourceFile> = paths
        .filter(|path| is_test_data(&path.to_string_lossy()))
        .filter_map(|path| {
            let shown = path.to_string_lossy().replace('\\', "/");
            Some(SourceFile::of_bytes(shown, std::fs::read(&path).ok()?))
        })
        .collect();
    data.sort_by(|a, b| a.path.cmp(&b.path));
    data
}

impl Found {
    /// Reads the test at `path`.
    pub fn read(path: &Path, projects: &mut Projects, infer: bool) -> Found {
        let bytes = match std::fs::read(path) {
            Ok(bytes) if bytes.len() as u64 <= FILE_BYTES_MAX => bytes,
            Ok(bytes) => {
                let n_bytes = bytes.len();
                let why = format!("the file has {n_bytes} bytes; the limit is {FILE_BYTES_MAX}");
                return Found::Faulty(0, why);
            }
            Err(fault) => return Found::Faulty(0, fault.to_string()),
        };
        let shown = path.to_string_lossy().replace('\\', "/");
        let file = SourceFile::of_bytes(shown, bytes);
        if file.fault.is_some() {
            return Found::Faulty(0, "the file is no text".to_owned());
        }
        let version = projects.versions(&[root_of(path)], infer);
        match version.map(|versions| versions.into_iter().next_back()) {
            Ok(Some(version)) => Found::of(&version.deployed, file, &data_beside(path), infer),
            Ok(None) => Found::Faulty(0, "the project holds no definition".to_owned()),
            Err(problems) => Found::Faulty(0, problems),
        }
    }

    fn of(project: &Project, file: SourceFile, data: &[SourceFile], infer: bool) -> Found {
        match flow_test(project, file, data, &Options { infer }) {
            Ok(test) => Found::Test(Box::new(test)),
            Err((problems, sources)) => {
                let findings = Findings {
                    projects: vec![(&problems, &sources)],
                    working_directory: Path::new(""),
                };
                let first = problems.iter().next();
                let line = first.map_or(0, |problem| {
                    let text = &sources.get(problem.place.file).text;
                    let before = &text.as_bytes()[..problem.place.range.start];
                    1 + before.iter().filter(|byte| **byte == b'\n').count()
                });
                Found::Faulty(line, human(&findings, false))
            }
        }
    }
}
