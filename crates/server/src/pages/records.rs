//! Records: the objects, the records of one, and one record with its work in place.

mod edit;
mod one;

#[cfg(test)]
pub(crate) use edit::RecordFormPage;
pub(crate) use edit::{blank, create, delete, edit, save};
#[cfg(test)]
pub(crate) use one::RecordPage;
pub(crate) use one::page as record;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use segue_language::Text;

use super::layout::{Frame, Section, show};
use super::query_string;
use crate::app::App;
use crate::identity::Caller;
use crate::problem::Answer;
use crate::queries::records::{self, ObjectLine, RecordList};

/// The objects whose records the caller may see.
#[derive(Template)]
#[template(path = "objects.html")]
pub(crate) struct ObjectsPage {
    pub(crate) frame: Frame,
    pub(crate) objects: Vec<ObjectLine>,
}

/// The records of an object.
#[derive(Template)]
#[template(path = "record_list.html")]
pub(crate) struct RecordListPage {
    pub(crate) frame: Frame,
    pub(crate) list: RecordList,
    pub(crate) text: String,
    pub(crate) more: Option<String>,
}

/// What the URL of a list says.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// Text in the names.
    q: String,
    /// Where the page begins.
    before: Option<Text>,
    /// What was just done.
    told: String,
}

/// `GET /records`
pub(crate) async fn objects(State(app): State<App>, caller: Caller) -> Answer<Response> {
    let page = ObjectsPage {
        frame: Frame::of(Section::Records, &caller),
        objects: records::objects(&app, &caller).await?,
    };
    Ok(show(StatusCode::OK, &page))
}

/// `GET /records/{object}`
pub(crate) async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(object): Path<Text>,
    Query(asked): Query<Asked>,
) -> Answer<Response> {
    let (text, before) = (asked.q.trim().to_owned(), asked.before);
    let list = records::list(&app, &caller, (object, text.clone(), before)).await?;
    let path = format!("/records/{}", list.object.name);
    let more = |before: &Text| query_string(&path, &[("q", &text), ("before", before)]);
    let frame = Frame::of(Section::Records, &caller);
    let page = RecordListPage {
        frame: match asked.told.as_str() {
            "deleted" => frame.telling("good", "Deleted."),
            _ => frame,
        },
        more: list.next.as_ref().map(more),
        list,
        text,
    };
    Ok(show(StatusCode::OK, &page))
}
