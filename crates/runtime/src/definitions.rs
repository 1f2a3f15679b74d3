//! Deployed definitions in memory: every version that a run or an interview may still need, and
//! which of them are active.

mod asynchronous;
mod later;
mod trigger_order;

use std::sync::Arc;

use rustc_hash::FxHashMap;
use segue_engine::{FlowFact, FlowVersion, Orchestration, StepKind};
use segue_flow::{Flow, FlowKind};
use segue_language::{Moment, Text};

use crate::turn::waits_for_records;

pub(crate) use later::Later;
pub(crate) use trigger_order::Triggered;

/// The version of a flow that is not there.
const MISSING: FlowVersion = FlowVersion(-1);

/// A version of a flow.
#[derive(Debug)]
pub(crate) struct DeployedFlow {
    pub(crate) flow: Arc<Flow>,
    pub(crate) version: FlowVersion,
}

/// A version of an orchestration.
#[derive(Debug)]
pub(crate) struct DeployedOrchestration {
    /// Its number in the database.
    pub(crate) version: i64,
    /// 1, 2, … among the versions of its name.
    pub(crate) ordinal: i64,
    pub(crate) orchestration: Arc<Orchestration>,
    /// Step by step: the flow version active now.
    pub(crate) step_flows: Vec<Option<FlowFact>>,
    /// Whether a change of a record can ever wake a run.
    pub(crate) waits_for_records: bool,
}

/// All deployed definitions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Definitions {
    flows: FxHashMap<FlowVersion, Arc<DeployedFlow>>,
    active_flows: FxHashMap<Text, FlowVersion>,
    orchestrations: FxHashMap<i64, Arc<DeployedOrchestration>>,
    active_orchestrations: FxHashMap<Text, i64>,
    triggers: FxHashMap<Text, ObjectTriggers>,
    pub(crate) later: Later,
    /// Texts of the newest versions, by name in small letters.
    pub(crate) texts: FxHashMap<String, Text>,
}

/// What changes of an object's records start, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct ObjectTriggers {
    pub(crate) before_save: Vec<Triggered>,
    pub(crate) after_save: Vec<Triggered>,
}

impl Definitions {
    /// Adds a version of a flow; an active one takes the place of the one before.
    pub(crate) fn add_flow(&mut self, version: FlowVersion, flow: Arc<Flow>, is_active: bool) {
        if is_active {
            self.active_flows.insert(key(&flow.name), version);
            self.active_orchestrations.remove(&key(&flow.name));
        }
        self.flows
            .insert(version, Arc::new(DeployedFlow { flow, version }));
    }

    /// Adds a version of an orchestration; an active one takes the place of the one before.
    pub(crate) fn add_orchestration(
        &mut self,
        (version, ordinal): (i64, i64),
        orchestration: Arc<Orchestration>,
        is_active: bool,
    ) {
        if is_active {
            self.active_orchestrations
                .insert(key(&orchestration.name), version);
            self.active_flows.remove(&key(&orchestration.name));
        }
        let deployed = DeployedOrchestration {
            version,
            ordinal,
            waits_for_records: waits_for_records(&orchestration),
            orchestration,
            step_flows: Vec::new(),
        };
        self.orchestrations.insert(version, Arc::new(deployed));
    }

    /// Puts one version of a name in force, or none.
    pub(crate) fn put_in_force(&mut self, name: &str, version: Option<FlowVersion>) {
        let name = key(name);
        self.active_flows.remove(&name);
        self.active_orchestrations.remove(&name);
        if let Some(version) = version {
            if self.orchestrations.contains_key(&version.0) {
                self.active_orchestrations.insert(name, version.0);
            } else {
                self.active_flows.insert(name, version);
            }
        }
        self.settle();
    }

    /// Must follow a change of versions: computes what turns look up by number.
    pub(crate) fn settle(&mut self) {
        let settled: Vec<_> = self
            .orchestrations
            .values()
            .map(|deployed| {
                Arc::new(DeployedOrchestration {
                    version: deployed.version,
                    ordinal: deployed.ordinal,
                    orchestration: deployed.orchestration.clone(),
                    step_flows: self.step_flows(&deployed.orchestration),
                    waits_for_records: deployed.waits_for_records,
                })
            })
            .collect();
        for deployed in settled {
            self.orchestrations.insert(deployed.version, deployed);
        }
        self.triggers = self.find_triggers();
        self.later = self.find_later();
    }

