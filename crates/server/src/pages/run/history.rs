//! The whole history of a run, page by page, narrowed to a stage or a step.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use segue_language::Text;
use serde::Deserialize;

use super::Lines;
use crate::app::App;
use crate::identity::Caller;
use crate::pages::layout::{Frame, Section, show};
use crate::pages::query_string;
use crate::problem::Answer;
use crate::queries::run_history::{self, HistoryPage, Narrowed};

/// What the history is narrowed to, as the URL has it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filters {
    stage: String,
    step: String,
    before: String,
}

#[derive(Template)]
#[template(path = "run_history.html")]
struct Page {
    frame: Frame,
    filters: Filters,
    history: HistoryPage,
    lines: Lines,
}

/// `GET /runs/{id}/history`
pub(crate) async fn history(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    Query(filters): Query<Filters>,
) -> Answer<Response> {
    let narrowed = Narrowed {
        stage: filters.stage.clone(),
        step: filters.step.clone(),
        before: filters.before.parse().ok(),
    };
    let mut history = run_history::history(&app, &caller, &id, narrowed).await?;
    let page = Page {
        frame: Frame::of(Section::Runs, &caller),
        lines: Lines(std::mem::take(&mut history.lines)),
        history,
        filters,
    };
    Ok(show(StatusCode::OK, &page))
}

impl Page {
    fn path(&self) -> String {
        format!("/runs/{}/history", self.history.found.view.id)
    }

    /// Stages: name, label and whether it is chosen.
    fn stages(&self) -> Vec<(&Text, &str, bool)> {
        let stages = self.history.found.view.orchestration.stages.iter();
        stages
            .map(|stage| {
                (
                    &stage.name,
                    &*stage.label,
                    *stage.name == *self.filters.stage,
                )
            })
            .collect()
    }

    /// Steps, those of the chosen stage first of all: name, label and whether it is chosen.
    fn steps(&self) -> Vec<(&Text, &str, bool)> {
        let orchestration = &self.history.found.view.orchestration;
        let wanted = &self.filters.stage;
        let is_offered = |stage: &Text| wanted.is_empty() || **stage == **wanted;
        let steps = orchestration.steps.iter();
        steps
            .filter(|step| is_offered(&orchestration.stage(step.stage).name))
            .map(|step| (&step.name, &*step.label, *step.name == *self.filters.step))
            .collect()
    }

    fn older(&self, before: &usize) -> String {
        let before = before.to_string();
        let pairs = [
            ("stage", &*self.filters.stage),
            ("step", &*self.filters.step),
            ("before", &*before),
        ];
        query_string(&self.path(), &pairs)
    }
}
