//! Outcomes of decisions and waits.

use segue_flow::Outcome;

use crate::compile::flow::Compiler;
use crate::document::Node;

impl Compiler<'_> {
    pub(super) fn outcomes(&mut self, node: &Node, tag: &str) -> Vec<Outcome> {
        let outcomes: Vec<&Node> = node.children(tag).collect();
        outcomes
            .into_iter()
            .map(|rule| self.outcome(rule))
            .collect()
    }

    fn outcome(&mut self, rule: &Node) -> Outcome {
        Outcome {
            name: rule.name().into(),
            label: rule.label().to_owned(),
            slot: self.own_slot(rule.name()),
            criteria: self.criteria(rule),
            changed_to_meet: rule.flag("doesRequireRecordChangedToMeetCriteria"),
            next: self.connector(rule, "connector"),
        }
    }
}
