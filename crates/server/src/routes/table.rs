//! The table: every URL, its permission and what answers. Add a route here or there is none.

use axum::http::Method;

use super::{Access, Group, Route, keeping, running, working};
use crate::identity::Permission;
use crate::{api, assets, observe, openapi, pages};

const GET: Method = Method::GET;

/// All routes.
pub(crate) fn table() -> Vec<Route> {
    let mut table = plain();
    table.extend(api::routes());
    table.extend(pages::login::routes());
    table.extend(pages::presence::routes());
    table.extend(pages::definitions::routes());
    table.extend(keeping::entries());
    table.extend(running::entries());
    table.extend(pages::endpoints::routes());
    table.extend(working::entries());
    table
}

/// Routes for programs that are no part of the API.
fn plain() -> Vec<Route> {
    use Access::Public;
    use Group::Api;
    let watches = Access::Permission(Permission::ManageOrchestrationRuns);
    vec![
        Route::new((GET, "/healthz"), Public, Api, api::is_alive),
        Route::new((GET, "/readyz"), Public, Api, api::is_ready),
        Route::new((GET, "/metrics"), watches, Api, observe::metrics),
        Route::new((GET, "/openapi.json"), Public, Api, openapi::show),
        Route::new(
            (GET, "/assets/{hash}/{name}"),
            Public,
            Group::Page,
            assets::show,
        ),
    ]
}
