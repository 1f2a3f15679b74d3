//! Orchestrations and approval processes from their start to their end: whoever has a work item
//! does it, external systems answer, timers fire.

use segue_definition::{Access, Group, Project, Queue, User};
use segue_engine::{
    AssigneeKind, Operand, Orchestration, RunStatus, StepKind, StepResult, StepStatus,
};
use segue_language::{Text, Value, Values};
use segue_runtime::{
    Actor, ApprovalRequest, Decision, OpenItem, PartRef, Reply, Request, RunRef, RunView,
};

use crate::packages::WORKER;
use crate::play::{Ended, on_screens};
use crate::started::Trial;
use crate::triggers::Fired;
use crate::values;

/// Rounds of work of one run.
const ROUNDS_MAX: usize = 60;

/// Everybody to whom steps give work: users as they are named, groups and queues with one member.
pub(crate) fn hire(project: &mut Project, orchestration: &Orchestration) {
    let people = &mut project.people;
    let no_members = |members: &Option<Vec<String>>| members.is_none();
    let ours = || Some(vec![WORKER.to_owned()]);
    for group in people.groups.iter_mut().filter(|g| no_members(&g.members)) {
        group.members = ours();
    }
    for queue in people.queues.iter_mut().filter(|q| no_members(&q.members)) {
        queue.members = ours();
    }
    for (kind, name) in orchestration
        .steps
        .iter()
        .filter_map(|step| assignee(&step.kind))
    {
        match kind {
            AssigneeKind::User if people.user(&name).is_none() => people.add_user(User {
                username: name.clone(),
                name: None,
                email: name,
                active: true,
                access: Access::default(),
            }),
            AssigneeKind::Group if people.group(&name).is_none() => people.add_group(Group {
                label: name.clone(),
                name,
                members: ours(),
            }),
            AssigneeKind::Queue if people.queue(&name).is_none() => people.add_queue(Queue {
                label: name.clone(),
                name,
                members: ours(),
                ..Queue::default()
            }),
            _ => {}
        }
    }
}

/// The assignee that a step names outright; or the user as whom it runs.
fn assignee(kind: &StepKind) -> Option<(AssigneeKind, String)> {
    let source = match kind {
        StepKind::Interactive(interactive) => interactive.assignee.as_ref(),
        StepKind::Background { run_as, .. } => run_as.as_ref(),
        StepKind::External => None,
    }?;
    match &source.name {
        Operand::Literal(Value::Text(name)) => Some((source.kind, name.to_string())),
        _ => None,
    }
}

impl Trial<'_> {
    /// Starts a run and does all of its work.
    pub(crate) fn orchestration(&mut self, orchestration: &Orchestration) -> Ended {
        let run = match self.begin(orchestration) {
            Ok(run) => run,
            Err(why) => return Ended::Stuck(why),
        };
        let mut last = String::new();
        for _ in 0..ROUNDS_MAX {
            self.runtime.run_due(self.now);
            let view = self.runtime.reads().run(run).expect("is there");
            match view.run.status {
                RunStatus::Completed => return Ended::Finished,
                RunStatus::Error => {
                    let error = view.run.error.map(|error| error.message.to_string());
                    return Ended::Stuck(error.unwrap_or_default());
                }
                _ => {}
            }
            match self.work(&view) {
                Ok(true) => {}
                Ok(false) => match self.runtime.next_due() {
                    Some(due) => self.now = self.now.max(due),
                    None => return Ended::Stuck(self.waiting(run)),
                },
                Err(why) => last = why,
            }
        }
        Ended::Stuck(format!("{last}; {}", self.waiting(run)))
    }

    fn waiting(&self, run: i64) -> String {
        let view = self.runtime.reads().run(run).expect("is there");
        let steps = view.run.stages.iter().flat_map(|stage| &stage.steps);
        let open: Vec<String> = steps
            .filter(|step| step.ended_at.is_none())
            .map(|step| {
                let name = &view.orchestration.step(step.step).name;
                format!("{name} {}", step.status.label())
            })
            .collect();
        format!("it is {} with {open:?}", view.run.status.label())
    }

    fn begin(&mut self, orchestration: &Orchestration) -> Result<i64, String> {
        if let Some(trigger) = &orchestration.trigger {
            if let Fired::Refused(why) = self.change(trigger) {
                return Err(why);
            }
            self.runtime.run_due(self.now);
            let runs = self.runtime.reads().runs(None, Some(&orchestration.name));
            return runs
                .first()
                .copied()
                .ok_or_else(|| "no run began".to_owned());
        }
        let request = Request::StartRun {
            orchestration: orchestration.name.clone(),
            inputs: self.start_inputs(orchestration),
            by: Actor::User(WORKER.into()),
            key: None,
        };
        match self.runtime.execute(request, self.now) {
            Ok(Reply::Started { run }) => Ok(run),
            other => Err(format!("cannot be started: {other:?}")),
        }
    }

    fn start_inputs(&self, orchestration: &Orchestration) -> Values {
        let variables = orchestration.variables.iter().filter(|one| one.is_input);
        let mut inputs: Values = variables
            .map(|one| {
                let value = values::value(&self.stage, &one.name, &one.value_type, self.attempt);
                (one.name.clone(), value)
            })
            .collect();
        if orchestration.approval.is_some() {
            inputs.retain(|(name, _)| !["recordid", "submitter"].contains(&&*name.to_lowercase()));
            let id = self.stage.id_for(&format!("{}Id", orchestration.name));
            inputs.push(("recordId".into(), id.map_or(Value::Null, Value::Text)));
        }
        inputs
    }

    /// One piece of work; whether there was one.
    fn work(&mut self, view: &RunView) -> Result<bool, String> {
        let items = self.runtime.reads().open_items(view.number);
        if let Some(item) = items.first() {
            return self.item(view, item).map(|()| true);
        }
        let steps = view.run.stages.iter().flat_map(|stage| &stage.steps);
        let outside = steps.clone().find(|step| {
            step.status == StepStatus::InProgress
                && matches!(view.orchestration.step(step.step).kind, StepKind::External)
        });
        let Some(step) = outside else {
            return Ok(false);
        };
        let part = PartRef::from((view.number, step.part));
        let request = Request::PublishEvent {
            run: RunRef::Number(view.number),
            step: Some((part, StepResult::Finished(Values::new()))),
            by: Actor::System,
        };
        let done = self.runtime.execute(request, self.now);
        done.map(|_| true).map_err(|refusal| refusal.to_string())
    }

    fn item(&mut self, view: &RunView, open: &OpenItem) -> Result<(), String> {
        let by = match open.assignee.kind {
            AssigneeKind::User => Actor::User(open.assignee.id.clone()),
            _ => Actor::User(WORKER.into()),
        };
        let item = PartRef::from((view.number, open.item));
        let approves = match &view.orchestration.step(open.step).kind {
            StepKind::Interactive(interactive) => interactive.approval.is_some(),
            _ => false,
        };
        if approves {
            let decision = match self.attempt % 3 {
                2 => "Reject",
                _ => "Approve",
            };
            let request = Request::Approval(ApprovalRequest::Decide {
                item,
                by,
                decision: Decision {
                    decision: Text::from(decision),
                    comments: None,
                    overrides: false,
                },
            });
            let done = self.runtime.execute(request, self.now);
            return done.map(|_| ()).map_err(|refusal| refusal.to_string());
        }
        match on_screens(
            &mut self.runtime,
            &item,
            &by,
            &self.stage,
            (self.attempt, self.now),
        ) {
            Ended::Stuck(why) => Err(why),
            _ => Ok(()),
        }
    }
}
