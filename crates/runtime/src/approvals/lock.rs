//! Locks of records: at most one each. A step that locks holds its run's lock as long as its work
//! item is open; an action sets one that stays until it is lifted.

use segue_engine::{Assignee, AssigneeKind, PartId};
use segue_language::Text;
use segue_store::{GROUP_PREFIX, PartNumber, RecordLock, RunNumber, parse_id};

use super::MANAGE_APPROVALS;
use crate::people::conflict;
use crate::turn::{LoadedRun, Stop, TouchedRun, Turn, unknown};

/// Code of a refusal because of a lock.
const RECORD_LOCKED: &str = "record-locked";

impl Turn<'_> {
    /// A work item came into being. One of an approval step gets its name, and locks its record if
    /// its step says so. Whether it is one.
    pub(crate) fn approval_opened(
        &mut self,
        touched: &TouchedRun,
        item: PartNumber,
        related: &Text,
    ) -> Result<bool, Stop> {
        let loaded = &touched.loaded;
        let Some(approval) = approval_of(loaded, item.part()) else {
            return Ok(false);
        };
        self.stored(self.tx.number_approval(super::APPROVAL_ITEMS, item))?;
        if !approval.locks_record || related.is_empty() {
            return Ok(true);
        }
        let record = segue_store::canonical_id(related);
        let present = self.stored(self.tx.record_lock(&record))?;
        let is_ours = |lock: &RecordLock| lock.run == Some(loaded.number);
        if present.is_none_or(|lock| is_ours(&lock)) {
            self.put_lock(record, Some((loaded.number, item)), None)?;
        }
        Ok(true)
    }

    /// An approval work item is closed: its lock passes to another item of its run, or is lifted.
    pub(crate) fn approval_closed(
        &mut self,
        touched: &TouchedRun,
        item: PartNumber,
    ) -> Result<(), Stop> {
        let loaded = &touched.loaded;
        if !approval_of(loaded, item.part()).is_some_and(|approval| approval.locks_record) {
            return Ok(());
        }
        for lock in self.stored(self.tx.record_locks_of(loaded.number, LOCKS_MAX))? {
            if lock.item != Some(item) {
                continue;
            }
            match next_holder(loaded, &lock.record) {
                Some(next) => {
                    let holder = (loaded.number, PartNumber::new(loaded.number, next));
                    self.put_lock(lock.record, Some(holder), None)?;
                }
                None => self.lift(&lock.record)?,
            }
        }
        Ok(())
    }

    fn put_lock(
        &mut self,
        record: Text,
        holder: Option<(RunNumber, PartNumber)>,
        allowed: Option<Text>,
    ) -> Result<(), Stop> {
        self.world.locked.insert(record.clone());
        self.stored(self.tx.lock_record(&RecordLock {
            record,
            run: holder.map(|(run, _)| run),
            item: holder.map(|(_, item)| item),
            allowed,
            at: self.now,
            person: self.user.clone(),
        }))
    }

    fn lift(&mut self, record: &str) -> Result<(), Stop> {
        self.stored(self.tx.unlock_record(record)).map(|_| ())
    }

    /// Locks or unlocks a record for an action: the lock of a step is not touched by it.
    pub(crate) fn set_lock(
        &mut self,
        record: &Text,
        locked: bool,
        allowed: Option<Text>,
    ) -> Result<(), Stop> {
        let id = segue_store::canonical_id(record);
        if self.reading().record("", &id).is_none() {
            return Err(unknown("record", record));
        }
        let present = self.stored(self.tx.record_lock(&id))?;
        if present.is_some_and(|lock| lock.item.is_some()) {
            let why = format!("record {id} is locked by an approval step until it is decided");
            return Err(conflict(RECORD_LOCKED, why));
        }
        match locked {
            true => self.put_lock(id, None, allowed),
            false => self.lift(&id),
        }
    }

    /// Goes on when the user as whom records are written now may change that record.
    pub(crate) fn require_unlocked(&mut self, id: &str) -> Result<(), Stop> {
        if self.is_system || !self.world.locked.contains(id) {
            return Ok(());
        }
        let Some(lock) = self.stored(self.tx.record_lock(id))? else {
            return Ok(());
        };
        if self.may_edit(&lock)? {
            return Ok(());
        }
        let by = match &lock.run {
            Some(run) => super::submission_name(self.tx, *run).map(|name| format!(" by {name}")),
            None => Ok(String::new()),
        };
        let by = self.stored(by)?;
        let why = format!("record {id} is locked{by} until its approval is decided");
        Err(conflict(RECORD_LOCKED, why))
    }

    /// Whether the roles of a user make her an approval admin.
    pub(crate) fn is_approval_admin(&self, user: &str) -> Result<bool, Stop> {
        let permissions = self.stored(self.tx.permissions_of(user))?;
        let mut words = permissions.iter().flat_map(|words| words.split(' '));
        Ok(words.any(|word| word == MANAGE_APPROVALS))
    }

    /// The system, an approval admin, whom the lock allows it, and the approver whom her step allows
    /// it; a delegate never.
    fn may_edit(&mut self, lock: &RecordLock) -> Result<bool, Stop> {
        if self.user == self.world.system_user {
            return Ok(true);
        }
        let user = self.user.clone();
        if self.is_approval_admin(&user)? {
            return Ok(true);
        }
        if let Some(allowed) = &lock.allowed {
            return self.is_entitled(&user, &allowed_assignee(allowed));
        }
        let Some(item) = lock.item else {
            return Ok(false);
        };
        let index = self.touch(item.run())?;
        let loaded = &self.runs[index].loaded;
        let may = approval_of(loaded, item.part()).is_some_and(|it| it.assignee_may_edit);
        let work = loaded.run.work_item(item.part()).filter(|_| may);
        match work.map(|work| work.assignee.clone()) {
            Some(assignee) => self.is_entitled(&user, &assignee),
            None => Ok(false),
        }
    }
}

/// Locks of one run that are looked at.
const LOCKS_MAX: u32 = 1_000;

fn approval_of(loaded: &LoadedRun, item: PartId) -> Option<&segue_engine::Approval> {
    let step = loaded.run.step_of_item(item)?.step;
    loaded.deployed.orchestration.approval(step)
}

/// Another open item of the run that locks the record.
fn next_holder(loaded: &LoadedRun, record: &str) -> Option<PartId> {
    let mut items = loaded.run.open_items();
    let next = items.find(|item| {
        let is_same = *segue_store::canonical_id(&item.related_record.as_str().into()) == *record;
        is_same && approval_of(loaded, item.part).is_some_and(|it| it.locks_record)
    });
    next.map(|item| item.part)
}

fn allowed_assignee(id: &Text) -> Assignee {
    let is_group = parse_id(id).is_some_and(|parsed| parsed.is_a(GROUP_PREFIX));
    Assignee {
        kind: match is_group {
            true => AssigneeKind::Group,
            false => AssigneeKind::User,
        },
        id: id.clone(),
        name: id.clone(),
    }
}
