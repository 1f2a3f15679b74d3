//! Reading the short text form of an orchestration.
//!
//! ```text
//! stage prepare until draft.Status is Completed then route fault rescue
//!   draft: interactive user:lead about $Record.Id until flow Is_Good
//!   publish: async background after draft with id=$Record.Id
//! decision route then end
//!   outcome big: $Record.Size > 3 then prepare
//! ```
//! Without `then`, a path leads to the next stage or decision in the text, and to the end after
//! the last one.

mod conditions;
mod steps;

use segue_engine::{
    ApprovalProcess, CompiledFormula, CompiledTemplate, Decision, DecisionId, DecisionOutcome,
    Gate, Next, Operand, Orchestration, OutcomeId, Reference, Stage, StageId, StepId, Variable,
};
use segue_language::{Formula, Path, Template, Text, Type};

use super::words::{literal, words};

/// Reads an orchestration.
pub(crate) fn read(text: &str) -> Orchestration {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let mut reading = Reading::survey(&lines);
    for line in &lines {
        reading.line(&words(line.trim()));
    }
    reading.orchestration
}

pub(crate) struct Reading {
    pub(crate) orchestration: Orchestration,
    stages: Vec<String>,
    steps: Vec<String>,
    decisions: Vec<String>,
    outcomes: Vec<String>,
    /// Stages and decisions in the order of the text.
    elements: Vec<Next>,
    n_elements: usize,
}

impl Reading {
    /// Collects the names first, so that any line may refer to any other.
    fn survey(lines: &[&str]) -> Self {
        let mut reading = Reading {
            orchestration: empty(),
            stages: vec![],
            steps: vec![],
            decisions: vec![],
            outcomes: vec![],
            elements: vec![],
            n_elements: 0,
        };
        for line in lines {
            reading.note(&words(line.trim()));
        }
        reading.orchestration.start = reading.elements[0];
        reading
    }

    fn note(&mut self, words: &[&str]) {
        let ordinal = |names: &Vec<String>| u16::try_from(names.len()).unwrap();
        match words {
            ["stage", name, ..] => {
                self.elements
                    .push(Next::Stage(StageId(ordinal(&self.stages))));
                self.stages.push((*name).to_owned());
            }
            ["decision", name, ..] => {
                self.elements
                    .push(Next::Decision(DecisionId(ordinal(&self.decisions))));
                self.decisions.push((*name).to_owned());
            }
            ["outcome", name, ..] => self.outcomes.push(name.trim_end_matches(':').to_owned()),
            ["input" | "constant" | "template" | "formula", name, ..] => {
                self.resource(words[0], name, words.get(3).copied());
            }
            ["api" | "start" | "recall", ..] => {}
            [name, ..] => self.steps.push(name.trim_end_matches(':').to_owned()),
            [] => {}
        }
    }

    fn resource(&mut self, kind: &str, name: &str, value: Option<&str>) {
        let name = Text::from(name);
        let orchestration = &mut self.orchestration;
        match kind {
            "input" => orchestration.variables.push(Variable {
                name,
                value_type: Type::Any,
                is_input: true,
                default: value.map(literal),
            }),
            "constant" => orchestration
                .constants
                .push((name, literal(value.unwrap()))),
            "formula" => {
                let formula = self.formula("true");
                self.orchestration.formulas.push((name, formula));
            }
            _ => orchestration
                .templates
                .push((name, CompiledTemplate::default())),
        }
    }

    fn line(&mut self, words: &[&str]) {
        match words {
            ["api", version] => self.orchestration.api_version = version.parse().unwrap(),
            ["start", name] => self.orchestration.start = self.next(name),
            ["recall", name] => self.orchestration.approval = self.approval(Some(name)),
            ["recall"] => self.orchestration.approval = self.approval(None),
            ["input" | "constant", ..] => {}
            ["template", name, "=", text] => self.template(name, text),
            ["formula", name, "=", text] => {
                let formula = self.formula(text);
                let slots = &mut self.orchestration.formulas;
                slots
                    .iter_mut()
                    .find(|(known, _)| **known == **name)
                    .unwrap()
                    .1 = formula;
            }
            ["stage", name, rest @ ..] => self.stage(name, rest),
            ["decision", name, rest @ ..] => self.decision(name, rest),
            ["outcome", name, rest @ ..] => self.outcome(name.trim_end_matches(':'), rest),
            [name, rest @ ..] => {
                let step = steps::read(self, name.trim_end_matches(':'), rest);
                self.orchestration.steps.push(step);
                self.orchestration.stages.last_mut().unwrap().steps.end += 1;
            }
            [] => {}
        }
    }

