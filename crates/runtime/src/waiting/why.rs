//! What the flow of a step waits for, in words.

use segue_engine::{Explanation, StepRun, StepStatus};
use segue_flow::{AwaitedWhat, Waits};
use segue_language::{Offset, Timestamp};
use segue_store::{Job as JobRow, PartNumber, View};

use super::Waiting;
use crate::definitions::Definitions;
use crate::jobs::{Job, Work};
use crate::turn::LoadedRun;

/// Says of each step whose flow stands at a Wait what it waits for, and until when.
pub(crate) fn explain_waits(
    view: &View,
    definitions: &Definitions,
    loaded: &LoadedRun,
    explanation: &mut Explanation,
) {
    if !definitions.later.has_waits {
        return;
    }
    let stages = loaded.run.stages.iter();
    let steps = stages.flat_map(|stage| &stage.steps);
    for step in steps.filter(|step| step.status == StepStatus::InProgress) {
        let definition = loaded.deployed.orchestration.step(step.step);
        let name = format!("step {}", definition.name);
        let waits = waiting_of(view, loaded, step).map(|(waiting, due)| words(&waiting, due));
        let mut parts = explanation.parts.iter_mut();
        if let (Some(waits), Some(part)) = (waits, parts.find(|part| part.name == name)) {
            part.waits = Some(waits);
        }
    }
}

fn waiting_of(view: &View, loaded: &LoadedRun, step: &StepRun) -> Option<(Waiting, Timestamp)> {
    let part = step.open_item().map_or(step.part, |item| item.part);
    let row: JobRow = view.job(PartNumber::new(loaded.number, part)).ok()??;
    let due = row.due;
    match Job::from_row(row).ok()?.work {
        Work::Resume(waiting) => Some((*waiting, due)),
        _ => None,
    }
}

fn words(waiting: &Waiting, due: Timestamp) -> String {
    let flow = &waiting.waits.flow;
    let until = if due > Timestamp(0) {
        format!(", at {due} at the latest")
    } else {
        String::new()
    };
    let (waits, since) = (waits_in_words(&waiting.waits), waiting.since);
    format!("flow {flow} waits since {since} {waits}{until}")
}

/// Where an interview waits and for what: "at `Label` for …".
pub(crate) fn waits_in_words(waits: &Waits) -> String {
    let events = waits.events.iter().map(|event| what(&event.what));
    let events: Vec<String> = events.collect();
    format!("at `{}` for {}", waits.label, events.join(" or "))
}

fn what(what: &AwaitedWhat) -> String {
    match what {
        AwaitedWhat::Time(moment) => format!("{moment}"),
        AwaitedWhat::Event { object, .. } => format!("an event {object}"),
        AwaitedWhat::RecordTime {
            object,
            field,
            record,
            offset,
        } => format!("{}{field} of {object} {record}", distance(*offset)),
    }
}

fn distance(Offset { number, unit }: Offset) -> String {
    let unit = format!("{unit:?}").to_lowercase();
    match number {
        0 => String::new(),
        1.. => format!("{number} {unit} after "),
        _ => format!("{} {unit} before ", number.unsigned_abs()),
    }
}
