//! The outline of a flow: its elements and where their connectors lead.

use std::collections::HashMap;

use crate::document::Node;

/// Collections of the root whose items a connector can lead to.
const ELEMENTS: [&str; 23] = [
    "actionCalls",
    "apexPluginCalls",
    "assignments",
    "collectionProcessors",
    "customErrors",
    "decisions",
    "ends",
    "experiments",
    "loops",
    "orchestratedStages",
    "recordCreates",
    "recordDeletes",
    "recordLookups",
    "recordRollbacks",
    "recordUpdates",
    "recommendationStrategies",
    "screens",
    "steppedStages",
    "steps",
    "subflows",
    "transforms",
    "waits",
    "agentActions",
];

/// The elements of a flow.
pub(crate) struct Outline<'a> {
    /// In file order.
    pub(crate) elements: Vec<Element<'a>>,
    /// Where it starts.
    pub(crate) starts: Vec<Way<'a>>,
    by_name: HashMap<String, usize>,
}

/// An element that a connector can lead to.
pub(crate) struct Element<'a> {
    /// The element.
    pub(crate) node: &'a Node,
    /// Its connectors, its outcomes' and events' among them.
    pub(crate) ways: Vec<Way<'a>>,
}

/// A connector.
pub(crate) struct Way<'a> {
    /// The `targetReference`.
    pub(crate) target: &'a Node,
}

/// Whether items of the collection `tag` are elements.
pub(crate) fn is_element(tag: &str) -> bool {
    ELEMENTS.contains(&tag)
}

impl<'a> Outline<'a> {
    /// The outline of the flow `root`.
    pub(crate) fn of(root: &'a Node) -> Self {
        let mut elements = Vec::new();
        for node in root.children.iter().filter(|node| is_element(&node.tag)) {
            let mut ways = Vec::new();
            collect_ways(node, &mut ways);
            elements.push(Element { node, ways });
        }
        let mut by_name = HashMap::new();
        for (index, element) in elements.iter().enumerate() {
            let name = element.node.name().to_ascii_lowercase();
            by_name.entry(name).or_insert(index);
        }
        Outline {
            elements,
            starts: starts(root),
            by_name,
        }
    }

    /// The element of that name, compared without regard to case.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.by_name.get(&name.to_ascii_lowercase()).copied()
    }

    /// The elements that `from` leads to directly.
    pub(crate) fn next(&self, from: usize) -> impl Iterator<Item = usize> + '_ {
        self.targets(&self.elements[from].ways)
    }

    /// The elements that `ways` lead to.
    pub(crate) fn targets<'s>(&'s self, ways: &'s [Way<'a>]) -> impl Iterator<Item = usize> + 's {
        ways.iter().filter_map(|way| self.find(way.target.word()))
    }

    /// Which elements are reached from `from`, the elements of `from` among them.
    pub(crate) fn reach(&self, from: impl IntoIterator<Item = usize>) -> Vec<bool> {
        let mut reached = vec![false; self.elements.len()];
        self.spread(from, &mut reached);
        reached
    }

    /// Adds to `reached` what is reached from `from`.
    pub(crate) fn spread(&self, from: impl IntoIterator<Item = usize>, reached: &mut [bool]) {
        let mut open: Vec<usize> = from.into_iter().collect();
        while let Some(index) = open.pop() {
            if !std::mem::replace(&mut reached[index], true) {
                open.extend(self.next(index));
            }
        }
    }

    /// Whether a path leads from `from` to `to` in one step or more.
    pub(crate) fn leads(&self, from: usize, to: usize) -> bool {
        self.reach(self.next(from))[to]
    }
}

/// The connectors of the start element; older files name the first element instead.
fn starts(root: &Node) -> Vec<Way<'_>> {
    let mut ways = Vec::new();
    for start in root.children("start") {
        collect_ways(start, &mut ways);
    }
    ways.extend(
        root.children("startElementReference")
            .map(|target| Way { target }),
    );
    ways
}

/// Every `targetReference` below `node`.
fn collect_ways<'a>(node: &'a Node, ways: &mut Vec<Way<'a>>) {
    for child in &node.children {
        if &*child.tag == "targetReference" {
            ways.push(Way { target: child });
        } else if !child.children.is_empty() {
            collect_ways(child, ways);
        }
    }
}
