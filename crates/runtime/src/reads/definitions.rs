//! The deployed definitions as lists show them.

use std::sync::Arc;

use segue_language::Action;
use segue_store::{FlowVersionRow, StoreError};

use crate::{DefinitionVersion, Reads};

impl Reads<'_> {
    /// Actions of other systems that projects declare.
    pub fn declared_actions(&self) -> Vec<Arc<Action>> {
        self.deployed.actions.values().cloned().collect()
    }

    /// All versions of all flows and orchestrations, oldest first.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn definition_versions(&self) -> Result<Vec<DefinitionVersion>, StoreError> {
        let rows = self.view.flow_versions()?;
        Ok(rows.into_iter().map(|row| self.version(row)).collect())
    }

    fn version(&self, row: FlowVersionRow) -> DefinitionVersion {
        let definitions = &self.deployed.definitions;
        let orchestration = definitions.orchestration(row.version.0);
        let flow = definitions.flow(row.version);
        let label = match (&orchestration, &flow) {
            (Some(deployed), _) => deployed.orchestration.label.clone(),
            (None, Some(deployed)) => deployed.flow.label.clone(),
            (None, None) => row.name.to_string(),
        };
        DefinitionVersion {
            version: row.version.0,
            name: row.name,
            label,
            ordinal: row.number,
            is_orchestration: orchestration.is_some(),
            is_active: row.active,
        }
    }
}
