//! How often the corpus uses what.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use roxmltree::{Document, Node};
use segue_language::formula_functions;

/// Uses and files by name.
pub(super) type Counted = BTreeMap<String, (usize, usize)>;

/// Everything that is counted.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) flow_types: Counted,
    pub(super) elements: Counted,
    pub(super) resources: Counted,
    pub(super) components: Counted,
    pub(super) actions: Counted,
    pub(super) steps: Counted,
    pub(super) functions: Counted,
}

/// The names found in one file, one for each use.
#[derive(Default)]
struct Found {
    elements: Vec<String>,
    resources: Vec<String>,
    components: Vec<String>,
    actions: Vec<String>,
    steps: Vec<String>,
    functions: Vec<String>,
}

impl Counts {
    pub(super) fn of(corpus: &Path) -> Counts {
        let mut counts = Counts::default();
        visit(corpus, &mut counts);
        counts
    }

    fn add(&mut self, text: &str) {
        let Ok(document) = Document::parse(text) else {
            return;
        };
        let root = document.root_element();
        let mut found = Found::default();
        for node in root.children().filter(Node::is_element) {
            found.see(node);
        }
        for node in root.descendants().filter(Node::is_element) {
            found.see_formula(node);
        }
        put(&mut self.flow_types, &[flow_type(root)]);
        put(&mut self.elements, &found.elements);
        put(&mut self.resources, &found.resources);
        put(&mut self.components, &found.components);
        put(&mut self.actions, &found.actions);
        put(&mut self.steps, &found.steps);
        put(&mut self.functions, &found.functions);
    }
}

impl Found {
    fn see(&mut self, node: Node<'_, '_>) {
        let tag = node.tag_name().name();
        let is_one_of = |known: &[(&str, &str)]| {
            known
                .iter()
                .any(|(name, _)| name.split(' ').next() == Some(tag))
        };
        if is_one_of(super::samples::ELEMENTS) {
            let kind = text_of(node, "collectionProcessorType");
            self.elements
                .push(kind.map_or(tag.to_owned(), |kind| format!("{tag} {kind}")));
        }
        if is_one_of(super::samples::RESOURCES) {
            self.resources.push(tag.to_owned());
        }
        if tag == "actionCalls" {
            self.actions
                .extend(text_of(node, "actionType").map(str::to_owned));
        }
        for inner in node.descendants() {
            match inner.tag_name().name() {
                "stageSteps" => self
                    .steps
                    .extend(text_of(inner, "actionType").map(str::to_owned)),
                "fields" if tag == "screens" => self.see_field(inner),
                _ => {}
            }
        }
    }

    /// Components of others count together.
    fn see_field(&mut self, field: Node<'_, '_>) {
        let extension = text_of(field, "extensionName");
        let name = match extension {
            Some(name) if is_platform(name) => Some(name.to_owned()),
            Some(_) => Some("c:…".to_owned()),
            None => text_of(field, "fieldType").map(str::to_owned),
        };
        self.components.extend(name);
    }

    fn see_formula(&mut self, node: Node<'_, '_>) {
        let is_formula = matches!(
            node.tag_name().name(),
            "expression" | "formulaExpression" | "filterFormula" | "formula"
        );
        let Some(text) = node.text().filter(|_| is_formula) else {
            return;
        };
        let upper = text.to_ascii_uppercase();
        for function in formula_functions() {
            let calls = upper.match_indices(function).filter(|(at, name)| {
                let before = upper[..*at].chars().next_back();
                let after = upper[at + name.len()..].trim_start();
                let is_start = !before.is_some_and(|c| c.is_alphanumeric() || "_.$".contains(c));
                is_start && after.starts_with('(')
            });
            self.functions.extend(calls.map(|_| function.to_owned()));
        }
    }
}

fn is_platform(extension: &str) -> bool {
    let namespace = extension.split(':').next().unwrap_or_default();
    namespace == "flowruntime" || namespace.starts_with("force")
}

fn flow_type(root: Node<'_, '_>) -> String {
    let start = root
        .children()
        .find(|node| node.tag_name().name() == "start");
    let trigger = start.and_then(|start| text_of(start, "triggerType"));
    let trigger = trigger.filter(|trigger| *trigger != "None");
    match (text_of(root, "processType"), trigger) {
        (Some("AutoLaunchedFlow"), Some(trigger)) => format!("AutoLaunchedFlow {trigger}"),
        (Some(process), _) => process.to_owned(),
        (None, _) => "AutoLaunchedFlow".to_owned(),
    }
}

fn text_of<'a>(node: Node<'a, '_>, tag: &str) -> Option<&'a str> {
    let child = node
        .children()
        .find(|child| child.tag_name().name() == tag)?;
    child.text().map(str::trim)
}

fn put(counted: &mut Counted, names: &[String]) {
    for name in names {
        counted.entry(name.clone()).or_default().0 += 1;
    }
    let once: BTreeSet<&String> = names.iter().collect();
    for name in once {
        counted.entry(name.clone()).or_default().1 += 1;
    }
}

fn visit(folder: &Path, counts: &mut Counts) {
    for entry in std::fs::read_dir(folder).expect("the corpus can be read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            visit(&path, counts);
        } else if path.to_string_lossy().ends_with(".flow-meta.xml") {
            counts.add(&std::fs::read_to_string(&path).expect("a text"));
        }
    }
}
