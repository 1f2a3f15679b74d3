//! The pages on which people work: inbox, Work Guide, records.

use axum::http::Method;

use super::{Access, Group, Route};
use crate::identity::Permission;
use crate::pages::{self, inbox, records, work_item};

const GET: Method = Method::GET;
const POST: Method = Method::POST;

/// Inbox, Work Guide and records.
pub(super) fn entries() -> Vec<Route> {
    use Access::SignedIn;
    use Group::{Fragment, Page};
    let works = Access::Permission(Permission::RunFlows);
    vec![
        Route::new((GET, "/"), SignedIn, Page, pages::home),
        Route::new((GET, "/inbox"), SignedIn, Page, inbox::page),
        Route::new((GET, "/inbox/rows"), SignedIn, Fragment, inbox::rows),
        Route::new((GET, "/work/{id}"), SignedIn, Page, work_item::page),
        Route::new((POST, "/work/{id}"), works, Page, work_item::answer),
        Route::new((POST, "/work/{id}/open"), works, Page, work_item::open),
        Route::new(
            (POST, "/work/{id}/refresh"),
            works,
            Fragment,
            work_item::refresh,
        ),
        Route::new((POST, "/work/{id}/claim"), works, Page, inbox::claim),
        Route::new((POST, "/work/{id}/release"), works, Page, inbox::release),
        Route::new((GET, "/records"), SignedIn, Page, records::objects),
        Route::new((GET, "/records/{object}"), SignedIn, Page, records::list),
        Route::new((POST, "/records/{object}"), SignedIn, Page, records::create),
        Route::new(
            (GET, "/records/{object}/new"),
            SignedIn,
            Page,
            records::blank,
        ),
        Route::new(
            (GET, "/records/{object}/{id}"),
            SignedIn,
            Page,
            records::record,
        ),
        Route::new(
            (POST, "/records/{object}/{id}"),
            SignedIn,
            Page,
            records::save,
        ),
        Route::new(
            (GET, "/records/{object}/{id}/edit"),
            SignedIn,
            Page,
            records::edit,
        ),
        Route::new(
            (POST, "/records/{object}/{id}/delete"),
            SignedIn,
            Page,
            records::delete,
        ),
    ]
}
