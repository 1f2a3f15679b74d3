//! Steps: a map with one key, the step's kind.

use crate::scenario::document::{Kind, Node};
use crate::scenario::duration;
use crate::scenario::fields::{Fields, Problems, list, text};
use crate::scenario::model::{Act, NewAssignee, NewRecord, Spot, Step};
use crate::scenario::problem::Problem;

use super::approval;
use super::expectation::expectation;
use super::setup::{new_record, values};

const STEPS: [&str; 19] = [
    "create",
    "update",
    "delete",
    "start",
    "run_of",
    "no_run_of",
    "complete",
    "decide",
    "recall",
    "reassign",
    "suspend",
    "resume",
    "cancel",
    "publish",
    "deploy",
    "user",
    "advance",
    "refused",
    "expect",
];

/// Reads one step.
pub(super) fn step(node: &Node, problems: &mut Problems) -> Option<Step> {
    let Kind::Map(entries) = &node.kind else {
        problems.add(Problem::wrong_type(node.at, "a step", "a map", node.noun()));
        return None;
    };
    let [(key, body)] = entries.as_slice() else {
        let message = format!("a step has one key, not {}", entries.len());
        let help = Some("begin each step with `-`".to_owned());
        problems.add(Problem::bad_value(node.at, message, help));
        return None;
    };
    let name = key.scalar().unwrap_or_default();
    let act = act(&name, key, body, problems)?;
    Some(Step { at: key.at, act })
}

fn act(name: &str, key: &Node, body: &Node, problems: &mut Problems) -> Option<Act> {
    match name {
        "create" => new_record(body, problems).map(Act::Create),
        "update" => update(body, problems),
        "delete" => delete(body, problems),
        "start" => start(body, problems),
        "run_of" => run_of(body, problems),
        "no_run_of" => no_run_of(body, problems),
        "complete" => complete(body, problems),
        "decide" => approval::decide(body, problems),
        "recall" => approval::recall(body, problems),
        "reassign" => reassign(body, problems),
        "suspend" => run(body, "suspend", problems).map(Act::Suspend),
        "resume" => resume(body, problems),
        "cancel" => run(body, "cancel", problems).map(Act::Cancel),
        "publish" => publish(body, problems),
        "deploy" => deploy(body, problems),
        "user" => user(body, problems),
        "advance" => advance(body, problems),
        "refused" => refused(body, problems),
        "expect" => expectation(body, problems).map(|e| Act::Expect(Box::new(e))),
        _ => {
            problems.add(Problem::unknown_step(key.at, name, &STEPS));
            None
        }
    }
}

fn update(body: &Node, problems: &mut Problems) -> Option<Act> {
    let mut fields = Fields::of(body, "update", problems)?;
    let record = fields.need_text("record", problems);
    let given = values(&mut fields, "fields", problems);
    let by = fields.text("by", problems);
    fields.finish(problems);
    Some(Act::Update {
        record: record?,
        fields: given,
        by,
    })
}

fn delete(body: &Node, problems: &mut Problems) -> Option<Act> {
    let mut fields = Fields::of(body, "delete", problems)?;
    let record = fields.need_text("record", problems);
    let by = fields.text("by", problems);
    fields.finish(problems);
    Some(Act::Delete {
        record: record?,
        by,
    })
}

fn start(body: &Node, problems: &mut Problems) -> Option<Act> {
    let mut fields = Fields::of(body, "start", problems)?;
    let orchestration = fields.need_text("orchestration", problems);
    let name = fields.text("as", problems);
    let inputs = values(&mut fields, "inputs", problems);
    let by = fields.text("by", problems);
    fields.finish(problems);
    Some(Act::Start {
        orchestration: orchestration?,
        name,
        inputs,
        by,
    })
}

fn run_of(body: &Node, problems: &mut Problems) -> Option<Act> {
    let mut fields = Fields::of(body, "run_of", problems)?;
    let record = fields.need_text("record", problems);
    let orchestration = fields.text("orchestration", problems);
    let name = fields.need_text("as", problems);
    fields.finish(problems);
    Some(Act::RunOf {
        record: record?,
        orchestration,
        name: name?,
    })
}

fn no_run_of(body: &Node, problems: &mut Problems) -> Option<Act> {
    let mut fields = Fields::of(body, "no_run_of", problems)?;
    let record = fields.need_text("record", problems);
    let orchestration = fields.text("orchestration", problems);
    fields.finish(problems);
    Some(Act::NoRunOf {
        record: record?,
        orchestration,
    })
}

fn complete(body: &Node, problems: &mut Problems) -> Option<Act> {
    let mut fields = Fields::of(body, "complete", problems)?;
    let run = fields.need_text("run", problems);
    let step = fields.need_text("step", problems);
    let by = fields.text("by", problems);
    let screens = fields.take("screens");
    let screens = screens.map_or(&[] as &[Node], |node| list(node, "screens", problems));
    for screen in screens {
        if !matches!(screen.kind, Kind::Map(_) | Kind::Null) {
            problems.add(Problem::wrong_type(
                screen.at,
                "a screen",
                "a map",
                screen.noun(),
            ));
        }
    }
    fields.finish(problems);
    Some(Act::Complete {
        run: run?,
        step: step?,
        by,
        screens: screens.to_vec(),
    })
}

