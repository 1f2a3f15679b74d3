//! One record: its fields, its runs, and the viewer's work on it, done in place.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use segue_language::Text;

use crate::app::App;
use crate::identity::Caller;
use crate::pages::layout::{Frame, Section, show};
use crate::pages::moment::Moment;
use crate::pages::status;
use crate::pages::work_item::{Guide, Place, guide};
use crate::problem::Answer;
use crate::queries::items;
use crate::queries::records::{self, Detail};

/// The page of a record.
#[derive(Template)]
#[template(path = "record.html")]
pub(crate) struct RecordPage {
    pub(crate) frame: Frame,
    pub(crate) detail: Detail,
    /// The work that is open in place.
    pub(crate) guide: Option<Guide>,
    pub(crate) now: segue_language::Timestamp,
}

/// What its URL says.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// Id of the work item that is open in place.
    work: Option<Text>,
    /// What was just done.
    told: String,
}

/// `GET /records/{object}/{id}`
pub(crate) async fn page(
    State(app): State<App>,
    caller: Caller,
    Path(place): Path<(Text, Text)>,
    Query(asked): Query<Asked>,
) -> Answer<Response> {
    let detail = records::detail(&app, &caller, place).await?;
    let guide = match &asked.work {
        Some(work) => Some(in_place(&app, &caller, &detail, work).await?),
        None => None,
    };
    let frame = Frame::of(Section::Records, &caller);
    let page = RecordPage {
        frame: match asked.told.as_str() {
            "saved" => frame.telling("good", "Saved."),
            "created" => frame.telling("good", "Created."),
            _ => frame,
        },
        guide: guide.flatten(),
        detail,
        now: app.now(),
    };
    Ok(show(StatusCode::OK, &page))
}

/// The guide of a work item that is about this record.
async fn in_place(
    app: &App,
    caller: &Caller,
    detail: &Detail,
    work: &Text,
) -> Answer<Option<Guide>> {
    let item = items::item(app, caller, work).await?;
    if item
        .record
        .as_ref()
        .is_none_or(|record| record.id != detail.id)
    {
        return Ok(None);
    }
    Ok(Some(guide(app, caller, item, Place::Record).await?))
}

impl RecordPage {
    fn ago(&self, at: &segue_language::Timestamp) -> Moment {
        Moment {
            at: *at,
            now: self.now,
        }
    }

    fn path(&self) -> String {
        format!("/records/{}/{}", self.detail.object.name, self.detail.id)
    }

    /// Whether a work item is the one that is open in place.
    fn is_open(&self, id: &Text) -> bool {
        self.guide
            .as_ref()
            .is_some_and(|guide| guide.item.id == *id)
    }

    fn mark(&self, label: &str) -> String {
        status::mark(label)
    }
}
