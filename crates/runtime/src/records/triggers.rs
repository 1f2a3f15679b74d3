//! What a change of a record starts: flows before and after the save, orchestrations after it.

use std::sync::Arc;

use segue_engine::{Command, Trigger};
use segue_flow::{Answer, Beginning, Fault, Interview};
use segue_language::{
    ChangeKind, Environment, EvaluationError, Record, RecordChange, RecordTrigger, TriggerQuestion,
    Value,
};

use crate::Refusal;
use crate::alone::Alone;
use crate::definitions::{DeployedFlow, DeployedOrchestration, Triggered};
use crate::interview_driver::{Driven, must_be_asynchronous, nobody_can_wait};
use crate::turn::{Stop, Turn};

/// Below this version `$Record` keeps its first values as inputs.
const REFRESH_FROM: u16 = 58;

impl Turn<'_> {
    /// Runs the before-save flows on a record that is about to be written.
    pub(super) fn before_save(
        &mut self,
        record: Record,
        prior: Option<&Arc<Record>>,
    ) -> Result<Record, Stop> {
        let Some(triggers) = self.world.definitions.triggers(&record.object) else {
            return Ok(record);
        };
        if triggers.before_save.is_empty() {
            return Ok(record);
        }
        let flows = triggers.before_save.clone();
        // What the flows read of formulas is of the record as it is going to be.
        let mut record = record;
        if let Some(table) = self.world.tables.get(&record.object).cloned() {
            self.reading().compute(&table, &mut record);
            record = self.reading().filled(&table, record);
        }
        let mut change = RecordChange {
            kind: prior.map_or(ChangeKind::Created, |_| ChangeKind::Updated),
            record: Arc::new(record),
            prior: prior.cloned(),
        };
        self.deeper(|turn| turn.run_before(&flows, &mut change))?;
        Ok(Arc::unwrap_or_clone(change.record))
    }

    /// Runs the before-delete flows.
    pub(super) fn before_delete(&mut self, change: &RecordChange) -> Result<(), Stop> {
        let Some(triggers) = self.world.definitions.triggers(&change.record.object) else {
            return Ok(());
        };
        let flows = triggers.before_save.clone();
        let mut change = change.clone();
        self.deeper(|turn| turn.run_before(&flows, &mut change))
    }

    fn run_before(&mut self, flows: &[Triggered], change: &mut RecordChange) -> Result<(), Stop> {
        for triggered in flows {
            if let Triggered::Flow(deployed) = triggered
                && self.fires(triggered.trigger(), triggered.name(), change)?
                && let Some(record) = self.run_triggered_flow(deployed, change)?
            {
                change.record = record;
            }
        }
        Ok(())
    }

    /// Starts what a saved change starts, in order.
    pub(super) fn after_save(&mut self, change: &RecordChange) -> Result<(), Stop> {
        let Some(triggers) = self.world.definitions.triggers(&change.record.object) else {
            return Ok(());
        };
        if triggers.after_save.is_empty() {
            return Ok(());
        }
        let automations = triggers.after_save.clone();
        self.deeper(|turn| {
            for triggered in &automations {
                if turn.fires(triggered.trigger(), triggered.name(), change)? {
                    turn.start(triggered, change)?;
                } else if let Triggered::Flow(deployed) = triggered
                    && !deployed.flow.paths.is_empty()
                {
                    turn.plan_new_dates(deployed, change)?;
                }
            }
            Ok(())
        })
    }

    fn start(&mut self, triggered: &Triggered, change: &RecordChange) -> Result<(), Stop> {
        match triggered {
            Triggered::Flow(deployed) => {
                if deployed.flow.start.is_some() {
                    let id = change.record.id().cloned().unwrap_or_default();
                    self.at_work.push((deployed.flow.name.clone(), id));
                    let ended = self.run_triggered_flow(deployed, change);
                    self.at_work.pop();
                    ended?;
                }
                self.plan_paths(deployed, change)
            }
            Triggered::Orchestration(deployed) => self.start_triggered(deployed, change),
        }
    }

    fn is_at_work(&self, name: &str, change: &RecordChange) -> bool {
        let mut at_work = self.at_work.iter();
        at_work.any(|(flow, record)| **flow == *name && Some(record) == change.record.id())
    }

    pub(super) fn deeper(
        &mut self,
        part: impl FnOnce(&mut Self) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        if self.depth >= self.world.options.limits.trigger_depth_max {
            return Err(Stop::Limit("record triggers inside record triggers"));
        }
        self.depth += 1;
        let done = part(self);
        self.depth -= 1;
        done
    }

    /// Whether a change fires the trigger of the automation of that name.
    pub(crate) fn fires(
        &self,
        trigger: &RecordTrigger,
        name: &str,
        change: &RecordChange,
    ) -> Result<bool, Stop> {
        if trigger.once_at_a_time && self.is_at_work(name, change) {
            return Ok(false);
        }
        let fired = trigger.fires(change, &self.environment(), &mut |question| {
            Ok(self.answer_trigger(question))
        });
        fired.map_err(|error| cannot_be_evaluated(name, &error))
    }

    /// Whether a record meets the trigger's condition as it is now.
    pub(crate) fn still_holds(
        &self,
        trigger: &RecordTrigger,
        name: &str,
        record: &Arc<Record>,
    ) -> Result<bool, Stop> {
        let holds = trigger.still_holds(record, &self.environment(), &mut |question| {
            Ok(self.answer_trigger(question))
        });
        holds.map_err(|error| cannot_be_evaluated(name, &error))
    }

    fn environment(&self) -> Environment {
        Environment {
            now: self.now,
            zone: self.world.options.zone.clone(),
        }
    }

    fn answer_trigger(&self, question: TriggerQuestion<'_>) -> Value {
        let reading = self.reading();
        match question {
            TriggerQuestion::Global(path) => reading.global(path).unwrap_or_default(),
            TriggerQuestion::Lookup(lookup) => {
                reading.related(lookup).map_or(Value::Null, Value::Record)
            }
        }
    }

    /// Runs a record-triggered flow; its unhandled fault fails the save. Gives back `$Record`.
    fn run_triggered_flow(
        &mut self,
        deployed: &DeployedFlow,
        change: &RecordChange,
    ) -> Result<Option<Arc<Record>>, Stop> {
        let mut beginning = self.beginning(deployed, Vec::new());
        beginning.record = Some(change.record.clone());
        beginning.prior.clone_from(&change.prior);
        let user = self.user.clone();
        let ended = self.as_user(user, true, |turn| {
            turn.undoable(|turn| turn.drive_triggered(beginning, change))
        });
        ended.map_err(|stop| match stop {
            Stop::Fault(fault) => Stop::Fault(named(fault, deployed)),
            other => other,
        })
    }

    /// Nobody waits for a flow after a save: it may wait itself.
    fn drive_triggered(
        &mut self,
        beginning: Beginning,
        change: &RecordChange,
    ) -> Result<Option<Arc<Record>>, Stop> {
        let is_after = change.record.id().is_some() && change.kind != ChangeKind::Deleted;
        let mut interview = Interview::start(beginning).map_err(Stop::Fault)?;
        match self.drive(&mut interview, Answer::Begin)? {
            Driven::Finished(_) => Ok(interview.record().cloned()),
            Driven::Calls(call) => Err(Stop::fault(must_be_asynchronous(&call.0))),
            Driven::Waits(waits) if is_after => {
                let alone = Alone::begun(None, self.user.clone());
                self.park_alone(&alone, &interview, *waits)?;
                Ok(None)
            }
            Driven::Waits(waits) => Err(Stop::fault(nobody_can_wait(&waits))),
            Driven::Shows(_) => Err(Stop::fault("a record-triggered flow cannot show a screen")),
        }
    }

    /// Starts the run of a record-triggered orchestration. Its failure never fails the save.
    fn start_triggered(
        &mut self,
        deployed: &Arc<DeployedOrchestration>,
        change: &RecordChange,
    ) -> Result<(), Stop> {
        let is_old = deployed.orchestration.api_version < REFRESH_FROM;
        let command = Command::Start {
            starter: self.actor.clone(),
            inputs: Vec::new(),
            trigger: Some(Trigger {
                object: change.record.object.clone(),
                id: change.record.id().cloned().unwrap_or_default(),
                prior: change.prior.as_deref().cloned(),
                first: is_old.then(|| Record::clone(&change.record)),
            }),
        };
        let user = self.world.system_user.clone();
        let started = self.as_user(user, true, |turn| {
            turn.undoable(|turn| {
                let index = turn.add_run(deployed.clone())?;
                turn.command(index, command)
            })
        });
        match started {
            Ok(()) => Ok(()),
            Err(Stop::Broken(message)) => Err(Stop::Broken(message)),
            Err(stop) => {
                let (name, why) = (&deployed.orchestration.name, Refusal::from(stop));
                let trouble = format!("orchestration `{name}` did not start: {why}");
                self.batch.troubles.push(trouble);
                Ok(())
            }
        }
    }
}

fn cannot_be_evaluated(name: &str, error: &EvaluationError) -> Stop {
    Stop::fault(format!(
        "the start condition of `{name}` cannot be evaluated: {error}"
    ))
}

/// A fault that says which flow refused the save.
fn named(mut fault: Fault, deployed: &DeployedFlow) -> Fault {
    if fault.flow.is_empty() {
        fault.flow = deployed.flow.name.clone();
    }
    if fault.custom.is_empty() {
        fault.message = format!("flow `{}` failed: {}", deployed.flow.name, fault.message);
    } else {
        let texts: Vec<&str> = fault.custom.iter().map(|(_, text)| &**text).collect();
        fault.message = texts.join("; ");
    }
    fault
}
