//! Runs in memory: from the batch, from the cache of hot runs, or from the database.

use std::sync::Arc;

use segue_engine::{PartId, Run, RunStatus};
use segue_store::{RunNumber, RunRow, Subscription, decode_run};

use super::{Stop, TouchedRun, Turn};
use crate::Refusal;
use crate::definitions::DeployedOrchestration;

/// A run with the definition it is pinned to and what its row says.
#[derive(Debug)]
pub(crate) struct LoadedRun {
    pub(crate) number: RunNumber,
    pub(crate) deployed: Arc<DeployedOrchestration>,
    pub(crate) run: Run,
    /// Its row as it was last written, without the encoded state.
    pub(crate) row: RunRow,
    /// What it waits for, when that was read or written since it is in memory.
    pub(crate) subscriptions: Option<Vec<Subscription>>,
}

impl LoadedRun {
    /// Label of a step run.
    pub(crate) fn label_of(&self, step: PartId) -> &str {
        self.run.step_run(step).map_or("", |step_run| {
            &self.deployed.orchestration.step(step_run.step).label
        })
    }

    /// Label of the stage of a step run.
    pub(crate) fn stage_label_of(&self, step: PartId) -> &str {
        self.run.stage_of(step).map_or("", |stage_run| {
            &self.deployed.orchestration.stage(stage_run.stage).label
        })
    }
}

impl Turn<'_> {
    /// Index in [`Turn::runs`] of a run; loads it when it is not there.
    pub(crate) fn touch(&mut self, number: RunNumber) -> Result<usize, Stop> {
        if let Some(index) = self
            .runs
            .iter()
            .position(|touched| touched.loaded.number == number)
        {
            return Ok(index);
        }
        let loaded = match self.batch.take_run(number) {
            Some(loaded) => loaded,
            None => self.load(number)?,
        };
        self.now = self.now.max(loaded.row.updated);
        self.runs.push(TouchedRun {
            loaded,
            is_new: false,
            events: Vec::new(),
            changes: Vec::new(),
        });
        Ok(self.runs.len() - 1)
    }

    fn load(&mut self, number: RunNumber) -> Result<LoadedRun, Stop> {
        let row = self.stored(self.tx.run(number))?.ok_or_else(|| {
            Stop::Refused(Refusal::Unknown {
                what: "run",
                name: segue_store::run_id(number),
            })
        })?;
        LoadedRun::decode(row, &self.world.definitions).map_err(Stop::Broken)
    }

    /// A run that is being born.
    pub(crate) fn add_run(&mut self, deployed: Arc<DeployedOrchestration>) -> Result<usize, Stop> {
        let number = self.stored(self.tx.new_run_number())?;
        let row = RunRow {
            n: number,
            definition: deployed.version,
            status: RunStatus::NotStarted,
            stage: -1,
            version: 0,
            sequence: 0,
            started: self.now,
            updated: self.now,
            ended: None,
            starter: None,
            record: None,
            hash: [0; 32],
            last: 0,
            state: Vec::new(),
        };
        self.runs.push(TouchedRun {
            loaded: LoadedRun {
                number,
                deployed,
                run: Run::default(),
                row,
                subscriptions: Some(Vec::new()),
            },
            is_new: true,
            events: Vec::new(),
            changes: Vec::new(),
        });
        Ok(self.runs.len() - 1)
    }
}

impl LoadedRun {
    /// A run from its row.
    pub(crate) fn decode(
        mut row: RunRow,
        definitions: &crate::definitions::Definitions,
    ) -> Result<LoadedRun, String> {
        let state = std::mem::take(&mut row.state);
        Ok(LoadedRun {
            number: row.n,
            deployed: definitions
                .orchestration(row.definition)
                .ok_or_else(|| format!("definition {} of run {} is gone", row.definition, row.n))?,
            run: decode_run(&state).map_err(|error| error.to_string())?,
            row,
            subscriptions: None,
        })
    }
}