    /// The flow of that version.
    pub(crate) fn flow(&self, version: FlowVersion) -> Option<Arc<DeployedFlow>> {
        self.flows.get(&version).cloned()
    }

    /// The active version of the flow of that name.
    pub(crate) fn active_flow(&self, name: &str) -> Option<Arc<DeployedFlow>> {
        let version = self
            .active_flows
            .get(name)
            .or_else(|| self.active_flows.get(&key(name)))?;
        self.flow(*version)
    }

    /// The orchestration of that version.
    pub(crate) fn orchestration(&self, version: i64) -> Option<Arc<DeployedOrchestration>> {
        self.orchestrations.get(&version).cloned()
    }

    /// The active version of the orchestration of that name.
    pub(crate) fn active_orchestration(&self, name: &str) -> Option<Arc<DeployedOrchestration>> {
        let version = self
            .active_orchestrations
            .get(name)
            .or_else(|| self.active_orchestrations.get(&key(name)))?;
        self.orchestration(*version)
    }

    /// The active version of each orchestration.
    pub(crate) fn active_orchestrations(&self) -> Vec<Arc<Orchestration>> {
        let versions = self.active_orchestrations.values();
        versions
            .map(|version| self.orchestrations[version].orchestration.clone())
            .collect()
    }

    /// The active version of each flow.
    pub(crate) fn active_flows(&self) -> Vec<Arc<Flow>> {
        let versions = self.active_flows.values();
        versions
            .map(|version| self.flows[version].flow.clone())
            .collect()
    }

    /// What changes of records of `object` start.
    pub(crate) fn triggers(&self, object: &str) -> Option<&ObjectTriggers> {
        self.triggers
            .get(object)
            .or_else(|| self.triggers.get(&key(object)))
    }

    fn step_flows(&self, orchestration: &Orchestration) -> Vec<Option<FlowFact>> {
        orchestration
            .steps
            .iter()
            .map(|step| match step.kind {
                StepKind::External => None,
                StepKind::Background { .. } | StepKind::Interactive(_) => {
                    Some(self.step_flow(&step.call.name, orchestration.api_version))
                }
            })
            .collect()
    }

    /// A flow that is not there fails its step when it runs, unless something stands in for it.
    fn step_flow(&self, name: &str, api_version: u16) -> FlowFact {
        match self.active_flow(name) {
            Some(deployed) => FlowFact {
                version: deployed.version,
                asynchronous: self.is_asynchronous(&deployed.flow, api_version),
            },
            None => FlowFact {
                version: MISSING,
                asynchronous: false,
            },
        }
    }

    fn find_triggers(&self) -> FxHashMap<Text, ObjectTriggers> {
        let mut triggers: FxHashMap<Text, ObjectTriggers> = FxHashMap::default();
        for version in self.active_flows.values() {
            let deployed = &self.flows[version];
            let FlowKind::RecordTriggered(trigger) = &deployed.flow.kind else {
                continue;
            };
            let of_object = triggers.entry(key(&trigger.object)).or_default();
            let list = match trigger.moment {
                Moment::BeforeSave => &mut of_object.before_save,
                Moment::AfterSave => &mut of_object.after_save,
            };
            list.push(Triggered::Flow(deployed.clone()));
        }
        for version in self.active_orchestrations.values() {
            let deployed = &self.orchestrations[version];
            if let Some(trigger) = &deployed.orchestration.trigger {
                let of_object = triggers.entry(key(&trigger.object)).or_default();
                of_object
                    .after_save
                    .push(Triggered::Orchestration(deployed.clone()));
            }
        }
        for of_object in triggers.values_mut() {
            of_object.before_save.sort_by_key(Triggered::place);
            of_object.after_save.sort_by_key(Triggered::place);
        }
        triggers
    }
}

/// Names are compared without regard to case.
fn key(name: &str) -> Text {
    name.to_ascii_lowercase().into()
}
