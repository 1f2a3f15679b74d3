//! Elements and where their connectors lead.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;
use segue_definition::Node;

use super::dominators::Dominators;

/// Collections of the root whose items a connector can lead to.
const ELEMENTS: [&str; 24] = [
    "actionCalls",
    "agentActions",
    "apexPluginCalls",
    "assignments",
    "collectionProcessors",
    "customErrors",
    "decisions",
    "ends",
    "exitRules",
    "experiments",
    "loops",
    "orchestratedStages",
    "recommendationStrategies",
    "recordCreates",
    "recordDeletes",
    "recordLookups",
    "recordRollbacks",
    "recordUpdates",
    "screens",
    "steppedStages",
    "steps",
    "subflows",
    "transforms",
    "waits",
];

/// The elements of a flow.
pub(crate) struct Graph<'a> {
    /// In file order.
    pub(crate) elements: Vec<Element<'a>>,
    /// The elements where it starts.
    pub(crate) starts: Vec<usize>,
    by_name: FxHashMap<String, usize>,
    reached: OnceCell<Vec<bool>>,
    reached_without_fault: OnceCell<Vec<bool>>,
}

/// An element that a connector can lead to.
pub(crate) struct Element<'a> {
    /// The element.
    pub(crate) node: &'a Node,
    /// Its number among the children of the root.
    pub(crate) number: usize,
    /// Its connectors, its outcomes' and events' among them.
    pub(crate) ways: Vec<Way>,
}

/// A connector that leads to an element.
#[derive(Clone, Copy)]
pub(crate) struct Way {
    /// Which one.
    pub(crate) kind: WayKind,
    /// The element's number in [`Graph::elements`].
    pub(crate) to: usize,
}

/// Kinds of connectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WayKind {
    /// What comes next.
    Next,
    /// What a loop does with each item.
    EachItem,
    /// What comes after the last item.
    AfterLast,
    /// What is done when it fails.
    Fault,
}

impl<'a> Graph<'a> {
    /// The elements of the flow `root`.
    pub(crate) fn of(root: &'a Node) -> Self {
        let is_element = |node: &Node| ELEMENTS.contains(&&*node.tag);
        let children = root.children.iter().enumerate();
        let nodes: Vec<_> = children.filter(|(_, node)| is_element(node)).collect();
        let mut by_name = FxHashMap::default();
        for (index, (_, node)) in nodes.iter().enumerate() {
            by_name
                .entry(node.name().to_ascii_lowercase())
                .or_insert(index);
        }
        let elements = nodes.into_iter().map(|(number, node)| Element {
            node,
            number,
            ways: ways(node, &by_name),
        });
        Graph {
            elements: elements.collect(),
            starts: starts(root, &by_name),
            by_name,
            reached: OnceCell::new(),
            reached_without_fault: OnceCell::new(),
        }
    }

    /// How its elements stand inside each other.
    pub(crate) fn dominators(&self) -> Dominators {
        Dominators::of(self)
    }

    /// The element of that name, compared without regard to case.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.by_name.get(&name.to_ascii_lowercase()).copied()
    }

    /// Which elements a run of the flow can come to.
    pub(crate) fn reached(&self) -> &[bool] {
        self.reached
            .get_or_init(|| self.reach(&self.starts, |_, _| true))
    }

    /// Which elements a run can come to when nothing fails.
    pub(crate) fn reached_without_fault(&self) -> &[bool] {
        let follows = |_, way: Way| way.kind != WayKind::Fault;
        self.reached_without_fault
            .get_or_init(|| self.reach(&self.starts, follows))
    }

    /// Which elements are reached from those of `from`, which are among them, over the ways that
    /// `follows` lets pass from an element.
    pub(crate) fn reach(&self, from: &[usize], follows: impl Fn(usize, Way) -> bool) -> Vec<bool> {
        let mut reached = vec![false; self.elements.len()];
        let mut open = from.to_vec();
        while let Some(index) = open.pop() {
            if !std::mem::replace(&mut reached[index], true) {
                let ways = self.elements[index].ways.iter();
                open.extend(ways.filter(|way| follows(index, **way)).map(|way| way.to));
            }
        }
        reached
    }
}

impl Element<'_> {
    /// Which collection it stands in.
    pub(crate) fn tag(&self) -> &str {
        &self.node.tag
    }

    /// Whether it changes records.
    pub(crate) fn writes_records(&self) -> bool {
        matches!(
            self.tag(),
            "recordCreates" | "recordDeletes" | "recordUpdates"
        )
    }

    /// Whether it says what happens when it fails.
    pub(crate) fn has_fault_path(&self) -> bool {
        self.node.child("faultConnector").is_some()
    }
}

/// Where a flow starts; older files name the first element instead of a start element.
fn starts(root: &Node, by_name: &FxHashMap<String, usize>) -> Vec<usize> {
    let mut all = Vec::new();
    for start in root.children("start") {
        all.extend(ways(start, by_name).into_iter().map(|way| way.to));
    }
    let named = root.children("startElementReference");
    all.extend(named.filter_map(|name| by_name.get(&name.word().to_ascii_lowercase()).copied()));
    all
}

fn ways(node: &Node, by_name: &FxHashMap<String, usize>) -> Vec<Way> {
    let mut found = Vec::new();
    collect(node, WayKind::Next, by_name, &mut found);
    found
}

/// Every `targetReference` below `node`. How deep a document is has a limit.
fn collect(node: &Node, kind: WayKind, by_name: &FxHashMap<String, usize>, found: &mut Vec<Way>) {
    for child in &node.children {
        let kind = match &*child.tag {
            "targetReference" => {
                let name = child.word().to_ascii_lowercase();
                found.extend(by_name.get(&name).map(|&to| Way { kind, to }));
                continue;
            }
            "faultConnector" => WayKind::Fault,
            "nextValueConnector" => WayKind::EachItem,
            "noMoreValuesConnector" => WayKind::AfterLast,
            _ => kind,
        };
        collect(child, kind, by_name, found);
    }
}
