//! Which changes of records wake a run: the fields that requirements of its unfinished gates
//! name.

use segue_language::{Text, Value};

use crate::{
    Gate, Orchestration, Reference, Run, RunStatus, StageStatus, StepKind, StepRun, StepStatus,
};

/// Fields of which a change never wakes a run.
const SILENT_FIELDS: [&str; 2] = ["IsDeleted", "SystemModstamp"];

/// Fields of one record of which a change wakes the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// API name of the record's object.
    pub object: Text,
    /// The record's id.
    pub record: Text,
    /// The fields, each once.
    pub fields: Vec<Text>,
}

/// Which changes of records wake the run now. Evaluation flows subscribe to nothing, and neither
/// do fields that are reached through a lookup.
pub fn subscriptions(orchestration: &Orchestration, run: &Run) -> Vec<Subscription> {
    let mut found = Vec::new();
    for gate in unfinished_gates(orchestration, run) {
        if let Gate::Requirements(criteria) = gate {
            for reference in Orchestration::references(criteria) {
                subscribe(orchestration, run, reference, &mut found);
            }
        }
    }
    found
}

/// The gates that the current stage and its steps still wait at.
pub(crate) fn unfinished_gates<'a>(
    orchestration: &'a Orchestration,
    run: &'a Run,
) -> impl Iterator<Item = &'a Gate> {
    let in_progress = run.status == RunStatus::InProgress;
    let stage = run
        .stages
        .last()
        .filter(|stage| in_progress && stage.status == StageStatus::InProgress);
    stage.into_iter().flat_map(move |stage| {
        let steps = stage
            .steps
            .iter()
            .filter_map(|step| unfinished_gate(orchestration, step));
        steps.chain(std::iter::once(&orchestration.stage(stage.stage).exit))
    })
}

/// The gate that a step still waits at.
pub(crate) fn unfinished_gate<'a>(
    orchestration: &'a Orchestration,
    run: &StepRun,
) -> Option<&'a Gate> {
    let step = orchestration.step(run.step);
    match (run.status, &step.kind) {
        (StepStatus::NotStarted, _) => Some(&step.entry),
        (StepStatus::InProgress, StepKind::Interactive(interactive)) => Some(&interactive.exit),
        (StepStatus::InProgress, StepKind::Background { .. } | StepKind::External)
        | (StepStatus::Completed | StepStatus::Discontinued | StepStatus::Error, _) => None,
    }
}

fn subscribe(
    orchestration: &Orchestration,
    run: &Run,
    reference: &Reference,
    found: &mut Vec<Subscription>,
) {
    match reference {
        Reference::Record(path) => {
            if let Some(trigger) = &run.trigger {
                add(found, &trigger.object, &trigger.id, path);
            }
        }
        Reference::StepOutput(step, path) => {
            let newest = run.newest_step(orchestration, *step);
            let completed = newest.filter(|run| run.status == StepStatus::Completed);
            if let (Some(step), Some((variable, field))) = (completed, path.split_first()) {
                add_field_of(found, &step.outputs, variable, field);
            }
        }
        Reference::Variable(index, field) => {
            add_field_of(
                found,
                &run.inputs,
                &orchestration.variables[*index].name,
                field,
            );
        }
        Reference::StepStatus(_)
        | Reference::StageStatus(_)
        | Reference::Stage(_)
        | Reference::Step(_)
        | Reference::Decision(_)
        | Reference::Outcome(_)
        | Reference::Constant(_)
        | Reference::Formula(_)
        | Reference::Template(_)
        | Reference::Prior(_)
        | Reference::RunId
        | Reference::Global(_)
        | Reference::Dangling(_) => {}
    }
}

fn add_field_of(
    found: &mut Vec<Subscription>,
    values: &[(Text, Value)],
    name: &Text,
    field: &[Text],
) {
    let record = values.iter().find(|(given, _)| given == name);
    let record = record.and_then(|(_, value)| value.as_record());
    if let Some((record, id)) = record.and_then(|record| Some((record, record.id()?))) {
        add(found, &record.object, id, field);
    }
}

/// Only a field of the record's own wakes the run.
fn add(found: &mut Vec<Subscription>, object: &Text, record: &Text, path: &[Text]) {
    let [field] = path else { return };
    if SILENT_FIELDS
        .iter()
        .any(|silent| silent.eq_ignore_ascii_case(field))
    {
        return;
    }
    let known = found
        .iter_mut()
        .find(|known| known.record == *record && known.object == *object);
    match known {
        Some(known)
            if known
                .fields
                .iter()
                .any(|name| name.eq_ignore_ascii_case(field)) => {}
        Some(known) => known.fields.push(field.clone()),
        None => found.push(Subscription {
            object: object.clone(),
            record: record.clone(),
            fields: vec![field.clone()],
        }),
    }
}
