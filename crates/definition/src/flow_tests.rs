//! Flow tests: `*.flowtest-meta.xml`, read against the flow that they test.
//!
//! [`flow_test`] compiles the flow once more, together with what the test asserts of it, so that
//! assertions read its variables, outputs and elements by the same rules as its own conditions.

mod data;
mod mocks;
mod parameters;
mod points;
mod values;

use std::sync::Arc;

use segue_flow::{Flow, FlowCriteria, FlowKind, PathTime};
use segue_language::{Text, TriggerCondition, Type, Values};

use crate::compile::{self, Notes, Schema};
use crate::document::{Document, Node};
use crate::yaml::read_flow;
use crate::{
    Definition, FileId, Options, Place, Problem, Problems, Project, Severity, SourceFile, Sources,
    Status, suggest,
};

pub use data::is_test_data;
pub use mocks::Mock;

/// A flow test, read and checked.
#[derive(Clone, Debug)]
pub struct FlowTest {
    /// API name: the stem of its file.
    pub name: String,
    /// Label.
    pub label: String,
    /// The line where it begins.
    pub line: usize,
    /// The project with the flow under test active, and mocked where the test says so.
    pub project: Project,
    /// API name of the flow.
    pub flow: Text,
    /// What happens.
    pub beginning: TestBeginning,
    /// Answers for what is mocked by calls.
    pub mocks: Vec<Mock>,
    /// Records that are there before.
    pub records: Vec<TestRecord>,
    /// What must hold, in order.
    pub assertions: Vec<TestAssertion>,
}

/// A record that is there before a flow test begins.
#[derive(Clone, Debug, PartialEq)]
pub struct TestRecord {
    /// API name of its object.
    pub object: Text,
    /// The text that stands for its id in the values of other records: `@Name`.
    pub reference: Option<Text>,
    /// The values of its fields.
    pub values: Values,
}

/// What a flow test lets happen.
#[derive(Clone, Debug)]
pub enum TestBeginning {
    /// A record is created, changed or deleted.
    Record {
        /// API name of its object.
        object: Text,
        /// The record at first.
        initial: Values,
        /// What then happens to it.
        then: RecordThen,
        /// The scheduled path that is waited for; none is the immediate one.
        path: Option<Text>,
    },
    /// The flow is called with these inputs.
    Inputs(Values),
}

/// What happens to the record of a flow test.
#[derive(Clone, Debug, PartialEq)]
pub enum RecordThen {
    /// Its creation is what the flow is about.
    Nothing,
    /// It was there and gets these values.
    Changed(Values),
    /// It was there and is deleted.
    Deleted,
}

/// What must hold at the start or at the end of a flow.
#[derive(Clone, Debug)]
pub struct TestAssertion {
    /// Whether it is about the start.
    pub is_at_start: bool,
    /// Its line.
    pub line: usize,
    /// What its author says when it does not hold.
    pub message: Option<String>,
    /// What must hold.
    pub criteria: FlowCriteria,
    /// The conditions as people read them: left side and operator.
    pub written: Vec<(String, String)>,
}

/// Whether a file of that name holds a flow test.
pub fn is_flow_test(name: &str) -> bool {
    name.ends_with(".flowtest-meta.xml") || name.ends_with(".flowtest")
}

/// Reads the flow test in `file` against `project`; `data` are the files beside it that give
/// records.
///
/// # Errors
/// Everything that is wrong with it.
pub fn flow_test(
    project: &Project,
    file: SourceFile,
    data: &[SourceFile],
    options: &Options,
) -> Result<FlowTest, (Problems, Sources)> {
    let mut sources = project.sources.clone();
    let (name, text) = (file.stem().to_owned(), file.text.clone());
    let id = sources.add(file);
    let data: Vec<_> = data
        .iter()
        .map(|file| (sources.add(file.clone()), file))
        .collect();
    let mut problems = Problems::new();
    let read = read(project, (id, &text, &name), &data, options, &mut problems);
    problems.sort();
    match read {
        Some(test) if !problems.has_errors() => Ok(test),
        _ => Err((problems, sources)),
    }
}

