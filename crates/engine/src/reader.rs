//! Reading values: what references, formulas and templates hold at this moment.

use std::convert::Infallible;
use std::sync::Arc;

use segue_language::{
    Environment, EvaluationError, Path, Record, Text, Timestamp, Value, follow_with, merge_text,
};

use crate::limits::REFERENCE_DEPTH_MAX;
use crate::{
    CompiledFormula, CompiledTemplate, Facts, Operand, Orchestration, OutcomeId, Reference, Run,
    StageId, StageRun, StageStatus, StepId, StepStatus, Values,
};

/// The first API version whose runs read records afresh.
const REFRESHING_API_VERSION: u16 = 58;

/// What a value is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A condition: records are read as they are now.
    Condition,
    /// A condition as it was before the change that started the run.
    ConditionBefore,
    /// An input: below API version 58 records keep their first values.
    Input,
}

/// A value could not be computed, in one sentence.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Unreadable(pub(crate) String);

/// Reads values of one run at one moment.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) orchestration: &'a Orchestration,
    pub(crate) run: &'a Run,
    pub(crate) facts: &'a dyn Facts,
    pub(crate) now: Timestamp,
    pub(crate) purpose: Purpose,
    depth: u8,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(
        orchestration: &'a Orchestration,
        run: &'a Run,
        facts: &'a dyn Facts,
        now: Timestamp,
        purpose: Purpose,
    ) -> Self {
        Reader {
            orchestration,
            run,
            facts,
            now,
            purpose,
            depth: 0,
        }
    }

    /// The same moment, read for another purpose.
    pub(crate) fn with_purpose(self, purpose: Purpose) -> Self {
        Reader { purpose, ..self }
    }

    /// The values of a call's inputs.
    pub(crate) fn inputs(&self, inputs: &[(Text, Operand)]) -> Result<Values, Unreadable> {
        inputs
            .iter()
            .map(|(name, operand)| Ok((name.clone(), self.operand(operand)?)))
            .collect()
    }

    /// The value as text; none when it is null.
    pub(crate) fn text(&self, operand: &Operand) -> Result<Option<Text>, Unreadable> {
        let value = self.operand(operand)?;
        if let Value::Record(record) = &value {
            return Ok(record.id().cloned());
        }
        let text = || {
            value
                .as_text()
                .cloned()
                .unwrap_or_else(|| merge_text(&value).into())
        };
        Ok((!value.is_null()).then(text))
    }

    pub(crate) fn operand(&self, operand: &Operand) -> Result<Value, Unreadable> {
        match operand {
            Operand::Literal(value) => Ok(value.clone()),
            Operand::Reference(reference) => self.reference(reference),
            Operand::Formula(formula) => self.formula(formula),
            Operand::Template(template) => self.template(template),
        }
    }

    pub(crate) fn reference(&self, reference: &Reference) -> Result<Value, Unreadable> {
        Ok(match reference {
            Reference::StepStatus(step) => status(self.step_status(*step).map(StepStatus::label)),
            Reference::StepOutput(step, path) => self.output(*step, path),
            Reference::StageStatus(stage) => {
                status(self.stage_status(*stage).map(StageStatus::label))
            }
            Reference::Stage(stage) => self.stage_outcome(*stage),
            Reference::Step(_) | Reference::Decision(_) | Reference::Dangling(_) => Value::Null,
            Reference::Outcome(outcome) => self.outcome(*outcome),
            Reference::Variable(index, path) => self.variable(*index, path),
            Reference::Constant(index) => self.orchestration.constants[*index].1.clone(),
            Reference::Formula(index) => self.formula(&self.orchestration.formulas[*index].1)?,
            Reference::Template(index) => self.template(&self.orchestration.templates[*index].1)?,
            Reference::Record(path) => self.triggering(path),
            Reference::Prior(path) => self.prior(path),
            Reference::RunId => Value::Text(self.facts.run_id()),
            Reference::Global(path) => self.global(path),
        })
    }

    /// The status of the newest run of a step; none before its stage was entered.
    pub(crate) fn step_status(&self, step: StepId) -> Option<StepStatus> {
        self.run
            .newest_step(self.orchestration, step)
            .map(|run| run.status)
    }

    /// The status of the newest run of a stage; none before it was entered.
    pub(crate) fn stage_status(&self, stage: StageId) -> Option<StageStatus> {
        self.run.newest_stage(stage).map(|run| run.status)
    }

    /// True: ran without error; false: failed; null: not executed to an end.
    fn stage_outcome(&self, stage: StageId) -> Value {
        match self.stage_status(stage) {
            Some(StageStatus::Completed) => Value::Boolean(true),
            Some(StageStatus::Error | StageStatus::Discontinued) => Value::Boolean(false),
            Some(StageStatus::InProgress | StageStatus::Suspended | StageStatus::Canceled)
            | None => Value::Null,
        }
    }

    fn outcome(&self, outcome: OutcomeId) -> Value {
        let taken = self.run.outcomes.get(outcome.index()).copied().flatten();
        taken.map_or(Value::Null, Value::Boolean)
    }

    /// An output of the newest run of a step: readable only when that is Completed.
    fn output(&self, step: StepId, path: &[Text]) -> Value {
        let newest = self.run.newest_step(self.orchestration, step);
        let Some(run) = newest.filter(|run| run.status == StepStatus::Completed) else {
            return Value::Null;
        };
        let Some((variable, rest)) = path.split_first() else {
            return Value::Null;
        };
        let value = run.outputs.iter().find(|(name, _)| name == variable);
        value.map_or(Value::Null, |(_, value)| {
            self.walk(self.refreshed(value), rest)
        })
    }

    fn variable(&self, index: usize, path: &[Text]) -> Value {
        let variable = &self.orchestration.variables[index];
        let given = self
            .run
            .inputs
            .iter()
            .find(|(name, _)| *name == variable.name);
        let value = given.map(|(_, value)| value).or(variable.default.as_ref());
        value.map_or(Value::Null, |value| self.walk(self.refreshed(value), path))
    }

    /// `$Record`: as it is now, as it was first, or as it was before.
    pub(crate) fn triggering(&self, path: &[Text]) -> Value {
        let Some(trigger) = &self.run.trigger else {
            return Value::Null;
        };
        let kept = match self.purpose {
            Purpose::ConditionBefore => return self.prior(path),
            Purpose::Input if !self.refreshes() => trigger.first.as_ref(),
            Purpose::Condition | Purpose::Input => None,
        };
        let fresh = || self.facts.record(&trigger.object, &trigger.id);
        match kept {
            Some(record) => self.walk_from(record, path),
            None => fresh().map_or(Value::Null, |record| self.walk(Value::Record(record), path)),
        }
    }

    /// `$Record__Prior`: never read afresh.
    pub(crate) fn prior(&self, path: &[Text]) -> Value {
        let trigger = self.run.trigger.as_ref();
        let prior = trigger.and_then(|trigger| trigger.prior.as_ref());
        prior.map_or(Value::Null, |record| self.walk_from(record, path))
    }

    fn refreshes(&self) -> bool {
        self.orchestration.api_version >= REFRESHING_API_VERSION
    }

    /// A record that was read earlier, as it is now, unless it is to keep its first values.
    fn refreshed(&self, value: &Value) -> Value {
        if self.purpose == Purpose::Input && !self.refreshes() {
            return value.clone();
        }
        if let Value::Record(record) = value {
            return self.fresh(record);
        }
        if value.items().iter().any(|item| item.as_record().is_some()) {
            let items = value.items().iter().map(|item| self.refreshed(item));
            return Value::Collection(Arc::new(items.collect()));
        }
        value.clone()
    }

    /// A record without an id was never stored and stays as it is; one that is gone is null.
    fn fresh(&self, record: &Arc<Record>) -> Value {
        let Some(id) = record.id() else {
            return Value::Record(record.clone());
        };
        self.facts
            .record(&record.object, id)
            .map_or(Value::Null, Value::Record)
    }

    /// Follows a path into a value, reading lookups where it has to.
    fn walk(&self, value: Value, path: &[Text]) -> Value {
        let followed = follow_with::<Infallible>(&value, path, &mut |lookup| {
            Ok(self
                .facts
                .related(lookup)
                .map_or(Value::Null, Value::Record))
        });
        followed.unwrap_or_else(|never| match never {})
    }

    /// Follows a path into a record of the run, which is copied only when it has to be.
    fn walk_from(&self, record: &Record, path: &[Text]) -> Value {
        let field = path
            .split_first()
            .and_then(|(name, rest)| Some((record.get(name)?, rest)));
        match field {
            Some((value, rest)) => self.walk(value.clone(), rest),
            None => self.walk(Value::Record(Arc::new(record.clone())), path),
        }
    }

    fn formula(&self, formula: &CompiledFormula) -> Result<Value, Unreadable> {
        let inner = self.deeper()?;
        let environment = Environment {
            now: self.now,
            zone: self.facts.zone().clone(),
        };
        let value = formula.formula.evaluate(&environment, &mut |slot| {
            inner
                .reference(&formula.references[slot])
                .map_err(|Unreadable(message)| EvaluationError::Failed {
                    code: "reference-failed",
                    message,
                })
        });
        value.map_err(|error| Unreadable(error.to_string()))
    }

    fn template(&self, template: &CompiledTemplate) -> Result<Value, Unreadable> {
        let inner = self.deeper()?;
        let mut slots = |slot: usize| inner.reference(&template.references[slot]);
        Ok(Value::text(template.template.render(&mut slots)?))
    }

    fn deeper(&self) -> Result<Self, Unreadable> {
        if self.depth == REFERENCE_DEPTH_MAX {
            return Err(Unreadable(
                "formulas refer to one another without end".to_owned(),
            ));
        }
        Ok(Reader {
            depth: self.depth + 1,
            ..*self
        })
    }

    fn global(&self, path: &Path) -> Value {
        match (path.head().as_ref(), path.tail()) {
            ("$Record__IsNew", []) => Value::Boolean(
                self.run
                    .trigger
                    .as_ref()
                    .is_some_and(|trigger| trigger.prior.is_none()),
            ),
            ("$Flow", [name]) => self
                .flow_global(name)
                .or_else(|| self.facts.global(path))
                .unwrap_or_default(),
            _ => self.facts.global(path).unwrap_or_default(),
        }
    }

    /// Globals about the run itself and the present moment.
    fn flow_global(&self, name: &str) -> Option<Value> {
        Some(match name {
            "CurrentDate" => {
                let moment = self.now.to_jiff().to_zoned(self.facts.zone().clone());
                Value::Date(moment.date())
            }
            "CurrentDateTime" => Value::DateTime(self.now),
            "InterviewStartTime" => Value::DateTime(self.run.started_at),
            "InterviewGuid" => Value::Text(self.facts.run_id()),
            "CurrentRecord" => {
                let trigger = self.run.trigger.as_ref();
                trigger.map_or(Value::Null, |trigger| Value::Text(trigger.id.clone()))
            }
            "FaultMessage" => self.fault_message(),
            _ => return None,
        })
    }

    /// The message of what failed last: a step, or a stage for a cause of its own.
    fn fault_message(&self) -> Value {
        let newest_first = self.run.stages.iter().rev();
        let message = newest_first.filter_map(StageRun::fault).next();
        message.map_or(Value::Null, |message| Value::Text(message.clone()))
    }
}

fn status(label: Option<&'static str>) -> Value {
    label.map_or(Value::Null, Value::text)
}
