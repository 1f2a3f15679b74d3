//! How each event changes a run. Nothing is decided here.

use segue_language::{Text, Timestamp, Values};

use super::parts::Place;
use crate::{
    Assignee, CloseReason, Closed, DecisionId, Event, FlowVersion, NewStep, OutcomeId, PartId, Run,
    RunError, RunStatus, StageId, StageRun, StageStatus, StepResult, StepRun, StepStatus, Trigger,
    WorkItem,
};

impl Run {
    /// Records what happened. Total and silent: replaying a history can neither fail nor cause
    /// an effect.
    pub fn apply(&mut self, event: &Event, at: Timestamp) {
        match event {
            Event::RunStarted {
                starter,
                inputs,
                trigger,
            } => self.begin(starter, inputs, trigger.as_ref(), at),
            Event::RunCompleted => self.end(RunStatus::Completed, at),
            Event::RunSuspended => self.status = RunStatus::Suspended,
            Event::RunResumed { .. } => self.go_on(),
            Event::RunRestarted
            | Event::Noted(_)
            | Event::RunRecalled { .. }
            | Event::ApprovalOverridden { .. } => {}
            Event::RunCanceled => self.end(RunStatus::Canceled, at),
            Event::RunFailed(error) => self.fail(error, at),
            Event::OutcomeTaken {
                decision,
                first,
                evaluated,
                taken,
            } => self.take_outcome(*decision, *first, *evaluated, *taken),
            Event::StageStarted { stage, part, steps } => self.enter(*stage, *part, steps, at),
            Event::StageResumed(part) => self.resume_stage(*part),
            Event::StageCompleted(part) => self.set_stage(*part, StageStatus::Completed, Some(at)),
            Event::StageCanceled(part) => self.set_stage(*part, StageStatus::Canceled, Some(at)),
            Event::StageSuspended(part) => self.set_stage(*part, StageStatus::Suspended, None),
            Event::StageFailed { stage, cause } => self.fail_stage(*stage, cause.as_ref(), at),
            Event::StageDiscontinued(part) => self.discontinue_stage(*part, at),
            Event::StepStarted { step, activation } => self.start_step(*step, *activation, at),
            Event::FlowRenewed {
                step,
                flow,
                asynchronous,
            } => self.change_step(*step, |run| run.renew(*flow, *asynchronous)),
            Event::StepAnswered { step, outputs } => {
                self.change_step(*step, |run| run.keep(outputs))
            }
            Event::StepCompleted { step, outputs, .. } => {
                self.change_step(*step, |run| run.complete(outputs.as_ref(), at));
            }
            Event::StepFailed { step, message } => {
                self.change_step(*step, |run| run.fail(message, at))
            }
            Event::StepDiscontinued(step) => self.change_step(*step, |run| run.discontinue(at)),
            Event::ResultHeld { step, result } => self.hold(*step, result),
            Event::ResultReleased(step) => self.change_step(*step, |run| run.pending = None),
            Event::ApprovalGiven { item, by, comments } => {
                self.note_approval(*item, by, comments.as_ref());
            }
            Event::WorkItemOpened {
                item,
                step,
                assignee,
                related_record,
            } => self.open_item(*step, WorkItem::new(*item, assignee, related_record, at)),
            Event::WorkItemReassigned { item, assignee } => {
                self.change_item(*item, |work| work.reassign(assignee, at));
            }
            Event::WorkItemCompleted { item, reason, by } => {
                self.change_item(*item, |work| work.close(*reason, by.as_ref(), at));
            }
        }
    }

    fn begin(&mut self, starter: &str, inputs: &Values, trigger: Option<&Trigger>, at: Timestamp) {
        self.status = RunStatus::InProgress;
        self.started_at = at;
        self.starter = starter.to_owned();
        self.inputs.clone_from(inputs);
        self.trigger = trigger.cloned();
    }

    fn go_on(&mut self) {
        self.status = RunStatus::InProgress;
        self.ended_at = None;
        self.error = None;
    }

    fn end(&mut self, status: RunStatus, at: Timestamp) {
        self.status = status;
        self.ended_at = Some(at);
    }

    fn fail(&mut self, error: &RunError, at: Timestamp) {
        self.end(RunStatus::Error, at);
        self.error = Some(error.clone());
    }

    fn take_outcome(
        &mut self,
        decision: DecisionId,
        first: OutcomeId,
        evaluated: u16,
        taken: Option<OutcomeId>,
    ) {
        self.n_moves += 1;
        mark(&mut self.decisions_visited, decision.index(), true);
        for outcome in first.index()..first.index() + usize::from(evaluated) {
            if self.outcomes.len() <= outcome {
                self.outcomes.resize(outcome + 1, None);
            }
            self.outcomes[outcome].get_or_insert(false);
        }
        if let Some(taken) = taken {
            mark(&mut self.outcomes, taken.index(), Some(true));
        }
    }

    fn enter(&mut self, stage: StageId, part: PartId, steps: &[NewStep], at: Timestamp) {
        self.n_moves += 1;
        let numbers = part.0.saturating_add(1)..;
        let steps: Vec<StepRun> = numbers
            .zip(steps)
            .map(|(number, new)| StepRun::new(PartId(number), new))
            .collect();
        let n_steps = u16::try_from(steps.len()).unwrap_or(u16::MAX);
        self.n_parts = part.0.saturating_add(n_steps);
        let status = StageStatus::InProgress;
        self.stages.push(StageRun {
            stage,
            part,
            status,
            started_at: at,
            ended_at: None,
            error: None,
            steps,
        });
    }

