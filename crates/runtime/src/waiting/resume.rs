//! Going on with an interview when what it waited for has come.

use segue_engine::{Command, StepStatus};
use segue_flow::{Answer, Occurrence};
use segue_language::{Record, Text, Timestamp, Value, Values};
use segue_store::{PartNumber, RunNumber};

use super::{Owner, Waiting};
use crate::alone::Alone;
use crate::jobs::{Job, Work};
use crate::turn::{Stop, Turn, Walked};

impl Turn<'_> {
    /// Takes the row of a job whose time may have moved since it was read; the row says what is to
    /// be done. None when it is gone, or its time has not come.
    pub(crate) fn take_moved(&mut self, job: &Job) -> Result<Option<Job>, Stop> {
        let Some(row) = self.stored(self.tx.job(job.number))? else {
            return Ok(None);
        };
        if row.due > self.now || row.due < Timestamp(0) {
            return Ok(None);
        }
        self.stored(self.tx.delete_job(row.n, row.activation))?;
        self.stored(Job::from_row(row)).map(Some)
    }

    /// Goes on with an interview that waited.
    pub(crate) fn resume(&mut self, job: &Job, waiting: &Waiting) -> Result<(), Stop> {
        self.stored(self.tx.stop_awaiting(job.number))?;
        let occurrence = match (&waiting.occurred, self.earliest(&waiting.waits)) {
            (Some((place, event)), _) => of_event(*place, event),
            (None, Some((moment, place))) if moment <= self.now => of_moment(place, moment),
            // The date of a record was moved after all.
            (None, _) => return self.put_waiting(job.number, waiting.clone()),
        };
        let answer = Answer::Occurred(occurrence);
        match waiting.owner {
            Owner::Step { .. } => self.resume_step(job, waiting, answer),
            Owner::Item(_) => self.resume_work(job.number, &waiting.user, answer),
            Owner::Alone => {
                let alone = Alone::stored(job.number, waiting.user.clone(), waiting.epoch);
                let flow = (job.number, waiting.waits.version);
                let again = || Work::Resume(Box::new(waiting.clone()));
                self.go_on_alone(flow, &alone, answer, again)
            }
        }
    }

    fn resume_step(&mut self, job: &Job, waiting: &Waiting, answer: Answer) -> Result<(), Stop> {
        let Some((step, activation)) = job.work.step() else {
            return Ok(());
        };
        let index = self.touch(RunNumber(job.run))?;
        let step_run = self.runs[index].loaded.run.step_run(step);
        let waits = step_run.is_some_and(|run| {
            run.activation == activation && run.status != StepStatus::NotStarted
        });
        if !waits {
            return Ok(());
        }
        self.serves = Some(RunNumber(job.run));
        let number = PartNumber::new(RunNumber(job.run), step);
        match self.go_on(number, job, waiting.user.clone(), answer)? {
            Walked::Ended(result) => {
                let command = Command::FinishStep {
                    step,
                    activation,
                    result,
                };
                self.harmless(index, command)
            }
            Walked::Waits => Ok(()),
        }
    }
}

/// What an alarm leaves.
fn of_moment(place: u16, moment: Timestamp) -> Occurrence {
    let outputs = vec![
        (Text::from("AlarmTime"), Value::DateTime(moment)),
        delivered(),
    ];
    Occurrence { place, outputs }
}

/// What an event leaves: its fields, and itself under the name of its object.
fn of_event(place: u16, event: &Record) -> Occurrence {
    let fields = event.fields().iter();
    let mut outputs: Values = fields
        .map(|field| (field.name.clone(), field.value.clone()))
        .collect();
    let whole = Value::Record(std::sync::Arc::new(event.clone()));
    outputs.push((event.object.clone(), whole));
    outputs.push(delivered());
    Occurrence { place, outputs }
}

fn delivered() -> (Text, Value) {
    (Text::from("Status"), Value::text("Delivered"))
}
