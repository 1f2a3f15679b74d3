//! Paths that record-triggered flows take later: planned when a save fires the flow, moved when the
//! date of the record moves, dropped when the record no longer qualifies.

use std::sync::Arc;

use segue_flow::{Answer, FlowKind, Interview, LaterPath, PathTime};
use segue_language::{ChangeKind, Record, RecordChange, RecordTrigger, Text, Timestamp, Value};
use segue_store::{Job as JobRow, PartNumber, encode};

use crate::alone::Alone;
use crate::definitions::DeployedFlow;
use crate::jobs::{JOB, Job, LaterStart, Work};
use crate::turn::{Stop, Turn};

impl Turn<'_> {
    /// Plans all paths of a flow that a save fires.
    pub(crate) fn plan_paths(
        &mut self,
        deployed: &DeployedFlow,
        change: &RecordChange,
    ) -> Result<(), Stop> {
        for (number, path) in deployed.flow.paths.iter().enumerate() {
            match &path.when {
                PathTime::AfterCommit => {
                    let start = self.later_start(deployed, number, change)?;
                    self.jobs.push((0, Work::Path(Box::new(start))));
                }
                PathTime::At { .. } => self.plan_path(deployed, number, change)?,
            }
        }
        Ok(())
    }

    /// Plans the paths whose date is there only now, of a flow that the save does not fire.
    pub(crate) fn plan_new_dates(
        &mut self,
        deployed: &DeployedFlow,
        change: &RecordChange,
    ) -> Result<(), Stop> {
        let (Some(trigger), Some(prior)) = (trigger_of(deployed), &change.prior) else {
            return Ok(());
        };
        if change.kind != ChangeKind::Updated || trigger.condition.asks_for_change() {
            return Ok(());
        }
        for (number, path) in deployed.flow.paths.iter().enumerate() {
            let is_new = field_of(path)
                .is_some_and(|field| is_null(prior, field) && !is_null(&change.record, field));
            if is_new && self.still_holds(trigger, &deployed.flow.name, &change.record)? {
                self.plan_path(deployed, number, change)?;
            }
        }
        Ok(())
    }

    /// A flow has each of its paths before a record once.
    fn plan_path(
        &mut self,
        deployed: &DeployedFlow,
        number: usize,
        change: &RecordChange,
    ) -> Result<(), Stop> {
        let Some(id) = change.record.id().cloned() else {
            return Ok(());
        };
        let start = self.later_start(deployed, number, change)?;
        let planned = self.planned(&id, &start)?;
        let due = self.due_of(&deployed.flow.paths[number], &change.record);
        match (due, planned) {
            (Some(due), Some(planned)) => self.put_path(planned, due, start),
            (Some(due), None) => {
                let job = self.stored(self.tx.new_job_number())?;
                self.stored(self.tx.await_for(&id, job))?;
                self.put_path(job, due, start)
            }
            (None, Some(planned)) => self.drop_path(planned),
            (None, None) => Ok(()),
        }
    }

    fn later_start(
        &self,
        deployed: &DeployedFlow,
        number: usize,
        change: &RecordChange,
    ) -> Result<LaterStart, Stop> {
        let path = &deployed.flow.paths[number];
        let is_at_once = path.when == PathTime::AfterCommit;
        let user = if is_at_once {
            &self.user
        } else {
            &self.world.system_user
        };
        let prior = change.prior.as_deref().filter(|_| is_at_once);
        Ok(LaterStart {
            flow: deployed.version,
            name: deployed.flow.name.clone(),
            path: u16::try_from(number).map_err(|_| Stop::Limit("paths of a flow"))?,
            object: change.record.object.clone(),
            record: change.record.id().cloned().unwrap_or_default(),
            prior: prior.cloned(),
            user: user.clone(),
            generation: self.next_generation()?,
        })
    }

    /// The job of the same path that waits before a record.
    fn planned(&self, id: &str, wanted: &LaterStart) -> Result<Option<PartNumber>, Stop> {
        for number in self.stored(self.tx.awaiting(id))? {
            let Some(row) = self.stored(self.tx.job(number))? else {
                continue;
            };
            if let Work::Path(start) = self.stored(Job::from_row(row))?.work
                && start.name.eq_ignore_ascii_case(&wanted.name)
                && self.is_same_path(&start, wanted)
            {
                return Ok(Some(number));
            }
        }
        Ok(None)
    }

    /// Paths of two versions are the same by their names.
    fn is_same_path(&self, one: &LaterStart, other: &LaterStart) -> bool {
        if one.flow == other.flow {
            return one.path == other.path;
        }
        let name = |start: &LaterStart| {
            let deployed = self.world.definitions.flow(start.flow)?;
            let path = deployed.flow.paths.get(usize::from(start.path))?;
            Some(path.name.clone())
        };
        name(one).is_some() && name(one) == name(other)
    }

    fn due_of(&self, path: &LaterPath, record: &Record) -> Option<Timestamp> {
        match &path.when {
            PathTime::AfterCommit => None,
            PathTime::At {
                field: None,
                offset,
            } => offset.from(self.now, &self.world.options.zone),
            PathTime::At {
                field: Some(field),
                offset,
            } => self.moment_from(record, field, *offset),
        }
    }

    fn put_path(
        &mut self,
        number: PartNumber,
        due: Timestamp,
        start: LaterStart,
    ) -> Result<(), Stop> {
        // A date that lies in the past is now.
        let due = due.max(Timestamp(1));
        self.batch.wake_at(due);
        self.stored(self.tx.put_job(&JobRow {
            n: number,
            activation: 0,
            kind: JOB,
            due,
            attempt: 0,
            epoch: 0,
            body: encode(&(0_i64, Work::Path(Box::new(start)))),
        }))
    }

    fn drop_path(&self, number: PartNumber) -> Result<(), Stop> {
        self.stored(self.tx.delete_job(number, 0))?;
        self.stored(self.tx.stop_awaiting(number))
    }

    /// Moves or drops what hangs on a record that has changed. Costs nothing where nothing can.
    pub(crate) fn move_timers(&mut self, change: &RecordChange) -> Result<(), Stop> {
        if !self.world.definitions.later.is_timed(&change.record.object) {
            return Ok(());
        }
        let Some(id) = change.record.id().cloned() else {
            return Ok(());
        };
        for number in self.stored(self.tx.awaiting(&id))? {
            let Some(row) = self.stored(self.tx.job(number))? else {
                continue;
            };
            let due = row.due;
            match self.stored(Job::from_row(row))?.work {
                Work::Path(start) => self.move_path(number, *start, change)?,
                // What waits for the date of a record that is gone keeps the time that it had.
                Work::Resume(waiting) if change.kind != ChangeKind::Deleted => {
                    self.move_waiting(number, due, *waiting)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn move_path(
        &mut self,
        number: PartNumber,
        start: LaterStart,
        change: &RecordChange,
    ) -> Result<(), Stop> {
        let deployed = self.world.definitions.flow(start.flow);
        let (Some(deployed), Some(prior)) = (deployed, &change.prior) else {
            return self.drop_path(number);
        };
        let (Some(trigger), Some(path)) = (
            trigger_of(&deployed),
            deployed.flow.paths.get(usize::from(start.path)),
        ) else {
            return self.drop_path(number);
        };
        let is_gone = change.kind == ChangeKind::Deleted;
        if is_gone || !self.still_holds(trigger, &start.name, &change.record)? {
            return self.drop_path(number);
        }
        let Some(field) = field_of(path).filter(|field| {
            let value = |record: &Record| record.get(field).cloned().unwrap_or_default();
            value(prior) != value(&change.record)
        }) else {
            return Ok(());
        };
        let PathTime::At { offset, .. } = path.when else {
            return Ok(());
        };
        match self.moment_from(&change.record, field, offset) {
            Some(due) => self.put_path(number, due, start),
            None => self.drop_path(number),
        }
    }

    /// Takes a path: with the record as it is now, when it still qualifies and the flow is still in
    /// force.
    pub(crate) fn take_path(&mut self, number: PartNumber, start: &LaterStart) -> Result<(), Stop> {
        let Some(deployed) = self.world.definitions.flow(start.flow) else {
            return Ok(());
        };
        let path = deployed.flow.paths.get(usize::from(start.path));
        let is_at_once = path.is_none_or(|path| path.when == PathTime::AfterCommit);
        if !is_at_once {
            self.stored(self.tx.stop_awaiting(number))?;
            if !self.world.definitions.is_in_force(&start.name) {
                return Ok(());
            }
        }
        let again = || (Some(number), Work::Path(Box::new(start.clone())));
        self.contained(&deployed, again, |turn| {
            turn.walk_path(number, &deployed, is_at_once, start)
        })
    }

    fn walk_path(
        &mut self,
        number: PartNumber,
        deployed: &DeployedFlow,
        is_at_once: bool,
        start: &LaterStart,
    ) -> Result<(), Stop> {
        let Some(trigger) = trigger_of(deployed) else {
            return Ok(());
        };
        let Some(record) = self.reading().record(&start.object, &start.record) else {
            return Ok(());
        };
        if !is_at_once && !self.still_holds(trigger, &start.name, &record)? {
            return Ok(());
        }
        let mut beginning = self.beginning(deployed, Vec::new());
        beginning.record = Some(record);
        beginning.prior = start.prior.clone().map(Arc::new);
        let interview = Interview::start_on_path(beginning, usize::from(start.path));
        let interview = interview.map_err(Stop::Fault)?;
        let alone = Alone::begun(Some(number), start.user.clone());
        self.walk_alone(&alone, interview, Answer::Begin)
    }
}

fn trigger_of(deployed: &DeployedFlow) -> Option<&RecordTrigger> {
    match &deployed.flow.kind {
        FlowKind::RecordTriggered(trigger) => Some(trigger),
        _ => None,
    }
}

/// The field whose date says when the path is taken.
fn field_of(path: &LaterPath) -> Option<&Text> {
    match &path.when {
        PathTime::At { field, .. } => field.as_ref(),
        PathTime::AfterCommit => None,
    }
}

fn is_null(record: &Record, field: &str) -> bool {
    record.get(field).is_none_or(Value::is_null)
}
