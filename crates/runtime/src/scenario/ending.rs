//! The end of a scenario as text, so that two plays of it can be compared: statuses, milestones,
//! named records, how many records there are, and mails.

use std::collections::BTreeSet;

use segue_language::{Filter, Query, Record, Value};

use super::play::milestones;
use super::values::shown;
use super::world::World;
use crate::{Mail, RunRef};

/// Length of an id: ids are left out, because numbers may be skipped when a store is opened again.
const ID_LENGTH: usize = 18;

impl World {
    /// Everything that must be the same however often the scenario was interrupted.
    pub fn ending(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (ordinal, number) in self
            .runtime
            .reads()
            .runs(None, None)
            .into_iter()
            .enumerate()
        {
            self.run_lines(ordinal, number, &mut lines);
        }
        for (name, thing) in self.names.records() {
            let record = self
                .runtime
                .reads()
                .at(self.clock)
                .record(&thing.object, &thing.id);
            lines.push(format!(
                "{name} {}",
                record.map_or("deleted".to_owned(), |r| fields(&r))
            ));
        }
        for object in self.project.objects.iter() {
            let all = Query {
                object: object.name.clone(),
                filter: Filter::all(),
                sort: None,
                limit: None,
            };
            let count = self
                .runtime
                .reads()
                .records(&all, self.clock)
                .map_or(0, |rows| rows.len());
            lines.push(format!("{count} {}", object.name));
        }
        let mails: BTreeSet<String> = self.mails().iter().map(letter).collect();
        lines.extend(mails);
        lines
    }

    fn run_lines(&self, ordinal: usize, number: i64, lines: &mut Vec<String>) {
        let Some(view) = self.runtime.reads().run(RunRef::Number(number)) else {
            return;
        };
        let name = format!("run {ordinal}");
        lines.push(format!(
            "{name} {} {}",
            view.orchestration.name,
            view.run.status.label()
        ));
        for stage_run in &view.run.stages {
            let stage = &view.orchestration.stage(stage_run.stage).name;
            lines.push(format!("{name} {stage} {}", stage_run.status.label()));
            for step_run in &stage_run.steps {
                let step = &view.orchestration.step(step_run.step).name;
                let outputs: Vec<String> = step_run
                    .outputs
                    .iter()
                    .map(|(name, value)| format!("{name}={}", without_ids(value)))
                    .collect();
                let (status, outputs) = (step_run.status.label(), outputs.join(" "));
                lines.push(format!("{name} {step} {status} {outputs}"));
            }
        }
        lines.extend(
            milestones(self, number)
                .into_iter()
                .map(|line| format!("{name} {line}")),
        );
    }
}

fn fields(record: &Record) -> String {
    let mut fields: Vec<String> = record
        .fields()
        .iter()
        .map(|field| format!("{}={}", field.name, without_ids(&field.value)))
        .collect();
    fields.sort();
    fields.join(" ")
}

fn without_ids(value: &Value) -> String {
    match value {
        Value::Text(text) if text.len() == ID_LENGTH => "(id)".to_owned(),
        Value::Record(record) => format!("({})", record.object),
        Value::Collection(items) => format!("({} items)", items.len()),
        other => shown(other),
    }
}

fn letter(mail: &Mail) -> String {
    format!("mail to {}: {}", mail.to.join(" "), mail.subject)
}
