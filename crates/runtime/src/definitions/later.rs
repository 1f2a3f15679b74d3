//! What deployed flows may do later: whether turns have to look for it at all.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use segue_flow::{ElementKind, Flow, FlowKind, PathTime, WaitFor};
use segue_language::{RecordTrigger, Text};

use super::{Definitions, DeployedFlow, key};

/// What deployed flows may do later. Interviews and paths go on with the version that they began
/// with: every version counts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Later {
    /// Some flow has a Wait.
    pub(crate) has_waits: bool,
    /// Some flow waits for the date of a record.
    has_record_dates: bool,
    /// Objects whose records may have scheduled paths before them, in small letters.
    timed: FxHashSet<Text>,
    /// Events that some flow waits for, in small letters.
    awaited: FxHashSet<Text>,
    /// Flows in force that events start, by the event's name in small letters, in order.
    subscribers: FxHashMap<Text, Vec<Arc<DeployedFlow>>>,
}

impl Later {
    /// Whether timers may hang on records of `object`.
    pub(crate) fn is_timed(&self, object: &str) -> bool {
        self.has_record_dates || (!self.timed.is_empty() && self.timed.contains(&key(object)))
    }

    /// Whether interviews may wait for events of `object`.
    pub(crate) fn is_awaited(&self, object: &str) -> bool {
        !self.awaited.is_empty() && self.awaited.contains(&key(object))
    }

    /// The flows that events of `object` start.
    pub(crate) fn subscribers(&self, object: &str) -> &[Arc<DeployedFlow>] {
        if self.subscribers.is_empty() {
            return &[];
        }
        let found = self.subscribers.get(&key(object));
        found.map_or(&[], |flows| flows.as_slice())
    }

    fn add(&mut self, flow: &Flow) {
        let is_timed = |path: &segue_flow::LaterPath| matches!(path.when, PathTime::At { .. });
        if let FlowKind::RecordTriggered(trigger) = &flow.kind
            && flow.paths.iter().any(is_timed)
        {
            self.timed.insert(key(&trigger.object));
        }
        for element in &flow.elements {
            let ElementKind::Wait(wait) = &element.kind else {
                continue;
            };
            self.has_waits = true;
            for event in &wait.events {
                match &event.what {
                    WaitFor::Moment(_) => {}
                    WaitFor::RecordDate { .. } => self.has_record_dates = true,
                    WaitFor::Event { object, .. } => {
                        self.awaited.insert(key(object));
                    }
                }
            }
        }
    }
}

impl Definitions {
    /// What deployed flows may do later.
    pub(super) fn find_later(&self) -> Later {
        let mut later = Later::default();
        for deployed in self.flows.values() {
            later.add(&deployed.flow);
        }
        for version in self.active_flows.values() {
            let deployed = &self.flows[version];
            if let Some(trigger) = event_of(&deployed.flow) {
                let flows = later.subscribers.entry(key(&trigger.object)).or_default();
                flows.push(deployed.clone());
            }
        }
        for flows in later.subscribers.values_mut() {
            flows.sort_by_key(|deployed| {
                let order = event_of(&deployed.flow).and_then(|trigger| trigger.order);
                super::trigger_order::place(order, &deployed.flow.name)
            });
        }
        later
    }

    /// Whether some version of the flow is in force.
    pub(crate) fn is_in_force(&self, name: &str) -> bool {
        self.active_flows.contains_key(&key(name))
    }
}

fn event_of(flow: &Flow) -> Option<&RecordTrigger> {
    match &flow.kind {
        FlowKind::EventTriggered(start) => Some(&start.trigger),
        _ => None,
    }
}