    /// Makes it an approval process.
    fn approval(&self, recall: Option<&str>) -> Option<Box<ApprovalProcess>> {
        let recall = recall.map(|name| self.next(name));
        Some(Box::new(ApprovalProcess { recall }))
    }

    fn template(&mut self, name: &str, text: &str) {
        let template = self.compiled(text);
        let slots = &mut self.orchestration.templates;
        slots
            .iter_mut()
            .find(|(known, _)| **known == *name)
            .unwrap()
            .1 = template;
    }

    fn stage(&mut self, name: &str, rest: &[&str]) {
        let first = u16::try_from(self.orchestration.steps.len()).unwrap();
        let next = self.then(rest);
        let fault = clause(rest, "fault").first().map(|name| self.next(name));
        let exit = self.gate(clause(rest, "until"));
        let (name, label) = (name.into(), name.to_owned());
        let steps = first..first;
        self.orchestration.stages.push(Stage {
            name,
            label,
            steps,
            exit,
            next,
            fault,
        });
    }

    fn decision(&mut self, name: &str, rest: &[&str]) {
        let n_outcomes = self
            .orchestration
            .decisions
            .iter()
            .map(|d| d.outcomes.len())
            .sum::<usize>();
        let decision = Decision {
            name: name.into(),
            label: name.to_owned(),
            first: OutcomeId(u16::try_from(n_outcomes).unwrap()),
            outcomes: vec![],
            default_label: "Default Outcome".to_owned(),
            default: self.then(rest),
        };
        self.orchestration.decisions.push(decision);
    }

    fn outcome(&mut self, name: &str, rest: &[&str]) {
        let next = clause(rest, "then")
            .first()
            .map_or(Next::End, |name| self.next(name));
        let changed_to_meet = rest.contains(&"changed");
        let condition: Vec<&str> = rest
            .iter()
            .take_while(|word| !CLAUSES.contains(word))
            .copied()
            .collect();
        let criteria = self.criteria(&condition);
        let (name, label) = (name.into(), name.to_owned());
        let outcome = DecisionOutcome {
            name,
            label,
            criteria,
            changed_to_meet,
            next,
        };
        self.orchestration
            .decisions
            .last_mut()
            .unwrap()
            .outcomes
            .push(outcome);
    }

    /// Where an element leads: said, or the element that follows.
    fn then(&mut self, rest: &[&str]) -> Next {
        self.n_elements += 1;
        let following = self
            .elements
            .get(self.n_elements)
            .copied()
            .unwrap_or(Next::End);
        clause(rest, "then")
            .first()
            .map_or(following, |name| self.next(name))
    }

    fn next(&self, name: &str) -> Next {
        if name == "end" {
            return Next::End;
        }
        let stage = place(&self.stages, name).map(|place| Next::Stage(StageId(place)));
        let decision = || Next::Decision(DecisionId(place(&self.decisions, name).unwrap()));
        stage.unwrap_or_else(decision)
    }

    pub(crate) fn gate(&self, words: &[&str]) -> Gate {
        match words {
            [] => Gate::Default,
            ["flow", name, inputs @ ..] => Gate::Evaluation(steps::call(self, name, inputs)),
            _ => Gate::Requirements(self.criteria(words)),
        }
    }

    /// A literal, a template `t"…"`, a formula `f"…"`, or a reference.
    pub(crate) fn operand(&self, word: &str) -> Operand {
        if let Some(text) = word.strip_prefix('t').filter(|text| text.starts_with('"')) {
            return Operand::Template(Box::new(self.compiled(text)));
        }
        if let Some(text) = word.strip_prefix('f').filter(|text| text.starts_with('"')) {
            return Operand::Formula(Box::new(self.formula(text)));
        }
        match self.reference(word) {
            Some(reference) => Operand::Reference(reference),
            None => Operand::Literal(literal(word)),
        }
    }

