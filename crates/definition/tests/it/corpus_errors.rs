//! The errors of real projects, each judged by hand: whatever is not listed here is a false one.
//!
//! Each repository of the corpus is one project. A file without a status counts as active.

use std::collections::BTreeMap;
use std::path::Path;

use segue_definition::{Options, Project, Severity, SourceFile, load};

use crate::corpus::{corpus, project};

/// Files of the corpus that hold a flow or an orchestration; each of them is read.
const FILES: usize = 392;

/// Errors that are right: code, end of the file's path, how many, and why they are right.
const RIGHT: &[(&str, &str, usize, &str)] = &[
    (
        "duplicate-flow",
        "unpackaged/post/flows/AIM_CreateKnowledgeArticle",
        1,
        "a later version of a flow of the package, for orgs with Knowledge",
    ),
    (
        "duplicate-flow",
        "unpackaged/post/flows/AIM_Stage_Flow_Automation",
        1,
        "a later version of a flow of the package",
    ),
    (
        "duplicate-flow",
        "unpackaged/post_collections/flows/RLM_Apply_Payments_on_Invoice",
        1,
        "three features of one repository bring the same flow",
    ),
    (
        "duplicate-flow",
        "unpackaged/post_payments/flows/RLM_Apply_Payments_on_Invoice",
        1,
        "three features of one repository bring the same flow",
    ),
    (
        "duplicate-flow",
        "unpackaged/post_large_stx/flows/RLM_Submit_Order_on_Activation",
        1,
        "a feature brings its own version of the flow",
    ),
    (
        "duplicate-flow",
        "unpackaged/post_prm_pricing/flows/RLM_Create_New_Quote",
        1,
        "a feature brings its own version of the flow",
    ),
    (
        "duplicate-flow",
        "instructionActionReferences/flows/CreateCase",
        1,
        "two recipes bring a flow of the same name",
    ),
    (
        "inactive-flow",
        "DeactivateUser/force-app/main/default/flows/Handle_User_Deactivation_auto",
        1,
        "an active orchestration calls a draft, which no org would run",
    ),
    (
        "unknown-reference",
        "DeactivateUser/force-app/main/default/flows/Handle_User_Deactivation_auto",
        1,
        "the builder left the internal id of a step that is gone; the condition can never hold",
    ),
    (
        "inactive-flow",
        "workGuide/force-app/main/default/flows/Content_Publication_Orchestration_1",
        1,
        "an active orchestration calls a draft",
    ),
    (
        "inactive-flow",
        "workGuide/force-app/main/default/flows/Test_Orchestration_1",
        1,
        "an active orchestration calls a draft",
    ),
    (
        "missing-flow",
        "salesforce-project/main/default/flows/Merchant_Processing_Agreement_MAIN",
        19,
        "its nineteen subflows are not in the repository",
    ),
    ("missing-element", "goldens/circular_transition", 1, GOLDEN),
    (
        "unknown-target",
        "goldens/missing_transition_node",
        1,
        GOLDEN,
    ),
    ("missing-element", "goldens/multiple_elements", 18, GOLDEN),
    ("unknown-target", "goldens/multiple_elements", 1, GOLDEN),
    (
        "missing-element",
        "goldens/multiple_start_elements",
        1,
        GOLDEN,
    ),
    (
        "unknown-target",
        "goldens/multiple_start_elements",
        1,
        GOLDEN,
    ),
    ("missing-element", "goldens/no_start_elements", 1, GOLDEN),
    ("unknown-target", "goldens/no_start_elements", 1, GOLDEN),
    ("missing-element", "goldens/rollback", 1, GOLDEN),
    ("missing-element", "goldens/single_capability", 1, GOLDEN),
    ("unknown-target", "goldens/single_capability", 1, GOLDEN),
    ("missing-element", "goldens/single_elements", 9, GOLDEN),
    ("unknown-target", "goldens/single_elements", 1, GOLDEN),
    ("missing-element", "goldens/single_filter", 1, GOLDEN),
    ("unknown-target", "goldens/single_filter", 1, GOLDEN),
    (
        "missing-element",
        "goldens/single_scheduled_path",
        1,
        GOLDEN,
    ),
    ("unknown-target", "goldens/single_scheduled_path", 1, GOLDEN),
];

