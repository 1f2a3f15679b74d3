//! Writing events, effects and states as lines of a log.

use segue_engine::{
    Effect, Event, HistoryEntry, Orchestration, PartId, Run, StageRun, StepResult, Values, entry,
};
use segue_language::{Timestamp, merge_text};

/// A line for an event.
pub(crate) fn event(
    orchestration: &Orchestration,
    run: &Run,
    event: &Event,
    at: Timestamp,
) -> String {
    let Some(entry) = entry(orchestration, run, event, at) else {
        return quiet(orchestration, run, event);
    };
    let mut line = entry.to_string();
    let (outputs, kept) = outputs(event, run);
    if outputs && !kept.is_empty() {
        line += &format!(" {}", values(&kept));
    }
    if let Some(assignee) = &entry.assignee {
        line += &format!(" ({})", assignee.name);
    }
    if let Some(actor) = &entry.actor {
        line += &format!(" by {actor}");
    }
    if let Some(detail) = &entry.detail {
        line += &format!(": {detail}");
    }
    line
}

fn outputs(event: &Event, run: &Run) -> (bool, Values) {
    match event {
        Event::StepCompleted { step, .. } => (true, run.step_run(*step).unwrap().outputs.clone()),
        _ => (false, vec![]),
    }
}

/// Everything that a history entry tells.
pub(crate) fn history(entry: &HistoryEntry) -> String {
    let text = |name: &str, value: Option<&str>| {
        value
            .map(|value| format!(" {name}={value}"))
            .unwrap_or_default()
    };
    let part = entry.part.map(|part| part.0.to_string());
    let seconds = entry.duration_seconds.map(|seconds| format!("{seconds}s"));
    let comments = entry
        .comments
        .as_deref()
        .map(|comments| match comments.len() {
            0..80 => comments.to_owned(),
            length => format!("({length} characters)"),
        });
    let assignee = entry.assignee.as_ref();
    let assignee = assignee.map(|who| format!("{}:{}", who.kind.label(), who.name));
    [
        format!("{} {}", entry.kind, entry.element.as_deref().unwrap_or("-")),
        text("stage", entry.stage.as_deref()),
        text("step", entry.step.as_deref()),
        text("part", part.as_deref()),
        text("actor", entry.actor.as_deref()),
        text("assignee", assignee.as_deref()),
        text("about", entry.related_record.as_deref()),
        text("took", seconds.as_deref()),
        text("comments", comments.as_deref()),
        text("detail", entry.detail.as_deref()),
    ]
    .concat()
}

/// Events without a milestone stand in brackets.
fn quiet(orchestration: &Orchestration, run: &Run, event: &Event) -> String {
    let step = |part: &PartId| step_name(orchestration, run, *part);
    match event {
        Event::StepAnswered {
            step: part,
            outputs,
        } => {
            format!("(answered {} {})", step(part), values(outputs))
        }
        Event::ResultHeld { step: part, result } => {
            format!("(held for {}: {})", step(part), result_text(result))
        }
        Event::ResultReleased(part) => format!("(released for {})", step(part)),
        Event::FlowRenewed {
            step: part, flow, ..
        } => {
            let version = flow.map_or("none".to_owned(), |flow| flow.0.to_string());
            format!("(flow of {} renewed: {version})", step(part))
        }
        other => format!("({other:?})"),
    }
}

/// A line for an effect.
pub(crate) fn effect(orchestration: &Orchestration, run: &Run, effect: &Effect) -> String {
    let step = |part: PartId| step_name(orchestration, run, part);
    let item = |part: PartId| step(run.step_of_item(part).unwrap().part);
    let text = job(effect, step).or_else(|| work(effect, item));
    format!("-> {}", text.unwrap())
}

fn job(effect: &Effect, step: impl Fn(PartId) -> String) -> Option<String> {
    match effect {
        Effect::StartFlow {
            step: part,
            activation,
            flow,
            inputs,
            run_as,
        } => {
            let run_as = run_as
                .as_ref()
                .map(|(_, name)| format!(" as {name}"))
                .unwrap_or_default();
            let (name, flow, given) = (step(*part), flow.0, given(inputs));
            Some(format!("run {name} #{activation} v{flow}{run_as}{given}"))
        }
        Effect::CallAction {
            action,
            activation,
            inputs,
            ..
        } => Some(format!("call {action} #{activation}{}", given(inputs))),
        Effect::CancelJob {
            step: part,
            activation,
        } => Some(format!("cancel job {} #{activation}", step(*part))),
        _ => None,
    }
}

fn work(effect: &Effect, name: impl Fn(PartId) -> String) -> Option<String> {
    match effect {
        Effect::OpenWorkItem {
            item,
            assignee,
            related_record,
            inputs,
            ..
        } => {
            let about = if related_record.is_empty() {
                "nothing"
            } else {
                related_record
            };
            let (name, who, given) = (name(*item), &assignee.name, given(inputs));
            Some(format!("open {name} for {who} about {about}{given}"))
        }
        Effect::MoveWorkItem { item, from, to } => Some(format!(
            "move {} from {} to {}",
            name(*item),
            from.name,
            to.name
        )),
        Effect::CloseWorkItem { item, assignee } => {
            Some(format!("close {} of {}", name(*item), assignee.name))
        }
        Effect::Notify {
            assignee,
            subject,
            body,
            ..
        } => {
            let shown = |text: &Option<String>| text.clone().unwrap_or("default".to_owned());
            Some(format!(
                "mail {}: {} / {}",
                assignee.name,
                shown(subject),
                shown(body)
            ))
        }
        _ => None,
    }
}

/// The state of a run in lines: its status, and every stage run.
pub(crate) fn state(orchestration: &Orchestration, run: &Run) -> Vec<String> {
    let mut lines = vec![format!("= {}", run.status.label())];
    lines.extend(
        run.stages
            .iter()
            .map(|stage| stage_state(orchestration, stage)),
    );
    lines
}

fn stage_state(orchestration: &Orchestration, stage: &StageRun) -> String {
    let steps = stage.steps.iter().map(|step| {
        let name = &orchestration.step(step.step).name;
        let held = if step.pending.is_some() {
            " (holds a result)"
        } else {
            ""
        };
        format!("{name} {}{held}", step.status.label())
    });
    let name = &orchestration.stage(stage.stage).name;
    format!(
        "  {name} {}: {}",
        stage.status.label(),
        steps.collect::<Vec<_>>().join(", ")
    )
}

pub(crate) fn step_name(orchestration: &Orchestration, run: &Run, part: PartId) -> String {
    orchestration
        .step(run.step_run(part).unwrap().step)
        .name
        .to_string()
}

pub(crate) fn result_text(result: &StepResult) -> String {
    match result {
        StepResult::Finished(outputs) => values(outputs),
        StepResult::Failed(message) => message.to_string(),
        StepResult::Lost(message) => format!("lost: {message}"),
    }
}

pub(crate) fn values(values: &Values) -> String {
    let shown = |value: &segue_language::Value| match value.as_record() {
        Some(record) => format!("@{}", record.id().map(|id| &**id).unwrap_or_default()),
        None if value.is_null() => "null".to_owned(),
        None if merge_text(value).len() > 80 => "a long text".to_owned(),
        None => merge_text(value),
    };
    let pairs = values
        .iter()
        .map(|(name, value)| format!("{name}={}", shown(value)));
    format!("{{{}}}", pairs.collect::<Vec<_>>().join(" "))
}

fn given(inputs: &Values) -> String {
    if inputs.is_empty() {
        String::new()
    } else {
        format!(" {}", values(inputs))
    }
}
