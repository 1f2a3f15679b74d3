//! A work item: its Work Guide, where a person walks through the screens of its flow.

mod guide;
mod steps;

pub(crate) use guide::{Guide, Place, guide};
#[cfg(test)]
pub(crate) use guide::{Over, Screen, State as GuideState};
pub(crate) use steps::{answer, open, refresh};

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use segue_language::Text;

use super::layout::{Frame, Section, show};
use super::moment::Moment;
use crate::app::App;
use crate::identity::Caller;
use crate::problem::Answer;
use crate::queries::items;

/// The page of a work item.
#[derive(Template)]
#[template(path = "work_item.html")]
pub(crate) struct WorkItemPage {
    pub(crate) frame: Frame,
    pub(crate) guide: Guide,
    pub(crate) created: Moment,
}

/// `GET /work/{id}`
pub(crate) async fn page(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
) -> Answer<Response> {
    let item = items::item(&app, &caller, &id).await?;
    let guide = guide(&app, &caller, item, Place::Alone).await?;
    Ok(draw(&app, &caller, StatusCode::OK, guide))
}

fn draw(app: &App, caller: &Caller, status: StatusCode, guide: Guide) -> Response {
    let created = Moment {
        at: guide.item.created,
        now: app.now(),
    };
    let page = WorkItemPage {
        frame: Frame::of(Section::Inbox, caller),
        created,
        guide,
    };
    show(status, &page)
}
