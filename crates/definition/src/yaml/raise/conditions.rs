//! Raising of conditions.

use super::super::grammar::Gate;
use super::super::text::{COMPARISONS, Operators, written};
use super::super::tree::{Content, Yaml};
use super::{Raising, has_marks, is_leaf};
use crate::document::Node;

impl Raising {
    pub(super) fn gate(&self, gate: &'static Gate, own: &[&Node]) -> Option<Yaml> {
        let mut logics = own.iter().filter(|node| *node.tag == *gate.logic);
        let logic = logics.next().filter(|node| is_leaf(node))?;
        if logics.next().is_some() {
            return None;
        }
        let rest: Vec<&Node> = own
            .iter()
            .copied()
            .filter(|node| *node.tag != *gate.logic)
            .collect();
        let is_condition = |node: &&Node| *node.tag == *gate.list;
        if !rest.iter().all(is_condition) {
            return match &*logic.text {
                "and" => self.evaluation(gate, &rest),
                _ => None,
            };
        }
        let conditions: Option<Vec<Yaml>> =
            rest.iter().map(|node| self.condition(gate, node)).collect();
        let mut conditions = conditions?;
        let list = match conditions.len() {
            1 => conditions.remove(0),
            _ => Yaml::of(Content::List(conditions)),
        };
        let one = |key: &str, list| Yaml::map(vec![(Yaml::plain(key), list)]);
        Some(match &*logic.text {
            "and" => list,
            "or" => one("any", list),
            custom => {
                let logic = (Yaml::plain("logic"), Yaml::plain(custom));
                Yaml::map(vec![logic, (Yaml::plain("of"), list)])
            }
        })
    }

    /// Conditions within an element of their own.
    pub(super) fn gate_in(&self, gate: &'static Gate, own: &[&Node]) -> Option<Yaml> {
        let [node] = own else { return None };
        let children: Vec<&Node> = node.children.iter().collect();
        (!has_marks(node))
            .then(|| self.gate(gate, &children))
            .flatten()
    }

    fn evaluation(&self, gate: &'static Gate, rest: &[&Node]) -> Option<Yaml> {
        let flow = gate.flow.as_ref()?;
        let mut name = None;
        let mut has_kind = false;
        let mut inputs = Vec::new();
        for node in rest {
            match &*node.tag {
                tag if tag == flow.name && name.is_none() && is_leaf(node) => {
                    name = Some(&node.text)
                }
                tag if tag == flow.kind && !has_kind && &*node.text == "evaluationFlow" => {
                    has_kind = true;
                }
                tag if tag == flow.inputs => inputs.push(*node),
                _ => return None,
            }
        }
        let name = name.filter(|_| has_kind)?;
        let mut entries = vec![(Yaml::plain("flow"), Yaml::plain(&**name))];
        if !inputs.is_empty() {
            let inputs = self.values(("name", "value"), &inputs)?;
            entries.push((Yaml::plain("inputs"), inputs));
        }
        Some(Yaml::map(entries))
    }

    fn condition(&self, gate: &Gate, node: &Node) -> Option<Yaml> {
        let kind = gate.kind.filter(|_| self.is_typed);
        let typed = node.children("conditionType").count();
        let is_typed = match kind {
            Some(kind) => typed == 1 && node.text_of("conditionType") == Some(kind),
            None => typed == 0,
        };
        let (left, right) = gate.sides;
        let n_parts = typed + 2 + node.children(right).count();
        if !is_typed || node.children.len() != n_parts || has_marks(node) {
            return None;
        }
        short(node, (left, "operator", right), COMPARISONS).map(Yaml::plain)
    }
}

/// A condition or an assignment as a short text.
pub(super) fn short(
    node: &Node,
    (left, operator, right): (&str, &str, &str),
    operators: Operators,
) -> Option<String> {
    let left = node.child(left).filter(|left| is_leaf(left))?;
    let operator = node.child(operator).filter(|operator| is_leaf(operator))?;
    let right = match node.child(right) {
        None => None,
        Some(right) => match right.children.as_slice() {
            [value] if is_leaf(value) && !has_marks(right) => Some((&*value.tag, &*value.text)),
            _ => return None,
        },
    };
    written(&left.text, &operator.text, right, operators)
}
