//! Approval processes: which steps they have, how they are taken back, what they lock.

use crate::checks::view::{ENTRY, FlowDocument, is_approval_step, requirements, steps_of};
use crate::document::Node;
use crate::{Problem, Problems};

/// The kind of path that a recall takes.
const RECALL: &str = "ApprovalRecall";

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    steps(flow, problems);
    recall_paths(flow, problems);
    for stage in flow.stages() {
        locks(stage, problems);
    }
}

fn steps(flow: &FlowDocument<'_>, problems: &mut Problems) {
    let holder = match flow.is_approval() {
        true => "an approval process",
        false => "an orchestration",
    };
    for (_, step) in flow.steps() {
        let found = match step.text_of("actionType") {
            Some("stepInteractive") => "an interactive step",
            Some("stepMuleSoft") => "a MuleSoft step",
            Some("stepApproval") => "an approval step",
            _ => continue,
        };
        if is_approval_step(step) != flow.is_approval() {
            let place = step.place_of("actionType");
            problems.push(Problem::misplaced_step(&place, step.name(), found, holder));
        }
    }
}

fn recall_paths(flow: &FlowDocument<'_>, problems: &mut Problems) {
    let start = flow.root.children("start");
    let paths = start.flat_map(|start| start.children("scheduledPaths"));
    let recalls = paths.filter(|path| path.text_of("pathType") == Some(RECALL));
    for (place_in_order, path) in recalls.enumerate() {
        let place = path.place_of("pathType");
        let mut refuse = |what: &str| problems.push(Problem::bad_recall_path(&place, what));
        if !flow.is_approval() {
            refuse("only an approval process can be recalled");
        } else if place_in_order > 0 {
            refuse("there is one already");
        } else if let Some(what) = fault_of(path, flow) {
            refuse(&what);
        }
    }
}

/// What is wrong with a recall path. That its target does not exist is said elsewhere.
fn fault_of(path: &Node, flow: &FlowDocument<'_>) -> Option<String> {
    let connector = path.child("connector")?;
    let target = connector.text_of("targetReference")?;
    let mut stages = flow.stages();
    let Some(stage) = stages.find(|stage| stage.name().eq_ignore_ascii_case(target)) else {
        let mut decisions = flow.root.children("decisions");
        let exists = decisions.any(|it| it.name().eq_ignore_ascii_case(target));
        return exists.then(|| format!("`{target}` is no stage"));
    };
    if stage.child("connector").is_some() || stage.child("faultConnector").is_some() {
        return Some(format!("stage `{target}` leads on"));
    }
    let mut others = steps_of(stage).filter(|step| is_approval_step(step));
    others
        .next()
        .map(|step| format!("step `{}` is no background step", step.name()))
}

/// Each two steps of a stage that lock the record, neither of which waits for the other.
fn locks(stage: &Node, problems: &mut Problems) {
    let locking = steps_of(stage).filter(|step| is_approval_step(step) && step.flag("shouldLock"));
    let locking: Vec<&Node> = locking.collect();
    for pair in locking.windows(2) {
        let (first, second) = (pair[0], pair[1]);
        if !waits_for(first, second) && !waits_for(second, first) {
            let (place, other) = (second.place_of("name"), first.place_of("name"));
            let problem = Problem::concurrent_locks(&place, second.name(), first.name(), &other);
            problems.push(problem);
        }
    }
}

/// Whether the entry condition of `step` says anything of `other`; what a flow answers is not known.
fn waits_for(step: &Node, other: &Node) -> bool {
    let mut conditions = requirements(step, ENTRY);
    let names = |condition: &Node| {
        let left = condition.text_of("leftValueReference").unwrap_or_default();
        let head = left.split('.').next().unwrap_or_default();
        head.eq_ignore_ascii_case(other.name())
    };
    step.text_of(ENTRY.flow).is_some() || conditions.any(names)
}
