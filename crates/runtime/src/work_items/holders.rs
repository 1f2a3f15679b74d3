//! Work items of groups and queues: a member takes one for herself, and gives it back.

use segue_engine::{Assignee, AssigneeKind, Command, Event, PartId};

use super::Work;
use crate::turn::{Stop, Turn};
use crate::{Actor, PartRef, Refusal, Reply};

impl Turn<'_> {
    /// Gives a work item of a group or queue to the member who asks for it.
    pub(crate) fn claim(&mut self, item: &PartRef, by: &Actor) -> Result<Reply, Stop> {
        let work = self.take_up(item, by)?.assigned()?;
        if work.assignee.kind == AssigneeKind::User {
            let name = &work.assignee.name;
            return Err(Refusal::Invalid(format!("{name} has it alone already")).into());
        }
        let to = Assignee {
            kind: AssigneeKind::User,
            id: self.actor.clone(),
            name: self.username(&self.actor)?,
        };
        self.note_opening(&work)?;
        self.give(&work, to)
    }

    /// Gives a work item back to the group or queue that had it last.
    pub(crate) fn release(&mut self, item: &PartRef, by: &Actor) -> Result<Reply, Stop> {
        let work = self.take_up(item, by)?.assigned()?;
        let shared = self.last_shared_holder(&work)?;
        match shared.filter(|_| work.assignee.kind == AssigneeKind::User) {
            Some(to) => self.give(&work, to),
            None => {
                let problem = "it does not come from a group or queue".to_owned();
                Err(Refusal::Invalid(problem).into())
            }
        }
    }

    fn give(&mut self, work: &Work, to: Assignee) -> Result<Reply, Stop> {
        let item = work.item;
        self.command(work.index, Command::ReassignWorkItem { item, to })?;
        Ok(Reply::Done)
    }

    fn last_shared_holder(&self, work: &Work) -> Result<Option<Assignee>, Stop> {
        let turns = self.stored(self.tx.history(work.number.run()))?;
        let events = turns.into_iter().flat_map(|turn| turn.events);
        let holders = events.filter_map(|event| holder(event, work.item));
        let shared = holders.filter(|holder| holder.kind != AssigneeKind::User);
        Ok(shared.last())
    }
}

/// Who has the item after that event.
fn holder(event: Event, of: PartId) -> Option<Assignee> {
    match event {
        Event::WorkItemOpened { item, assignee, .. }
        | Event::WorkItemReassigned { item, assignee }
            if item == of =>
        {
            Some(assignee)
        }
        _ => None,
    }
}