/// Files that were cut down by hand for the tests of a drawing tool: no org would take them.
const GOLDEN: &str = "cut down by hand for the tests of a drawing tool";

#[test]
fn every_file_of_every_project_is_read() {
    let Some(corpus) = corpus() else { return };
    let (mut n_files, mut n_read) = (0, 0);
    for folder in projects(&corpus) {
        let project = project(&folder);
        let flows = project
            .sources
            .iter()
            .filter(|(_, file)| is_flow(&file.path));
        n_files += flows.count();
        n_read += project.flows.len() + project.orchestrations.len();
        let duplicates = project
            .problems
            .iter()
            .filter(|p| p.code == "duplicate-flow");
        n_read += duplicates.count();
        let unread = [
            "malformed-xml",
            "forbidden-dtd",
            "too-large",
            "too-deep",
            "unexpected-root",
        ];
        let unread = project.problems.iter().filter(|p| unread.contains(&p.code));
        assert_eq!(unread.count(), 0, "{}", folder.display());
    }
    assert_eq!(n_read, n_files, "files that no definition came of");
    let apart = static_flows(&corpus);
    for file in &apart {
        let text = std::fs::read_to_string(file).expect("a text");
        let alone = vec![SourceFile::new("Alone.flow-meta.xml", text)];
        let project = load(alone, &Options::default(), None);
        let n = project.flows.len() + project.orchestrations.len();
        assert_eq!(n, 1, "{}", file.display());
    }
    let n_files = n_files + apart.len();
    assert!(n_files >= FILES, "{n_files} files");
}

#[test]
fn no_error_of_a_real_project_is_a_false_one() {
    let Some(corpus) = corpus() else { return };
    let mut left: BTreeMap<(&str, &str), usize> = RIGHT
        .iter()
        .map(|(code, file, n, _)| ((*code, *file), *n))
        .collect();
    let mut others = Vec::new();
    for folder in projects(&corpus) {
        let project = project(&folder);
        for (code, file, message) in errors(&project) {
            let known = RIGHT
                .iter()
                .find(|(known, path, ..)| *known == code && file.ends_with(path));
            let count = known.and_then(|(code, path, ..)| left.get_mut(&(*code, *path)));
            match count {
                Some(count) if *count > 0 => *count -= 1,
                _ => others.push(format!("{code} in {file}: {message}")),
            }
        }
    }
    left.retain(|_, n| *n > 0);
    assert!(others.is_empty(), "not listed: {others:#?}");
    assert!(left.is_empty(), "listed, but no longer there: {left:?}");
}

/// Code, file without its extension, message.
fn errors(project: &Project) -> Vec<(&'static str, String, String)> {
    let errors = project
        .problems
        .iter()
        .filter(|p| p.severity == Severity::Error);
    errors
        .map(|problem| {
            let path = &project.sources.get(problem.place.file).path;
            let path = path.trim_end_matches(".flow-meta.xml").to_owned();
            (problem.code, path, problem.message.clone())
        })
        .collect()
}

fn is_flow(path: &str) -> bool {
    path.ends_with(".flow-meta.xml") || path.ends_with(".flow")
}

/// Flows inside static resources, which belong to no project.
fn static_flows(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the corpus can be read") {
        let path = entry.expect("an entry").path();
        let text = path.to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(static_flows(&path));
        } else if is_flow(&text) && text.contains("/staticresources/") {
            found.push(path);
        }
    }
    found
}

fn projects(corpus: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(corpus).expect("the corpus can be read");
    let folders = entries.map(|entry| entry.expect("an entry").path());
    let mut folders: Vec<_> = folders.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}
