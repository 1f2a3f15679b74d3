//! One table lists every URL with the permission that it asks for; no entry, no route.

mod gate;
mod keeping;
mod running;
mod table;
mod working;

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodRouter, on};
use axum::{Router, middleware};

use crate::app::App;
use crate::identity::Permission;
use crate::observe;
use crate::openapi::{Operation, Rules};

pub(crate) use table::table;

/// Bytes of a request's body; a route may say otherwise.
pub(crate) const BODY_BYTES_MAX: usize = 1 << 20;

/// What a route asks of whoever calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Anybody.
    Public,
    /// Whoever is signed in; the handler decides about the rows.
    SignedIn,
    /// Whoever signed in herself: what concerns her account is no matter of tokens.
    Session,
    /// Whoever has that permission.
    Permission(Permission),
}

/// How a route answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// JSON, and problems as JSON.
    Api,
    /// HTML, and problems as pages; whoever is not signed in is sent to sign in.
    Page,
    /// A part of a page.
    Fragment,
}

/// One entry of the table.
pub(crate) struct Route {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) access: Access,
    pub(crate) group: Group,
    /// How the OpenAPI document tells of it; routes of the API only.
    pub(crate) operation: Option<Operation>,
    body_bytes_max: usize,
    handler: MethodRouter<App>,
}

impl Route {
    /// An entry. `method` may be of `GET`, `POST`, `PUT`, `PATCH`, `DELETE`.
    pub(crate) fn new<H, T>(
        (method, path): (Method, &'static str),
        access: Access,
        group: Group,
        handler: H,
    ) -> Route
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let filter = method.clone().try_into().expect("a method that is routed");
        Route {
            method,
            path,
            access,
            group,
            operation: None,
            body_bytes_max: BODY_BYTES_MAX,
            handler: on(filter, handler),
        }
    }

    /// An entry of the API, with what the OpenAPI document tells.
    pub(crate) fn api<H, T>(
        at: (Method, &'static str),
        access: Access,
        handler: H,
        operation: Operation,
    ) -> Route
    where
        H: Handler<T, App>,
        T: 'static,
    {
        Route {
            operation: Some(operation),
            ..Route::new(at, access, Group::Api, handler)
        }
    }

    /// Takes larger bodies.
    pub(crate) fn taking(self, body_bytes_max: usize) -> Route {
        Route {
            body_bytes_max,
            ..self
        }
    }
}

/// Everything that the server answers.
pub fn router(app: &App) -> Router {
    let mut router = Router::new();
    for route in table() {
        let gate = gate::Gate {
            app: app.clone(),
            access: route.access,
            group: route.group,
            path: route.path,
            rules: Rules::of(route.operation.as_ref()),
        };
        let handler = route
            .handler
            .route_layer(DefaultBodyLimit::max(route.body_bytes_max))
            .route_layer(middleware::from_fn_with_state(gate, gate::pass));
        router = router.route(route.path, handler);
    }
    observe::around(router.fallback(gate::nothing_here), app).with_state(app.clone())
}
