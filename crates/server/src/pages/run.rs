//! One run: its drawing, its timeline, why it waits, its history, and what can be done to it.

mod acts;
mod again;
mod ask;
mod history;
mod part;
mod reassign;
mod timeline;
mod visits;
mod why;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use segue_drawing::{Model, of_run};
use segue_engine::{GateExplanation, RunStatus, StepStatus};
use segue_language::{Text, Timestamp};
use serde::Deserialize;

use self::part::{Part, parts};
use self::timeline::{Timeline, timeline};
use self::visits::Visits;
use self::why::{Why, why};
use super::layout::{Frame, Section, show};
use super::moment::{Moment, span};
use super::status::mark;
use crate::app::App;
use crate::drawing::drawn;
use crate::identity::{Caller, Permission};
use crate::problem::Answer;
use crate::queries::approvals::How;
use crate::queries::run_detail::{RunDetail, run_detail};
use crate::queries::run_history::{Line, shown};

pub(crate) use acts::{cancel, publish, resume, suspend};
pub(crate) use again::{ask_again, start_again};
pub(crate) use ask::{ask_cancel, ask_resume};
pub(crate) use history::history;
pub(crate) use reassign::{ask_reassign, reassign};

/// What was just done, and which visits of stages are asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    done: String,
    /// Only visits before that one.
    before: String,
}

#[derive(Template)]
#[template(path = "run.html")]
struct RunPage {
    frame: Frame,
    detail: RunDetail,
    drawing: String,
    timeline: Timeline,
    why: Option<Why>,
    parts: Vec<Part>,
    visits: Visits,
    lines: Lines,
    caller: Caller,
    now: Timestamp,
}

/// Lines of a history.
#[derive(Template)]
#[template(path = "run_lines.html")]
struct Lines(Vec<Line>);

/// `GET /runs/{id}`
pub(crate) async fn one(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    Query(done): Query<Done>,
) -> Answer<Response> {
    let frame = Frame::of(Section::Runs, &caller);
    let frame = match acts::sentence(&done.done) {
        Some(sentence) => frame.telling("good", sentence),
        None => frame,
    };
    let before = done.before.parse().ok();
    page(&app, caller, (id, before), frame, StatusCode::OK).await
}

async fn page(
    app: &App,
    caller: Caller,
    (id, before): (Text, Option<usize>),
    frame: Frame,
    status: StatusCode,
) -> Answer<Response> {
    let mut detail = run_detail(app, &caller, &id).await?;
    let (orchestration, run) = (&detail.found.view.orchestration, &detail.found.view.run);
    let now = app.now();
    let visits = Visits::of(run, before);
    let mut model = of_run(orchestration, run);
    if visits.is_past {
        lead_to_newest(&mut model, &detail.found.view.id);
    }
    let page = RunPage {
        drawing: drawn(&model),
        timeline: timeline(&detail, &visits, now),
        why: why(&detail, now),
        parts: parts(&detail, &visits),
        visits,
        lines: Lines(std::mem::take(&mut detail.history)),
        frame,
        detail,
        caller,
        now,
    };
    Ok(show(status, &page))
}

/// The drawing shows the newest visits: those steps are on the page of the run itself.
fn lead_to_newest(model: &mut Model, run: &str) {
    let rows = model.elements.iter_mut().flat_map(|e| &mut e.rows);
    for href in rows.filter_map(|row| row.href.as_mut()) {
        *href = format!("/runs/{run}{href}");
    }
}

impl RunPage {
    fn id(&self) -> &Text {
        &self.detail.found.view.id
    }

    fn name(&self) -> &Text {
        &self.detail.found.view.name
    }

    fn label(&self) -> &str {
        &self.detail.found.view.orchestration.label
    }

    fn status(&self) -> RunStatus {
        self.detail.found.view.run.status
    }

    fn mark(&self, label: &str) -> String {
        mark(label)
    }

    fn ago(&self, at: &Timestamp) -> Moment {
        Moment {
            at: *at,
            now: self.now,
        }
    }

    /// How long it took, or takes until now.
    fn took(&self) -> String {
        let run = &self.detail.found.view.run;
        span(run.ended_at.unwrap_or(self.now).0 - run.started_at.0)
    }

    fn error(&self) -> Option<&Text> {
        let error = self.detail.found.view.run.error.as_ref();
        error.map(|error| &error.message)
    }

    /// The step whose failure was the run's.
    fn failed_step(&self) -> Option<&Part> {
        let error = self.detail.found.view.run.error.as_ref()?;
        self.parts.iter().find(|part| Some(part.part) == error.step)
    }

    fn can_suspend(&self) -> bool {
        self.status() == RunStatus::InProgress
    }

    fn can_cancel(&self) -> bool {
        self.detail.found.view.run.is_open()
    }

    /// Suspended, or failed: its own page says whether force is needed.
    fn can_resume(&self) -> bool {
        matches!(self.status(), RunStatus::Suspended | RunStatus::Error)
    }

    fn can_reassign(&self) -> bool {
        self.can_suspend() && self.caller.may(Permission::ReassignWorkItems)
    }

    /// Nobody has to save a record for it to start.
    fn can_start_again(&self) -> bool {
        let is_triggered = self.detail.found.view.orchestration.trigger.is_some();
        !is_triggered && self.caller.may(Permission::RunFlows)
    }

    /// Steps done of steps begun or waiting, in the stages so far.
    fn progress(&self) -> (usize, usize) {
        let steps = self.detail.found.view.run.stages.iter();
        let steps: Vec<_> = steps.flat_map(|stage| &stage.steps).collect();
        let is_done = |step: &&&segue_engine::StepRun| step.status == StepStatus::Completed;
        (steps.iter().filter(is_done).count(), steps.len())
    }

    fn inputs(&self) -> Vec<(Text, String)> {
        shown(&self.detail.found.view.run.inputs)
    }

    fn n_older(&self) -> usize {
        self.detail.n_lines - self.lines.0.len()
    }
}

impl Lines {
    fn exact(&self, at: &Timestamp) -> String {
        at.to_jiff().strftime("%Y-%m-%d %H:%M:%S").to_string()
    }

    fn machine(&self, at: &Timestamp) -> String {
        at.to_jiff().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    fn span(&self, seconds: &i64) -> String {
        span(seconds * 1_000_000)
    }

    /// A word for the color of what happened.
    fn tone(&self, milestone: &str) -> &'static str {
        match milestone.split(' ').next() {
            Some("Fail") => "error",
            Some("End") => "completed",
            Some("Start" | "Resume") => "in-progress",
            Some("Suspend" | "Reassign") => "suspended",
            _ => "canceled",
        }
    }
}

/// As it stands inside its page.
impl askama::filters::HtmlSafe for Lines {}
