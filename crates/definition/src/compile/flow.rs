//! Flows: resources in numbered slots, elements in a list.

mod choice;
mod each_item;
mod element;
mod names;
mod output;
mod record;
mod resource;
mod screen;
mod start;

use segue_flow::{
    CompiledFormula, CompiledTemplate, ElementId, Flow, FlowKind, Operand, Reference, RunRights,
    Slot,
};
use segue_language::{Formula, Path, Template, Text, Type, Value};

use self::each_item::EachSource;
use self::names::Names;
use super::condition::{Tags, criteria};
use super::notes::Notes;
use super::process;
use super::schema::{Schema, global_type, setting, spelled_global};
use super::scope::{self, Scope};
use super::trigger::record_path;
use crate::document::Node;
use crate::{Place, Problem};

/// Everything known while one flow is compiled.
pub(crate) struct Compiler<'a> {
    root: &'a Node,
    source: &'a str,
    schema: Schema<'a>,
    names: Names,
    /// Type of `$Record`.
    record: Type,
    /// The collections that the transform at hand walks through.
    each: Vec<EachSource>,
    /// Names under which records hold those that belong to them.
    related: Vec<Text>,
    notes: &'a mut Notes,
}

/// The elements of ordinary conditions.
const CONDITIONS: Tags = Tags {
    logic: "conditionLogic",
    conditions: "conditions",
};

/// Compiles the flow in `root`, noting problems.
pub(crate) fn flow(
    name: &str,
    root: &Node,
    source: &str,
    schema: Schema<'_>,
    notes: &mut Notes,
) -> Flow {
    flow_and_criteria(name, root, source, schema, notes, (&[], "")).0
}

/// The same with criteria over the flow's names that stand in another file: the elements that
/// hold them, and the text of that file.
pub(crate) fn flow_and_criteria(
    name: &str,
    root: &Node,
    source: &str,
    schema: Schema<'_>,
    notes: &mut Notes,
    (asked, asked_in): (&[&Node], &str),
) -> (Flow, Vec<segue_flow::FlowCriteria>) {
    let process = process::as_flow(root);
    if let (Some(_), Some(wait)) = (&process, root.child("waits")) {
        notes.add(Problem::scheduled_actions(&wait.tag_place()));
    }
    let root = process.as_ref().unwrap_or(root);
    let object = root
        .child("start")
        .and_then(|start| start.text_of("object"));
    let mut compiler = Compiler {
        root,
        source,
        schema,
        names: Names::of(root, schema),
        record: object.map_or(Type::Any, |object| Type::Record(object.into())),
        each: Vec::new(),
        related: record::related_names(root, schema),
        notes,
    };
    let mut kind = compiler.kind();
    if let (Some(_), FlowKind::RecordTriggered(trigger)) = (&process, &mut kind) {
        trigger.once_at_a_time = true;
    }
    let start = compiler.start();
    let elements = compiler.elements();
    compiler.source = asked_in;
    let criteria = asked.iter().map(|node| compiler.criteria(node)).collect();
    compiler.source = source;
    let flow = Flow {
        name: name.into(),
        label: root.text_of("label").unwrap_or(name).to_owned(),
        api_version: super::api_version(root),
        kind,
        rights: rights(root),
        interview_label: Template::parse(root.text_of("interviewLabel").unwrap_or_default()),
        elements,
        start,
        paths: compiler.paths(),
        resources: compiler.resources(),
    };
    (flow, criteria)
}

/// Without a mode, a flow that a person runs has her rights.
fn rights(root: &Node) -> RunRights {
    let mode = root.text_of("runInMode").unwrap_or_default();
    match mode.to_ascii_lowercase().as_str() {
        "systemmodewithsharing" => RunRights::Sharing,
        "systemmodewithoutsharing" => RunRights::System,
        _ => RunRights::Person,
    }
}

