//! Compiled models as short text, with the names that their numbers stand for.

use std::fmt::Write;

use segue_engine::{
    AssigneeSource, Call, EngineCriteria, Gate, Next, Operand, Orchestration, Reference, Step,
    StepKind,
};
use segue_language::{Logic, LogicTree, Text, TriggerCondition, Value};

/// The orchestration as text.
pub(crate) fn orchestration(orchestration: &Orchestration) -> String {
    let mut outline = Outline {
        orchestration,
        text: String::new(),
    };
    outline.start();
    for stage in &orchestration.stages {
        let exit = outline.gate(&stage.exit);
        outline.line(&format!(
            "stage {} -> {}{} [exit: {exit}]",
            stage.name,
            outline.next(stage.next),
            stage
                .fault
                .map(|fault| format!(", fault -> {}", outline.next(fault)))
                .unwrap_or_default(),
        ));
        for step in stage.steps.clone() {
            outline.step(&orchestration.steps[usize::from(step)]);
        }
    }
    outline.decisions();
    outline.text
}

struct Outline<'a> {
    orchestration: &'a Orchestration,
    text: String,
}

impl Outline<'_> {
    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn start(&mut self) {
        let own = self.orchestration;
        let mut head = format!("{} (API {})", own.name, own.api_version);
        if let Some(trigger) = &own.trigger {
            let saves: Vec<&str> = [
                (trigger.on_create, "created"),
                (trigger.on_update, "updated"),
                (trigger.on_delete, "deleted"),
            ]
            .iter()
            .filter(|(fires, _)| *fires)
            .map(|(_, word)| *word)
            .collect();
            let condition = match &trigger.condition {
                TriggerCondition::Always => "always".to_owned(),
                TriggerCondition::Formula(formula) => formula.text().to_owned(),
                TriggerCondition::Criteria(criteria) => {
                    format!("{:?}", criteria.conditions)
                }
            };
            let _ = write!(
                head,
                ", {} {} {:?}, {condition}, changed to meet: {}",
                trigger.object,
                saves.join(" or "),
                trigger.moment,
                trigger.changed_to_meet
            );
        }
        self.line(&head);
        for variable in &own.variables {
            self.line(&format!(
                "variable {}: {:?}, input: {}, default: {:?}",
                variable.name, variable.value_type, variable.is_input, variable.default
            ));
        }
        self.line(&format!("-> {}", self.next(own.start)));
    }

    fn step(&mut self, step: &Step) {
        let kind = match &step.kind {
            StepKind::Background {
                asynchronous,
                run_as,
            } => format!(
                "background{}{}",
                if *asynchronous { " asynchronous" } else { "" },
                run_as
                    .as_ref()
                    .map(|user| format!(" as {}", self.assignee(user)))
                    .unwrap_or_default()
            ),
            StepKind::External => "external".to_owned(),
            StepKind::Interactive(interactive) => {
                let mut text = "interactive".to_owned();
                if let Some(assignee) = &interactive.assignee {
                    let _ = write!(text, " for {}", self.assignee(assignee));
                }
                if let Some(record) = &interactive.related_record {
                    let _ = write!(text, " on {}", self.operand(record));
                }
                if let Some(subject) = &interactive.mail_subject {
                    let _ = write!(text, " mail {}", self.operand(subject));
                }
                if !matches!(interactive.exit, Gate::Default) {
                    let _ = write!(text, " [exit: {}]", self.gate(&interactive.exit));
                }
                text
            }
        };
        let entry = match &step.entry {
            Gate::Default => String::new(),
            gate => format!(" [entry: {}]", self.gate(gate)),
        };
        self.line(&format!(
            "  step {}: {kind} {}{entry}",
            step.name,
            self.call(&step.call)
        ));
    }

    fn assignee(&self, source: &AssigneeSource) -> String {
        format!("{:?} {}", source.kind, self.operand(&source.name))
    }

    fn decisions(&mut self) {
        for decision in &self.orchestration.decisions {
            self.line(&format!(
                "decision {} (outcomes from {}), `{}` -> {}",
                decision.name,
                decision.first.0,
                decision.default_label,
                self.next(decision.default)
            ));
            for outcome in &decision.outcomes {
                self.line(&format!(
                    "  {} [{}] -> {}",
                    outcome.name,
                    self.criteria(&outcome.criteria),
                    self.next(outcome.next)
                ));
            }
        }
    }

    fn next(&self, next: Next) -> String {
        match next {
            Next::End => "end".to_owned(),
            Next::Stage(stage) => self.orchestration.stage(stage).name.to_string(),
            Next::Decision(decision) => self.orchestration.decision(decision).name.to_string(),
        }
    }

    fn gate(&self, gate: &Gate) -> String {
        match gate {
            Gate::Default => "default".to_owned(),
            Gate::Requirements(criteria) => self.criteria(criteria),
            Gate::Evaluation(call) => self.call(call),
        }
    }

    fn call(&self, call: &Call) -> String {
        let inputs: Vec<String> = call
            .inputs
            .iter()
            .map(|(name, value)| format!("{name}: {}", self.operand(value)))
            .collect();
        format!("{}({})", call.name, inputs.join(", "))
    }

    fn criteria(&self, criteria: &EngineCriteria) -> String {
        let conditions: Vec<String> = criteria
            .conditions
            .iter()
            .map(|condition| {
                format!(
                    "{} {:?} {}",
                    self.reference(&condition.left),
                    condition.operator,
                    self.operand(&condition.right)
                )
            })
            .collect();
        match &criteria.logic {
            Logic::All => conditions.join(" and "),
            Logic::Any => conditions.join(" or "),
            Logic::Custom(tree) => tree_text(tree, &conditions),
        }
    }

    fn operand(&self, operand: &Operand) -> String {
        match operand {
            Operand::Literal(Value::Text(text)) => format!("`{text}`"),
            Operand::Literal(value) => format!("{value:?}"),
            Operand::Reference(reference) => self.reference(reference),
            Operand::Formula(formula) => format!("={}", formula.formula.text()),
            Operand::Template(template) => format!(
                "template of {:?}",
                template
                    .references
                    .iter()
                    .map(|reference| self.reference(reference))
                    .collect::<Vec<_>>()
            ),
        }
    }

    fn reference(&self, reference: &Reference) -> String {
        let own = self.orchestration;
        let dotted = |head: &str, path: &[Text]| {
            let mut text = head.to_owned();
            for segment in path {
                let _ = write!(text, ".{segment}");
            }
            text
        };
        match reference {
            Reference::StepStatus(step) => format!("{}.Status", own.step(*step).name),
            Reference::StepOutput(step, path) => {
                dotted(&format!("{}.Outputs", own.step(*step).name), path)
            }
            Reference::StageStatus(stage) => format!("{}.Status", own.stage(*stage).name),
            Reference::Stage(stage) => own.stage(*stage).name.to_string(),
            Reference::Step(step) => own.step(*step).name.to_string(),
            Reference::Decision(decision) => own.decision(*decision).name.to_string(),
            Reference::Outcome(outcome) => format!("outcome {}", outcome.0),
            Reference::Variable(at, path) => dotted(&own.variables[*at].name, path),
            Reference::Constant(at) => own.constants[*at].0.to_string(),
            Reference::Formula(at) => own.formulas[*at].0.to_string(),
            Reference::Template(at) => own.templates[*at].0.to_string(),
            Reference::Record(path) => dotted("$Record", path),
            Reference::Prior(path) => dotted("$Record__Prior", path),
            Reference::RunId => "the run's id".to_owned(),
            Reference::Global(path) => path.to_string(),
            Reference::Dangling(path) => format!("dangling {path}"),
        }
    }
}

fn tree_text(tree: &LogicTree, conditions: &[String]) -> String {
    let joined = |trees: &[LogicTree], word: &str| {
        let parts: Vec<String> = trees.iter().map(|t| tree_text(t, conditions)).collect();
        format!("({})", parts.join(word))
    };
    match tree {
        LogicTree::Condition(at) => conditions[*at].clone(),
        LogicTree::Not(tree) => format!("not {}", tree_text(tree, conditions)),
        LogicTree::And(trees) => joined(trees, " and "),
        LogicTree::Or(trees) => joined(trees, " or "),
    }
}
