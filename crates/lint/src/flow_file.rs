//! A flow as the rules see it: its elements and where they lead, its resources, its texts.

mod dominators;
mod graph;
mod loops;
mod texts;

use std::cell::OnceCell;

use segue_definition::{Node, Place};

use texts::Mentions;

pub(crate) use graph::{Element, Graph, WayKind};
pub(crate) use texts::{Leaf, words};

/// Elements that hold what others refer to by name.
const RESOURCES: [&str; 7] = [
    "choices",
    "constants",
    "dynamicChoiceSets",
    "formulas",
    "stages",
    "textTemplates",
    "variables",
];

/// A read flow.
pub struct FlowFile<'a> {
    /// API name.
    pub(crate) name: &'a str,
    /// The element `Flow`.
    pub(crate) root: &'a Node,
    /// The text of its file.
    pub(crate) source: &'a str,
    graph: OnceCell<Graph<'a>>,
    leaves: OnceCell<Vec<Leaf<'a>>>,
    mentions: OnceCell<Mentions>,
    in_loops: OnceCell<Vec<bool>>,
}

/// What a flow is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Has stages.
    Orchestration,
    /// Has screens.
    Screen,
    /// Works in the background, called or triggered.
    Background,
    /// Made by Process Builder.
    Process,
    /// Something else of the platform.
    Other,
}

impl<'a> FlowFile<'a> {
    /// The flow `name` whose document is `root`, read from `source`.
    pub fn new(name: &'a str, root: &'a Node, source: &'a str) -> Self {
        FlowFile {
            name,
            root,
            source,
            graph: OnceCell::new(),
            leaves: OnceCell::new(),
            mentions: OnceCell::new(),
            in_loops: OnceCell::new(),
        }
    }

    /// What it is.
    pub(crate) fn kind(&self) -> Kind {
        match self.root.text_of("processType") {
            Some("Orchestrator" | "AppProcess" | "ApprovalWorkflow") => Kind::Orchestration,
            Some("Flow") => Kind::Screen,
            Some("AutoLaunchedFlow" | "EvaluationFlow") => Kind::Background,
            Some("Workflow" | "CustomEvent" | "InvocableProcess") => Kind::Process,
            _ => Kind::Other,
        }
    }

    /// Its elements, in file order.
    pub(crate) fn elements(&self) -> &[Element<'a>] {
        &self.graph().elements
    }

    /// Its elements of the collection `tag`, in file order.
    pub(crate) fn elements_of(&self, tag: &'a str) -> impl Iterator<Item = &'a Node> {
        self.root.children(tag)
    }

    /// Its elements and where they lead.
    pub(crate) fn graph(&self) -> &Graph<'a> {
        self.graph.get_or_init(|| Graph::of(self.root))
    }

    /// Which of its elements are done again and again by a loop.
    pub(crate) fn in_loops(&self) -> &[bool] {
        self.in_loops.get_or_init(|| loops::bodies(self.graph()))
    }

    /// Its resources, in file order, each with its number among the children of the root.
    pub(crate) fn resources(&self) -> impl Iterator<Item = (usize, &'a Node)> {
        let children = self.root.children.iter().enumerate();
        children.filter(|(_, node)| RESOURCES.contains(&&*node.tag))
    }

    /// All texts in it.
    pub(crate) fn leaves(&self) -> &[Leaf<'a>] {
        self.leaves.get_or_init(|| texts::leaves(self.root))
    }

    /// Which children of the root mention the element or resource `name`, by their numbers.
    pub(crate) fn mentions(&self, name: &str) -> &[usize] {
        let mentions = self.mentions.get_or_init(|| {
            let elements = self.elements().iter().map(|element| element.node);
            let all = elements.chain(self.resources().map(|(_, node)| node));
            Mentions::of(all.map(Node::name), self.leaves())
        });
        mentions.of_name(name)
    }

    /// A child of its start element.
    pub(crate) fn start(&self, tag: &str) -> Option<&'a str> {
        self.root.child("start")?.text_of(tag)
    }

    /// Whether a change of a record starts it.
    pub(crate) fn is_record_triggered(&self) -> bool {
        self.start("triggerType")
            .is_some_and(|trigger| trigger.starts_with("Record"))
    }

    /// Where to point at when the flow as a whole is meant: its label.
    pub(crate) fn place(&self) -> Place {
        self.root.place_of("label")
    }
}
