//! Which definitions are active.

use std::sync::Arc;

use segue_engine::Orchestration;
use segue_flow::Flow;
use segue_language::FlowVersion;

use crate::Reads;

impl Reads<'_> {
    /// The active version of each orchestration, by label.
    pub fn active_orchestrations(&self) -> Vec<Arc<Orchestration>> {
        let mut active = self.deployed.definitions.active_orchestrations();
        active.sort_by(|a, b| (&a.label, &a.name).cmp(&(&b.label, &b.name)));
        active
    }

    /// The active version of each flow, by label.
    pub fn active_flows(&self) -> Vec<Arc<Flow>> {
        let mut active = self.deployed.definitions.active_flows();
        active.sort_by(|a, b| (&a.label, &a.name).cmp(&(&b.label, &b.name)));
        active
    }

    /// The orchestration of that version, in force or not.
    pub fn orchestration_of(&self, version: i64) -> Option<Arc<Orchestration>> {
        let deployed = self.deployed.definitions.orchestration(version)?;
        Some(deployed.orchestration.clone())
    }

    /// The flow of that version, in force or not.
    pub fn flow_of(&self, version: i64) -> Option<Arc<Flow>> {
        let deployed = self.deployed.definitions.flow(FlowVersion(version))?;
        Some(deployed.flow.clone())
    }
}
