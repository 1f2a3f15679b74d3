//! What an approval process has besides an orchestration: its steps' decisions, its recall path.

use segue_engine::{Approval, ApprovalProcess, Call, Interactive, StepKind};

use super::Compiler;
use crate::document::Node;

/// The kind of path that a recall takes.
const RECALL: &str = "ApprovalRecall";

impl Compiler<'_> {
    pub(super) fn is_approval(&self) -> bool {
        self.root.text_of("processType") == Some("ApprovalWorkflow")
    }

    /// What the process has besides its stages; none for an orchestration.
    pub(super) fn process(&mut self) -> Option<Box<ApprovalProcess>> {
        if !self.is_approval() {
            return None;
        }
        let mut recall = None;
        let start = self.root.children("start");
        for path in start.flat_map(|start| start.children("scheduledPaths")) {
            if path.text_of("pathType") == Some(RECALL) {
                recall = Some(self.connector(path, "connector"));
            } else {
                self.notes.unsupported(path, "a scheduled path");
            }
        }
        Some(Box::new(ApprovalProcess { recall }))
    }

    /// Approvals can be built so that nobody is told by mail.
    pub(super) fn sends_no_mail(&self) -> bool {
        let mut settings = self.root.children("processMetadataValues");
        settings.any(|setting| {
            setting.text_of("name") == Some("SendNoApproverEmails")
                && setting
                    .child("value")
                    .and_then(|value| value.text_of("stringValue"))
                    .is_some_and(|value| value.eq_ignore_ascii_case("true"))
        })
    }

    pub(super) fn approval(&mut self, node: &Node) -> StepKind {
        let automatic = node.text_of("autoApprovalActionName");
        let approval = Approval {
            locks_record: node.flag("shouldLock"),
            assignee_may_edit: node.flag("canAssigneeEdit"),
            unanimous: node.flag("requiresMultiMemberApproval"),
            automatic: automatic.map(|name| Call {
                name: name.into(),
                inputs: self.inputs(node, "autoApprovalActionInputParameters"),
            }),
        };
        StepKind::Interactive(Box::new(Interactive {
            approval: Some(Box::new(approval)),
            ..self.by_a_person(node)
        }))
    }
}
