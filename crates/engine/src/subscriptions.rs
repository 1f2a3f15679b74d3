//! Which changes of records, and which times, wake a run: what requirements of its unfinished gates read.

use segue_language::{Operator, Pace, Path, Text, Value};

use crate::{
    CompiledFormula, Gate, Operand, Orchestration, Reference, Run, RunStatus, StageStatus,
    StepKind, StepRun, StepStatus,
};

/// Fields of which a change never wakes a run.
const SILENT_FIELDS: [&str; 2] = ["IsDeleted", "SystemModstamp"];

/// How deep formulas are looked into that name each other.
const DEPTH_MAX: usize = 20;

/// Fields of one record of which a change wakes the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// API name of the record's object.
    pub object: Text,
    /// The record's id.
    pub record: Text,
    /// The fields, each once; one that is reached across lookups with the way to it.
    pub fields: Vec<Text>,
}

/// Which changes of records wake the run now. A path across lookups stands with dots. Evaluation flows
/// subscribe to nothing.
pub fn subscriptions(orchestration: &Orchestration, run: &Run) -> Vec<Subscription> {
    let mut found = Vec::new();
    for reference in needs(orchestration, run).references {
        subscribe(orchestration, run, reference, &mut found);
    }
    found
}

/// How soon what the run waits for may change by itself; none when it never does.
pub fn pace(orchestration: &Orchestration, run: &Run) -> Option<Pace> {
    needs(orchestration, run).pace
}

/// What requirements read, also through formulas and templates.
#[derive(Default)]
struct Needs<'a> {
    references: Vec<&'a Reference>,
    pace: Option<Pace>,
}

fn needs<'a>(orchestration: &'a Orchestration, run: &'a Run) -> Needs<'a> {
    let mut needs = Needs::default();
    for gate in unfinished_gates(orchestration, run) {
        if let Gate::Requirements(criteria) = gate {
            for condition in &criteria.conditions {
                if let Operator::Relative(_) = condition.operator {
                    needs.comes_at(Some(Pace::Day));
                }
                needs.reference(orchestration, &condition.left, 0);
                needs.operand(orchestration, &condition.right);
            }
        }
    }
    needs
}

impl<'a> Needs<'a> {
    fn comes_at(&mut self, pace: Option<Pace>) {
        self.pace = self.pace.max(pace);
    }

    fn operand(&mut self, orchestration: &'a Orchestration, operand: &'a Operand) {
        match operand {
            Operand::Literal(_) => {}
            Operand::Reference(reference) => self.reference(orchestration, reference, 0),
            Operand::Formula(formula) => self.formula(orchestration, formula, 0),
            Operand::Template(template) => self.all(orchestration, &template.references, 0),
        }
    }

    fn formula(
        &mut self,
        orchestration: &'a Orchestration,
        formula: &'a CompiledFormula,
        depth: usize,
    ) {
        self.comes_at(formula.formula.pace());
        self.all(orchestration, &formula.references, depth);
    }

    fn all(&mut self, orchestration: &'a Orchestration, references: &'a [Reference], depth: usize) {
        for reference in references {
            self.reference(orchestration, reference, depth + 1);
        }
    }

    fn reference(
        &mut self,
        orchestration: &'a Orchestration,
        reference: &'a Reference,
        depth: usize,
    ) {
        if depth > DEPTH_MAX {
            return;
        }
        match reference {
            Reference::Formula(index) => {
                self.formula(orchestration, &orchestration.formulas[*index].1, depth);
            }
            Reference::Template(index) => {
                let template = &orchestration.templates[*index].1;
                self.all(orchestration, &template.references, depth);
            }
            Reference::Global(path) => self.comes_at(pace_of(path)),
            Reference::StepStatus(_)
            | Reference::StepOutput(..)
            | Reference::StageStatus(_)
            | Reference::Stage(_)
            | Reference::Step(_)
            | Reference::Decision(_)
            | Reference::Outcome(_)
            | Reference::Variable(..)
            | Reference::Constant(_)
            | Reference::Record(_)
            | Reference::Prior(_)
            | Reference::RunId
            | Reference::Dangling(_) => self.references.push(reference),
        }
    }
}

/// How fast a global changes by itself.
fn pace_of(path: &Path) -> Option<Pace> {
    let field = path.tail().first()?;
    match () {
        () if !path.head().eq_ignore_ascii_case("$Flow") => None,
        () if field.eq_ignore_ascii_case("CurrentDate") => Some(Pace::Day),
        () if field.eq_ignore_ascii_case("CurrentDateTime") => Some(Pace::Hour),
        () => None,
    }
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

fn add(found: &mut Vec<Subscription>, object: &Text, record: &Text, path: &[Text]) {
    let Some(last) = path.last() else { return };
    if SILENT_FIELDS
        .iter()
        .any(|silent| silent.eq_ignore_ascii_case(last))
    {
        return;
    }
    let field = &Text::from(path.join("."));
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
