//! The names of one orchestration and what each means.

use rustc_hash::FxHashMap;
use segue_engine::{DecisionId, Next, OutcomeId, Reference, StageId, StepId};
use segue_language::{Path, Type};

use crate::compile::ordinal;
use crate::compile::schema::declared_type;
use crate::document::Node;

/// What a name means.
#[derive(Clone, Debug)]
enum Named {
    Stage(StageId),
    Step(StepId),
    Decision(DecisionId),
    Outcome(OutcomeId),
    Variable(usize, Type),
    Constant(usize, Type),
    Formula(usize, Type),
    Template(usize),
}

/// All names of an orchestration; compared without regard to case.
pub(super) struct Names {
    meanings: FxHashMap<String, Named>,
    written: Vec<String>,
    /// In pre-release files a step's own name is its status.
    steps_are_statuses: bool,
}

impl Names {
    pub(super) fn of(root: &Node) -> Names {
        let mut names = Names {
            meanings: FxHashMap::default(),
            written: Vec::new(),
            steps_are_statuses: root.child("steppedStages").is_some(),
        };
        names.add_graph(root);
        names.add_resources(root);
        names
    }

    fn add_graph(&mut self, root: &Node) {
        let (mut n_steps, mut n_outcomes) = (0_u16, 0_u16);
        for (i, stage) in stages(root).enumerate() {
            self.add(stage.name(), Named::Stage(StageId(ordinal(i))));
            for step in steps(stage) {
                self.add(step.name(), Named::Step(StepId(n_steps)));
                n_steps = n_steps.saturating_add(1);
            }
        }
        for (i, decision) in root.children("decisions").enumerate() {
            self.add(decision.name(), Named::Decision(DecisionId(ordinal(i))));
            for rule in decision.children("rules") {
                self.add(rule.name(), Named::Outcome(OutcomeId(n_outcomes)));
                n_outcomes = n_outcomes.saturating_add(1);
            }
        }
    }

    fn add_resources(&mut self, root: &Node) {
        for (i, node) in root.children("variables").enumerate() {
            self.add(node.name(), Named::Variable(i, declared_type(node)));
        }
        for (i, node) in root.children("constants").enumerate() {
            self.add(node.name(), Named::Constant(i, declared_type(node)));
        }
        for (i, node) in root.children("formulas").enumerate() {
            self.add(node.name(), Named::Formula(i, declared_type(node)));
        }
        for (i, node) in root.children("textTemplates").enumerate() {
            self.add(node.name(), Named::Template(i));
        }
    }

    /// The first of two things with one name keeps it.
    fn add(&mut self, name: &str, meaning: Named) {
        self.written.push(name.to_owned());
        self.meanings
            .entry(name.to_ascii_lowercase())
            .or_insert(meaning);
    }

    fn get(&self, name: &str) -> Option<&Named> {
        self.meanings.get(&name.to_ascii_lowercase())
    }

    /// All names as they were written.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.written.iter().map(String::as_str)
    }

    /// The stage or decision of that name.
    pub(super) fn target(&self, name: &str) -> Option<Next> {
        match self.get(name)? {
            Named::Stage(stage) => Some(Next::Stage(*stage)),
            Named::Decision(decision) => Some(Next::Decision(*decision)),
            _ => None,
        }
    }

    /// The names that connectors can lead to.
    pub(super) fn targets(&self) -> impl Iterator<Item = &str> {
        self.all().filter(|name| self.target(name).is_some())
    }

    /// The type of what `name` holds, when it exists.
    pub(super) fn type_of(&self, name: &str) -> Option<Type> {
        Some(match self.get(name)? {
            Named::Variable(_, own) | Named::Constant(_, own) | Named::Formula(_, own) => {
                own.clone()
            }
            Named::Template(_) => Type::Text,
            Named::Outcome(_) => Type::Boolean,
            Named::Stage(_) | Named::Step(_) | Named::Decision(_) => Type::Any,
        })
    }

    /// What a path without a global at its head refers to.
    pub(super) fn resolve(&self, path: &Path) -> Reference {
        let dangling = || Reference::Dangling(path.clone());
        let Some(named) = self.get(path.head()) else {
            return dangling();
        };
        match named {
            Named::Stage(stage) => match words(path).as_slice() {
                [] => Reference::Stage(*stage),
                ["status"] => Reference::StageStatus(*stage),
                _ => dangling(),
            },
            Named::Step(step) => self.of_step(*step, path),
            Named::Decision(decision) if path.tail().is_empty() => Reference::Decision(*decision),
            Named::Outcome(outcome) if path.tail().is_empty() => Reference::Outcome(*outcome),
            Named::Variable(i, _) => Reference::Variable(*i, path.tail().to_vec()),
            Named::Constant(i, _) => Reference::Constant(*i),
            Named::Formula(i, _) => Reference::Formula(*i),
            Named::Template(i) => Reference::Template(*i),
            Named::Decision(_) | Named::Outcome(_) => dangling(),
        }
    }

    fn of_step(&self, step: StepId, path: &Path) -> Reference {
        match words(path).as_slice() {
            [] if self.steps_are_statuses => Reference::StepStatus(step),
            [] => Reference::Step(step),
            ["status"] => Reference::StepStatus(step),
            ["outputs", _, ..] => Reference::StepOutput(step, path.tail()[1..].to_vec()),
            _ => Reference::Dangling(path.clone()),
        }
    }
}

/// The tail of a path; its first word, which is a keyword here, in lower case.
fn words(path: &Path) -> Vec<&str> {
    let mut words: Vec<&str> = path.tail().iter().map(|word| &**word).collect();
    if let Some(first) = words.first_mut() {
        for keyword in ["status", "outputs"] {
            if first.eq_ignore_ascii_case(keyword) {
                *first = keyword;
            }
        }
    }
    words
}

/// The stages of an orchestration in file order, pre-release ones too.
pub(super) fn stages(root: &Node) -> impl Iterator<Item = &Node> {
    root.children
        .iter()
        .filter(|child| matches!(&*child.tag, "orchestratedStages" | "steppedStages"))
}

/// The steps of a stage in file order.
pub(super) fn steps(stage: &Node) -> impl Iterator<Item = &Node> {
    stage
        .children
        .iter()
        .filter(|child| matches!(&*child.tag, "stageSteps" | "steps"))
}
