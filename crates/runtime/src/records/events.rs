//! `FlowOrchestrationEvent`: creating one asks a run to evaluate, or ends one of its steps, after
//! the commit. And what may be written to run objects.

use segue_engine::StepResult;
use segue_language::{Record, Text, Value, Values};
use segue_store::{PartNumber, RUN_PREFIX, STEP_RUN_PREFIX, WORK_ITEM_PREFIX, parse_id, record_id};

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
        if !object.eq_ignore_ascii_case(EVENT) {
            return Ok(None);
        }
        let mut event = Record::new(EVENT);
        for (name, value) in fields {
            event.set(name.clone(), value.clone());
        }
        let Some(run) = text(&event, "OrchestrationInstanceId") else {
            return Err(Stop::fault(format!(
                "{EVENT}.OrchestrationInstanceId is required"
            )));
        };
        let run = parse_id(run).filter(|id| id.is_a(RUN_PREFIX));
        let step = ended_step(&event)?;
        if let Some(run) = run {
            self.publish(run.part_number(), step);
        }
        let number = self.stored(self.tx.next_number(EVENT))?;
        Ok(Some(record_id(EVENT_PREFIX, number)))
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
