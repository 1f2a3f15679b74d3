//! What kind of flow it is, and where it starts.

use segue_flow::{ElementId, FlowKind};

use super::Compiler;
use crate::compile::trigger::record_trigger;

impl Compiler<'_> {
    pub(super) fn kind(&mut self) -> FlowKind {
        match self.root.text_of("processType") {
            Some("Flow") => FlowKind::Screen,
            Some("AutoLaunchedFlow") => self.autolaunched(),
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
        self.warn_of_scheduled_paths();
        match start.text_of("triggerType") {
            None | Some("None") => FlowKind::Autolaunched,
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

    fn warn_of_scheduled_paths(&mut self) {
        let start = self.root.children("start");
        for path in start.flat_map(|start| start.children("scheduledPaths")) {
            if path.child("connector").is_some() {
                self.notes.unsupported(path, "a scheduled path");
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
}
