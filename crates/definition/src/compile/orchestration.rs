//! Orchestrations: stages, steps and decisions from their elements.

mod approval;
mod names;
mod resource;
mod stage;
mod step;

use segue_engine::{
    CompiledFormula, CompiledTemplate, Decision, DecisionOutcome, EngineCriteria, Next, Operand,
    Orchestration, OutcomeId, Reference,
};
use segue_language::{Formula, Path, Template, Text, Type, Value};

use self::names::Names;
use super::condition::{Tags, criteria};
use super::notes::Notes;
use super::schema::{Schema, global_type, spelled_global};
use super::scope::Scope;
use super::trigger::{record_path, record_trigger};
use crate::Place;
use crate::document::Node;

/// Everything known while one orchestration is compiled.
pub(crate) struct Compiler<'a> {
    root: &'a Node,
    source: &'a str,
    schema: Schema<'a>,
    names: Names,
    /// Type of `$Record`.
    record: Type,
    notes: &'a mut Notes,
}

/// Compiles the orchestration in `root`, noting problems.
pub(crate) fn orchestration(
    name: &str,
    root: &Node,
    source: &str,
    schema: Schema<'_>,
    notes: &mut Notes,
) -> Orchestration {
    let start = root.child("start");
    let object = start.and_then(|start| start.text_of("object"));
    let trigger = start.and_then(|start| record_trigger(root, start, source, schema, notes));
    let mut compiler = Compiler {
        root,
        source,
        schema,
        names: Names::of(root),
        record: object.map_or(Type::Any, |object| Type::Record(object.into())),
        notes,
    };
    let stages = compiler.stages();
    Orchestration {
        name: name.into(),
        label: root.text_of("label").unwrap_or(name).to_owned(),
        api_version: super::api_version(root),
        trigger: trigger.map(Box::new),
        variables: compiler.variables(),
        constants: compiler.constants(),
        formulas: compiler.formulas(),
        templates: compiler.templates(),
        start: compiler.start(),
        steps: compiler.steps(),
        decisions: compiler.decisions(),
        approval: compiler.process(),
        stages,
    }
}

impl Compiler<'_> {
    fn start(&mut self) -> Next {
        self.notes.element = None;
        let old = self.root.child("startElementReference");
        match (old, self.root.child("start")) {
            (Some(target), _) => self.target(target),
            (None, Some(start)) => self.connector(start, "connector"),
            (None, None) => Next::End,
        }
    }

    /// Where the connector of that name leads.
    fn connector(&mut self, node: &Node, tag: &str) -> Next {
        let target = node.child(tag).and_then(|c| c.child("targetReference"));
        target.map_or(Next::End, |target| self.target(target))
    }

    fn target(&mut self, target: &Node) -> Next {
        if let Some(next) = self.names.target(target.word()) {
            return next;
        }
        let known = self.names.targets();
        self.notes.unknown_target(target, known);
        Next::End
    }

    fn decisions(&mut self) -> Vec<Decision> {
        let mut first = 0_u16;
        let mut decisions = Vec::new();
        for node in self.root.children("decisions") {
            let decision = self.decision(node, OutcomeId(first));
            first = first.saturating_add(super::ordinal(decision.outcomes.len()));
            decisions.push(decision);
        }
        decisions
    }

    fn decision(&mut self, node: &Node, first: OutcomeId) -> Decision {
        self.notes.element = Some(node.name().to_owned());
        let outcomes = node
            .children("rules")
            .map(|rule| self.outcome(rule))
            .collect();
        Decision {
            name: node.name().into(),
            label: node.label().to_owned(),
            first,
            outcomes,
            default_label: node
                .text_of("defaultConnectorLabel")
                .unwrap_or("Default Outcome")
                .to_owned(),
            default: self.connector(node, "defaultConnector"),
        }
    }

    fn outcome(&mut self, rule: &Node) -> DecisionOutcome {
        DecisionOutcome {
            name: rule.name().into(),
            label: rule.label().to_owned(),
            criteria: self.criteria(rule, "conditionLogic", "conditions"),
            changed_to_meet: rule.flag("doesRequireRecordChangedToMeetCriteria"),
            next: self.connector(rule, "connector"),
        }
    }

    fn criteria(
        &mut self,
        node: &Node,
        logic: &'static str,
        conditions: &'static str,
    ) -> EngineCriteria {
        criteria(self, node, &Tags { logic, conditions })
    }
}

impl Scope for Compiler<'_> {
    type Reference = Reference;
    type Operand = Operand;

    fn notes(&mut self) -> &mut Notes {
        self.notes
    }

    fn source(&self) -> &str {
        self.source
    }

    fn is_started_by_a_record(&self) -> bool {
        self.record != Type::Any
    }

    fn type_of(&self, path: &Path) -> Option<Type> {
        if record_path(path) {
            return Some(self.schema.follow(&self.record, path.tail()));
        }
        if path.head().starts_with('$') {
            return Some(global_type(path));
        }
        self.names
            .type_of(path.head())
            .map(|start| self.schema.follow(&start, path.tail()))
    }

    fn resolve(&mut self, path: &Path, place: &Place) -> Reference {
        if record_path(path) {
            let record = self.record.clone();
            self.notes
                .uses_path(self.schema, &record, path.tail(), place);
        }
        let reference = match global(path) {
            Some(reference) => reference,
            None => self.names.resolve(path),
        };
        if matches!(reference, Reference::Dangling(_)) {
            let known = self.names.all();
            self.notes
                .unknown_reference(place, &path.to_string(), known);
        }
        reference
    }

    fn literal(value: Value) -> Operand {
        Operand::Literal(value)
    }

    fn referring(reference: Reference) -> Operand {
        Operand::Reference(reference)
    }

    fn computing(formula: Formula, references: Vec<Reference>) -> Operand {
        Operand::Formula(Box::new(CompiledFormula {
            formula,
            references,
        }))
    }

    fn merging(template: Template, references: Vec<Reference>) -> Operand {
        Operand::Template(Box::new(CompiledTemplate {
            template,
            references,
        }))
    }

    /// Orchestrations have no collections of their own: only the first item counts.
    fn collecting(items: Vec<Operand>) -> Operand {
        let literals: Option<Vec<Value>> = items
            .iter()
            .map(|item| match item {
                Operand::Literal(value) => Some(value.clone()),
                _ => None,
            })
            .collect();
        match literals {
            Some(values) => Operand::Literal(Value::Collection(values.into())),
            None => items
                .into_iter()
                .next()
                .unwrap_or(Operand::Literal(Value::Null)),
        }
    }
}

fn global(path: &Path) -> Option<Reference> {
    let tail: Vec<Text> = path.tail().to_vec();
    match path.head().to_ascii_lowercase().as_str() {
        "$record" => Some(Reference::Record(tail)),
        "$record__prior" => Some(Reference::Prior(tail)),
        "$orchestration" if is_instance(&tail) => Some(Reference::RunId),
        head if head.starts_with('$') => Some(Reference::Global(spelled_global(path))),
        _ => None,
    }
}

/// `$Orchestration.Instance`.
fn is_instance(tail: &[Text]) -> bool {
    matches!(tail, [field] if field.eq_ignore_ascii_case("Instance"))
}
