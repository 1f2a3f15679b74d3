//! Lowering of conditions.

use super::super::grammar::Gate;
use super::super::node::Maker;
use super::super::text::{COMPARISONS, parts};
use super::super::tree::{Content, Yaml};
use super::{Lowering, entry_of};
use crate::document::Node;

impl Lowering<'_> {
    /// A condition, a list of them that must all hold, or a map: `all`, `any`, `logic` with `of`,
    /// or an evaluation `flow` with its `inputs`.
    pub(super) fn gate(&mut self, gate: &'static Gate, maker: &Maker, value: &Yaml) -> Vec<Node> {
        let Content::Map(entries) = &value.content else {
            let mut nodes = vec![maker.leaf(gate.logic, "and")];
            nodes.extend(self.conditions(gate, value));
            return nodes;
        };
        if gate.flow.is_some() && entry_of(value, "flow").is_some() {
            return self.evaluation(gate, maker, value);
        }
        const KEYS: [&str; 5] = ["all", "any", "logic", "of", "flow"];
        let mut nodes = Vec::new();
        for (key, value) in entries {
            let inner = self.maker(key, value);
            match key.text().unwrap_or_default() {
                "all" => nodes.push(inner.leaf(gate.logic, "and")),
                "any" => nodes.push(inner.leaf(gate.logic, "or")),
                "logic" => {
                    nodes.push(self.leaf(gate.logic, &inner, value));
                    continue;
                }
                "of" => {}
                _ => {
                    self.unknown_key_of(key, "condition", &KEYS);
                    continue;
                }
            }
            nodes.extend(self.conditions(gate, value));
        }
        if !nodes.iter().any(|node| *node.tag == *gate.logic) {
            nodes.push(maker.leaf(gate.logic, "and"));
        }
        nodes
    }

    fn evaluation(&mut self, gate: &'static Gate, maker: &Maker, value: &Yaml) -> Vec<Node> {
        let mut nodes = vec![maker.leaf(gate.logic, "and")];
        let Some(flow) = &gate.flow else {
            return nodes;
        };
        for (key, value) in self.entries(value, "an evaluation flow") {
            let inner = self.maker(key, value);
            match key.text().unwrap_or_default() {
                "flow" => {
                    nodes.push(self.leaf(flow.name, &inner, value));
                    nodes.push(inner.leaf(flow.kind, "evaluationFlow"));
                }
                "inputs" => {
                    nodes.extend(self.values((flow.inputs, "name", "value"), &inner, value));
                }
                _ => self.unknown_key_of(key, "evaluation flow", &["flow", "inputs"]),
            }
        }
        nodes
    }

    fn conditions(&mut self, gate: &'static Gate, value: &Yaml) -> Vec<Node> {
        let single = std::slice::from_ref(value);
        let items = match &value.content {
            Content::List(items) => items.as_slice(),
            _ => single,
        };
        items
            .iter()
            .filter_map(|item| self.condition(gate, item))
            .collect()
    }

    fn condition(&mut self, gate: &'static Gate, item: &Yaml) -> Option<Node> {
        let maker = self.maker_of(item);
        let Some(parts) = item.text().and_then(|text| parts(text, COMPARISONS)) else {
            self.invalid(item, "a condition such as `Prepare.Status = Completed`");
            return None;
        };
        let mut children = Vec::new();
        if let Some(kind) = gate.kind.filter(|_| self.is_typed) {
            children.push(maker.leaf("conditionType", kind));
        }
        let (left, right) = gate.sides;
        children.push(maker.text(left, parts.left.0, self.part(item, &parts.left.1)));
        children.push(maker.text(
            "operator",
            parts.operator.0,
            self.part(item, &parts.operator.1),
        ));
        if let Some((written, at)) = &parts.right {
            children.push(self.written(right, written, item, at));
        }
        Some(maker.branch(gate.list, children))
    }
}
