//! Records: the objects, the records of one, and one record with its work in place.

mod asked;
mod edit;
mod one;

pub(crate) use asked::Asked;
#[cfg(test)]
pub(crate) use edit::RecordFormPage;
pub(crate) use edit::{blank, create, delete, edit, save};
#[cfg(test)]
pub(crate) use one::RecordPage;
pub(crate) use one::{live, page as record, progress, work};

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use segue_language::Text;

use super::layout::{Frame, Section, show};
use crate::app::App;
use crate::identity::Caller;
use crate::problem::Answer;
use crate::queries::records::{self, ObjectLine, RecordList};

/// The objects whose records the caller may see.
#[derive(Template)]
#[template(path = "objects.html")]
pub(crate) struct ObjectsPage {
    pub(crate) frame: Frame,
    /// Those that a project made, then those of the platform.
    pub(crate) objects: Vec<ObjectLine>,
}

/// The records of an object.
#[derive(Template)]
#[template(path = "record_list.html")]
pub(crate) struct RecordListPage {
    pub(crate) frame: Frame,
    pub(crate) list: RecordList,
    pub(crate) asked: Asked,
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
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer<Response> {
    let asked = Asked::read(pairs);
    let list = records::list(&app, &caller, (object, asked.wanted())).await?;
    let frame = Frame::of(Section::Records, &caller);
    let page = RecordListPage {
        frame: match asked.told.as_str() {
            "deleted" => frame.telling("good", "Deleted."),
            _ => frame,
        },
        list,
        asked,
    };
    Ok(show(StatusCode::OK, &page))
}

impl ObjectsPage {
    /// Objects that a project made, or those of the platform.
    fn of(&self, is_own: bool) -> Vec<&ObjectLine> {
        let is_wanted = |line: &&ObjectLine| line.name.ends_with("__c") == is_own;
        self.objects.iter().filter(is_wanted).collect()
    }
}

impl RecordListPage {
    fn path(&self) -> String {
        format!("/records/{}", self.list.object.name)
    }

    fn more(&self) -> Option<String> {
        let next = self.list.next.as_ref()?;
        Some(self.asked.at(next).path(&self.path()))
    }

    /// The list sorted by a field; by the same field again, the other way round.
    fn sorted_by(&self, field: &Text) -> String {
        self.asked.sorted_by(field).path(&self.path())
    }
}
