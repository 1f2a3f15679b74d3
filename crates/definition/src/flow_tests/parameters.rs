//! What a flow test lets happen: the record that triggers, its change, a path, inputs.

use segue_flow::FlowKind;
use segue_language::{Text, Type, Values};

use super::{Reading, RecordThen, TestBeginning, as_error, points};
use crate::document::Node;
use crate::{Problem, Problems, suggest};

const INITIAL: &str = "InputTriggeringRecordInitial";
const UPDATED: &str = "InputTriggeringRecordUpdated";
const PATH: &str = "ScheduledPath";
const INPUT: &str = "InputVariable";
const MOCK: &str = "MockElementOutput";

/// How the immediate path of a record-triggered flow is called.
const IMMEDIATE: &str = "RunImmediately";

/// Fields given with their types, for what nothing declares.
type Fields = Vec<(String, Type)>;

impl Reading<'_> {
    /// What happens, and which fields of the record the test speaks of.
    pub(super) fn beginning(&self, problems: &mut Problems) -> Option<(TestBeginning, Fields)> {
        let parameters: Vec<(&str, &Node)> = points::points(self.root, "Start")
            .flat_map(|point| point.children("parameters"))
            .filter_map(|node| kind(node, problems).map(|kind| (kind, node)))
            .collect();
        match &self.flow.item.kind {
            FlowKind::RecordTriggered(trigger) => {
                let object = trigger.object.clone();
                self.record_beginning(object, &parameters, problems)
            }
            _ => Some((self.inputs(&parameters, problems), Vec::new())),
        }
    }

    fn record_beginning(
        &self,
        object: Text,
        parameters: &[(&str, &Node)],
        problems: &mut Problems,
    ) -> Option<(TestBeginning, Fields)> {
        let mut fields = Fields::new();
        let of_kind = |kind| parameters.iter().find(|(own, _)| *own == kind);
        for (_, node) in parameters.iter().filter(|(kind, _)| *kind == INPUT) {
            let why = "a record-triggered flow takes a record, not inputs";
            problems.push(Problem::misplaced_parameter(
                &node.place_of("type"),
                INPUT,
                why,
            ));
        }
        let Some((_, initial)) = of_kind(INITIAL) else {
            let start = points::points(self.root, "Start").next();
            let place = start.unwrap_or(self.root).tag_place();
            let why = "a record must trigger the flow";
            problems.push(Problem::missing_parameter(&place, INITIAL, why));
            return None;
        };
        let initial = self.record(&object, initial, &mut fields, problems);
        let updated = of_kind(UPDATED).map(|(_, node)| *node);
        let then = self.then(&object, updated, &mut fields, problems)?;
        let path = of_kind(PATH).and_then(|(_, node)| self.path(node, problems));
        let beginning = TestBeginning::Record {
            object,
            initial,
            then,
            path,
        };
        Some((beginning, fields))
    }

    fn then(
        &self,
        object: &Text,
        updated: Option<&Node>,
        fields: &mut Fields,
        problems: &mut Problems,
    ) -> Option<RecordThen> {
        let FlowKind::RecordTriggered(trigger) = &self.flow.item.kind else {
            return None;
        };
        match updated {
            Some(node) if trigger.on_update => {
                let values = self.record(object, node, fields, problems);
                Some(RecordThen::Changed(values))
            }
            Some(node) => {
                let why = "an update does not start the flow";
                problems.push(Problem::misplaced_parameter(
                    &node.place_of("type"),
                    UPDATED,
                    why,
                ));
                None
            }
            None if trigger.on_create => Some(RecordThen::Nothing),
            None if trigger.on_delete => Some(RecordThen::Deleted),
            None => {
                let start = points::points(self.root, "Start").next();
                let place = start.unwrap_or(self.root).tag_place();
                let why = "only an update starts the flow";
                problems.push(Problem::missing_parameter(&place, UPDATED, why));
                None
            }
        }
    }

    /// The scheduled path that is waited for.
    fn path(&self, node: &Node, problems: &mut Problems) -> Option<Text> {
        let value = node.child("value")?.children.first()?;
        let name = value.word();
        if name.is_empty() || name.eq_ignore_ascii_case(IMMEDIATE) {
            return None;
        }
        let start = self.flow_root.child("start")?;
        let paths = || start.children("scheduledPaths").map(called);
        if paths().any(|known| known.eq_ignore_ascii_case(name)) {
            return Some(name.into());
        }
        let suggestion = suggest(name, paths());
        problems.push(Problem::unknown_in_tested_flow(
            &value.place(),
            "scheduled path",
            name,
            &self.flow.name,
            suggestion,
        ));
        None
    }

    fn inputs(&self, parameters: &[(&str, &Node)], problems: &mut Problems) -> TestBeginning {
        let mut inputs = Values::new();
        for (kind, node) in parameters {
            if [INITIAL, UPDATED, PATH].contains(kind) {
                let why = "no record triggers the flow";
                problems.push(Problem::misplaced_parameter(
                    &node.place_of("type"),
                    kind,
                    why,
                ));
            }
            if *kind == INPUT {
                inputs.extend(self.input(node, problems));
            }
        }
        TestBeginning::Inputs(inputs)
    }

    fn input(&self, node: &Node, problems: &mut Problems) -> Option<(Text, segue_language::Value)> {
        let named = node.child("leftValueReference")?;
        let name = named.word();
        let variable = self.variable(name).filter(|(_, is_input)| *is_input);
        let Some((wanted, _)) = variable else {
            let resources = self.flow.item.resources.iter();
            let inputs = resources.filter(|resource| {
                self.variable(&resource.name)
                    .is_some_and(|(_, is_input)| is_input)
            });
            let suggestion = suggest(name, inputs.map(|resource| &*resource.name));
            problems.push(Problem::unknown_in_tested_flow(
                &named.place(),
                "input variable",
                name,
                &self.flow.name,
                suggestion,
            ));
            return None;
        };
        let wanted = wanted.clone();
        let value = self.value(node, &wanted, problems)?;
        Some((name.into(), value))
    }

    /// The record that a parameter gives.
    fn record(
        &self,
        object: &Text,
        node: &Node,
        fields: &mut Fields,
        problems: &mut Problems,
    ) -> Values {
        let named = node.child("leftValueReference");
        if let Some(named) = named.filter(|named| named.word() != "$Record") {
            let why = "the record that triggers is called `$Record`";
            problems.push(Problem::misplaced_parameter(
                &named.place(),
                named.word(),
                why,
            ));
        }
        let given = node
            .child("value")
            .and_then(|value| value.child("sobjectValue"));
        let Some(given) = given else {
            let place = node.place_of("value");
            problems.push(Problem::missing_element(&place, "sobjectValue", "value"));
            return Values::new();
        };
        self.fields(object, given, fields, problems)
    }
}

/// What a parameter is, or that it is nothing.
fn kind<'a>(node: &'a Node, problems: &mut Problems) -> Option<&'a str> {
    let all = [INITIAL, UPDATED, PATH, INPUT, MOCK];
    let Some(written) = node.child("type") else {
        problems.push(Problem::missing_element(
            &node.tag_place(),
            "type",
            "parameters",
        ));
        return None;
    };
    for tag in ["leftValueReference", "value"] {
        if node.child(tag).is_none() {
            problems.push(Problem::missing_element(
                &node.tag_place(),
                tag,
                "parameters",
            ));
            return None;
        }
    }
    let kind = all.into_iter().find(|kind| *kind == written.word());
    if kind.is_none() {
        let expected = format!("one of {}", all.join(", "));
        let problem = Problem::wrong_test_value(&written.place(), "type", &expected);
        problems.push(as_error(
            problem.with_suggestion(suggest(written.word(), all)),
        ));
    }
    kind
}

/// How a scheduled path is called: paths without a name by their kind.
fn called(path: &Node) -> &str {
    let name = path.text_of("name");
    name.or_else(|| path.text_of("pathType"))
        .unwrap_or_default()
}
