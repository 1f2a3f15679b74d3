//! Steps of an orchestration.

use segue_engine::{
    AssigneeKind, AssigneeSource, Call, Interactive, Operand, StageId, Step, StepKind,
};
use segue_language::Text;

use super::Compiler;
use super::names::{stages, steps};
use super::stage::{ENTRY, EXIT, OLD_ENTRY, OLD_EXIT};
use crate::built_in;
use crate::compile::ordinal;
use crate::compile::scope::operand;
use crate::document::Node;

/// Names that start so are inputs of the platform, not of the flow.
const PLATFORM_INPUT: &str = "ActionInput__";

impl Compiler<'_> {
    pub(super) fn steps(&mut self) -> Vec<Step> {
        let mut compiled = Vec::new();
        for (i, stage) in stages(self.root).enumerate() {
            let stage_id = StageId(ordinal(i));
            compiled.extend(steps(stage).map(|step| self.step(stage_id, step)));
        }
        compiled
    }

    fn step(&mut self, stage: StageId, node: &Node) -> Step {
        self.notes.element = Some(node.name().to_owned());
        Step {
            name: node.name().into(),
            label: node.label().to_owned(),
            description: node.text_of("description").unwrap_or_default().to_owned(),
            stage,
            kind: self.step_kind(node),
            call: self.step_call(node),
            entry: self.gate(node, &[ENTRY, OLD_ENTRY]),
        }
    }

    fn step_call(&mut self, node: &Node) -> Call {
        let name = node.text_of("actionName").unwrap_or_else(|| {
            self.notes.missing_element(node, "actionName");
            ""
        });
        let mut inputs = self.inputs(node, "inputParameters");
        inputs.retain(|(input, _)| !built_in::ignores(name, input));
        Call {
            name: name.into(),
            inputs,
        }
    }

    fn step_kind(&mut self, node: &Node) -> StepKind {
        let Some(written) = node.child("actionType") else {
            self.notes.missing_element(node, "actionType");
            return self.background(node);
        };
        match written.word().to_ascii_lowercase().as_str() {
            "stepbackground" | "flow" => self.background(node),
            "stepinteractive" | "createworkitem" => self.interactive(node),
            "stepmulesoft" => StepKind::External,
            "stepapproval" => self.approval(node),
            other if is_of_another_app(other) => {
                let what = format!("a step of type `{}`", written.word());
                self.notes.unsupported(written, &what);
                self.background(node)
            }
            _ => {
                let expected = "`stepBackground`, `stepInteractive`, `stepApproval` or \
                                `stepMuleSoft`";
                self.notes.invalid_value(written, expected);
                self.background(node)
            }
        }
    }

    fn background(&mut self, node: &Node) -> StepKind {
        let run_as = node
            .flag("runAsUser")
            .then(|| self.assignee(node))
            .flatten();
        StepKind::Background {
            asynchronous: node.flag("requiresAsyncProcessing"),
            run_as,
        }
    }

    fn interactive(&mut self, node: &Node) -> StepKind {
        StepKind::Interactive(Box::new(self.by_a_person(node)))
    }

    /// What a person does.
    pub(super) fn by_a_person(&mut self, node: &Node) -> Interactive {
        Interactive {
            assignee: self.assignee(node),
            related_record: self.platform_input(node, "RecordId"),
            exit: self.gate(node, &[EXIT, OLD_EXIT]),
            mail_subject: self.platform_input(node, "CustomEmailSubject"),
            mail_body: self.platform_input(node, "CustomEmailBody"),
            mail_off: self.is_approval() && self.sends_no_mail(),
            approval: None,
        }
    }

    /// The first assignee that has a value.
    fn assignee(&mut self, node: &Node) -> Option<AssigneeSource> {
        let written = node
            .children("assignees")
            .find(|assignees| assignees.child("assignee").is_some())?;
        let kind = self.assignee_kind(written);
        let name = operand(self, written.child("assignee"));
        Some(AssigneeSource { kind, name })
    }

    fn assignee_kind(&mut self, assignees: &Node) -> AssigneeKind {
        match assignees.text_of("assigneeType").unwrap_or("Resource") {
            "User" => AssigneeKind::User,
            "Group" => AssigneeKind::Group,
            "Queue" => AssigneeKind::Queue,
            "Resource" => AssigneeKind::Resource,
            _ => {
                let written = assignees.child("assigneeType").unwrap_or(assignees);
                let expected = "`User`, `Group`, `Queue` or `Resource`";
                self.notes.invalid_value(written, expected);
                AssigneeKind::Resource
            }
        }
    }

    /// The inputs given to a flow. One without a value is not given.
    pub(super) fn inputs(&mut self, node: &Node, tag: &str) -> Vec<(Text, Operand)> {
        let mut inputs = Vec::new();
        for input in node.children(tag) {
            if platform_name(input.name()).is_none()
                && let Some(value) = input.child("value")
            {
                inputs.push((input.name().into(), operand(self, Some(value))));
            }
        }
        inputs
    }

    /// The input of the platform of that name, when it has a value.
    fn platform_input(&mut self, node: &Node, name: &str) -> Option<Operand> {
        let input = node.children("inputParameters").find(|input| {
            platform_name(input.name()).is_some_and(|own| own.eq_ignore_ascii_case(name))
        })?;
        let value = input.child("value")?;
        Some(operand(self, Some(value)))
    }
}

/// What follows the prefix of platform inputs, which old files write in lower case.
fn platform_name(name: &str) -> Option<&str> {
    let (prefix, rest) = name.split_at_checked(PLATFORM_INPUT.len())?;
    prefix.eq_ignore_ascii_case(PLATFORM_INPUT).then_some(rest)
}

/// Steps that apps of the platform bring along, in small letters.
fn is_of_another_app(action_type: &str) -> bool {
    let is_step = ["stepinteractive", "stepbackground"];
    action_type.starts_with("stepagx")
        || (action_type.starts_with("managedcontent")
            && is_step.iter().any(|kind| action_type.ends_with(kind)))
}
