//! What operators ask of interviews that no run asked for: try again, cancel.

use segue_language::Text;
use segue_store::{AuditLine, INTERVIEW_PREFIX, Job as JobRow, PartNumber, encode, parse_id};

use super::AloneFailure;
use super::calls::interview_id;
use crate::jobs::{JOB, Job, Work};
use crate::turn::{Stop, Turn, unknown};
use crate::waiting::AT_ONCE;
use crate::{InterviewAct, InterviewChange, Refusal, Reply};

impl Turn<'_> {
    /// Carries out what an operator asks of an interview.
    pub(crate) fn change_interview(&mut self, change: &InterviewChange) -> Result<Reply, Stop> {
        self.actor = self.actor_id(&change.by)?;
        let number = number_of(&change.interview);
        let row = match number {
            Some(number) => self.stored(self.tx.alone(number))?,
            None => None,
        };
        let row = row.ok_or_else(|| unknown("interview", &change.interview))?;
        match change.act {
            InterviewAct::Retry => self.retry_alone(row.n)?,
            InterviewAct::Cancel => self.stored(self.tx.forget_alone(row.n)).map(drop)?,
        }
        self.note_interview(change, row.n, &row.flow)
    }

    /// Tries again what failed: from where the interview stood last, or from its start.
    fn retry_alone(&mut self, number: PartNumber) -> Result<(), Stop> {
        let failure = self
            .failure_alone(number)?
            .ok_or_else(|| Refusal::Conflict {
                code: "not-failed",
                message: "only an interview that has failed can be tried again".to_owned(),
            })?;
        let job = Job::new(number, 0, 0, failure.work);
        self.stored(self.tx.put_job(&JobRow {
            n: number,
            activation: 0,
            kind: JOB,
            due: AT_ONCE,
            attempt: 0,
            epoch: job.epoch,
            body: encode(&(0_i64, &job.work)),
        }))?;
        self.batch.jobs.push(job);
        let row = self.stored(self.tx.alone(number))?;
        match (row, self.stored(self.tx.interview(number))?) {
            (Some(row), Some(_)) => self.put_alone(number, (row.flow, row.version), false),
            // It begins anew.
            _ => self.stored(self.tx.drop_alone(number)).map(drop),
        }
    }

    fn failure_alone(&self, number: PartNumber) -> Result<Option<AloneFailure>, Stop> {
        let Some(row) = self.stored(self.tx.job(number))? else {
            return Ok(None);
        };
        Ok(match self.stored(Job::from_row(row))?.work {
            Work::AloneFailed(failure) => Some(*failure),
            _ => None,
        })
    }

    fn note_interview(
        &self,
        change: &InterviewChange,
        number: PartNumber,
        flow: &Text,
    ) -> Result<Reply, Stop> {
        let kind = match change.act {
            InterviewAct::Retry => "interview-retried",
            InterviewAct::Cancel => "interview-canceled",
        };
        self.stored(self.tx.audit(&AuditLine {
            n: 0,
            at: self.now,
            actor: self.username(&self.actor)?,
            kind: Text::from(kind),
            subject: interview_id(number),
            detail: flow.to_string(),
            address: change.address.clone(),
        }))?;
        Ok(Reply::Done)
    }
}

/// The number of an interview that no run asked for, from its id.
pub(super) fn number_of(id: &str) -> Option<PartNumber> {
    let parsed = parse_id(id).filter(|parsed| parsed.is_a(INTERVIEW_PREFIX))?;
    Some(PartNumber(-parsed.number))
}
