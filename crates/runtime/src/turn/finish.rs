//! The end of a turn: one row for each run, one for its history, and what follows from it.

use segue_engine::RunStatus;
use segue_language::{Text, Timestamp};
use segue_store::{
    Job as JobRow, Link, MailStatus, NewMailRow, OpenItem, PartNumber, RunNumber, TurnRow, encode,
    encode_run,
};

use super::{RunChange, Stop, TouchedRun, Turn};
use crate::jobs::{JOB, Job, Work};
use crate::mail::NewMail;
use crate::work_items::may_go_on;

/// Jobs that may be carried out at once.
const AT_ONCE: Timestamp = Timestamp(0);
/// Each time that so many mails were stored, old ones are forgotten, twice as many at most.
const MAILS_BETWEEN_FORGETTING: i64 = 64;

impl Turn<'_> {
    /// Writes what the turn decided. A failure here loses the whole transaction.
    pub(crate) fn finish(&mut self) -> Result<(), Stop> {
        for mut touched in std::mem::take(&mut self.runs) {
            if touched.is_changed() {
                self.tell_of_failure(&touched)?;
                self.write_run(&mut touched)?;
            } else if self.is_job {
                // A wake-up that changed nothing: what the run waits for may lie elsewhere now.
                self.subscribe(&mut touched.loaded)?;
            }
            self.batch.put_run(touched.loaded);
        }
        self.leave_routing()?;
        for (run, work) in std::mem::take(&mut self.jobs) {
            self.write_job(run, work)?;
        }
        for mail in std::mem::take(&mut self.mails) {
            self.write_mail(mail)?;
        }
        Ok(())
    }

    fn write_run(&mut self, touched: &mut TouchedRun) -> Result<(), Stop> {
        self.write_row(touched)?;
        self.batch.changed.push(touched.loaded.number.0);
        for change in std::mem::take(&mut touched.changes) {
            self.write_change(touched, change)?;
        }
        self.route_changed(touched.loaded.number, &touched.events)?;
        self.subscribe(&mut touched.loaded)?;
        if has_ended(touched.loaded.run.status) {
            let ended = (touched.loaded.number.0, touched.loaded.run.status);
            self.batch.ended.push(ended);
        }
        Ok(())
    }

    fn write_row(&mut self, touched: &mut TouchedRun) -> Result<(), Stop> {
        let loaded = &mut touched.loaded;
        let row = &mut loaded.row;
        row.sequence += 1;
        row.version += 1;
        row.updated = self.now;
        let actor = (self.actor != self.world.system_user).then_some(&*self.actor);
        let link = self.tx.append_turn(&TurnRow {
            run: loaded.number,
            sequence: row.sequence,
            at: self.now,
            actor,
            events: &touched.events,
            previous: Link {
                row: row.last,
                hash: row.hash,
            },
        });
        let link = link.map_err(|error| broken(&error))?;
        (row.last, row.hash) = (link.row, link.hash);
        row.status = loaded.run.status;
        row.stage = loaded
            .run
            .stages
            .last()
            .map_or(-1, |stage| i64::from(stage.stage.0));
        row.ended = loaded.run.ended_at;
        row.state = encode_run(&loaded.run);
        let written = if touched.is_new {
            row.started = loaded.run.started_at;
            row.starter = Some(loaded.run.starter.as_str().into());
            row.record = loaded
                .run
                .trigger
                .as_ref()
                .map(|trigger| trigger.id.clone());
            self.tx.insert_run(row)
        } else {
            self.tx.update_run(row)
        };
        row.state = Vec::new();
        written.map_err(|error| broken(&error))?;
        self.note_submission(touched)?;
        let (row, loaded) = (&touched.loaded.row, &touched.loaded);
        match &row.record {
            Some(record) if touched.is_new => self.stored(self.tx.relate(record, loaded.number)),
            _ => Ok(()),
        }
    }

    fn write_change(&mut self, touched: &TouchedRun, change: RunChange) -> Result<(), Stop> {
        let run = touched.loaded.number;
        match change {
            RunChange::Opened {
                item,
                step,
                assignee,
                related_record,
                inputs,
            } => {
                self.batch.assignees.push(assignee.id.clone());
                if !related_record.is_empty() {
                    self.stored(self.tx.relate(&related_record, run))?;
                }
                let number = PartNumber::new(run, item);
                self.route_opened(number, &assignee.id, &related_record)?;
                let is_approval = self.approval_opened(touched, number, &related_record)?;
                self.stored(self.tx.insert_item(&OpenItem {
                    n: number,
                    assignee: assignee.id,
                    step,
                    created: self.now,
                    label: Text::from(touched.loaded.label_of(step)),
                    related: related_record,
                    inputs: encode(&inputs),
                    is_approval,
                }))
            }
            RunChange::Moved { item, from, to } => {
                let number = PartNumber::new(run, item);
                let concerned = [from.id.clone(), to.id.clone()];
                self.batch.assignees.extend(concerned);
                self.stored(self.tx.move_item(number, &from.id, &to.id))?;
                self.route_moved(number, &to)?;
                self.drop_mails_of(number)
            }
            RunChange::Closed { item, assignee } => {
                let number = PartNumber::new(run, item);
                self.stored(self.tx.close_item(number, &assignee.id))?;
                self.route_closed(number)?;
                self.approval_closed(touched, number)?;
                self.batch.assignees.push(assignee.id);
                let closed = touched.loaded.run.work_item(item);
                let reason = closed.and_then(|item| item.closed.as_ref());
                if !reason.is_some_and(|closed| may_go_on(closed.reason)) {
                    self.stored(self.tx.delete_interview(number))?;
                    self.forget_waiting(number)?;
                }
                self.drop_mails_of(number)
            }
            RunChange::JobCanceled { step, activation } => {
                let number = PartNumber::new(run, step);
                self.stored(self.tx.delete_job(number, activation))?;
                self.stored(self.tx.delete_interview(number))?;
                self.forget_waiting(number)
            }
        }
    }

    fn write_job(&mut self, run: i64, work: Work) -> Result<(), Stop> {
        let (number, activation) = self.write_job_row(run, &work, AT_ONCE)?;
        let attempt = self.attempt_of(&work);
        self.batch.jobs.push(Job {
            attempt,
            ..Job::new(number, activation, run, work)
        });
        Ok(())
    }

    /// An event that comes to those who wait is the next thing that starts later.
    fn attempt_of(&self, work: &Work) -> u32 {
        match work {
            Work::Occurred { .. } => u32::from(self.generation) + 1,
            _ => 0,
        }
    }

    /// Stores work that is to be done at a later time; gives the number under which it can be
    /// forgotten.
    pub(crate) fn set_timer(
        &mut self,
        run: i64,
        work: &Work,
        due: Timestamp,
    ) -> Result<PartNumber, Stop> {
        let (number, _) = self.write_job_row(run, work, due)?;
        self.batch.wake_at(due);
        Ok(number)
    }

    fn write_job_row(
        &self,
        run: i64,
        work: &Work,
        due: Timestamp,
    ) -> Result<(PartNumber, u16), Stop> {
        let (number, activation) = match (work.step(), work) {
            (Some((step, activation)), _) => (PartNumber::new(RunNumber(run), step), activation),
            (None, Work::AloneCall(call)) => (call.number(), 0),
            (None, _) => (self.stored(self.tx.new_job_number())?, 0),
        };
        self.stored(self.tx.put_job(&JobRow {
            n: number,
            activation,
            kind: JOB,
            due,
            attempt: i64::from(self.attempt_of(work)),
            epoch: work.epoch(),
            body: encode(&(run, work)),
        }))?;
        Ok((number, activation))
    }

    fn write_mail(&mut self, mail: NewMail) -> Result<(), Stop> {
        let is_captured = self.world.options.mail.is_captured;
        let item = mail.item.map(|(run, item)| PartNumber::new(run, item));
        let number = self.stored(self.tx.post_mail(&NewMailRow {
            run: mail.run.unwrap_or_default(),
            item,
            kind: mail.kind.number(),
            status: if is_captured {
                MailStatus::Captured
            } else {
                MailStatus::Waiting
            },
            created: self.now,
            body: &encode(&mail.letter.within_limits()),
        }))?;
        if !is_captured {
            self.batch.n_mails += 1;
            self.batch.mails.extend(item.map(|item| (number, item)));
        }
        self.forget_mails(number)
    }

    fn forget_mails(&self, number: i64) -> Result<(), Stop> {
        if number % MAILS_BETWEEN_FORGETTING != 0 {
            return Ok(());
        }
        let before = number - self.world.options.mail.kept_max;
        let n_max = MAILS_BETWEEN_FORGETTING.unsigned_abs() as u32 * 2;
        self.stored(self.tx.forget_mails(before, n_max)).map(|_| ())
    }

    /// Drops mails about a work item that nobody waits for any more.
    fn drop_mails_of(&mut self, item: PartNumber) -> Result<(), Stop> {
        for mail in self.batch.unsent_mails_of(item) {
            if self.stored(self.tx.drop_mail(mail, self.now))? {
                self.batch.mails_over.push(mail);
            }
        }
        Ok(())
    }
}

/// Whether a run does not go on by itself from here.
fn has_ended(status: RunStatus) -> bool {
    matches!(
        status,
        RunStatus::Completed | RunStatus::Canceled | RunStatus::Error
    )
}

pub(super) fn broken(error: &segue_store::StoreError) -> Stop {
    Stop::Broken(error.to_string())
}
