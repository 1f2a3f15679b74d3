//! A work item: its Work Guide, where a person walks through the screens of its flow.

mod guide;
mod steps;

pub(crate) use guide::{Guide, Place, guide};
#[cfg(test)]
pub(crate) use guide::{Over, Screen, State as GuideState};
pub(crate) use steps::{answer, decide, forget, open, refresh};

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
use crate::queries::takers::{Taker, takers};

/// The page of a work item.
#[derive(Template)]
#[template(path = "work_item.html")]
pub(crate) struct WorkItemPage {
    pub(crate) frame: Frame,
    pub(crate) guide: Guide,
    pub(crate) created: Moment,
    /// Who may get it from the viewer; empty when she may not give it away.
    pub(crate) takers: Vec<Taker>,
}

/// `GET /work/{id}`
pub(crate) async fn page(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
) -> Answer<Response> {
    let item = items::item(&app, &caller, &id).await?;
    let guide = guide(&app, &caller, item, Place::Alone).await?;
    let takers = match item_is_open(&guide) {
        true => takers(&app, &caller).await?,
        false => Vec::new(),
    };
    let page = whole(&app, &caller, guide);
    Ok(show(StatusCode::OK, &WorkItemPage { takers, ..page }))
}

fn item_is_open(guide: &Guide) -> bool {
    guide.item.closed.is_none()
}

fn draw(app: &App, caller: &Caller, status: StatusCode, guide: Guide) -> Response {
    show(status, &whole(app, caller, guide))
}

fn whole(app: &App, caller: &Caller, guide: Guide) -> WorkItemPage {
    let created = Moment {
        at: guide.item.created,
        now: app.now(),
    };
    WorkItemPage {
        frame: Frame::of(Section::Inbox, caller),
        created,
        guide,
        takers: Vec::new(),
    }
}

impl WorkItemPage {
    /// When it is due.
    fn due(&self) -> Option<Moment> {
        let at = self.guide.item.due?;
        Some(Moment {
            at,
            now: self.created.now,
        })
    }
}
