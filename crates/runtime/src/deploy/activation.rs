//! Activation: which version of a definition new runs and interviews take, or none.
//!
//! Runs go on with the version that they began with, and step runs with the version of their flow.

use segue_language::{FlowVersion, Text, Timestamp};
use segue_store::{FlowVersionRow, StoreError};

use super::Deployer;
use crate::Runtime;
use crate::starting::{forget_schedule, plan_schedule};

/// Which version of a definition shall be in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activation {
    /// API name.
    pub name: Text,
    /// Its number among the versions of that name; none takes all of them out of force.
    pub number: Option<i64>,
}

/// What an activation changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activated {
    /// API name, as it was deployed.
    pub name: Text,
    /// Number of the version that was in force before.
    pub before: Option<i64>,
    /// Number of the version that is in force now.
    pub now: Option<i64>,
}

/// Why an activation was not carried out. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum ActivationError {
    /// There is no such definition, or it has no such version.
    #[error("there is no version {number} of `{name}`", name = .0.name,
        number = .0.number.map_or_else(|| "at all".to_owned(), |n| n.to_string()))]
    Unknown(Activation),
    /// The database failed.
    #[error("database: {0}")]
    Store(#[from] StoreError),
}

impl Runtime {
    /// Puts another version of a definition in force, or none, in one transaction with its line of
    /// the audit log. It takes effect at once.
    ///
    /// # Errors
    /// There is no such definition or version, or the store fails.
    pub fn activate(
        &mut self,
        wanted: &Activation,
        by: &Deployer,
        now: Timestamp,
    ) -> Result<Activated, ActivationError> {
        let versions = self.versions_of(&wanted.name)?;
        let newest = versions.last().ok_or_else(|| unknown(wanted))?;
        let name = newest.name.clone();
        let chosen = match wanted.number {
            Some(number) => Some(numbered(&versions, number).ok_or_else(|| unknown(wanted))?),
            None => None,
        };
        let before = versions.iter().find(|version| version.active);
        let activated = Activated {
            name: name.clone(),
            before: before.map(|version| version.number),
            now: wanted.number,
        };
        if activated.before != activated.now {
            let version = chosen.map(|version| version.version);
            let published = self.world.published.clone();
            let publishing = published.begin();
            self.store_activation(&activated, version, by, now)?;
            let definitions = &mut self.world.deployed_mut().definitions;
            definitions.put_in_force(&name, version);
            publishing.end(&self.world.deployed);
            // Hot runs hold definitions as they were settled before.
            self.hot.forget();
        }
        Ok(activated)
    }

    fn store_activation(
        &mut self,
        activated: &Activated,
        version: Option<FlowVersion>,
        by: &Deployer,
        at: Timestamp,
    ) -> Result<(), ActivationError> {
        let (name, detail) = (&activated.name, detail(activated));
        let kind = match version {
            Some(_) => "activated",
            None => "deactivated",
        };
        let flow = version.and_then(|version| self.world.definitions.flow(version));
        let tx = self.store.begin()?;
        tx.activate_flow(name, version)?;
        let first = match &flow {
            Some(deployed) => {
                let zone = &self.world.options.zone;
                plan_schedule(&tx, (deployed.version, &deployed.flow), at, zone)?
            }
            None => {
                forget_schedule(&tx, name)?;
                None
            }
        };
        by.note(&tx, kind, name, &detail, at)?;
        let committed = tx.commit()?;
        self.store.await_durable(committed)?;
        self.wake_at(first);
        Ok(())
    }

    /// Versions of a name, compared without regard to case; oldest first.
    fn versions_of(&self, name: &str) -> Result<Vec<FlowVersionRow>, ActivationError> {
        let mut versions = self.store.flow_versions()?;
        versions.retain(|version| version.name.eq_ignore_ascii_case(name));
        Ok(versions)
    }
}

fn numbered(versions: &[FlowVersionRow], number: i64) -> Option<&FlowVersionRow> {
    versions.iter().find(|version| version.number == number)
}

fn detail(activated: &Activated) -> String {
    let word = |number: Option<i64>| match number {
        Some(number) => format!("version {number}"),
        None => "no version".to_owned(),
    };
    format!("{} after {}", word(activated.now), word(activated.before))
}

fn unknown(wanted: &Activation) -> ActivationError {
    ActivationError::Unknown(wanted.clone())
}