fn reassign(body: &Node, problems: &mut Problems) -> Option<Act> {
    let mut fields = Fields::of(body, "reassign", problems)?;
    let run = fields.need_text("run", problems);
    let step = fields.need_text("step", problems);
    let to = fields
        .need("to", problems)
        .and_then(|node| new_assignee(node, problems));
    fields.finish(problems);
    Some(Act::Reassign {
        run: run?,
        step: step?,
        to: to?,
    })
}

fn new_assignee(node: &Node, problems: &mut Problems) -> Option<NewAssignee> {
    let mut fields = Fields::of(node, "to", problems)?;
    let user = fields.text("user", problems).map(NewAssignee::User);
    let group = fields.text("group", problems).map(NewAssignee::Group);
    let queue = fields.text("queue", problems).map(NewAssignee::Queue);
    fields.finish(problems);
    let mut given = [user, group, queue].into_iter().flatten();
    let (first, second) = (given.next(), given.next());
    if first.is_none() || second.is_some() {
        let message = "`to` names one `user`, `group` or `queue`".to_owned();
        problems.add(Problem::bad_value(node.at, message, None));
        return None;
    }
    first
}

/// `{run: NAME}`, the body of suspend and cancel.
fn run(body: &Node, whose: &'static str, problems: &mut Problems) -> Option<Spot> {
    let mut fields = Fields::of(body, whose, problems)?;
    let run = fields.need_text("run", problems);
    fields.finish(problems);
    run
}

fn resume(body: &Node, problems: &mut Problems) -> Option<Act> {
    let mut fields = Fields::of(body, "resume", problems)?;
    let run = fields.need_text("run", problems);
    let force = fields.flag("force", problems).unwrap_or(false);
    let reason = fields.text("reason", problems);
    fields.finish(problems);
    if let (false, Some(reason)) = (force, &reason) {
        let message = "only a forced resume takes a reason".to_owned();
        let help = Some("add `force: true`".to_owned());
        problems.add(Problem::bad_value(reason.at, message, help));
    }
    let forced = force.then(|| reason.map(|spot| spot.text).unwrap_or_default());
    Some(Act::Resume { run: run?, forced })
}

fn publish(body: &Node, problems: &mut Problems) -> Option<Act> {
    let mut fields = Fields::of(body, "publish", problems)?;
    if let Some(object) = fields.text("event", problems) {
        let given = values(&mut fields, "fields", problems);
        let by = fields.text("by", problems);
        fields.finish(problems);
        return Some(Act::Create(NewRecord {
            object,
            name: None,
            fields: given,
            by,
        }));
    }
    let run = fields.need_text("run", problems);
    let step = fields.text("step", problems);
    let status = fields.text("status", problems);
    let outputs = values(&mut fields, "outputs", problems);
    let by = fields.text("by", problems);
    fields.finish(problems);
    Some(Act::Publish {
        run: run?,
        step,
        status,
        outputs,
        by,
    })
}

fn deploy(body: &Node, problems: &mut Problems) -> Option<Act> {
    let mut fields = Fields::of(body, "deploy", problems)?;
    let project = fields.need_text("project", problems);
    fields.finish(problems);
    project.map(Act::Deploy)
}

fn user(body: &Node, problems: &mut Problems) -> Option<Act> {
    let mut fields = Fields::of(body, "user", problems)?;
    let username = fields.need_text("username", problems);
    let at = body.at;
    let active = fields.flag("active", problems);
    let delegate = fields.text("delegate", problems);
    fields.finish(problems);
    if active.is_none() && delegate.is_none() {
        problems.add(Problem::missing_key(at, "active", "user"));
    }
    Some(Act::User {
        username: username?,
        active,
        delegate,
    })
}

fn advance(body: &Node, problems: &mut Problems) -> Option<Act> {
    let spot = text(body, "advance", problems)?;
    let seconds = duration::seconds(&spot.text);
    if seconds.is_none() {
        let help = Some("write it as `3d` or `1d12h` (units w, d, h, m, s)".to_owned());
        let message = format!("`{}` is no duration", spot.text);
        problems.add(Problem::bad_value(spot.at, message, help));
    }
    seconds.map(|seconds| Act::Advance { seconds })
}

/// `{complete: {…}, because: text}`.
fn refused(body: &Node, problems: &mut Problems) -> Option<Act> {
    let Kind::Map(entries) = &body.kind else {
        problems.add(Problem::wrong_type(
            body.at,
            "refused",
            "a map",
            body.noun(),
        ));
        return None;
    };
    let is_reason = |key: &Node| key.scalar().as_deref() == Some("because");
    let (reasons, steps): (Vec<_>, Vec<_>) =
        entries.iter().cloned().partition(|(k, _)| is_reason(k));
    let because = reasons
        .first()
        .and_then(|(_, reason)| text(reason, "because", problems));
    let inner = step(
        &Node {
            at: body.at,
            kind: Kind::Map(steps),
        },
        problems,
    )?;
    Some(Act::Refused {
        step: Box::new(inner),
        because,
    })
}