/// What is known while a test is read.
struct Reading<'a> {
    project: &'a Project,
    root: &'a Node,
    text: &'a str,
    /// The flow under test and its document.
    flow: &'a Definition<Flow>,
    flow_root: &'a Node,
    infer: bool,
}

fn read(
    project: &Project,
    (id, text, name): (FileId, &str, &str),
    data: &[data::DataFile<'_>],
    options: &Options,
    problems: &mut Problems,
) -> Option<FlowTest> {
    let document = Document::read(id, text).map_err(|problem| problems.push(*problem));
    let root = document.ok()?.root;
    if &*root.tag != "FlowTest" {
        problems.push(Problem::unexpected_root(
            &root.tag_place(),
            &root.tag,
            "FlowTest",
        ));
        return None;
    }
    points::check_elements(&root, problems);
    let flow = tested_flow(project, &root, problems)?;
    let source = project.sources.get(flow.file).path.clone();
    let source = SourceFile::new(source, flow.text.clone());
    let flow_document = read_flow(flow.file, &source).map_err(|found| problems.append(found));
    let flow_document = flow_document.ok()?;
    let reading = Reading {
        project,
        root: &root,
        text,
        flow,
        flow_root: &flow_document.root,
        infer: options.infer,
    };
    reading.test(name, data, problems)
}

/// The flow that the test is of.
fn tested_flow<'p>(
    project: &'p Project,
    root: &Node,
    problems: &mut Problems,
) -> Option<&'p Definition<Flow>> {
    let Some(named) = root.child("flowApiName") else {
        problems.push(Problem::missing_element(
            &root.tag_place(),
            "flowApiName",
            "FlowTest",
        ));
        return None;
    };
    let found = project.flow(named.word());
    if found.is_none() {
        let known = project.flows.iter().map(|flow| &*flow.name);
        let suggestion = suggest(named.word(), known);
        problems.push(Problem::missing_flow(
            &named.place(),
            named.word(),
            suggestion,
        ));
    }
    let found = found?;
    match &found.item.kind {
        FlowKind::Autolaunched | FlowKind::RecordTriggered(_) | FlowKind::Evaluation => Some(found),
        FlowKind::Screen
        | FlowKind::Scheduled(_)
        | FlowKind::EventTriggered(_)
        | FlowKind::Other(_) => {
            problems.push(Problem::unsupported_in_test(
                &named.place(),
                "a flow that is neither record-triggered nor autolaunched",
                "test it with a scenario, in which people answer and time passes",
            ));
            None
        }
    }
}

