//! The timeline of a run as SVG: for each step the time it waited to start and the time it took.

use segue_engine::{Orchestration, Run, StepRun};
use segue_language::Timestamp;

use super::svg::text::{cut, escaped};

const LABEL: i64 = 220;
const TRACK: i64 = 640;
const ROW: i64 = 28;
/// So that what took no time can be seen.
const LEAST: i64 = 3;

/// Draws the timeline.
pub(crate) fn timeline(orchestration: &Orchestration, run: &Run, now: Timestamp) -> String {
    let end = run.ended_at.unwrap_or(now);
    let scale = Scale {
        from: run.started_at.0,
        length: (end.0 - run.started_at.0).max(1),
    };
    let mut rows = Vec::new();
    for stage in &run.stages {
        for step in stage.steps.iter().filter(|step| step.started_at.is_some()) {
            let y = i64::try_from(rows.len()).expect("a run has few parts") * ROW;
            let label = &orchestration.step(step.step).label;
            rows.push(row(label, step, &scale, (stage.started_at, end), y));
        }
    }
    let height = i64::try_from(rows.len()).expect("a run has few parts") * ROW;
    let width = LABEL + TRACK;
    format!(
        "<svg class=\"timeline\" xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" \
         height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"group\" \
         aria-label=\"Timeline\">{}</svg>",
        rows.concat()
    )
}

struct Scale {
    from: i64,
    length: i64,
}

impl Scale {
    fn x(&self, at: Timestamp) -> i64 {
        let part = i128::from(at.0 - self.from) * i128::from(TRACK) / i128::from(self.length);
        LABEL
            + i64::try_from(part)
                .expect("a part of the track")
                .clamp(0, TRACK)
    }

    fn bar(&self, class: &str, from: Timestamp, to: Timestamp, y: i64) -> String {
        let x = self.x(from).min(LABEL + TRACK - LEAST);
        let width = (self.x(to) - x).max(LEAST);
        format!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"14\" rx=\"3\"/>"
        )
    }
}

fn row(
    label: &str,
    step: &StepRun,
    scale: &Scale,
    (entered, end): (Timestamp, Timestamp),
    y: i64,
) -> String {
    let started = step.started_at.unwrap_or(end);
    let ended = step.ended_at.unwrap_or(end);
    let name = escaped(&format!(
        "{label}: waited {} s to start, took {} s",
        seconds(entered, started),
        seconds(started, ended)
    ));
    let waited = match started > entered {
        true => scale.bar("waiting", entered, started, y + 7),
        false => String::new(),
    };
    let status = step.status.label().to_lowercase().replace(' ', "-");
    let worked = scale.bar(&format!("working {status}"), started, ended, y + 7);
    format!(
        "<g role=\"img\" aria-label=\"{name}\"><title>{name}</title>\
         <text x=\"0\" y=\"{}\">{}</text>{waited}{worked}</g>",
        y + 18,
        escaped(&cut(label, 200)),
    )
}

fn seconds(from: Timestamp, to: Timestamp) -> i64 {
    (to.0 - from.0) / 1_000_000
}
