//! Published events: for flows that they start, and for interviews that wait for them.

use std::sync::Arc;

use segue_flow::{Answer, FlowKind, Interview};
use segue_language::{ChangeKind, Record, RecordChange};

use crate::alone::Alone;
use crate::jobs::{Job, Work};
use crate::turn::{Stop, Turn};

impl Turn<'_> {
    /// Leaves an event for whoever listens; what is rolled back was not published.
    pub(crate) fn publish_to_flows(&mut self, event: Record) -> Result<(), Stop> {
        let object = event.object.clone();
        let flows = self.world.definitions.later.subscribers(&object).to_vec();
        for deployed in flows {
            let FlowKind::EventTriggered(start) = &deployed.flow.kind else {
                continue;
            };
            let user = match start.as_publisher {
                true => self.user.clone(),
                false => self.world.system_user.clone(),
            };
            let work = Work::Deliver {
                flow: deployed.version,
                event: event.clone(),
                user,
                generation: self.next_generation()?,
            };
            self.jobs.push((0, work));
        }
        if self.world.definitions.later.is_awaited(&object) {
            self.next_generation()?;
            self.jobs.push((0, Work::Occurred { event }));
        }
        Ok(())
    }

    /// Starts a flow with a published event as its record, when it meets the start condition.
    pub(crate) fn deliver(&mut self, job: &Job) -> Result<(), Stop> {
        let Work::Deliver {
            flow, event, user, ..
        } = &job.work
        else {
            return Ok(());
        };
        let Some(deployed) = self.world.definitions.flow(*flow) else {
            return Ok(());
        };
        let FlowKind::EventTriggered(start) = &deployed.flow.kind else {
            return Ok(());
        };
        let change = RecordChange {
            kind: ChangeKind::Created,
            record: Arc::new(event.clone()),
            prior: None,
        };
        let again = || (Some(job.number), job.work.clone());
        self.contained(&deployed, again, |turn| {
            if !turn.fires(&start.trigger, &deployed.flow.name, &change)? {
                return Ok(());
            }
            let mut beginning = turn.beginning(&deployed, Vec::new());
            beginning.record = Some(change.record);
            let interview = Interview::start(beginning).map_err(Stop::Fault)?;
            let alone = Alone::begun(Some(job.number), user.clone());
            turn.walk_alone(&alone, interview, Answer::Begin)
        })
    }

    /// How many things that started later led to what this turn leaves.
    pub(crate) fn next_generation(&self) -> Result<u16, Stop> {
        if self.generation >= super::GENERATIONS_MAX {
            return Err(Stop::Limit("events and paths that lead to each other"));
        }
        Ok(self.generation + 1)
    }
}
