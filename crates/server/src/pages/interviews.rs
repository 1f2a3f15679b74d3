//! Interviews that no run asked for: which wait and which have failed, and what can be done.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use segue_language::{Text, Timestamp};
use segue_runtime::{InterviewAct, InterviewStatus};
use segue_store::{AloneFilter, PartNumber};
use serde::Deserialize;

use super::layout::{Frame, Section, show};
use super::moment::Moment;
use crate::app::App;
use crate::identity::Caller;
use crate::people::Asker;
use crate::problem::Answer;
use crate::queries::interviews::{self, Page, Shown};

/// Interviews that one page shows.
const SHOWN_MAX: u32 = 50;

#[derive(Template)]
#[template(path = "interviews.html")]
pub(super) struct ListPage {
    pub(super) frame: Frame,
    pub(super) page: Page,
    pub(super) filter: Filter,
    pub(super) now: Timestamp,
}

#[derive(Template)]
#[template(path = "interview.html")]
pub(super) struct OnePage {
    pub(super) frame: Frame,
    pub(super) shown: Shown,
    pub(super) now: Timestamp,
}

/// The filter, as the URL has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    status: String,
    flow: String,
    after: Option<i64>,
}

impl Filter {
    fn has_failed(&self) -> Option<bool> {
        match self.status.as_str() {
            "failed" => Some(true),
            "waiting" => Some(false),
            _ => None,
        }
    }
}

/// The mark that style sheets know a status by.
fn mark(status: InterviewStatus) -> &'static str {
    match status {
        InterviewStatus::Waiting => "not-started",
        InterviewStatus::Calling => "in-progress",
        InterviewStatus::Failed => "error",
    }
}

impl ListPage {
    fn ago(&self, at: &Timestamp) -> Moment {
        Moment {
            at: *at,
            now: self.now,
        }
    }

    fn mark(&self, shown: &Shown) -> &'static str {
        mark(shown.view.status)
    }
}

impl OnePage {
    fn ago(&self, at: &Timestamp) -> Moment {
        Moment {
            at: *at,
            now: self.now,
        }
    }

    fn mark(&self) -> &'static str {
        mark(self.shown.view.status)
    }

    fn has_failed(&self) -> bool {
        self.shown.view.status == InterviewStatus::Failed
    }
}

/// `GET /interviews`
pub(crate) async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(filter): Query<Filter>,
) -> Answer<Response> {
    let wanted = AloneFilter {
        has_failed: filter.has_failed(),
        flow: Some(filter.flow.clone()).filter(|flow| !flow.is_empty()),
        after: filter.after.map(PartNumber),
        limit: SHOWN_MAX,
    };
    let page = ListPage {
        page: interviews::page(&app, wanted).await?,
        filter,
        now: app.now(),
        frame: Frame::of(Section::Runs, &caller),
    };
    Ok(show(StatusCode::OK, &page))
}

/// `GET /interviews/{id}`
pub(crate) async fn one(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
) -> Answer<Response> {
    let page = OnePage {
        shown: interviews::one(&app, &id).await?,
        now: app.now(),
        frame: Frame::of(Section::Runs, &caller),
    };
    Ok(show(StatusCode::OK, &page))
}

/// `POST /interviews/{id}/retry`
pub(crate) async fn retry(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<Text>,
) -> Answer<Response> {
    act(&app, asker, &id, InterviewAct::Retry).await
}

/// `POST /interviews/{id}/cancel`
pub(crate) async fn cancel(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<Text>,
) -> Answer<Response> {
    act(&app, asker, &id, InterviewAct::Cancel).await
}

/// Back to the list: the interview may be gone at once.
async fn act(app: &App, asker: Asker, id: &Text, act: InterviewAct) -> Answer<Response> {
    interviews::change(app, asker, id, act).await?;
    Ok(Redirect::to("/interviews").into_response())
}
