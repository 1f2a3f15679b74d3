//! What kind of flow it is, and where it starts.

use segue_flow::{ElementId, EventStart, FlowKind, LaterPath, PathTime, ScheduledStart};
use segue_language::{Offset, OffsetUnit, is_event_object};

use super::Compiler;
use crate::Problem;
use crate::compile::schedule::schedule;
use crate::compile::trigger::{event_trigger, record_trigger, records_of_schedule};
use crate::document::Node;

impl Compiler<'_> {
    pub(super) fn kind(&mut self) -> FlowKind {
        match self.root.text_of("processType") {
            Some("Flow") => FlowKind::Screen,
            Some("AutoLaunchedFlow") => self.autolaunched(),
            // What they have beyond other flows is who calls them.
            Some("InvocableProcess" | "RoutingFlow") => FlowKind::Autolaunched,
            Some("EvaluationFlow" | "AutoApprovalEvaluationFlow") => FlowKind::Evaluation,
            None if self.root.child("screens").is_some() => FlowKind::Screen,
            None => self.autolaunched(),
            Some(other) => self.other(other, "processType"),
        }
    }

    fn autolaunched(&mut self) -> FlowKind {
        let Some(start) = self.root.child("start") else {
            return FlowKind::Autolaunched;
        };
        match start.text_of("triggerType") {
            None | Some("None") => FlowKind::Autolaunched,
            Some("Scheduled") => self.scheduled(start),
            Some("PlatformEvent") => self.event_triggered(start),
            Some(trigger) => {
                let found = record_trigger(self.root, start, self.source, self.schema, self.notes);
                match found {
                    Some(trigger) => FlowKind::RecordTriggered(Box::new(trigger)),
                    None => self.other(trigger, "start"),
                }
            }
        }
    }

    fn other(&mut self, name: &str, tag: &str) -> FlowKind {
        let node = self.root.child(tag).unwrap_or(self.root);
        self.notes
            .unsupported(node, &format!("a flow of type `{name}`"));
        FlowKind::Other(name.to_owned())
    }

    /// Without a schedule that can be kept it is a flow that nothing starts.
    fn scheduled(&mut self, start: &Node) -> FlowKind {
        let Some(schedule) = schedule(self.root, start, self.notes) else {
            return FlowKind::Other("Scheduled".to_owned());
        };
        let records = records_of_schedule(start, self.source, self.schema, self.notes);
        FlowKind::Scheduled(Box::new(ScheduledStart { schedule, records }))
    }

    fn event_triggered(&mut self, start: &Node) -> FlowKind {
        if let Some(object) = start.child("object").filter(|o| !is_event_object(o.word())) {
            let problem = Problem::no_event(&object.place(), object.word());
            self.notes.add(problem);
        }
        let found = event_trigger(self.root, start, self.source, self.schema, self.notes);
        match found {
            Some(trigger) => FlowKind::EventTriggered(Box::new(EventStart {
                trigger,
                as_publisher: start.text_of("flowRunAsUser") == Some("TriggeringUser"),
            })),
            None => {
                self.notes.missing_element(start, "object");
                FlowKind::Other("PlatformEvent".to_owned())
            }
        }
    }

    pub(super) fn start(&mut self) -> Option<ElementId> {
        if let Some(target) = self.root.child("startElementReference") {
            return self.target(target);
        }
        let start = self.root.child("start")?;
        self.connector(start, "connector")
    }

    /// The paths that are taken later; those that lead nowhere are left out.
    pub(super) fn paths(&mut self) -> Vec<LaterPath> {
        let starts = self.root.children("start");
        let paths: Vec<&Node> = starts
            .flat_map(|start| start.children("scheduledPaths"))
            .filter(|path| path.child("connector").is_some())
            .collect();
        paths
            .into_iter()
            .filter_map(|node| self.later_path(node))
            .collect()
    }

    fn later_path(&mut self, node: &Node) -> Option<LaterPath> {
        let start = self.root.child("start")?;
        if start.text_of("triggerType") != Some("RecordAfterSave") {
            let place = node.tag_place();
            self.notes.add(Problem::path_of_another_start(&place));
            return None;
        }
        let when = self.path_time(node)?;
        Some(LaterPath {
            name: node.name().into(),
            label: node.label().to_owned(),
            when,
            batch_max: node.text_of("maxBatchSize").and_then(|n| n.parse().ok()),
            next: self.connector(node, "connector"),
        })
    }

    fn path_time(&mut self, node: &Node) -> Option<PathTime> {
        match node.text_of("pathType") {
            Some("AsyncAfterCommit") => return Some(PathTime::AfterCommit),
            Some("ApprovalRecall") => {
                let what = "a recall path outside an approval process";
                self.notes.unsupported(node, what);
                return None;
            }
            _ => {}
        }
        Some(PathTime::At {
            offset: self.path_offset(node)?,
            field: self.path_field(node),
        })
    }

    /// Without an offset the platform does not know when to take the path: it never does.
    fn path_offset(&mut self, node: &Node) -> Option<Offset> {
        let number = node.child("offsetNumber");
        let unit = node.child("offsetUnit");
        let (Some(number), Some(unit)) = (number, unit) else {
            let missing = match number {
                None => "offsetNumber",
                Some(_) => "offsetUnit",
            };
            let problem = Problem::path_without_offset(&node.tag_place(), missing);
            self.notes.add(problem);
            return None;
        };
        let Ok(number) = number.word().parse() else {
            self.notes.invalid_value(number, "a whole number");
            return None;
        };
        let Some(unit) = OffsetUnit::named(unit.word()) else {
            let expected = format!("one of {}", OffsetUnit::NAMES.join(", "));
            self.notes.invalid_value(unit, &expected);
            return None;
        };
        Some(Offset { number, unit })
    }

    fn path_field(&mut self, node: &Node) -> Option<segue_language::Text> {
        let is_of_field = node.text_of("timeSource") != Some("RecordTriggerEvent");
        let field = node.child("recordField").filter(|_| is_of_field)?;
        let object = self.root.child("start")?.text_of("object")?;
        self.uses_field_in(object, node, "recordField");
        Some(field.word().into())
    }
}
