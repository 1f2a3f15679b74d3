//! Endpoints: where calls may go, for the administrator.

mod acts;
mod one;

use askama::Template;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use segue_language::Action;

use super::layout::{Frame, Section, show};
use crate::app::App;
use crate::calls::{self, Known};
use crate::identity::{Caller, Permission};
use crate::problem::Answer;
use crate::queries::actions::actions;
use crate::routes::{Access, Group, Route};

/// Bytes of a form that holds a document.
const IMPORT_BYTES_MAX: usize = 16 << 20;

/// Routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    let sets = Access::Permission(Permission::CustomizeApplication);
    let get = |path| (Method::GET, path);
    let post = |path| (Method::POST, path);
    let page = Group::Page;
    vec![
        Route::new(get("/endpoints"), sets, page, list),
        Route::new(post("/endpoints"), sets, page, acts::create),
        Route::new(get("/endpoints/{name}"), sets, page, one::show_one),
        Route::new(post("/endpoints/{name}"), sets, page, acts::save),
        Route::new(
            post("/endpoints/{name}/credential"),
            sets,
            page,
            acts::credential,
        ),
        Route::new(post("/endpoints/{name}/test"), sets, page, acts::test),
        Route::new(post("/endpoints/{name}/delete"), sets, page, acts::delete),
        Route::new(post("/endpoints/{name}/import"), sets, page, acts::import)
            .taking(IMPORT_BYTES_MAX),
    ]
}

#[derive(Template)]
#[template(path = "endpoints.html")]
struct EndpointsPage {
    frame: Frame,
    endpoints: Vec<Known>,
    actions: Vec<Action>,
    /// What a refused form had.
    name: String,
    url: String,
}

impl EndpointsPage {
    fn endpoint_of(&self, action: &Action) -> String {
        let request = action.request.as_ref();
        request.map_or_else(String::new, |request| request.endpoint.to_string())
    }

    /// An action of an endpoint that nobody has made yet.
    fn is_open(&self, action: &Action) -> bool {
        let Some(request) = &action.request else {
            return false;
        };
        let mut endpoints = self.endpoints.iter();
        !endpoints.any(|known| known.endpoint.name.eq_ignore_ascii_case(&request.endpoint))
    }
}

async fn list(State(app): State<App>, caller: Caller) -> Answer<Response> {
    listed(
        &app,
        Frame::of(Section::Endpoints, &caller),
        StatusCode::OK,
        Default::default(),
    )
    .await
}

/// The list, with what a refused form had.
async fn listed(
    app: &App,
    frame: Frame,
    status: StatusCode,
    (name, url): (String, String),
) -> Answer<Response> {
    let page = EndpointsPage {
        frame,
        endpoints: calls::endpoints(app).await?,
        actions: actions(app).await?,
        name,
        url,
    };
    Ok(show(status, &page))
}
