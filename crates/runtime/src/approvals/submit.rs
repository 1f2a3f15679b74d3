//! Submissions: a run of an approval process, with the inputs that each of them takes.

use segue_engine::{Command, Orchestration, Run};
use segue_language::{Text, Value, Values};
use segue_store::{PartNumber, RunNumber, SUBMISSION_PREFIX, record_id, run_id};

use super::{
    FIRST_APPROVER, NewSubmission, RECORD_ID, STANDARD_INPUTS, SUBMISSION_COMMENTS, SUBMISSIONS,
    SUBMITTER, said,
};
use crate::turn::{LoadedRun, Stop, TouchedRun, Turn, named, unknown};
use crate::{Refusal, Reply};

/// Whether people and flows submit records to that process: it is none that saving a record starts.
pub fn is_submittable(orchestration: &Orchestration) -> bool {
    orchestration.approval.is_some() && orchestration.trigger.is_none()
}

/// The standard input of an approval process of that name.
pub(crate) fn standard_input(orchestration: &Orchestration, name: &str) -> Option<&'static str> {
    orchestration.approval.as_ref()?;
    let mut known = STANDARD_INPUTS.into_iter();
    known.find(|known| known.eq_ignore_ascii_case(name))
}

/// Id of who submitted a run of an approval process.
pub fn submitter_of(run: &Run) -> Text {
    match named(&run.inputs, SUBMITTER) {
        Value::Text(id) => id,
        _ => run.starter.as_str().into(),
    }
}

/// Id of the record that a run of an approval process is about; empty for none.
pub fn submitted_record(run: &Run) -> Text {
    match (&run.trigger, named(&run.inputs, RECORD_ID)) {
        (Some(trigger), _) => trigger.id.clone(),
        (None, Value::Text(id)) => id,
        (None, _) => "".into(),
    }
}

/// Whether a run is a submission of a record.
pub(crate) fn is_submission_of(loaded: &LoadedRun, record: &str) -> bool {
    loaded.deployed.orchestration.approval.is_some()
        && *segue_store::canonical_id(&submitted_record(&loaded.run)) == *record
}

impl Turn<'_> {
    /// The inputs of a submission: its record must be there, and people submit for themselves.
    pub(crate) fn submission_inputs(&self, mut inputs: Values) -> Result<Values, Stop> {
        let Value::Text(record) = named(&inputs, RECORD_ID) else {
            let missing = format!("a submission needs the id of its record in `{RECORD_ID}`");
            return Err(Refusal::Invalid(missing).into());
        };
        let id = segue_store::canonical_id(&record);
        if self.reading().record("", &id).is_none() {
            return Err(unknown("record", &record));
        }
        put(&mut inputs, RECORD_ID, id);
        let submitter = match named(&inputs, SUBMITTER) {
            Value::Text(name) => self.submitter_named(&name)?,
            _ => self.actor.clone(),
        };
        put(&mut inputs, SUBMITTER, submitter);
        Ok(inputs)
    }

    /// Only the system submits for somebody else.
    fn submitter_named(&self, name: &Text) -> Result<Text, Stop> {
        let found = self.stored(self.world.people.user(self.tx, name))?;
        let user = found.ok_or_else(|| unknown("user", name))?;
        if user.id != self.actor && self.actor != self.world.system_user {
            let problem = "people submit for themselves only".to_owned();
            return Err(Refusal::Invalid(problem).into());
        }
        Ok(user.id.clone())
    }

    /// Submits a record for whoever asks.
    pub(super) fn submit_record(&mut self, asked: &NewSubmission) -> Result<Reply, Stop> {
        self.act_as(&asked.by)?;
        let record = segue_store::canonical_id(&asked.record);
        self.require_not_submitted(&record)?;
        self.require_unlocked(&record)?;
        let process = match &asked.process {
            Some(process) => process.clone(),
            None => self.only_process()?.ok_or_else(no_process)?,
        };
        let mut inputs = vec![(RECORD_ID.into(), Value::Text(record))];
        let rest = [
            (SUBMISSION_COMMENTS, &asked.comments),
            (FIRST_APPROVER, &asked.first_approver),
        ];
        for (name, text) in rest {
            let text = said(text.clone());
            inputs.extend(text.map(|text| (Text::from(name), Value::Text(text))));
        }
        let run = self.submit(&process, inputs)?;
        Ok(Reply::Started { run: run.0 })
    }

    /// The process to which a submission goes that names none; none when none is in force.
    ///
    /// # Errors
    /// There is more than one.
    pub(super) fn only_process(&self) -> Result<Option<Text>, Stop> {
        let all = self.world.definitions.active_orchestrations();
        let mut processes = all.iter().filter(|it| is_submittable(it));
        match (processes.next(), processes.next()) {
            (Some(_), Some(_)) => {
                let many = "there is more than one approval process: name the one that is meant";
                Err(Refusal::Invalid(many.to_owned()).into())
            }
            (only, _) => Ok(only.map(|only| only.name.clone())),
        }
    }

    /// Starts a submission inside the turn under way.
    pub(super) fn submit(&mut self, process: &Text, inputs: Values) -> Result<RunNumber, Stop> {
        let deployed = self
            .world
            .definitions
            .active_orchestration(process)
            .filter(|deployed| is_submittable(&deployed.orchestration))
            .ok_or_else(|| unknown("approval process", process))?;
        let inputs = self.typed_inputs(&deployed.orchestration, &inputs)?;
        let starter = self.user.clone();
        let start = Command::Start {
            starter,
            inputs,
            trigger: None,
        };
        let user = self.world.system_user.clone();
        self.as_user(user, true, |turn| {
            turn.undoable(|turn| {
                let index = turn.add_run(deployed)?;
                turn.command(index, start)?;
                Ok(turn.runs[index].loaded.number)
            })
        })
    }

    /// Gives a new submission its name, and leads from its record to it.
    pub(crate) fn note_submission(&self, touched: &TouchedRun) -> Result<(), Stop> {
        let loaded = &touched.loaded;
        if !touched.is_new || loaded.deployed.orchestration.approval.is_none() {
            return Ok(());
        }
        let part = PartNumber::new(loaded.number, segue_engine::PartId(0));
        self.stored(self.tx.number_approval(SUBMISSIONS, part))?;
        let record = submitted_record(&loaded.run);
        if loaded.run.trigger.is_none() && !record.is_empty() {
            self.stored(self.tx.relate(&record, loaded.number))?;
        }
        Ok(())
    }

    /// What an action that submits gives back.
    pub(super) fn submitted(&self, run: RunNumber) -> Values {
        let number = PartNumber::new(run, segue_engine::PartId(0)).0;
        let submission = record_id(SUBMISSION_PREFIX, number);
        vec![
            ("instanceId".into(), Value::Text(run_id(run))),
            ("approvalSubmissionId".into(), Value::Text(submission)),
        ]
    }
}

fn no_process() -> Stop {
    Refusal::Invalid("no approval process is in force".to_owned()).into()
}

fn put(inputs: &mut Values, name: &'static str, value: Text) {
    let value = Value::Text(value);
    match inputs
        .iter_mut()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
    {
        Some((_, old)) => *old = value,
        None => inputs.push((name.into(), value)),
    }
}
