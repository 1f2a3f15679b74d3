//! Giving a work item of a run to somebody else.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use segue_engine::AssigneeKind;
use segue_language::Text;
use segue_runtime::{NewAssignee, PartRef, Request};
use serde::Deserialize;

use super::acts::told;
use crate::app::App;
use crate::identity::Caller;
use crate::pages::layout::{Frame, Section, show};
use crate::problem::{Answer, Problem};
use crate::queries::eyes::act;
use crate::queries::items::{self, Item};
use crate::queries::people::{Assignable, assignable};
use crate::queries::work::reassigns;

/// Which work item.
#[derive(Deserialize)]
pub(crate) struct Which {
    item: Text,
}

#[derive(Template)]
#[template(path = "run_reassign.html")]
struct Page {
    frame: Frame,
    item: Item,
    people: Assignable,
}

/// `GET /runs/{id}/reassign`
pub(crate) async fn ask_reassign(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    Query(Which { item }): Query<Which>,
) -> Answer<Response> {
    let page = Page {
        item: item_of(&app, &caller, &id, &item).await?,
        people: assignable(&app).await?,
        frame: Frame::of(Section::Runs, &caller).wide("narrow"),
    };
    Ok(show(StatusCode::OK, &page))
}

/// Who gets the work: `user:ann@example.com`.
#[derive(Deserialize)]
pub(crate) struct To {
    item: Text,
    to: String,
}

/// `POST /runs/{id}/reassign`
pub(crate) async fn reassign(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    Form(to): Form<To>,
) -> Answer<Response> {
    let to_whom = new_assignee(&to.to)?;
    let proviso = reassigns(to.item.clone(), Some(id.clone()));
    let request = Request::Reassign {
        item: PartRef::Id(to.item),
        to: to_whom,
        by: caller.actor(),
    };
    let reply = act(&app, &caller, proviso, request).await?;
    told(&app, caller, id, reply, "reassigned").await
}

fn new_assignee(text: &str) -> Answer<NewAssignee> {
    let nobody = || Problem::invalid("Work is given to a user, a group or a queue.");
    let (kind, name) = text.split_once(':').ok_or_else(nobody)?;
    let kind = match kind {
        "user" => AssigneeKind::User,
        "group" => AssigneeKind::Group,
        "queue" => AssigneeKind::Queue,
        _ => return Err(nobody()),
    };
    let name = Text::from(name);
    Ok(NewAssignee { kind, name })
}

/// A work item of that run.
async fn item_of(app: &App, caller: &Caller, run: &Text, item: &Text) -> Answer<Item> {
    let item = items::item(app, caller, item).await?;
    if item.run_id != *run {
        return Err(Problem::invalid("This work item belongs to another run."));
    }
    Ok(item)
}
