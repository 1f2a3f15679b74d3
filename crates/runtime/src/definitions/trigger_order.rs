//! In which order the automations of one object run (decisions.md, "Record triggers").

use std::sync::Arc;

use segue_flow::FlowKind;
use segue_language::{RecordTrigger, Text};

use super::{DeployedFlow, DeployedOrchestration};

/// Numbers up to this one run before the automations without a number, the others after them.
const EARLY_MAX: u16 = 1_000;

/// What a saved change may start.
#[derive(Clone, Debug)]
pub(crate) enum Triggered {
    Flow(Arc<DeployedFlow>),
    Orchestration(Arc<DeployedOrchestration>),
}

impl Triggered {
    /// Its trigger.
    pub(crate) fn trigger(&self) -> &RecordTrigger {
        match self {
            Triggered::Flow(deployed) => match &deployed.flow.kind {
                FlowKind::RecordTriggered(trigger) => trigger,
                _ => unreachable!("only record-triggered flows are collected"),
            },
            Triggered::Orchestration(deployed) => deployed
                .orchestration
                .trigger
                .as_ref()
                .expect("only orchestrations with a trigger are collected"),
        }
    }

    /// Its API name.
    pub(crate) fn name(&self) -> &Text {
        match self {
            Triggered::Flow(deployed) => &deployed.flow.name,
            Triggered::Orchestration(deployed) => &deployed.orchestration.name,
        }
    }

    /// Its place: numbers 1 to 1,000, then those without a number by name, then the other numbers.
    pub(super) fn place(&self) -> (u8, u16, Text) {
        place(self.trigger().order, self.name())
    }
}

/// The place of the automation of that order and name.
pub(super) fn place(order: Option<u16>, name: &Text) -> (u8, u16, Text) {
    let (group, number) = match order {
        Some(number) if number <= EARLY_MAX => (0, number),
        None => (1, 0),
        Some(number) => (2, number),
    };
    (group, number, name.clone())
}
