//! The pages on which people work: inbox, Work Guide, records.

use axum::http::Method;

use super::{Access, Group, Route};
use crate::identity::Permission;
use crate::pages::{self, files, inbox, records, work_item};
use crate::queries::files::FILE_BYTES_MAX;

const GET: Method = Method::GET;
const POST: Method = Method::POST;

/// Bytes of a form with files.
const FORM_BYTES_MAX: usize = FILE_BYTES_MAX + (1 << 20);

/// Inbox, Work Guide and records.
pub(super) fn entries() -> Vec<Route> {
    use Access::SignedIn;
    use Group::{Fragment, Page};
    let works = Access::Permission(Permission::RunFlows);
    let giver = Access::Permission(Permission::ReassignWorkItems);
    vec![
        Route::new((GET, "/"), SignedIn, Page, pages::home),
        Route::new((GET, "/inbox"), SignedIn, Page, inbox::page),
        Route::new((GET, "/inbox/rows"), SignedIn, Fragment, inbox::rows),
        Route::new((POST, "/inbox/bulk"), SignedIn, Page, inbox::bulk),
        Route::new((POST, "/inbox/views"), SignedIn, Page, inbox::save_view),
        Route::new(
            (POST, "/inbox/views/default"),
            SignedIn,
            Page,
            inbox::begin_with,
        ),
        Route::new(
            (POST, "/inbox/views/delete"),
            SignedIn,
            Page,
            inbox::forget_view,
        ),
        Route::new((GET, "/files/{id}"), SignedIn, Page, files::download),
        Route::new((GET, "/work/{id}"), SignedIn, Page, work_item::page),
        Route::new((POST, "/work/{id}"), works, Page, work_item::answer).taking(FORM_BYTES_MAX),
        Route::new((POST, "/work/{id}/open"), works, Page, work_item::open),
        Route::new(
            (POST, "/work/{id}/refresh"),
            works,
            Fragment,
            work_item::refresh,
        )
        .taking(FORM_BYTES_MAX),
        Route::new(
            (POST, "/work/{id}/forget"),
            SignedIn,
            Page,
            work_item::forget,
        ),
        Route::new((POST, "/work/{id}/reassign"), giver, Page, inbox::reassign),
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
            (GET, "/records/{object}/{id}/work"),
            SignedIn,
            Fragment,
            records::work,
        ),
        Route::new(
            (GET, "/records/{object}/{id}/progress"),
            SignedIn,
            Fragment,
            records::progress,
        ),
        Route::new(
            (GET, "/records/{object}/{id}/live"),
            SignedIn,
            Fragment,
            records::live,
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