    fn compiled(&self, text: &str) -> CompiledTemplate {
        let template = Template::parse(super::words::unquoted(text));
        let names = template.references().iter().map(ToString::to_string);
        let references = names.map(|name| self.reference(&name).unwrap()).collect();
        CompiledTemplate {
            template,
            references,
        }
    }

    fn formula(&self, text: &str) -> CompiledFormula {
        let formula = Formula::compile(super::words::unquoted(text), &|_| Some(Type::Any)).unwrap();
        let names = formula.references().iter().map(ToString::to_string);
        let references = names.map(|name| self.reference(&name).unwrap()).collect();
        CompiledFormula {
            formula,
            references,
        }
    }

    pub(crate) fn reference(&self, word: &str) -> Option<Reference> {
        let path = Path::new(word);
        let (head, tail) = (path.head(), path.tail());
        let named = |names: &[String]| place(names, head);
        let field = |path: &[Text]| path.to_vec();
        Some(match &**head {
            "$Record" => Reference::Record(field(tail)),
            "$Record__Prior" => Reference::Prior(field(tail)),
            "$Orchestration" => Reference::RunId,
            "missing" => Reference::Dangling(path),
            name if name.starts_with('$') => Reference::Global(path),
            _ => {
                let status = tail.first().is_some_and(|word| &**word == "Status");
                if let Some(step) = named(&self.steps).map(StepId) {
                    match tail {
                        [] => Reference::Step(step),
                        _ if status => Reference::StepStatus(step),
                        [_, path @ ..] => Reference::StepOutput(step, field(path)),
                    }
                } else if let Some(stage) = named(&self.stages).map(StageId) {
                    let stage_status = Reference::StageStatus(stage);
                    if status {
                        stage_status
                    } else {
                        Reference::Stage(stage)
                    }
                } else if let Some(decision) = named(&self.decisions) {
                    Reference::Decision(DecisionId(decision))
                } else if let Some(outcome) = named(&self.outcomes) {
                    Reference::Outcome(OutcomeId(outcome))
                } else {
                    self.resource_reference(head, tail)?
                }
            }
        })
    }

    fn resource_reference(&self, head: &str, tail: &[Text]) -> Option<Reference> {
        let Orchestration {
            variables,
            constants,
            templates,
            formulas,
            ..
        } = &self.orchestration;
        let formula = formulas.iter().position(|(name, _)| **name == *head);
        let variable = variables
            .iter()
            .position(|variable| *variable.name == *head);
        let constant = constants.iter().position(|(name, _)| **name == *head);
        let template = templates.iter().position(|(name, _)| **name == *head);
        let variable = variable.map(|index| Reference::Variable(index, tail.to_vec()));
        variable
            .or(constant.map(Reference::Constant))
            .or(formula.map(Reference::Formula))
            .or(template.map(Reference::Template))
    }

    pub(crate) fn this_stage(&self) -> StageId {
        StageId(u16::try_from(self.orchestration.stages.len() - 1).unwrap())
    }
}

/// Words that begin a clause.
const CLAUSES: [&str; 18] = [
    "lock",
    "edit",
    "all",
    "auto",
    "then",
    "fault",
    "until",
    "when",
    "after",
    "with",
    "about",
    "as",
    "subject",
    "body",
    "silent",
    "changed",
    "async",
    "unassigned",
];

/// The words of a clause, up to the next one.
pub(crate) fn clause<'a, 'w>(words: &'a [&'w str], name: &str) -> &'a [&'w str] {
    let Some(start) = words.iter().position(|word| *word == name) else {
        return &[];
    };
    let rest = &words[start + 1..];
    let end = rest
        .iter()
        .position(|word| CLAUSES.contains(word))
        .unwrap_or(rest.len());
    &rest[..end]
}

fn place(names: &[String], name: &str) -> Option<u16> {
    names
        .iter()
        .position(|known| known == name)
        .map(|place| u16::try_from(place).unwrap())
}

fn empty() -> Orchestration {
    Orchestration {
        name: "story".into(),
        label: "Story".to_owned(),
        api_version: 60,
        trigger: None,
        variables: vec![],
        constants: vec![],
        formulas: vec![],
        templates: vec![],
        start: Next::End,
        stages: vec![],
        steps: vec![],
        decisions: vec![],
        approval: None,
    }
}
