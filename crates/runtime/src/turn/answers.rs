//! Answers to the engine's questions, inside the transaction.

use std::sync::Arc;

use segue_engine::{Answer, AssigneeFault, AssigneeKind, FlowVersion, Question, StepResult};
use segue_flow::Flow;
use segue_language::{Text, Value, Values};

use super::{Stop, Turn};
use crate::definitions::DeployedFlow;
use crate::{StandInCall, StandInKind};

/// Output of an evaluation flow.
const CONDITION_MET: &str = "isOrchestrationConditionMet";

impl Turn<'_> {
    pub(super) fn answer(&mut self, _index: usize, question: Question) -> Result<Answer, Stop> {
        match question {
            Question::Evaluate { flow, inputs } => {
                Ok(Answer::Evaluated(self.evaluate(&flow, inputs)?))
            }
            Question::Run {
                flow,
                inputs,
                run_as,
                ..
            } => Ok(Answer::Ran(self.run_step_flow(flow, inputs, run_as)?)),
            Question::Resolve { kind, name } => Ok(Answer::Resolved(self.resolve(kind, &name)?)),
        }
    }

    /// What an evaluation flow says now.
    fn evaluate(&mut self, name: &Text, inputs: Values) -> Result<Result<bool, Text>, Stop> {
        let ended = match self.stand_in(name, StandInKind::Flow, &inputs) {
            Some(answered) => Ok(answered.map_err(Text::from)),
            None => match self.world.definitions.active_flow(name) {
                Some(deployed) => self.run_flow(&deployed, inputs, self.world.system_user.clone()),
                None => Ok(Err(no_flow(name))),
            },
        }?;
        Ok(ended.map(|outputs| named(&outputs, CONDITION_MET).is_true()))
    }

    /// Runs the flow of a background step as the person it runs as.
    pub(crate) fn run_step_flow(
        &mut self,
        version: FlowVersion,
        inputs: Values,
        run_as: Option<(AssigneeKind, Text)>,
    ) -> Result<StepResult, Stop> {
        let user = match run_as {
            None => self.world.system_user.clone(),
            Some((kind, name)) => match self.resolve(kind, &name)? {
                Ok(assignee) => assignee.id,
                Err(fault) => return Ok(failed(&fault)),
            },
        };
        let Some(deployed) = self.world.definitions.flow(version) else {
            return Ok(StepResult::Failed(no_flow(&version.0.to_string().into())));
        };
        let ended = match self.stand_in(&deployed.flow.name, StandInKind::Flow, &inputs) {
            Some(answered) => answered.map_err(Text::from),
            None => self.run_flow(&deployed, inputs, user)?,
        };
        Ok(match ended {
            Ok(outputs) => StepResult::Finished(outputs),
            Err(message) => StepResult::Failed(message),
        })
    }

    /// Runs a flow without screens to its end. When it fails, its own writes are undone.
    pub(crate) fn run_flow(
        &mut self,
        deployed: &Arc<DeployedFlow>,
        inputs: Values,
        user: Text,
    ) -> Result<Result<Values, Text>, Stop> {
        let beginning = self.beginning(deployed, inputs);
        let before = std::mem::replace(&mut self.user, user);
        let ended = self.undoable(|turn| turn.run_to_the_end(beginning));
        self.user = before;
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

fn failed(fault: &AssigneeFault) -> StepResult {
    StepResult::Failed(fault.to_string().into())
}

fn no_flow(name: &Text) -> Text {
    format!("flow `{name}` is not deployed or has no active version").into()
}

/// A fault with the element that it happened in.
pub(crate) fn describe(flow: &Flow, fault: &segue_flow::Fault) -> Text {
    if fault.element.is_empty() {
        return format!("{}: {}", flow.name, fault.message).into();
    }
    let holder = if fault.flow.is_empty() {
        &flow.name
    } else {
        &fault.flow
    };
    format!("{holder}.{}: {}", fault.element, fault.message).into()
}

/// The value of that name, null when there is none.
pub(crate) fn named(values: &Values, name: &str) -> Value {
    values
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map_or(Value::Null, |(_, value)| value.clone())
}
