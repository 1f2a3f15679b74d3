//! One record: its fields, its runs, and the viewer's work on it, done in place.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use segue_language::{Text, Timestamp};
use serde_json::json;

use crate::api::live::stream;
use crate::app::App;
use crate::identity::{Caller, Standing};
use crate::pages::layout::{Frame, Section, show};
use crate::pages::moment::Moment;
use crate::pages::status;
use crate::pages::work_item::{Guide, Place, guide};
use crate::problem::Answer;
use crate::queries::items::{self, ItemLine};
use crate::queries::records::{self, Detail, FieldValue};
use crate::queries::work::holders;

/// The page of a record; its blocks `work` and `progress` are fragments.
#[derive(Template)]
#[template(path = "record.html", blocks = ["work", "progress"])]
pub(crate) struct RecordPage {
    pub(crate) frame: Frame,
    pub(crate) detail: Detail,
    /// The work that is open in place.
    pub(crate) guide: Option<Guide>,
    /// Id of that work.
    pub(crate) open: Option<Text>,
    pub(crate) asked: Asked,
    pub(crate) now: Timestamp,
}

/// What its URL says.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// Id of the work item that is open in place.
    work: Option<Text>,
    /// Text in the labels of the work.
    q: String,
    /// `new` puts the newest work first.
    order: String,
    /// What was just done.
    told: String,
}

type Named = Path<(Text, Text)>;

/// `GET /records/{object}/{id}`
pub(crate) async fn page(
    State(app): State<App>,
    caller: Caller,
    Path(place): Named,
    Query(asked): Query<Asked>,
) -> Answer<Response> {
    let mut page = read(&app, &caller, place, asked).await?;
    if let Some(work) = page.open.clone() {
        page.guide = in_place(&app, &caller, &page.detail, &work).await?;
    }
    Ok(show(StatusCode::OK, &page))
}

/// `GET /records/{object}/{id}/work`: the list of work alone.
pub(crate) async fn work(
    State(app): State<App>,
    caller: Caller,
    Path(place): Named,
    Query(asked): Query<Asked>,
) -> Answer<Response> {
    let page = read(&app, &caller, place, asked).await?;
    Ok(show(StatusCode::OK, &page.as_work()))
}

/// `GET /records/{object}/{id}/progress`: how far its runs are, alone.
pub(crate) async fn progress(
    State(app): State<App>,
    caller: Caller,
    Path(place): Named,
) -> Answer<Response> {
    let page = read(&app, &caller, place, Asked::default()).await?;
    Ok(show(StatusCode::OK, &page.as_progress()))
}

/// `GET /records/{object}/{id}/live`: tells when its runs or the viewer's work may have changed.
pub(crate) async fn live(
    State(app): State<App>,
    caller: Caller,
    standing: Standing,
    Path((_, id)): Named,
) -> Answer<Response> {
    let runs = records::related_runs(&app, &caller, &id).await?;
    let holders = holders(&app, &caller).await?;
    let concerns = move |change: &crate::app::Change| {
        let mut assignees = holders.iter();
        runs.iter()
            .any(|run| change.runs.binary_search(run).is_ok())
            || assignees.any(|holder| change.assignees.binary_search(holder).is_ok())
    };
    Ok(stream(&app, standing, ("record", json!({})), concerns).into_response())
}

async fn read(app: &App, caller: &Caller, place: (Text, Text), asked: Asked) -> Answer<RecordPage> {
    let detail = records::detail(app, caller, place).await?;
    let frame = Frame::of(Section::Records, caller);
    Ok(RecordPage {
        frame: match asked.told.as_str() {
            "saved" => frame.telling("good", "Saved."),
            "submitted" => frame.telling("good", "Submitted for approval."),
            "created" => frame.telling("good", "Created."),
            "paused" => frame.telling("", "Paused. Your answers are kept as a draft."),
            _ => frame,
        },
        open: asked.work.clone(),
        asked,
        guide: None,
        detail,
        now: app.now(),
    })
}

/// The guide of a work item that is about this record.
async fn in_place(
    app: &App,
    caller: &Caller,
    detail: &Detail,
    work: &Text,
) -> Answer<Option<Guide>> {
    let item = items::item(app, caller, work).await?;
    let record = item.record.as_ref();
    if record.is_none_or(|record| record.id != detail.id) {
        return Ok(None);
    }
    Ok(Some(guide(app, caller, item, Place::Record).await?))
}

impl RecordPage {
    fn ago(&self, at: &Timestamp) -> Moment {
        Moment {
            at: *at,
            now: self.now,
        }
    }

    /// The fields that hold something.
    fn filled(&self) -> Vec<&FieldValue> {
        let fields = self.detail.fields.iter();
        fields.filter(|field| !field.is_empty()).collect()
    }

    /// The fields that hold nothing.
    fn blank(&self) -> Vec<&FieldValue> {
        let fields = self.detail.fields.iter();
        fields.filter(|field| field.is_empty()).collect()
    }

    fn path(&self) -> String {
        format!("/records/{}/{}", self.detail.object.name, self.detail.id)
    }

    /// The work that the viewer asked for, in the order that she asked for.
    fn wanted_work(&self) -> Vec<&ItemLine> {
        let text = self.asked.q.trim().to_lowercase();
        let fits = |line: &&ItemLine| line.label.to_lowercase().contains(&text);
        let mut lines: Vec<&ItemLine> = self.detail.work.iter().filter(fits).collect();
        lines.sort_by_key(|line| line.created);
        if self.asked.order == "new" {
            lines.reverse();
        }
        lines
    }

    /// Where the list of work is read anew.
    fn live_work(&self) -> String {
        let work = self.open.as_deref().unwrap_or_default();
        let pairs = [
            ("work", work),
            ("q", &self.asked.q),
            ("order", &self.asked.order),
        ];
        crate::pages::query_string(&format!("{}/work", self.path()), &pairs)
    }

    /// Whether a work item is the one that is open in place.
    fn is_open(&self, id: &Text) -> bool {
        self.open.as_ref() == Some(id)
    }

    fn mark(&self, label: &str) -> String {
        status::mark(label)
    }
}
