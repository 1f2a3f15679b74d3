//! People: users with their roles and open work, groups and queues with their members.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use segue_language::Text;
use segue_runtime::Request;
use serde::Deserialize;

use super::layout::{Frame, Section, show};
use crate::app::App;
use crate::identity::Caller;
use crate::problem::Answer;
use crate::queries::people::{Everybody, everybody};

#[derive(Template)]
#[template(path = "people.html")]
struct PeoplePage {
    frame: Frame,
    everybody: Everybody,
}

/// `GET /people`
pub(crate) async fn list(State(app): State<App>, caller: Caller) -> Answer<Response> {
    let page = PeoplePage {
        frame: Frame::new(Section::People, caller.user),
        everybody: everybody(&app).await?,
    };
    Ok(show(StatusCode::OK, &page))
}

/// Whom to activate or deactivate.
#[derive(Deserialize)]
pub(crate) struct Change {
    user: Text,
    active: bool,
}

/// `POST /people/active`
pub(crate) async fn set_active(
    State(app): State<App>,
    caller: Caller,
    Form(change): Form<Change>,
) -> Answer<Response> {
    let request = Request::SetUserActive {
        user: change.user,
        active: change.active,
        by: caller.actor(),
    };
    app.execute(request).await?;
    Ok(Redirect::to("/people").into_response())
}
