//! Events: creating a record of an event object publishes it, after the commit. A
//! `FlowOrchestrationEvent` asks a run to evaluate, or ends one of its steps. And what may be
//! written to run objects.

use segue_engine::StepResult;
use segue_language::{Record, Text, Value, Values, is_event_object};
use segue_store::{PartNumber, RUN_PREFIX, STEP_RUN_PREFIX, WORK_ITEM_PREFIX, parse_id, record_id};

use super::checks;
use crate::jobs::Work;
use crate::payload::payload;
use crate::turn::{Stop, Turn};

const EVENT: &str = "FlowOrchestrationEvent";
const EVENT_PREFIX: &str = "e00";

impl Turn<'_> {
    /// Publishes the event when `object` is the event object; gives its id.
    pub(super) fn publish_if_event(
        &mut self,
        object: &str,
        fields: &Values,
    ) -> Result<Option<Text>, Stop> {
        if !is_event_object(object) {
            return Ok(None);
        }
        let event = self.event(object, fields)?;
        let id = event.id().cloned();
        if event.object.eq_ignore_ascii_case(EVENT) {
            self.publish_to_run(&event)?;
        }
        self.publish_to_flows(event)?;
        Ok(id)
    }

    /// An event as its subscribers see it. Events of the platform are taken as they come; those of
    /// the project have the fields that their object has.
    fn event(&mut self, object: &str, fields: &Values) -> Result<Record, Stop> {
        let table = self.world.tables.get(object).cloned();
        let table = match table {
            None if object.contains("__") => Some(self.table(object)?),
            known => known,
        };
        let kind = table.as_ref().map(|table| table.object().clone());
        let event = match table.filter(|_| object.contains("__")) {
            Some(table) => {
                let mut event = self.new_record(&table, fields.clone())?;
                checks::fit(table.object(), &mut event);
                let flaws = checks::flaws(table.object(), (&event, None), true);
                checks::refuse(table.object(), flaws, Vec::new())?;
                event
            }
            None => {
                let name = kind.as_ref().map(|kind| kind.name.clone());
                let mut event = Record::new(name.unwrap_or_else(|| Text::from(object)));
                for (field, value) in fields {
                    event.set(field.clone(), value.clone());
                }
                event
            }
        };
        let prefix = kind.as_deref().map_or("", |kind| &*kind.key_prefix);
        self.as_published(event, prefix)
    }

    /// What every event has.
    fn as_published(&self, mut event: Record, prefix: &str) -> Result<Record, Stop> {
        let name = event.object.clone();
        let number = self.stored(self.tx.next_number(&name))?;
        let prefix = if prefix.is_empty() || *name == *EVENT {
            EVENT_PREFIX
        } else {
            prefix
        };
        event.set("Id", Value::Text(record_id(prefix, number)));
        event.set("ReplayId", Value::text(number.to_string()));
        event.set("EventUuid", Value::text(format!("{name}-{number}")));
        event.set("CreatedDate", Value::DateTime(self.now));
        event.set("CreatedById", Value::Text(self.user.clone()));
        event.settle();
        Ok(event)
    }

    fn publish_to_run(&mut self, event: &Record) -> Result<(), Stop> {
        let Some(run) = text(event, "OrchestrationInstanceId") else {
            return Err(Stop::fault(format!(
                "{EVENT}.OrchestrationInstanceId is required"
            )));
        };
        let run = parse_id(run).filter(|id| id.is_a(RUN_PREFIX));
        let step = ended_step(event)?;
        if let Some(run) = run {
            self.publish(run.part_number(), step);
        }
        Ok(())
    }

    /// An event for another run's step changes nothing and says nothing.
    fn publish(&mut self, run: PartNumber, step: Option<(PartNumber, StepResult)>) {
        let run = run.run();
        let step = match step {
            Some((number, _)) if number.run() != run => return,
            Some((number, result)) => Some((number.part(), result)),
            None => None,
        };
        let by = if self.is_system {
            self.world.system_user.clone()
        } else {
            self.user.clone()
        };
        self.jobs.push((run.0, Work::Event { step, by }));
    }

    /// Writes to a run object: giving a work item to somebody else. False when `object` is not
    /// one of them.
    pub(super) fn update_if_run_object(
        &mut self,
        object: &Text,
        id: &Text,
        fields: &Values,
    ) -> Result<bool, Stop> {
        if !crate::run_objects::is_run_object(object) {
            return Ok(false);
        }
        let item = parse_id(id).filter(|id| id.is_a(WORK_ITEM_PREFIX));
        for (name, value) in fields {
            let (Some(item), Some(to), true) = (
                item,
                value.as_text(),
                name.eq_ignore_ascii_case("AssigneeId"),
            ) else {
                return Err(Stop::fault(format!("{object}.{name} cannot be written")));
            };
            let number = item.part_number();
            let work = Work::Reassign {
                item: number.part(),
                to: to.clone(),
            };
            self.jobs.push((number.run().0, work));
        }
        Ok(true)
    }
}

fn text<'a>(event: &'a Record, name: &str) -> Option<&'a Text> {
    event.get(name).and_then(Value::as_text)
}

/// The step run that the event ends, and how.
fn ended_step(event: &Record) -> Result<Option<(PartNumber, StepResult)>, Stop> {
    let (Some(step), Some(status)) = (text(event, "StepInstanceId"), text(event, "StepStatus"))
    else {
        return Ok(None);
    };
    let Some(id) = parse_id(step).filter(|id| id.is_a(STEP_RUN_PREFIX)) else {
        return Ok(None);
    };
    let result = if status.eq_ignore_ascii_case("Completed") {
        StepResult::Finished(payload(text(event, "EventPayload").map_or("", |text| text)))
    } else if status.eq_ignore_ascii_case("Error") {
        StepResult::Failed(Text::from("the published event says so"))
    } else {
        let problem = format!("{EVENT}.StepStatus must be Completed or Error, found `{status}`");
        return Err(Stop::fault(problem));
    };
    Ok(Some((id.part_number(), result)))
}
