//! One run: its drawing, its timeline, why it waits, its history, and what can be done to it.

mod acts;
mod part;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use segue_engine::{Explanation, GateExplanation, RunStatus};
use segue_language::{Text, Timestamp, Value, merge_text};
use segue_runtime::{HistoryLine, OpenItem};
use serde::Deserialize;

use self::part::{Part, parts};
use super::layout::{Frame, Section, show};
use super::moment::Moment;
use super::status::mark;
use crate::app::App;
use crate::drawing::{draw_run, timeline};
use crate::identity::{Caller, Permission};
use crate::problem::Answer;
use crate::queries::run_detail::{RunDetail, run_detail};

pub(crate) use acts::{cancel, publish, reassign, resume, suspend};

/// What was just done.
#[derive(Default, Deserialize)]
pub(crate) struct Done {
    #[serde(default)]
    done: String,
}

#[derive(Template)]
#[template(path = "run.html")]
struct RunPage {
    frame: Frame,
    detail: RunDetail,
    drawing: String,
    timeline: String,
    parts: Vec<Part>,
    caller: Caller,
    now: Timestamp,
}

/// `GET /runs/{id}`
pub(crate) async fn one(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    Query(done): Query<Done>,
) -> Answer<Response> {
    let frame = Frame::new(Section::Runs, caller.user.clone());
    let frame = match acts::sentence(&done.done) {
        Some(sentence) => frame.telling("good", sentence),
        None => frame,
    };
    page(&app, caller, id, frame, StatusCode::OK).await
}

async fn page(
    app: &App,
    caller: Caller,
    id: Text,
    frame: Frame,
    status: StatusCode,
) -> Answer<Response> {
    let detail = run_detail(app, id).await?;
    let (orchestration, run) = (&detail.view.orchestration, &detail.view.run);
    let now = app.now();
    let page = RunPage {
        drawing: draw_run(orchestration, run),
        timeline: timeline(orchestration, run, now),
        parts: parts(&detail),
        frame,
        detail,
        caller,
        now,
    };
    Ok(show(status, &page))
}

impl RunPage {
    fn label(&self) -> &str {
        &self.detail.view.orchestration.label
    }

    fn status(&self) -> RunStatus {
        self.detail.view.run.status
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

    fn why(&self) -> Option<&Explanation> {
        self.detail.why.as_ref()
    }

    /// What the run waits for in one part, as lines.
    fn gate(&self, gate: &GateExplanation) -> String {
        gate.to_string()
    }

    fn can_suspend(&self) -> bool {
        self.status() == RunStatus::InProgress
    }

    fn can_cancel(&self) -> bool {
        self.detail.view.run.is_open()
    }

    /// Suspended, or failed in a way that can be repaired.
    fn can_resume(&self) -> bool {
        let error = self.detail.view.run.error.as_ref();
        match self.status() {
            RunStatus::Suspended => true,
            RunStatus::Error => error.is_some_and(|error| error.recoverable),
            RunStatus::NotStarted
            | RunStatus::InProgress
            | RunStatus::Completed
            | RunStatus::Canceled => false,
        }
    }

    fn can_force(&self) -> bool {
        self.status() == RunStatus::Error && self.caller.may(Permission::ForceResume)
    }

    fn can_reassign(&self) -> bool {
        self.can_suspend() && self.caller.may(Permission::ReassignWorkItems)
    }

    /// Parts that a resume starts again.
    fn restarting(&self) -> Vec<&Part> {
        self.parts.iter().filter(|part| part.restarts).collect()
    }

    fn history(&self) -> Vec<&HistoryLine> {
        let lines = self.detail.history.iter();
        lines.filter(|line| line.entry.is_some()).collect()
    }

    fn input(&self, value: &Value) -> String {
        merge_text(value)
    }

    fn item_of(&self, part: &Part) -> Option<&OpenItem> {
        let item = part.open_item?;
        self.detail.items.iter().find(|open| open.item == item)
    }
}
