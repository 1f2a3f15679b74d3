//! The gate before every handler: who asks, and whether they may.

use axum::extract::{Request, State};
use axum::http;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use super::{Access, Group};
use crate::app::App;
use crate::identity::{self, Caller, Denied, address_of};
use crate::observe::MatchedRoute;
use crate::openapi::Rules;
use crate::pages;
use crate::problem::Problem;

/// What the gate of one route knows.
#[derive(Clone)]
pub(super) struct Gate {
    pub(super) app: App,
    pub(super) access: Access,
    pub(super) group: Group,
    pub(super) path: &'static str,
    pub(super) rules: Rules,
}

/// Lets a request through, or answers in place of its handler.
pub(super) async fn pass(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let to = request.uri().clone();
    let mut response = match gate.open(request).await {
        Ok(request) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    response.extensions_mut().insert(MatchedRoute(gate.path));
    if gate.access != Access::Public {
        keep_private(&mut response);
    }
    match gate.group {
        Group::Api => as_problem(response),
        Group::Page | Group::Fragment => as_page(response, gate.group, &to),
    }
}

impl Gate {
    async fn open(&self, request: Request) -> Result<Request, Problem> {
        let (mut parts, body) = request.into_parts();
        let identity = self.app.identity();
        identity::check_origin(&parts, identity.cookies)?;
        if self.access == Access::Public {
            identity
                .pace
                .take_from(address_of(&parts), self.app.now())?;
        } else {
            let caller = self.recognize(&parts).await?;
            identity.pace.take_of(&caller.id, self.app.now())?;
            self.admit(&caller)?;
            parts.extensions.insert(caller);
        }
        self.rules.check(&parts)?;
        Ok(Request::from_parts(parts, body))
    }

    /// Who asks. Whoever is nobody is counted by address, so that nobody tries secrets for long.
    async fn recognize(&self, parts: &Parts) -> Result<Caller, Problem> {
        let recognized = identity::recognize(&self.app, parts).await;
        if recognized.is_err() {
            let pace = &self.app.identity().pace;
            pace.take_from(address_of(parts), self.app.now())?;
        }
        recognized
    }

    fn admit(&self, caller: &Caller) -> Result<(), Denied> {
        match self.access {
            Access::Public | Access::SignedIn => Ok(()),
            Access::Session => caller.require_session().map(|_| ()),
            Access::Permission(permission) => caller.require(permission),
        }
    }
}

/// What only the caller may see is kept nowhere.
fn keep_private(response: &mut Response) {
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}

/// Answers that come from below the handlers tell their problem as all others do.
fn as_problem(response: Response) -> Response {
    let status = response.status();
    let is_told = response.extensions().get::<Problem>().is_some();
    if is_told || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let route = response.extensions().get::<MatchedRoute>().copied();
    let mut told = Problem::of_status(status).into_response();
    told.extensions_mut().extend(extensions(route));
    told
}

fn extensions(route: Option<MatchedRoute>) -> http::Extensions {
    let mut extensions = http::Extensions::new();
    if let Some(route) = route {
        extensions.insert(route);
    }
    extensions
}

/// A problem as a page; whoever must sign in is sent there and comes back afterwards.
fn as_page(response: Response, group: Group, to: &http::Uri) -> Response {
    let Some(problem) = response.extensions().get::<Problem>() else {
        return response;
    };
    if problem.status == StatusCode::UNAUTHORIZED && group == Group::Page {
        return Redirect::to(&pages::sign_in_path(to)).into_response();
    }
    let mut page = pages::problem_page(problem).into_response();
    *page.status_mut() = problem.status;
    if let Some(seconds) = problem.retry_after() {
        page.headers_mut()
            .insert(header::RETRY_AFTER, seconds.into());
    }
    page.extensions_mut().extend(extensions(
        response.extensions().get::<MatchedRoute>().copied(),
    ));
    page
}

/// No route has that address: told as a page to whoever reads pages.
pub(super) async fn nothing_here(request: Request) -> Response {
    let problem = Problem::of_status(StatusCode::NOT_FOUND);
    let accept = request.headers().get(header::ACCEPT);
    let reads_pages = accept.is_some_and(|kinds| {
        let kinds = kinds.to_str().unwrap_or_default();
        kinds.contains("text/html")
    });
    if reads_pages {
        return as_page(problem.into_response(), Group::Fragment, request.uri());
    }
    problem.into_response()
}
