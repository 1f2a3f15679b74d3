//! Stages as cards with their steps.

use segue_engine::{StageId, Step, StepId, StepKind};

use super::Page;
use super::text::{cut, escaped};
use crate::drawing::measure::{PADDING, STAGE_HEAD, STAGE_WIDTH, STEP_GAP, STEP_HEIGHT, size};
use crate::drawing::shape::Shape;

/// Room for a step's own text.
const STEP_WIDTH: i32 = STAGE_WIDTH - 2 * PADDING;

impl Page<'_> {
    pub(super) fn stage(&mut self, shape: &Shape, id: StageId) {
        let orchestration = self.orchestration;
        let stage = orchestration.stage(id);
        let status = self.live.stages.get(id.index()).copied().flatten();
        let status = status.map(segue_engine::StageStatus::label);
        let name = named(&format!("Stage {}", stage.label), self.status(status));
        let (width, height) = size(orchestration, shape.kind);
        let (x, y) = (shape.x - width / 2, shape.y);
        self.line(&format!(
            "<g class=\"stage {}\" role=\"group\" aria-label=\"{name}\"><title>{name}</title>\
             <rect class=\"card\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"10\"/>\
             <text class=\"label\" x=\"{}\" y=\"{}\">{}</text>",
            class(status),
            x + PADDING,
            y + STAGE_HEAD / 2 + 5,
            escaped(&cut(&stage.label, width - 60)),
        ));
        self.visits(id, x + width - PADDING, y + STAGE_HEAD / 2 + 5);
        for (n, number) in (0..).zip(stage.steps.clone()) {
            let top = y + STAGE_HEAD + n * (STEP_HEIGHT + STEP_GAP);
            self.step(StepId(number), x + PADDING, top);
        }
        self.line("</g>");
    }

    /// How often a run came here, when that is not once.
    fn visits(&mut self, id: StageId, x: i32, y: i32) {
        let n_visits = self.live.n_visits.get(id.index()).copied().unwrap_or(0);
        if n_visits > 1 {
            self.line(&format!(
                "<text class=\"visits\" x=\"{x}\" y=\"{y}\" text-anchor=\"end\">{n_visits} visits</text>"
            ));
        }
    }

    fn step(&mut self, id: StepId, x: i32, y: i32) {
        let step = self.orchestration.step(id);
        let live = self.live.steps.get(id.index()).copied().flatten();
        let status = live.map(|(status, _)| status.label());
        // It begins with what is to be seen, for those who call links by what they see.
        let label = cut(&step.label, STEP_WIDTH - 36);
        let seen = named(&label, self.status(status).or(Some(kind(step))));
        let whole = match label == step.label {
            true => String::new(),
            false => format!(", {}", escaped(&step.label)),
        };
        let name = format!("{seen}{whole}, {} step", kind(step).to_lowercase());
        let body = format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{STEP_WIDTH}\" height=\"{STEP_HEIGHT}\" rx=\"6\"/>\
             <circle cx=\"{}\" cy=\"{}\" r=\"5\"/>\
             <text class=\"label\" x=\"{}\" y=\"{}\">{}</text> \
             <text class=\"kind\" x=\"{}\" y=\"{}\">{}</text>",
            x + 14,
            y + STEP_HEIGHT / 2,
            x + 28,
            y + 19,
            escaped(&label),
            x + 28,
            y + 35,
            self.status(status).unwrap_or(kind(step)),
        );
        let class = format!("step {} {}", kind(step).to_lowercase(), class(status));
        let class = class.trim_end();
        match live {
            Some((_, part)) => self.line(&format!(
                "<a class=\"{class}\" href=\"#step-{}\" aria-label=\"{name}\">{body}</a>",
                part.0
            )),
            None => self.line(&format!(
                "<g class=\"{class}\" role=\"img\" aria-label=\"{name}\">{body}</g>"
            )),
        }
    }

    /// A run says of everything how it stands; a definition says nothing.
    fn status(&self, status: Option<&'static str>) -> Option<&'static str> {
        status.or(self.live.is_run.then_some("Not reached"))
    }
}

fn named(what: &str, status: Option<&str>) -> String {
    let status = status.map(|status| format!(", {status}"));
    escaped(&format!("{what}{}", status.unwrap_or_default()))
}

/// `in-progress` for In Progress.
fn class(status: Option<&str>) -> String {
    status
        .map(|label| label.to_lowercase().replace(' ', "-"))
        .unwrap_or_default()
}

fn kind(step: &Step) -> &'static str {
    match step.kind {
        StepKind::Background { .. } => "Background",
        StepKind::Interactive(_) => "Interactive",
        StepKind::External => "External",
    }
}
