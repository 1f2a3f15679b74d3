//! Every flow and every orchestration of the corpus, if it is there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use segue_definition::{Document, FileId, Options, Project, SourceFile, load, read_folder};
use segue_drawing::{Model, of_flow, of_orchestration};

use crate::properties::checked;

/// Elements of a flow's file that are drawn.
const DRAWN: [&str; 20] = [
    "actionCalls",
    "apexPluginCalls",
    "assignments",
    "collectionProcessors",
    "customErrors",
    "decisions",
    "loops",
    "orchestratedStages",
    "recordCreates",
    "recordDeletes",
    "recordLookups",
    "recordRollbacks",
    "recordUpdates",
    "screens",
    "steps",
    "subflows",
    "transforms",
    "waits",
    "customErrorMessages",
    "steppedStages",
];

pub(crate) fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("SEGUE_CORPUS").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let found = named.unwrap_or(beside);
    found.is_dir().then_some(found)
}

pub(crate) fn flow_files(corpus: &Path) -> Vec<SourceFile> {
    let files = read_folder(corpus).expect("the corpus can be read");
    let is_flow =
        |file: &SourceFile| file.path.ends_with(".flow-meta.xml") || file.path.ends_with(".flow");
    files.into_iter().filter(is_flow).collect()
}

pub(crate) fn model(project: &Project) -> Option<Model> {
    let orchestration = project.orchestrations.first();
    let flow = project.flows.first();
    let drawn = orchestration.map(|found| of_orchestration(&found.item));
    drawn.or_else(|| flow.map(|found| of_flow(&found.item)))
}

/// Names of the elements in a file.
fn names(file: &SourceFile) -> Vec<String> {
    let document = Document::read(FileId(0), &file.text).expect("the corpus is well-formed");
    let nodes = document.root.children.iter();
    let nodes = nodes.filter(|node| DRAWN.contains(&&*node.tag));
    let mut names: Vec<String> = nodes.map(|node| node.name().to_owned()).collect();
    names.sort();
    names
}

#[test]
fn every_definition_is_drawn_with_all_its_elements() {
    let Some(corpus) = corpus() else {
        println!("skipped: no corpus");
        return;
    };
    let mut kinds: BTreeMap<&'static str, usize> = BTreeMap::new();
    for file in flow_files(&corpus) {
        let project = load(vec![file.clone()], &Options { infer: true }, None);
        let model = model(&project).unwrap_or_else(|| panic!("{} is no definition", file.path));
        checked(&model);
        let mut drawn: Vec<String> = model.elements.iter().map(|e| e.name.clone()).collect();
        drawn.sort();
        assert_eq!(drawn, names(&file), "{}", file.path);
        *kinds.entry(model.kind).or_default() += 1;
    }
    let n_drawn: usize = kinds.values().sum();
    assert!(n_drawn >= 380, "{kinds:?}");
    assert!(
        kinds["Orchestration"] >= 5 && kinds["Screen flow"] >= 50,
        "{kinds:?}"
    );
}