impl Reading<'_> {
    fn test(
        &self,
        name: &str,
        data: &[data::DataFile<'_>],
        problems: &mut Problems,
    ) -> Option<FlowTest> {
        let asserting: Vec<&Node> = points::assertions(self.root, problems);
        let mut notes = Notes::default();
        let schema = Schema {
            objects: &self.project.objects,
        };
        let (mut flow, criteria) = compile::flow_and_criteria(
            &self.flow.name,
            self.flow_root,
            &self.flow.text,
            schema,
            &mut notes,
            (&asserting, self.text),
        );
        self.take(&notes, problems);
        let mut project = self.project.clone();
        self.regard_settings(&mut flow, asserting.is_empty(), problems);
        let (beginning, fields) = self.beginning(problems)?;
        if let TestBeginning::Record { object, path, .. } = &beginning {
            project.add_use(object, &fields, self.infer);
            keep_path(&mut flow, path.as_deref());
        }
        let records = self.records(data, &mut project, problems);
        let mocks = self.mocks(&mut flow, problems);
        activate(&mut project, flow);
        let assertions = asserting.iter().zip(criteria);
        Some(FlowTest {
            name: name.to_owned(),
            label: self.root.text_of("label").unwrap_or(name).to_owned(),
            line: self.line(&self.root.tag_place()),
            project,
            flow: self.flow.name.clone(),
            beginning,
            mocks,
            records,
            assertions: assertions
                .map(|(node, criteria)| self.assertion(node, criteria))
                .collect(),
        })
    }

    /// What the test says about itself beside its points.
    fn regard_settings(&self, flow: &mut Flow, is_silent: bool, problems: &mut Problems) {
        if let FlowKind::RecordTriggered(trigger) = &mut flow.kind
            && self.root.flag("doesSkipStartConditions")
        {
            trigger.condition = TriggerCondition::Always;
            trigger.changed_to_meet = false;
        }
        if let Some(kind) = self.root.child("testType") {
            if kind.word() != "WithAssertion" {
                let suggestion = suggest(kind.word(), ["WithAssertion"]);
                let problem = Problem::wrong_test_value(&kind.place(), "testType", "WithAssertion");
                problems.push(problem.with_suggestion(suggestion));
            } else if is_silent {
                let place = kind.place();
                problems.push(Problem::missing_element(&place, "assertions", "FlowTest"));
            }
        }
        for version in self.root.children("flowTestFlowVersions") {
            let number = version.child("flowVersionNumber");
            let is_number = |node: &Node| node.word().parse::<u32>().is_ok_and(|n| n > 0);
            if !number.is_some_and(is_number) {
                let place = version.place_of("flowVersionNumber");
                let expected = "the number of a version, from 1";
                problems.push(Problem::wrong_test_value(
                    &place,
                    "flowVersionNumber",
                    expected,
                ));
            }
        }
    }

    fn assertion(&self, node: &Node, criteria: FlowCriteria) -> TestAssertion {
        let word = |node: &Node, tag: &str| node.text_of(tag).unwrap_or_default().to_owned();
        let conditions = node.children("conditions");
        TestAssertion {
            is_at_start: points::is_at_start(self.root, node),
            line: self.line(&node.tag_place()),
            message: node.text_of("errorMessage").map(str::to_owned),
            criteria,
            written: conditions
                .map(|node| (word(node, "leftValueReference"), word(node, "operator")))
                .collect(),
        }
    }

    /// The problems of the test's own text; those of the flow are known.
    fn take(&self, notes: &Notes, problems: &mut Problems) {
        let file = self.root.file;
        let own = notes
            .problems
            .iter()
            .filter(|problem| problem.place.file == file);
        problems.extend(own.cloned());
        for used in notes.uses.iter().filter(|used| used.place.file == file) {
            let (Some(object), Some(field)) = (self.project.objects.get(&used.object), &used.field)
            else {
                continue;
            };
            let is_known = object.field(field).is_some() || object.lookup(field).is_some();
            if !is_known && !self.infer && !field.contains(':') {
                let names = object.fields.iter().map(|field| &*field.name);
                let suggestion = suggest(field, names);
                let problem = Problem::unknown_field(&used.place, &used.object, field, suggestion);
                problems.push(as_error(problem));
            }
        }
    }

    fn line(&self, place: &Place) -> usize {
        let before = &self.text.as_bytes()[..place.range.start];
        1 + before.iter().filter(|byte| **byte == b'\n').count()
    }

    /// The type that the flow declares for a variable.
    fn variable(&self, name: &str) -> Option<(&Type, bool)> {
        let flow = &self.flow.item;
        let resource = &flow.resources[flow.slot(name)?.0];
        match &resource.kind {
            segue_flow::ResourceKind::Variable(variable) => {
                Some((&resource.value_type, variable.is_input))
            }
            _ => None,
        }
    }
}

fn as_error(mut problem: Problem) -> Problem {
    problem.severity = Severity::Error;
    problem
}

/// A test is of one path: the others of the flow would end at other times.
fn keep_path(flow: &mut Flow, tested: Option<&str>) {
    flow.paths.retain(|path| {
        let name = match path.when {
            PathTime::AfterCommit if path.name.is_empty() => "AsyncAfterCommit",
            _ => &*path.name,
        };
        tested.is_some_and(|tested| tested.eq_ignore_ascii_case(name))
    });
}

/// Puts `flow` in the place of the project's own, in force: a flow is tested before it is.
fn activate(project: &mut Project, flow: Flow) {
    let name = flow.name.clone();
    let mut flows = project.flows.iter_mut();
    if let Some(definition) = flows.find(|known| known.name.eq_ignore_ascii_case(&name)) {
        definition.status = Status::Active;
        definition.item = Arc::new(flow);
    }
}