impl Compiler<'_> {
    /// The element to which the connector of that name leads.
    fn connector(&mut self, node: &Node, tag: &str) -> Option<ElementId> {
        let target = node.child(tag)?.child("targetReference")?;
        self.target(target)
    }

    fn target(&mut self, target: &Node) -> Option<ElementId> {
        if self.names.is_end(target.word()) {
            return None;
        }
        let found = self.names.element(target.word());
        if found.is_none() {
            self.notes.unknown_target(target, self.names.elements());
        }
        found
    }

    fn criteria(&mut self, node: &Node) -> segue_flow::FlowCriteria {
        criteria(self, node, &CONDITIONS)
    }

    /// The reference that the child of that name writes.
    fn reference_in(&mut self, node: &Node, tag: &str) -> Option<Reference> {
        let child = node.child(tag).filter(|child| !child.word().is_empty())?;
        Some(scope::reference(self, child))
    }

    /// The operand that the child of that name writes.
    fn operand_in(&mut self, node: &Node, tag: &str) -> Option<Operand> {
        let child = node.child(tag)?;
        Some(scope::operand(self, Some(child)))
    }

    /// The text with merge fields in the child of that name; empty without one.
    fn template_in(&mut self, node: &Node, tag: &str) -> CompiledTemplate {
        self.optional_template(node, tag).unwrap_or_default()
    }

    fn optional_template(&mut self, node: &Node, tag: &str) -> Option<CompiledTemplate> {
        let child = node.child(tag).filter(|child| !child.text.is_empty())?;
        let (template, references) = scope::template(self, child);
        Some(CompiledTemplate {
            template,
            references,
        })
    }

    /// The formula in the child of that name; none when there is none or it was refused.
    fn formula_in(&mut self, node: &Node, tag: &str) -> Option<CompiledFormula> {
        let child = node.child(tag).filter(|child| !child.word().is_empty())?;
        let (formula, references) = scope::formula(self, child)?;
        Some(CompiledFormula {
            formula,
            references,
        })
    }

    /// How many segments of a path are fields and lookups: those before records that were read
    /// with the record that they belong to.
    fn n_fields(&self, path: &[Text]) -> usize {
        let is_related = |segment: &Text| {
            let mut related = self.related.iter();
            related.any(|name| name.eq_ignore_ascii_case(segment))
        };
        path.iter().position(is_related).unwrap_or(path.len())
    }

    fn uses_setting(&mut self, path: &Path, place: &Place) {
        let Some((object, field)) = setting(path) else {
            return;
        };
        self.notes.uses_object(object, place.clone());
        self.notes
            .uses_field(object, field, Type::Any, place.clone());
        if path.head().eq_ignore_ascii_case("$Setup") {
            let owner = "SetupOwnerId";
            self.notes
                .uses_field(object, owner, Type::Text, place.clone());
        }
    }

    /// The slot of a name that this compiler itself declared.
    fn own_slot(&self, name: &str) -> Slot {
        self.names.slot(name).expect("the name was declared")
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
            return Some(match setting(path) {
                Some((object, field)) => {
                    let record = Type::Record(object.clone());
                    self.schema.follow(&record, std::slice::from_ref(field))
                }
                None => global_type(path),
            });
        }
        if let Some(item) = self.type_of_each_item(path) {
            return item;
        }
        let start = match self.names.slot(path.head()) {
            Some(slot) => self.names.type_of(slot).clone(),
            None => self.names.element(path.head()).map(|_| Type::Boolean)?,
        };
        Some(self.schema.follow(&start, path.tail()))
    }

    fn resolve(&mut self, path: &Path, place: &Place) -> Reference {
        if let Some(item) = self.each_item(path, place) {
            return item;
        }
        let tail: Vec<Text> = path.tail().to_vec();
        if record_path(path) {
            let record = self.record.clone();
            self.notes.uses_path(self.schema, &record, &tail, place);
            let is_prior = !path.head().eq_ignore_ascii_case("$Record");
            return if is_prior {
                Reference::Prior(tail)
            } else {
                Reference::Record(tail)
            };
        }
        if path.head().starts_with('$') {
            self.uses_setting(path, place);
            return Reference::Global(spelled_global(path));
        }
        match self.names.slot_or_element(path.head()) {
            Some(slot) => {
                let start = self.names.type_of(slot).clone();
                let fields = &tail[..self.n_fields(&tail)];
                self.notes.uses_path(self.schema, &start, fields, place);
                Reference::Slot(slot, tail)
            }
            None => {
                let known = self.names.all();
                self.notes
                    .unknown_reference(place, &path.to_string(), known);
                // Globals that nobody knows read as null, and so does a name that does not exist.
                Reference::Global(path.clone())
            }
        }
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

    fn collecting(items: Vec<Operand>) -> Operand {
        Operand::Collection(items)
    }

    fn transforming(&mut self, node: &Node) -> Operand {
        Operand::Transform(Box::new(self.transform(node)))
    }
}
