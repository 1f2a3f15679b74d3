//! The timeline of a run: for each step how long it waited for its start, how long for somebody to
//! turn to it, and how long it was worked on.

use segue_engine::{PartId, StageRun, StepRun, StepStatus};
use segue_language::Timestamp;

use super::visits::Visits;
use crate::drawing::timeline::{Part, Span, bar};
use crate::pages::moment::span;
use crate::pages::status::mark;
use crate::queries::run_detail::RunDetail;

/// The timeline.
pub(super) struct Timeline {
    pub(super) stages: Vec<StageRow>,
    /// What all its steps spent, in words.
    pub(super) queued: Option<String>,
    pub(super) worked: String,
}

/// A visit of a stage.
pub(super) struct StageRow {
    pub(super) label: String,
    pub(super) status: &'static str,
    pub(super) took: String,
    pub(super) steps: Vec<Row>,
}

/// A step of it.
pub(super) struct Row {
    pub(super) part: PartId,
    pub(super) label: String,
    pub(super) bar: String,
    /// `waited 2 min to start, 3 h for somebody; worked on for 20 min`
    pub(super) words: String,
}

/// How the time of a step went, in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Times {
    /// Before it started.
    waited: i64,
    /// Before somebody turned to its work items.
    queued: i64,
    /// After that; of a step without work items, all of it.
    worked: i64,
}

/// The timeline of a run: of the visits that are shown, with the times of all.
pub(super) fn timeline(detail: &RunDetail, visits: &Visits, now: Timestamp) -> Timeline {
    let run = &detail.found.view.run;
    let whole = Span {
        from: run.started_at.0,
        to: run.ended_at.unwrap_or(now).0,
    };
    let mut total = Times::default();
    let stages = run.stages.iter().enumerate().filter_map(|(n, stage)| {
        let definition = detail.found.view.orchestration.stage(stage.stage);
        let end = stage.ended_at.or(run.ended_at).unwrap_or(now);
        let mut rows = Vec::new();
        for step in &stage.steps {
            let (row, times) = row(detail, (stage, step), whole, end);
            total.queued += times.queued;
            total.worked += times.worked;
            rows.push(row);
        }
        visits.has(n).then(|| StageRow {
            label: definition.label.clone(),
            status: stage.status.label(),
            took: span(end.0 - stage.started_at.0),
            steps: rows,
        })
    });
    let stages = stages.collect();
    Timeline {
        stages,
        queued: (total.queued > 0).then(|| span(total.queued)),
        worked: span(total.worked),
    }
}

fn row(
    detail: &RunDetail,
    (stage, step): (&StageRun, &StepRun),
    whole: Span,
    end: Timestamp,
) -> (Row, Times) {
    let parts = bars(detail, stage, step, end);
    let spent = |class: &str| {
        let of_class = parts.iter().filter(|part| part.class.starts_with(class));
        of_class.map(|part| part.to - part.from).sum::<i64>()
    };
    let times = Times {
        waited: spent("waiting"),
        queued: spent("queued"),
        worked: spent("working"),
    };
    let row = Row {
        part: step.part,
        label: detail
            .found
            .view
            .orchestration
            .step(step.step)
            .label
            .clone(),
        bar: bar(whole, &parts),
        words: words(step, times),
    };
    (row, times)
}

fn bars(detail: &RunDetail, stage: &StageRun, step: &StepRun, end: Timestamp) -> Vec<Part> {
    let part = |class, from: Timestamp, to: Timestamp| Part {
        class,
        from: from.0,
        to: to.0,
    };
    let Some(started) = step.started_at else {
        return vec![part("waiting", stage.started_at, end)];
    };
    let mut parts = vec![part("waiting", stage.started_at, started)];
    parts.retain(|part| part.to > part.from);
    let ended = step.ended_at.unwrap_or(end);
    let items = step.items.iter();
    let turned_to = items.clone().filter_map(|item| detail.opening(item.part));
    let turned_to = turned_to.map(|opening| opening.at).next_back();
    let begun = match (step.items.is_empty(), turned_to) {
        (true, _) => started,
        (false, Some(at)) => Timestamp(at.0.clamp(started.0, ended.0)),
        // Nobody looked at it before it was done: all of it was waiting.
        (false, None) => ended,
    };
    if begun > started {
        parts.push(part("queued", started, begun));
    }
    if begun < ended || begun == started {
        parts.push(part(working(step), begun, ended));
    }
    parts
}

fn working(step: &StepRun) -> &'static str {
    match step.status {
        StepStatus::Completed => "working completed",
        StepStatus::Error => "working error",
        StepStatus::Discontinued => "working discontinued",
        StepStatus::NotStarted | StepStatus::InProgress => "working",
    }
}

fn words(step: &StepRun, times: Times) -> String {
    if step.started_at.is_none() {
        let verb = match step.status {
            StepStatus::NotStarted => "waiting to start for",
            StepStatus::InProgress
            | StepStatus::Completed
            | StepStatus::Discontinued
            | StepStatus::Error => "never started in",
        };
        return format!("{verb} {}", span(times.waited));
    }
    let is_open = step.status == StepStatus::InProgress;
    let mut words = Vec::new();
    if times.waited > 0 {
        words.push(format!("waited {} to start", span(times.waited)));
    }
    if times.queued > 0 {
        words.push(format!("{} for somebody", span(times.queued)));
    }
    if times.worked > 0 || times.queued == 0 {
        let verb = if is_open { "at work for" } else { "worked" };
        words.push(format!("{verb} {}", span(times.worked)));
    }
    words.join(" · ")
}

impl StageRow {
    pub(super) fn mark(&self) -> String {
        mark(self.status)
    }
}
