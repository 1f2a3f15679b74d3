//! Pages that say what a resume or a cancel would do, before it is done.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use segue_language::Text;

use crate::app::App;
use crate::bulk::BulkAct;
use crate::identity::{Caller, Permission};
use crate::pages::layout::{Frame, Section, show};
use crate::pages::status::mark;
use crate::problem::Answer;
use crate::queries::run_preview::{Preview, preview};

#[derive(Template)]
#[template(path = "run_resume.html")]
struct ResumePage {
    frame: Frame,
    preview: Preview,
    /// Whether the caller may force it.
    can_force: bool,
}

#[derive(Template)]
#[template(path = "run_cancel.html")]
struct CancelPage {
    frame: Frame,
    preview: Preview,
}

/// `GET /runs/{id}/resume`
pub(crate) async fn ask_resume(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
) -> Answer<Response> {
    let page = ResumePage {
        preview: preview(&app, &caller, &id, BulkAct::Resume).await?,
        frame: Frame::of(Section::Runs, &caller).wide("narrow"),
        can_force: caller.may(Permission::ForceResume),
    };
    Ok(show(StatusCode::OK, &page))
}

/// `GET /runs/{id}/cancel`
pub(crate) async fn ask_cancel(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
) -> Answer<Response> {
    let page = CancelPage {
        preview: preview(&app, &caller, &id, BulkAct::Cancel).await?,
        frame: Frame::of(Section::Runs, &caller).wide("narrow"),
    };
    Ok(show(StatusCode::OK, &page))
}

impl ResumePage {
    fn mark(&self, label: &str) -> String {
        mark(label)
    }
}
