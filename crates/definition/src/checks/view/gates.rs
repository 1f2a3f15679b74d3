//! Entry and exit conditions of steps and stages as the checks read them.

use segue_language::{Logic, LogicTree};

use crate::document::Node;

/// Which condition of a step or stage.
#[derive(Clone, Copy)]
pub(crate) struct Side {
    /// In words: "entry".
    pub(crate) word: &'static str,
    /// Tags of its conditions: today's and the pre-release one.
    conditions: [&'static str; 2],
    /// Tags of their logic.
    logic: [&'static str; 2],
    /// Tag of its evaluation flow.
    pub(crate) flow: &'static str,
    /// Tag of the evaluation flow's inputs.
    pub(crate) inputs: &'static str,
}

/// When a step may start.
pub(crate) const ENTRY: Side = Side {
    word: "entry",
    conditions: ["entryConditions", "entryCriteria"],
    logic: ["entryConditionLogic", "entryCriteriaLogic"],
    flow: "entryActionName",
    inputs: "entryActionInputParameters",
};

/// When a step or stage is done.
pub(crate) const EXIT: Side = Side {
    word: "exit",
    conditions: ["exitConditions", "exitCriteria"],
    logic: ["exitConditionLogic", "exitCriteriaLogic"],
    flow: "exitActionName",
    inputs: "exitActionInputParameters",
};

/// When an approval step is approved without a person: only by an evaluation flow.
pub(crate) const AUTOMATIC: Side = Side {
    word: "automatic approval",
    conditions: ["", ""],
    logic: ["", ""],
    flow: "autoApprovalActionName",
    inputs: "autoApprovalActionInputParameters",
};

/// Whether a step or stage says nothing there.
pub(crate) fn is_default(node: &Node, side: Side) -> bool {
    requirements(node, side).next().is_none() && node.text_of(side.flow).is_none()
}

/// The requirements of that side of `node`.
pub(crate) fn requirements(node: &Node, side: Side) -> impl Iterator<Item = &Node> {
    let [tag, old] = side.conditions;
    node.children(tag).chain(node.children(old))
}

/// A condition with its logic as a tree; what cannot be read is taken as "all".
pub(crate) enum Tree<'a> {
    /// One comparison.
    Comparison(&'a Node),
    /// The opposite of something: it needs nothing to have happened.
    Not,
    /// All of them.
    All(Vec<Tree<'a>>),
    /// At least one of them.
    Any(Vec<Tree<'a>>),
}

impl<'a> Tree<'a> {
    /// The requirements of that side of `node`.
    pub(crate) fn of(node: &'a Node, side: Side) -> Self {
        let conditions: Vec<&Node> = requirements(node, side).collect();
        let written = side.logic.iter().find_map(|tag| node.text_of(tag));
        let text = written.unwrap_or("and");
        let leaf = |&condition: &&'a Node| Tree::Comparison(condition);
        match Logic::parse(text, conditions.len()) {
            Ok(Logic::Any) => Tree::Any(conditions.iter().map(leaf).collect()),
            Ok(Logic::Custom(tree)) => custom(&tree, &conditions),
            Ok(Logic::All) | Err(_) => Tree::All(conditions.iter().map(leaf).collect()),
        }
    }
}

fn custom<'a>(tree: &LogicTree, conditions: &[&'a Node]) -> Tree<'a> {
    let all = |trees: &[LogicTree]| trees.iter().map(|tree| custom(tree, conditions)).collect();
    match tree {
        LogicTree::Condition(index) => Tree::Comparison(conditions[*index]),
        LogicTree::Not(_) => Tree::Not,
        LogicTree::And(trees) => Tree::All(all(trees)),
        LogicTree::Or(trees) => Tree::Any(all(trees)),
    }
}

/// The step that must have started for `comparison` to hold, if it says so: its status is compared
/// with another than Not Started, or one of its outputs with a value.
pub(crate) fn awaited_step(comparison: &Node) -> Option<&str> {
    let left = comparison.text_of("leftValueReference")?;
    if comparison.text_of("operator") != Some("EqualTo") {
        return None;
    }
    if let Some(step) = left.strip_suffix(".Status") {
        let status = compared_text(comparison)?;
        let is_not_started = matches!(status, "NotStarted" | "Not Started");
        return (!is_not_started).then_some(step);
    }
    let (step, _) = left.split_once(".Outputs.")?;
    is_some_value(comparison).then_some(step)
}

/// The step whose status `comparison` wants to be Completed.
pub(crate) fn completed_step(comparison: &Node) -> Option<&str> {
    let step = awaited_step(comparison)?;
    let is_status = comparison
        .text_of("leftValueReference")?
        .ends_with(".Status");
    (is_status && compared_text(comparison) == Some("Completed")).then_some(step)
}

/// The text that `comparison` compares with.
pub(crate) fn compared_text(comparison: &Node) -> Option<&str> {
    comparison.child("rightValue")?.text_of("stringValue")
}

fn is_some_value(comparison: &Node) -> bool {
    let value = comparison.child("rightValue");
    value.is_some_and(|v| {
        v.children
            .iter()
            .any(|v| &*v.tag != "elementReference" && !v.is_nil)
    })
}
