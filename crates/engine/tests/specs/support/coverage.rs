//! Which rows of the transition table a story has reached.

use std::collections::BTreeSet;

use segue_engine::transition_table::{
    ITEM_TRANSITIONS, RUN_TRANSITIONS, STAGE_TRANSITIONS, STEP_TRANSITIONS, Status, cause,
};
use segue_engine::{Event, StepStatus};

/// The rows that were reached, by table and cause.
#[derive(Clone, Default, Debug)]
pub(crate) struct Coverage(pub(crate) BTreeSet<String>);

impl Coverage {
    /// Notes the row that an event is.
    pub(crate) fn note(&mut self, from: Status, event: &Event, to: Status) {
        if let Some(cause) = cause(from, to, event.milestone()) {
            self.0.insert(format!("{}: {cause}", table(from)));
        }
        if let Event::StageStarted { .. } = event {
            let born = Status::Step(Some(StepStatus::NotStarted));
            self.0
                .extend(cause(Status::Step(None), born, None).map(|why| format!("step: {why}")));
        }
    }

    /// The rows that were not reached.
    pub(crate) fn missing(&self) -> Vec<String> {
        let runs = RUN_TRANSITIONS.iter().map(|row| ("run", row.cause));
        let stages = STAGE_TRANSITIONS.iter().map(|row| ("stage", row.cause));
        let steps = STEP_TRANSITIONS.iter().map(|row| ("step", row.cause));
        let items = ITEM_TRANSITIONS.iter().map(|row| ("item", row.cause));
        let all = runs.chain(stages).chain(steps).chain(items);
        let all = all.map(|(table, cause)| format!("{table}: {cause}"));
        all.filter(|row| !self.0.contains(row)).collect()
    }
}

fn table(status: Status) -> &'static str {
    match status {
        Status::Run(_) => "run",
        Status::Decision => "decision",
        Status::Stage(_) => "stage",
        Status::Step(_) => "step",
        Status::WorkItem(_) => "item",
    }
}
