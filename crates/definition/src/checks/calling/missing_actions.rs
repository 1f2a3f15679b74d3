//! Actions that Segue does not have: one problem for each action of the project, at its first
//! call.

use super::once::each_once;
use crate::checks::view::{FlowDocument, Survey};
use crate::document::Node;
use crate::{Problem, Problems};

/// Action types that run here; `flow` calls a flow.
const AT_HOME: [&str; 3] = ["customNotificationAction", "emailSimple", "flow"];

/// Actions on approvals, which run here.
const ON_APPROVALS: [&str; 8] = [
    "reviewApprovalWorkItem",
    "overrideApprovalWorkItem",
    "reassignApprovalWorkItem",
    "recallApprovalSubmission",
    "cancelApprovalSubmission",
    "getApprovalStatus",
    "lockRecord",
    "unlockRecord",
];
/// Those that submit: they run here where there is a process to submit to.
const SUBMITTING: [&str; 2] = ["submit", "requestApproval"];

pub(super) fn check(survey: &Survey<'_>, problems: &mut Problems) {
    let actions = survey.flows().flat_map(calls);
    let steps = survey.flows().flat_map(|flow| flow.steps());
    let calls = actions.chain(steps.filter_map(external));
    let has_process = survey.flows().any(FlowDocument::is_approval);
    let calls = calls.filter(|call| !is_on_approvals(call, has_process));
    let is_there = |call: &&Node| {
        survey.action(name(call)).is_some() || (is_alert(call) && survey.has_alert(name(call)))
    };
    let calls = calls.filter(|call| !is_there(call));
    for used in each_once(calls.map(|call| (name(call), call, ()))) {
        let call = used.first;
        let place = name_of(call).unwrap_or(call).place();
        let problem = Problem::missing_action(&place, kind(call), used.name, used.n_places);
        problems.push(problem.in_element(call.name()));
    }
}

/// Actions of the flow and of its screens that do not run here.
pub(super) fn calls<'a>(flow: &FlowDocument<'a>) -> impl Iterator<Item = &'a Node> + use<'a> {
    let actions = flow.root.children("actionCalls");
    let actions = actions.chain(flow.screen_actions()).filter(|call| {
        let action_type = call.text_of("actionType").unwrap_or_default();
        !AT_HOME.contains(&action_type)
    });
    actions.chain(flow.root.children("apexPluginCalls"))
}

/// Whether type or name of an action says that it is one on approvals, as the runtime reads them.
fn is_on_approvals(call: &Node, has_process: bool) -> bool {
    let words = [call.text_of("actionType"), call.text_of("actionName")];
    let is = |known: &&str| {
        words
            .iter()
            .flatten()
            .any(|it| it.eq_ignore_ascii_case(known))
    };
    ON_APPROVALS.iter().any(is) || (has_process && SUBMITTING.iter().any(is))
}

pub(super) fn external<'a>((_, step): (&'a Node, &'a Node)) -> Option<&'a Node> {
    (step.text_of("actionType") == Some("stepMuleSoft")).then_some(step)
}

fn is_alert(call: &Node) -> bool {
    call.text_of("actionType") == Some("emailAlert")
}

/// What is called.
pub(super) fn name(call: &Node) -> &str {
    name_of(call).map(Node::word).unwrap_or_default()
}

pub(super) fn name_of(call: &Node) -> Option<&Node> {
    call.child("actionName").or_else(|| call.child("apexClass"))
}

/// The kind of action as people say it.
fn kind(call: &Node) -> &str {
    match call.text_of("actionType") {
        None | Some("apex") => "Apex action",
        Some("stepMuleSoft") => "external action",
        Some("quickAction") => "quick action",
        Some("component") => "component action",
        Some("emailAlert") => "email alert",
        Some("externalService") => "operation of an external service",
        Some("outboundMessage") => "outbound message",
        // Actions of the platform itself mostly have the name of their type.
        Some(_) => "standard action",
    }
}
