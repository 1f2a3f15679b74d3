//! Usage: who calls a definition, and what it calls.

use std::sync::Arc;

use segue_engine::{Gate, Orchestration, StepKind};
use segue_flow::{ElementKind, Flow};
use segue_language::Text;
use segue_runtime::Reads;

use super::Kind;

/// Another definition, and where in it or from it the call is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Called {
    /// API name.
    pub(crate) name: Text,
    pub(crate) label: String,
    /// The steps, stages or elements that call.
    pub(crate) places: Vec<String>,
    /// It is in force.
    pub(crate) is_there: bool,
}

/// Who calls a definition, and what it calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Usage {
    pub(crate) used_by: Vec<Called>,
    pub(crate) uses: Vec<Called>,
}

/// A call: the name of what is called, and the place in words.
type Call = (Text, String);

impl Usage {
    /// The usage of the definition of that name.
    pub(super) fn of(reads: &Reads<'_>, kind: &Kind, name: &str) -> Usage {
        let orchestrations = reads.active_orchestrations();
        let flows = reads.active_flows();
        let callers = orchestrations.iter().filter_map(|caller| {
            let places = places(&calls_of(caller), name);
            called(&caller.name, &caller.label, places)
        });
        let flow_callers = flows.iter().filter_map(|caller| {
            let places = places(&calls_in(caller), name);
            called(&caller.name, &caller.label, places)
        });
        let calls = match kind {
            Kind::Orchestration(orchestration) => calls_of(orchestration),
            Kind::Flow(flow) => calls_in(flow),
        };
        Usage {
            used_by: callers.chain(flow_callers).collect(),
            uses: grouped(&calls, &flows),
        }
    }
}

fn called(name: &Text, label: &str, places: Vec<String>) -> Option<Called> {
    (!places.is_empty()).then(|| Called {
        name: name.clone(),
        label: label.to_owned(),
        places,
        is_there: true,
    })
}

fn places(calls: &[Call], name: &str) -> Vec<String> {
    let calls = calls.iter();
    let fitting = calls.filter(|(called, _)| called.eq_ignore_ascii_case(name));
    fitting.map(|(_, place)| place.clone()).collect()
}

/// Calls by what is called, in the order in which they come.
fn grouped(calls: &[Call], flows: &[Arc<Flow>]) -> Vec<Called> {
    let mut grouped: Vec<Called> = Vec::new();
    for (name, place) in calls {
        let mut known = grouped.iter_mut();
        if let Some(known) = known.find(|known| known.name.eq_ignore_ascii_case(name)) {
            known.places.push(place.clone());
            continue;
        }
        let flow = flows
            .iter()
            .find(|flow| flow.name.eq_ignore_ascii_case(name));
        grouped.push(Called {
            name: name.clone(),
            label: flow.map_or_else(|| name.to_string(), |flow| flow.label.clone()),
            places: vec![place.clone()],
            is_there: flow.is_some(),
        });
    }
    grouped
}

/// Flows that the steps and conditions of an orchestration call.
fn calls_of(orchestration: &Orchestration) -> Vec<Call> {
    let mut calls = Vec::new();
    for step in &orchestration.steps {
        let place = format!("step {}", step.label);
        if !matches!(step.kind, StepKind::External) {
            calls.push((step.call.name.clone(), place.clone()));
        }
        calls.extend(of_gate(&step.entry, || format!("entry of {place}")));
        if let StepKind::Interactive(interactive) = &step.kind {
            calls.extend(of_gate(&interactive.exit, || format!("exit of {place}")));
        }
    }
    for stage in &orchestration.stages {
        calls.extend(of_gate(&stage.exit, || {
            format!("exit of stage {}", stage.label)
        }));
    }
    calls
}

fn of_gate(gate: &Gate, place: impl FnOnce() -> String) -> Option<Call> {
    match gate {
        Gate::Evaluation(call) => Some((call.name.clone(), place())),
        Gate::Default | Gate::Requirements(_) => None,
    }
}

/// Flows that the elements of a flow call.
fn calls_in(flow: &Flow) -> Vec<Call> {
    let mut calls = Vec::new();
    for element in &flow.elements {
        let place = format!("element {}", element.name);
        match &element.kind {
            ElementKind::Subflow(call) => calls.push((call.flow.clone(), place)),
            ElementKind::Screen(screen) => {
                let actions = screen.actions.iter();
                let flows = actions.filter(|action| &*action.action_type == "flow");
                calls.extend(flows.map(|action| (action.action.clone(), place.clone())));
            }
            _ => {}
        }
    }
    calls
}
