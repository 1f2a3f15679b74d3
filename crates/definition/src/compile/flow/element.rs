//! Elements of a flow.

mod assignment;
mod call;
mod collection;
mod decision;
mod transform;
mod wait;

use segue_flow::{Element, ElementId, ElementKind, ErrorMessage, UpdateRecords};

use super::Compiler;
use super::names::is_element;
use crate::document::Node;

impl Compiler<'_> {
    /// All elements in file order, behind them those that stand for half an element.
    pub(super) fn elements(&mut self) -> Vec<Element> {
        let root = self.root;
        let nodes = root.children.iter().filter(|node| is_element(&node.tag));
        let mut elements: Vec<Element> = nodes.map(|node| self.element(node)).collect();
        let nodes = root.children.iter().filter(|node| is_element(&node.tag));
        for (at, node) in nodes.enumerate() {
            if self.changes_before_save(node) {
                elements[at].kind = ElementKind::Assignment(self.fields_of_reference(node));
            } else if sets_fields_first(node, &elements[at]) {
                self.split_update(node, at, &mut elements);
            }
        }
        elements
    }

    /// Before a record is saved, updating it is only setting its fields.
    fn changes_before_save(&self, node: &Node) -> bool {
        let start = self.root.child("start");
        let trigger = start.and_then(|start| start.text_of("triggerType"));
        let updated = node.text_of("inputReference").unwrap_or_default();
        trigger == Some("RecordBeforeSave")
            && &*node.tag == "recordUpdates"
            && updated.eq_ignore_ascii_case("$Record")
    }

    fn element(&mut self, node: &Node) -> Element {
        self.notes.element = Some(node.name().to_owned());
        let kind = self.element_kind(node);
        Element {
            name: node.name().into(),
            label: node.label().to_owned(),
            kind,
            next: self.connector(node, next_tag(node)),
            fault: self.connector(node, "faultConnector"),
            next_label: node
                .text_of("defaultConnectorLabel")
                .unwrap_or_default()
                .to_owned(),
        }
    }

    fn element_kind(&mut self, node: &Node) -> ElementKind {
        match &*node.tag {
            "assignments" => ElementKind::Assignment(self.assignment_items(node)),
            "decisions" if node.child("attributes").is_some() => {
                self.unsupported_element(node, "attributes")
            }
            "decisions" => ElementKind::Decision(self.outcomes(node, "rules")),
            "waits" => ElementKind::Wait(self.wait(node)),
            "loops" => ElementKind::Loop(self.loop_over(node)),
            "recordLookups" => ElementKind::GetRecords(Box::new(self.get_records(node))),
            "recordCreates" => ElementKind::CreateRecords(Box::new(self.create_records(node))),
            "recordUpdates" => ElementKind::UpdateRecords(Box::new(self.update_records(node))),
            "recordDeletes" => ElementKind::DeleteRecords(Box::new(self.delete_records(node))),
            "recordRollbacks" => ElementKind::RollBackRecords,
            "actionCalls" if node.text_of("actionType") == Some("flow") => {
                ElementKind::Subflow(Box::new(self.flow_action(node)))
            }
            "actionCalls" if node.child("actionCallPaths").is_some() => {
                self.unsupported_element(node, "actionCallPaths")
            }
            "actionCalls" => ElementKind::Action(Box::new(self.action(node))),
            "apexPluginCalls" => ElementKind::Action(Box::new(self.plugin(node))),
            "subflows" => ElementKind::Subflow(Box::new(self.subflow(node))),
            "screens" => ElementKind::Screen(Box::new(self.screen(node))),
            "collectionProcessors" => self.collection_processor(node),
            "transforms" => self.transform_element(node),
            "customErrors" => ElementKind::CustomError(self.error_messages(node)),
            other => self.unsupported_element(node, other),
        }
    }

    pub(super) fn unsupported_element(&mut self, node: &Node, tag: &str) -> ElementKind {
        let noun = match tag {
            "steps" => "a legacy step",
            "orchestratedStages" => "a stage outside an orchestration",
            "actionCallPaths" => "an action that chooses its path",
            "attributes" => "a decision that a language model takes",
            "experiments" => "a path experiment",
            "collectionProcessors" => "a collection processor without its type",
            other => other,
        };
        self.notes.unsupported(node, noun);
        ElementKind::Unsupported(noun.to_owned())
    }

    fn error_messages(&mut self, node: &Node) -> Vec<ErrorMessage> {
        let messages = node.children("customErrorMessages");
        messages
            .map(|message| ErrorMessage {
                text: self.template_in(message, "errorMessage"),
                field: message
                    .text_of("fieldSelection")
                    .filter(|_| message.flag("isFieldError"))
                    .map(Into::into),
            })
            .collect()
    }

    /// An update that first sets fields of its record becomes two elements: an assignment under
    /// its name, and the update itself behind it.
    fn split_update(&mut self, node: &Node, at: usize, elements: &mut Vec<Element>) {
        self.notes.element = Some(node.name().to_owned());
        let items = self.fields_of_reference(node);
        let behind = ElementId(elements.len());
        let mut update = elements[at].clone();
        update.next = elements[at].next;
        elements[at].kind = ElementKind::Assignment(items);
        elements[at].next = Some(behind);
        elements.push(update);
    }
}

/// The connector behind which the path goes on.
fn next_tag(node: &Node) -> &'static str {
    match &*node.tag {
        "decisions" | "waits" => "defaultConnector",
        "loops" => "noMoreValuesConnector",
        _ => "connector",
    }
}

/// Whether an update sets fields of a record that the flow holds.
fn sets_fields_first(node: &Node, element: &Element) -> bool {
    let ElementKind::UpdateRecords(update) = &element.kind else {
        return false;
    };
    matches!(**update, UpdateRecords::From(_)) && node.child("inputAssignments").is_some()
}
