//! External steps whose failure ends a run.

use super::steps::steps;
use crate::flow_file::FlowFile;
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};

pub(crate) static NON_RECOVERABLE_STEP: Rule = Rule {
    id: "NonRecoverableStep",
    scanner_id: None,
    title: "a failure that cannot be resumed",
    about: "A step calls another system, and its stage has no fault path. When a flow fails, the \
            run can be resumed for two weeks; when the call of another system fails, it cannot \
            without force. Give the stage a fault path.",
    fix: None,
    category: Category::Orchestration,
    level: Level::Note,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    for (stage, step) in steps(flow) {
        let is_external = step
            .text_of("actionType")
            .is_some_and(|kind| kind.eq_ignore_ascii_case("stepMuleSoft"));
        if is_external && stage.child("faultConnector").is_none() {
            let (name, stage_name) = (step.name(), stage.name());
            let message = format!(
                "when `{name}` fails, the run cannot be resumed: `{stage_name}` has no \
                         fault path"
            );
            found
                .element(step, message)
                .help("give the stage a fault path")
                .related(&stage.place_of("name"), "its stage");
        }
    }
}
