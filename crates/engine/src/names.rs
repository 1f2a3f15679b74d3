//! What parts and references of an orchestration are called.

use segue_language::{Text, merge_text};

use crate::{
    AssigneeKind, CloseReason, EngineCriteria, Operand, Orchestration, OutcomeId, Reference,
};

impl Orchestration {
    /// API name of an outcome; none when there is no such outcome.
    pub fn outcome_name(&self, id: OutcomeId) -> Option<&Text> {
        // Outcomes are numbered over all decisions in order, those of one decision in a row.
        self.decisions.iter().find_map(|decision| {
            let place = id.index().checked_sub(decision.first.index())?;
            decision.outcomes.get(place).map(|outcome| &outcome.name)
        })
    }

    /// A reference as it is written.
    pub fn reference_name(&self, reference: &Reference) -> String {
        match reference {
            Reference::StepStatus(step) => format!("{}.Status", self.step(*step).name),
            Reference::StepOutput(step, path) => {
                dotted(&format!("{}.Outputs", self.step(*step).name), path)
            }
            Reference::StageStatus(stage) => format!("{}.Status", self.stage(*stage).name),
            Reference::Stage(stage) => self.stage(*stage).name.to_string(),
            Reference::Step(step) => self.step(*step).name.to_string(),
            Reference::Decision(decision) => self.decision(*decision).name.to_string(),
            Reference::Outcome(outcome) => self
                .outcome_name(*outcome)
                .map(ToString::to_string)
                .unwrap_or_default(),
            Reference::Variable(index, path) => dotted(&self.variables[*index].name, path),
            Reference::Constant(index) => self.constants[*index].0.to_string(),
            Reference::Formula(index) => self.formulas[*index].0.to_string(),
            Reference::Template(index) => self.templates[*index].0.to_string(),
            Reference::Record(path) => dotted("$Record", path),
            Reference::Prior(path) => dotted("$Record__Prior", path),
            Reference::RunId => "$Orchestration.Instance".to_owned(),
            Reference::Global(path) | Reference::Dangling(path) => path.to_string(),
        }
    }

    /// An operand as a person would write it.
    pub fn operand_text(&self, operand: &Operand) -> String {
        match operand {
            Operand::Literal(value) if value.is_null() => "null".to_owned(),
            Operand::Literal(value) => match value.as_text() {
                Some(text) => format!("\"{text}\""),
                None => merge_text(value),
            },
            Operand::Reference(reference) => self.reference_name(reference),
            Operand::Formula(formula) => formula.formula.text().to_owned(),
            Operand::Template(template) => {
                let names = template
                    .references
                    .iter()
                    .map(|name| self.reference_name(name));
                format!("a text with {}", names.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// Every reference that criteria name directly, left and right.
    pub(crate) fn references(criteria: &EngineCriteria) -> impl Iterator<Item = &Reference> {
        criteria.conditions.iter().flat_map(|condition| {
            let right = match &condition.right {
                Operand::Reference(reference) => Some(reference),
                Operand::Literal(_) | Operand::Formula(_) | Operand::Template(_) => None,
            };
            std::iter::once(&condition.left).chain(right)
        })
    }
}

impl AssigneeKind {
    /// The word that people see.
    pub fn label(self) -> &'static str {
        match self {
            AssigneeKind::User => "User",
            AssigneeKind::Group => "Group",
            AssigneeKind::Queue => "Queue",
            AssigneeKind::Resource => "Resource",
        }
    }
}

impl CloseReason {
    /// The reason in a few words.
    pub fn label(self) -> &'static str {
        match self {
            CloseReason::User => "finished by a user",
            CloseReason::ExitConditionMet => "exit condition met",
            CloseReason::Recalled => "submission recalled",
            CloseReason::StageCompleted => "stage completed",
            CloseReason::Failed => "stage or run failed",
            CloseReason::Canceled => "run canceled",
            CloseReason::Event => "ended by an event",
        }
    }
}

fn dotted(head: &str, path: &[Text]) -> String {
    path.iter()
        .fold(head.to_owned(), |text, name| text + "." + name)
}
