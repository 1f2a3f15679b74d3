//! Which rows of the transition table a story has reached.

use std::collections::BTreeSet;

use segue_engine::transition_table::{
    ITEM_TRANSITIONS, ItemStatus, RUN_TRANSITIONS, STAGE_TRANSITIONS, STEP_TRANSITIONS, Transition,
};
use segue_engine::{Event, Run, Subject, WorkItem};

/// The causes of the rows that were reached, each with its table.
#[derive(Clone, Default, Debug)]
pub(crate) struct Coverage(pub(crate) BTreeSet<String>);

impl Coverage {
    /// Notes the row that an event is.
    pub(crate) fn note(&mut self, before: &Run, event: &Event, after: &Run) {
        let milestone = event.milestone();
        match event.subject() {
            Subject::Decision(_) => {}
            Subject::Run => {
                self.row(
                    "run",
                    RUN_TRANSITIONS,
                    Some(before.status),
                    after.status,
                    milestone,
                );
            }
            Subject::Stage(part) => {
                let status = |run: &Run| run.stage_run(part).map(|stage| stage.status);
                let to = status(after).unwrap();
                self.row("stage", STAGE_TRANSITIONS, status(before), to, milestone);
                self.row(
                    "step",
                    STEP_TRANSITIONS,
                    None,
                    segue_engine::StepStatus::NotStarted,
                    None,
                );
            }
            Subject::Step(part) => {
                let status = |run: &Run| run.step_run(part).map(|step| step.status);
                let to = status(after).unwrap();
                self.row("step", STEP_TRANSITIONS, status(before), to, milestone);
            }
            Subject::WorkItem(part) => {
                let status = |run: &Run| run.work_item(part).map(item_status);
                let to = status(after).unwrap();
                self.row("item", ITEM_TRANSITIONS, status(before), to, milestone);
            }
        }
    }

    fn row<S: Copy + PartialEq>(
        &mut self,
        table: &str,
        rows: &'static [Transition<S>],
        from: Option<S>,
        to: S,
        milestone: Option<&str>,
    ) {
        if let Some(row) = segue_engine::transition_table::find(rows, from, to, milestone) {
            self.0.insert(format!("{table}: {}", row.cause));
        }
    }

    /// The rows that were not reached.
    pub(crate) fn missing(&self) -> Vec<String> {
        let mut all = Vec::new();
        all.extend(
            RUN_TRANSITIONS
                .iter()
                .map(|row| format!("run: {}", row.cause)),
        );
        all.extend(
            STAGE_TRANSITIONS
                .iter()
                .map(|row| format!("stage: {}", row.cause)),
        );
        all.extend(
            STEP_TRANSITIONS
                .iter()
                .map(|row| format!("step: {}", row.cause)),
        );
        all.extend(
            ITEM_TRANSITIONS
                .iter()
                .map(|row| format!("item: {}", row.cause)),
        );
        all.retain(|row| !self.0.contains(row));
        all
    }
}

fn item_status(item: &WorkItem) -> ItemStatus {
    if item.is_open() {
        ItemStatus::Assigned
    } else {
        ItemStatus::Completed
    }
}
