//! Answers to the engine's questions, inside the transaction.

use std::sync::Arc;

use segue_engine::{Answer, AssigneeKind, FlowVersion, PartId, Question, StepResult};
use segue_flow::Flow;
use segue_language::{Text, Value, Values};

use super::{Stop, Turn};
use crate::definitions::DeployedFlow;
use crate::interview_driver::missing_flow;
use crate::{StandInCall, StandInKind};

/// Output of an evaluation flow.
const CONDITION_MET: &str = "isOrchestrationConditionMet";

impl Turn<'_> {
    pub(super) fn answer(&mut self, index: usize, question: Question) -> Result<Answer, Stop> {
        match question {
            Question::Evaluate { flow, inputs } => {
                Ok(Answer::Evaluated(self.evaluate(&flow, inputs)?))
            }
            Question::Run {
                step,
                flow,
                inputs,
                run_as,
            } => {
                let flow = self.step_flow(index, step, flow);
                Ok(Answer::Ran(self.run_step_flow(&flow, inputs, run_as)?))
            }
            Question::Resolve { kind, name } => Ok(Answer::Resolved(self.resolve(kind, &name)?)),
        }
    }

    /// What an evaluation flow says now.
    fn evaluate(&mut self, name: &Text, inputs: Values) -> Result<Result<bool, Text>, Stop> {
        let flow = self
            .world
            .definitions
            .active_flow(name)
            .ok_or_else(|| name.clone());
        let user = self.world.system_user.clone();
        let ended = self.call(&flow, inputs, user)?;
        Ok(ended.map(|outputs| says_yes(&outputs)))
    }

    /// The flow of a step run; its name when no such version is deployed.
    pub(crate) fn step_flow(
        &self,
        index: usize,
        step: PartId,
        version: FlowVersion,
    ) -> Result<Arc<DeployedFlow>, Text> {
        self.world.definitions.flow(version).ok_or_else(|| {
            let loaded = &self.runs[index].loaded;
            let step_run = loaded.run.step_run(step);
            let step = step_run.map(|run| loaded.deployed.orchestration.step(run.step));
            step.map_or_else(|| "".into(), |step| step.call.name.clone())
        })
    }

    /// Runs the flow of a background step as the person it runs as.
    pub(crate) fn run_step_flow(
        &mut self,
        flow: &Result<Arc<DeployedFlow>, Text>,
        inputs: Values,
        run_as: Option<(AssigneeKind, Text)>,
    ) -> Result<StepResult, Stop> {
        let user = match self.runs_as(run_as)? {
            Ok(user) => user,
            Err(message) => return Ok(StepResult::Failed(message)),
        };
        Ok(match self.call(flow, inputs, user)? {
            Ok(outputs) => StepResult::Finished(outputs),
            Err(message) => StepResult::Failed(message),
        })
    }

    /// Id of the user as whom a step's flow runs.
    pub(super) fn runs_as(
        &mut self,
        run_as: Option<(AssigneeKind, Text)>,
    ) -> Result<Result<Text, Text>, Stop> {
        Ok(match run_as {
            None => Ok(self.world.system_user.clone()),
            Some((kind, name)) => {
                let found = self.resolve(kind, &name)?;
                let found = found.map(|assignee| assignee.id);
                found.map_err(|fault| fault.to_string().into())
            }
        })
    }

    /// A stand-in's answer, else what the flow gives. A flow that is not deployed is its name.
    fn call(
        &mut self,
        flow: &Result<Arc<DeployedFlow>, Text>,
        inputs: Values,
        user: Text,
    ) -> Result<Result<Values, Text>, Stop> {
        let name = flow
            .as_ref()
            .map_or_else(|name| name, |known| &known.flow.name);
        if let Some(answered) = self.stand_in(name, StandInKind::Flow, &inputs) {
            return Ok(answered.map_err(Text::from));
        }
        match flow {
            Ok(deployed) => self.run_flow(deployed, inputs, user),
            Err(name) => Ok(Err(missing_flow(name).into())),
        }
    }

    /// Runs a flow without screens to its end. When it fails, its own writes are undone.
    pub(crate) fn run_flow(
        &mut self,
        deployed: &Arc<DeployedFlow>,
        inputs: Values,
        user: Text,
    ) -> Result<Result<Values, Text>, Stop> {
        let beginning = self.beginning(deployed, inputs);
        let ended = self.as_user(user, true, |turn| {
            turn.undoable(|turn| turn.run_to_the_end(beginning))
        });
        match ended {
            Ok(outputs) => Ok(Ok(outputs)),
            Err(Stop::Fault(fault)) => Ok(Err(describe(&deployed.flow, &fault))),
            Err(Stop::Limit(what)) => Ok(Err(format!(
                "flow `{}` reached a limit: {what}",
                deployed.flow.name
            )
            .into())),
            Err(other) => Err(other),
        }
    }

    /// Carries out `part` with flows running as `user`; a system flow may end what it publishes.
    pub(crate) fn as_user<T>(
        &mut self,
        user: Text,
        is_system: bool,
        part: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let user = std::mem::replace(&mut self.user, user);
        let was_system = std::mem::replace(&mut self.is_system, is_system);
        let done = part(self);
        (self.user, self.is_system) = (user, was_system);
        done
    }

    /// What a stand-in says, when there is one for `name`.
    pub(crate) fn stand_in(
        &mut self,
        name: &Text,
        kind: StandInKind,
        inputs: &Values,
    ) -> Option<Result<Values, String>> {
        let stand_ins = self.world.stand_ins.as_mut()?;
        stand_ins(&StandInCall {
            name: name.clone(),
            kind,
            inputs: inputs.clone(),
            at: self.now,
        })
    }
}

/// What an evaluation flow answered. One that approves without a person may call its only Boolean
/// output as it likes.
fn says_yes(outputs: &Values) -> bool {
    let is_named = |(name, _): &&(Text, Value)| name.eq_ignore_ascii_case(CONDITION_MET);
    let is_boolean = |(_, value): &&(Text, Value)| matches!(value, Value::Boolean(_));
    if let Some((_, answer)) = outputs.iter().find(is_named) {
        return answer.is_true();
    }
    let mut answers = outputs.iter().filter(is_boolean);
    match (answers.next(), answers.next()) {
        (Some((_, answer)), None) => answer.is_true(),
        _ => false,
    }
}

/// A fault with the element that it happened in.
pub(crate) fn describe(flow: &Flow, fault: &segue_flow::Fault) -> Text {
    match &*place_of(flow, fault) {
        "" => format!("{}: {}", flow.name, fault.message).into(),
        place => format!("{place}: {}", fault.message).into(),
    }
}

/// The element at fault with the flow that holds it; empty where none is.
pub(crate) fn place_of(flow: &Flow, fault: &segue_flow::Fault) -> Text {
    if fault.element.is_empty() {
        return Text::from("");
    }
    let holder = if fault.flow.is_empty() {
        &flow.name
    } else {
        &fault.flow
    };
    format!("{holder}.{}", fault.element).into()
}

/// The value of that name, null when there is none.
pub(crate) fn named(values: &Values, name: &str) -> Value {
    values
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map_or(Value::Null, |(_, value)| value.clone())
}
