//! Writes a placed drawing as SVG: shapes with classes, so that the page's style sheet colors
//! them, and with names for those who cannot see them.

mod card;
mod mark;
pub(super) mod text;

use std::fmt::Write;

use segue_engine::{DecisionId, Next, Orchestration, OutcomeId};

use self::mark::{diamond, pill};
use self::text::escaped;
use super::live::Live;
use super::shape::{Drawing, Kind, Line, Shape};

/// What writing needs to know.
pub(super) struct Page<'a> {
    pub(super) orchestration: &'a Orchestration,
    pub(super) live: &'a Live,
    pub(super) out: String,
}

/// Writes the drawing.
pub(super) fn write(orchestration: &Orchestration, drawing: &Drawing, live: &Live) -> String {
    let mut page = Page {
        orchestration,
        live,
        out: String::new(),
    };
    let (width, height) = (drawing.width, drawing.height);
    let name = escaped(&format!("Drawing of {}", orchestration.label));
    page.line(&format!(
        "<svg class=\"drawing\" xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" \
         height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"group\" aria-label=\"{name}\">"
    ));
    for line in &drawing.lines {
        page.connector(line);
    }
    for shape in &drawing.shapes {
        page.shape(shape);
    }
    page.line("</svg>");
    page.out
}

impl Page<'_> {
    pub(super) fn line(&mut self, text: &str) {
        writeln!(self.out, "{text}").expect("a string takes everything");
    }

    /// Lines say nothing that the order of the shapes does not say.
    fn connector(&mut self, line: &Line) {
        let points: Vec<String> = line
            .points
            .iter()
            .map(|(x, y)| format!("{x},{y}"))
            .collect();
        let class = if line.is_fault { "path fault" } else { "path" };
        self.line(&format!(
            "<polyline class=\"{class}\" points=\"{}\" aria-hidden=\"true\"/>",
            points.join(" ")
        ));
        let Some((x, y)) = line.points.last().filter(|_| line.has_head) else {
            return;
        };
        self.line(&format!(
            "<path class=\"{class} head\" d=\"M{} {}L{x} {y}L{} {}Z\" aria-hidden=\"true\"/>",
            x - 4,
            y - 7,
            x + 4,
            y - 7
        ));
    }

    fn shape(&mut self, shape: &Shape) {
        match shape.kind {
            Kind::Start => self.word(shape, "terminal", "Start"),
            Kind::End => self.word(shape, "terminal", "End"),
            Kind::Fault => self.word(shape, "fault-label", "Fault"),
            Kind::Stage(stage) => self.stage(shape, stage),
            Kind::Decision(decision) => self.decision(shape, decision),
            Kind::Outcome(decision, outcome) => self.outcome(shape, decision, outcome),
            Kind::GoTo(next) => self.go_to(shape, next),
        }
    }

    fn word(&mut self, shape: &Shape, class: &str, word: &str) {
        let drawn = pill(self.orchestration, shape, class, word, word);
        self.line(&drawn);
    }

    fn decision(&mut self, shape: &Shape, id: DecisionId) {
        let label = self.orchestration.decision(id).label.clone();
        let drawn = diamond(self.orchestration, shape, &label);
        self.line(&drawn);
    }

    fn outcome(&mut self, shape: &Shape, id: DecisionId, outcome: Option<OutcomeId>) {
        let decision = self.orchestration.decision(id);
        let found = outcome.map(|id| &decision.outcomes[id.index() - decision.first.index()]);
        let label = found.map_or(&decision.default_label, |outcome| &outcome.label);
        let label = if label.is_empty() { "Default" } else { label };
        let is_taken = outcome.is_some_and(|id| self.live.took(id));
        let class = if is_taken { "outcome taken" } else { "outcome" };
        let name = format!("Outcome {label}");
        let drawn = pill(self.orchestration, shape, class, label, &name);
        self.line(&drawn);
    }

    fn go_to(&mut self, shape: &Shape, next: Next) {
        let label = match next {
            Next::End => "End",
            Next::Stage(id) => &self.orchestration.stage(id).label,
            Next::Decision(id) => &self.orchestration.decision(id).label,
        };
        let name = format!("Go to {label}");
        let drawn = pill(
            self.orchestration,
            shape,
            "go-to",
            &format!("↪ {label}"),
            &name,
        );
        self.line(&drawn);
    }
}
