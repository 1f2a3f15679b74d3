//! Stand-ins of a scenario: answers for actions and flows that live elsewhere, and how often each
//! was called.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use segue_language::{Text, Type, Values};

use super::document::{Kind, Node};
use super::model::{Given, Spot, StandIn};
use super::names::Names;
use super::values::typed;
use crate::StandIns;

/// Calls of stand-ins so far, by the name in the scenario.
#[derive(Clone, Default)]
pub(super) struct Calls(Arc<Mutex<BTreeMap<String, u64>>>);

impl Calls {
    /// How often the stand-in of that name was called.
    pub(super) fn of(&self, name: &str) -> u64 {
        let calls = self.0.lock().expect("nothing panics while it counts");
        calls.get(name).copied().unwrap_or_default()
    }

    /// Counts one more; gives how many there were before.
    fn count(&self, name: &str) -> u64 {
        let mut calls = self.0.lock().expect("nothing panics while it counts");
        let count = calls.entry(name.to_owned()).or_default();
        *count += 1;
        *count - 1
    }
}

/// What the runtime asks at each call.
pub(super) fn stand_ins(
    actions: &[(Spot, Vec<StandIn>)],
    names: &Names,
    calls: &Calls,
) -> StandIns {
    let (actions, names, calls) = (actions.to_vec(), names.clone(), calls.clone());
    Box::new(move |call| {
        let named = |(name, _): &&(Spot, Vec<StandIn>)| name.text.eq_ignore_ascii_case(&call.name);
        let (name, answers) = actions.iter().find(named)?;
        let n_before = usize::try_from(calls.count(&name.text)).unwrap_or(usize::MAX);
        let answer = answers.get(n_before).or_else(|| answers.last())?;
        Some(match answer {
            StandIn::Returns(outputs) => values(outputs, &names),
            StandIn::Fails(message) => Err(message.text.clone()),
        })
    })
}

fn values(outputs: &Given, names: &Names) -> Result<Values, String> {
    let value = |(name, node): &(Spot, Node)| {
        Ok((
            Text::from(name.text.as_str()),
            typed(node, &Type::Any, names)?,
        ))
    };
    outputs.iter().map(value).collect()
}

/// The `name.Field` paths that stand-ins mention.
pub(super) fn field_paths(actions: &[(Spot, Vec<StandIn>)]) -> Vec<String> {
    let mut paths = Vec::new();
    for (_, answers) in actions {
        for answer in answers {
            if let StandIn::Returns(outputs) = answer {
                outputs
                    .iter()
                    .for_each(|(_, node)| paths_in(node, &mut paths));
            }
        }
    }
    paths
}

fn paths_in(node: &Node, paths: &mut Vec<String>) {
    match &node.kind {
        Kind::Text(text) => {
            for part in text.split("${").skip(1) {
                let path = part.split('}').next().unwrap_or_default().trim();
                if path.contains('.') {
                    paths.push(path.to_owned());
                }
            }
        }
        Kind::List(items) => items.iter().for_each(|item| paths_in(item, paths)),
        Kind::Map(entries) => entries.iter().for_each(|(_, value)| paths_in(value, paths)),
        Kind::Null | Kind::Boolean(_) | Kind::Number(_) => {}
    }
}
