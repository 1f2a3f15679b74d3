//! One endpoint: its settings, its credential, its actions.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use segue_connectors::Notice;
use segue_language::{Action, HttpMethod};

use super::super::layout::{Frame, Section, show};
use crate::app::App;
use crate::calls::{self, Known};
use crate::identity::Caller;
use crate::problem::Answer;
use crate::queries::actions::actions;

#[derive(Template)]
#[template(path = "endpoint.html")]
struct EndpointPage {
    frame: Frame,
    known: Known,
    actions: Vec<Action>,
    notices: Vec<Notice>,
}

impl EndpointPage {
    fn method(&self, action: &Action) -> &'static str {
        let request = action.request.as_ref();
        request.map_or("", |request| HttpMethod::name(request.method))
    }

    fn path(&self, action: &Action) -> String {
        let request = action.request.as_ref();
        request.map_or_else(String::new, |request| request.path.clone())
    }

    fn inputs(&self, action: &Action) -> String {
        let inputs = action.inputs.iter().map(|input| {
            let list = if input.is_list { " list" } else { "" };
            let mark = if input.is_required { "" } else { "?" };
            format!("{}{mark}: {}{list}", input.name, input.kind.name())
        });
        inputs.collect::<Vec<_>>().join(", ")
    }

    fn outputs(&self, action: &Action) -> String {
        let outputs = action.outputs.iter().map(|output| {
            let list = if output.is_list { " list" } else { "" };
            format!("{}: {}{list}", output.name, output.kind.name())
        });
        outputs.collect::<Vec<_>>().join(", ")
    }
}

/// `GET /endpoints/{name}`
pub(super) async fn show_one(
    State(app): State<App>,
    caller: Caller,
    Path(name): Path<String>,
) -> Answer<Response> {
    let frame = Frame::of(Section::Endpoints, &caller);
    page(&app, frame, StatusCode::OK, &name, Vec::new()).await
}

/// The page of an endpoint, with what an import could not use.
pub(super) async fn page(
    app: &App,
    frame: Frame,
    status: StatusCode,
    name: &str,
    notices: Vec<Notice>,
) -> Answer<Response> {
    let known = calls::endpoint(app, name).await?;
    let is_its = |action: &Action| {
        let request = action.request.as_ref();
        request.is_some_and(|it| it.endpoint.eq_ignore_ascii_case(&known.endpoint.name))
    };
    let mut actions = actions(app).await?;
    actions.retain(is_its);
    let page = EndpointPage {
        frame,
        known,
        actions,
        notices,
    };
    Ok(show(status, &page))
}