    fn set_stage(&mut self, part: PartId, status: StageStatus, ended_at: Option<Timestamp>) {
        if let Some(stage) = self.stage_mut(part) {
            (stage.status, stage.ended_at) = (status, ended_at);
        }
    }

    fn resume_stage(&mut self, part: PartId) {
        if let Some(stage) = self.stage_mut(part) {
            (stage.status, stage.ended_at) = (StageStatus::InProgress, None);
            stage.error = None;
        }
    }

    fn fail_stage(&mut self, part: PartId, cause: Option<&Text>, at: Timestamp) {
        if let Some(stage) = self.stage_mut(part) {
            (stage.status, stage.ended_at) = (StageStatus::Error, Some(at));
            stage.error = cause.cloned();
        }
    }

    fn discontinue_stage(&mut self, part: PartId, at: Timestamp) {
        let stage = self.stage_mut(part);
        if let Some(stage) = stage.filter(|stage| stage.status == StageStatus::InProgress) {
            (stage.status, stage.ended_at) = (StageStatus::Discontinued, Some(at));
        }
    }

    fn start_step(&mut self, step: PartId, activation: u16, at: Timestamp) {
        self.n_moves += 1;
        self.change_step(step, |run| run.start(activation, at));
    }

    fn open_item(&mut self, step: PartId, item: WorkItem) {
        self.n_parts = self.n_parts.max(item.part.0);
        self.change_step(step, |run| {
            let activation = run.activation;
            run.items.push(WorkItem { activation, ..item });
        });
    }

    fn note_approval(&mut self, item: PartId, by: &Text, comments: Option<&Text>) {
        if let Some((Place { stage, step }, _)) = self.item_place(item) {
            let outputs = &mut self.stages[stage].steps[step].outputs;
            outputs.push(crate::approval::given(by, comments));
        }
    }

    fn hold(&mut self, step: PartId, result: &StepResult) {
        let all = self.stages.iter().flat_map(|stage| &stage.steps);
        let last = all
            .filter_map(|run| run.pending.as_ref())
            .map(|(place, _)| *place)
            .max();
        let place = last.unwrap_or(0).saturating_add(1);
        self.change_step(step, |run| run.pending = Some((place, result.clone())));
    }

    fn stage_mut(&mut self, part: PartId) -> Option<&mut StageRun> {
        // The latest stage is nearly always the one that is meant.
        self.stages
            .iter_mut()
            .rev()
            .find(|stage| stage.part == part)
    }

    fn change_step(&mut self, part: PartId, change: impl FnOnce(&mut StepRun)) {
        if let Some(Place { stage, step }) = self.step_place(part) {
            change(&mut self.stages[stage].steps[step]);
        }
    }

    fn change_item(&mut self, part: PartId, change: impl FnOnce(&mut WorkItem)) {
        if let Some((Place { stage, step }, item)) = self.item_place(part) {
            change(&mut self.stages[stage].steps[step].items[item]);
        }
    }
}

impl StepRun {
    fn new(part: PartId, new: &NewStep) -> Self {
        StepRun {
            step: new.step,
            part,
            status: StepStatus::NotStarted,
            activation: 0,
            flow: new.flow,
            asynchronous: new.asynchronous,
            started_at: None,
            ended_at: None,
            outputs: Vec::new(),
            pending: None,
            error: None,
            items: Vec::new(),
        }
    }

    fn start(&mut self, activation: u16, at: Timestamp) {
        self.status = StepStatus::InProgress;
        self.activation = activation;
        (self.started_at, self.ended_at) = (Some(at), None);
        self.outputs.clear();
        self.error = None;
    }

    fn renew(&mut self, flow: Option<FlowVersion>, asynchronous: bool) {
        (self.flow, self.asynchronous) = (flow, asynchronous);
    }

    fn keep(&mut self, outputs: &Values) {
        self.outputs.clone_from(outputs);
    }

    fn complete(&mut self, outputs: Option<&Values>, at: Timestamp) {
        self.end(StepStatus::Completed, at);
        if let Some(outputs) = outputs {
            self.keep(outputs);
        }
    }

    fn fail(&mut self, message: &Text, at: Timestamp) {
        self.end(StepStatus::Error, at);
        self.error = Some(message.clone());
    }

    fn end(&mut self, status: StepStatus, at: Timestamp) {
        (self.status, self.ended_at) = (status, Some(at));
    }

    fn discontinue(&mut self, at: Timestamp) {
        if self.status == StepStatus::InProgress {
            self.end(StepStatus::Discontinued, at);
        }
    }
}

impl WorkItem {
    /// Its activation is that of the step run that it is put into.
    fn new(part: PartId, assignee: &Assignee, related_record: &str, at: Timestamp) -> Self {
        WorkItem {
            part,
            activation: 0,
            assignee: assignee.clone(),
            related_record: related_record.to_owned(),
            assigned_at: at,
            created_at: at,
            closed: None,
        }
    }

    fn reassign(&mut self, assignee: &Assignee, at: Timestamp) {
        (self.assignee, self.assigned_at) = (assignee.clone(), at);
    }

    fn close(&mut self, reason: CloseReason, by: Option<&Text>, at: Timestamp) {
        let by = by.cloned();
        self.closed = Some(Closed { at, reason, by });
    }
}

/// Sets one place of a list that grows when it must.
fn mark<T: Clone + Default>(list: &mut Vec<T>, index: usize, value: T) {
    if list.len() <= index {
        list.resize(index + 1, T::default());
    }
    list[index] = value;
}
