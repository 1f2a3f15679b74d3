//! Stages and steps of an orchestration, and who is asked to do them.

use segue_definition::Node;

use crate::flow_file::FlowFile;

/// Stages in file order, pre-release ones too.
pub(super) fn stages<'a>(flow: &FlowFile<'a>) -> impl Iterator<Item = &'a Node> + use<'a> {
    let stages = flow.root.children("orchestratedStages");
    stages.chain(flow.root.children("steppedStages"))
}

/// The steps of a stage in file order.
pub(super) fn steps_of(stage: &Node) -> impl Iterator<Item = &Node> {
    stage.children("stageSteps").chain(stage.children("steps"))
}

/// All steps in file order, each with its stage.
pub(super) fn steps<'a>(
    flow: &FlowFile<'a>,
) -> impl Iterator<Item = (&'a Node, &'a Node)> + use<'a> {
    stages(flow).flat_map(|stage| steps_of(stage).map(move |step| (stage, step)))
}

/// Who is asked to do a step, as it is written.
pub(super) struct Assignee<'a> {
    /// `User`, `Group`, `Queue` or `Resource`.
    pub(super) kind: &'a str,
    /// The element with the text or the reference.
    pub(super) value: &'a Node,
}

/// Who is asked to do `step`.
pub(super) fn assignee(step: &Node) -> Option<Assignee<'_>> {
    let assignees = step.child("assignees")?;
    let value = assignees.child("assignee")?.children.first()?;
    (!value.word().is_empty()).then(|| Assignee {
        kind: assignees.text_of("assigneeType").unwrap_or("Resource"),
        value,
    })
}

impl<'a> Assignee<'a> {
    /// The reference that it is taken from.
    pub(super) fn reference(&self) -> Option<&'a str> {
        let word = self.value.word();
        match &*self.value.tag {
            "elementReference" => Some(word),
            _ => word
                .strip_prefix("{!")
                .and_then(|word| word.strip_suffix('}')),
        }
    }
}
