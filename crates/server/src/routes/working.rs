//! The pages on which people work: inbox, Work Guide, records.

use axum::http::Method;

use super::Access::SignedIn;
use super::Group::{Fragment, Page};
use super::{Access, Route};
use crate::identity::Permission;
use crate::pages::{self, approvals, files, inbox, records, work_item};
use crate::queries::files::FILE_BYTES_MAX;

/// Bytes of a form with files.
const FORM_BYTES_MAX: usize = FILE_BYTES_MAX + (1 << 20);
const WORKS: Access = Access::Permission(Permission::RunFlows);
const GIVES: Access = Access::Permission(Permission::ReassignWorkItems);

type At = (Method, &'static str);

/// Inbox, Work Guide and records.
pub(super) fn entries() -> Vec<Route> {
    let mut entries = of_the_inbox();
    entries.extend(of_the_guide());
    entries.extend(of_records());
    entries
}

fn of_the_inbox() -> Vec<Route> {
    vec![
        Route::new(get("/"), SignedIn, Page, pages::home),
        Route::new(get("/inbox"), SignedIn, Page, inbox::page),
        Route::new(get("/inbox/rows"), SignedIn, Fragment, inbox::rows),
        Route::new(post("/inbox/bulk"), SignedIn, Page, inbox::bulk),
        Route::new(post("/inbox/views"), SignedIn, Page, inbox::save_view),
        Route::new(
            post("/inbox/views/default"),
            SignedIn,
            Page,
            inbox::begin_with,
        ),
        Route::new(
            post("/inbox/views/delete"),
            SignedIn,
            Page,
            inbox::forget_view,
        ),
        Route::new(post("/work/{id}/reassign"), GIVES, Page, inbox::reassign),
        Route::new(post("/work/{id}/decide"), WORKS, Page, work_item::decide),
        Route::new(post("/work/{id}/claim"), WORKS, Page, inbox::claim),
        Route::new(post("/work/{id}/release"), WORKS, Page, inbox::release),
    ]
}

fn of_the_guide() -> Vec<Route> {
    let (answers, refreshes) = ("/work/{id}", "/work/{id}/refresh");
    vec![
        Route::new(get("/work/{id}"), SignedIn, Page, work_item::page),
        Route::new(post(answers), WORKS, Page, work_item::answer).taking(FORM_BYTES_MAX),
        Route::new(post(refreshes), WORKS, Fragment, work_item::refresh).taking(FORM_BYTES_MAX),
        Route::new(post("/work/{id}/open"), WORKS, Page, work_item::open),
        Route::new(post("/work/{id}/forget"), SignedIn, Page, work_item::forget),
        Route::new(get("/files/{id}"), SignedIn, Page, files::download),
    ]
}

fn of_records() -> Vec<Route> {
    const ONE: &str = "/records/{object}/{id}";
    const WORK: &str = "/records/{object}/{id}/work";
    const PROGRESS: &str = "/records/{object}/{id}/progress";
    const LIVE: &str = "/records/{object}/{id}/live";
    const EDIT: &str = "/records/{object}/{id}/edit";
    const SUBMIT: &str = "/records/{object}/{id}/submit";
    const DELETE: &str = "/records/{object}/{id}/delete";
    vec![
        Route::new(get("/records"), SignedIn, Page, records::objects),
        Route::new(get("/records/{object}"), SignedIn, Page, records::list),
        Route::new(post("/records/{object}"), SignedIn, Page, records::create),
        Route::new(get("/records/{object}/new"), SignedIn, Page, records::blank),
        Route::new(get(ONE), SignedIn, Page, records::record),
        Route::new(post(ONE), SignedIn, Page, records::save),
        Route::new(get(WORK), SignedIn, Fragment, records::work),
        Route::new(get(PROGRESS), SignedIn, Fragment, records::progress),
        Route::new(get(LIVE), SignedIn, Fragment, records::live),
        Route::new(get(EDIT), SignedIn, Page, records::edit),
        Route::new(post(SUBMIT), WORKS, Page, approvals::submit),
        Route::new(post(DELETE), SignedIn, Page, records::delete),
    ]
}

fn get(path: &'static str) -> At {
    (Method::GET, path)
}

fn post(path: &'static str) -> At {
    (Method::POST, path)
}
