//! Entries of the pages that look at runs and mails.

use axum::http::Method;

use super::{Access, Group, Route};
use crate::identity::Permission;
use crate::pages::{approvals, interviews, mail, run, runs};

const GET: Method = Method::GET;
const POST: Method = Method::POST;

/// The entries.
pub(super) fn entries() -> Vec<Route> {
    use Group::Page;
    let runner = Access::Permission(Permission::ManageOrchestrationRuns);
    let giver = Access::Permission(Permission::ReassignWorkItems);
    let settler = Access::Permission(Permission::CustomizeApplication);
    vec![
        Route::new((GET, "/runs"), runner, Page, runs::list),
        Route::new((GET, "/runs.csv"), runner, Page, runs::export),
        Route::new((GET, "/runs/many"), runner, Page, runs::ask),
        Route::new((POST, "/runs/many"), runner, Page, runs::carry_out),
        Route::new((GET, "/runs/many/{number}"), runner, Page, runs::result),
        Route::new(
            (GET, "/runs/many/{number}/progress"),
            runner,
            Group::Fragment,
            runs::progress,
        ),
        Route::new((GET, "/runs/{id}"), runner, Page, run::one),
        Route::new((GET, "/runs/{id}/history"), runner, Page, run::history),
        Route::new((GET, "/runs/{id}/resume"), runner, Page, run::ask_resume),
        Route::new((GET, "/runs/{id}/cancel"), runner, Page, run::ask_cancel),
        Route::new((GET, "/runs/{id}/again"), runner, Page, run::ask_again),
        Route::new((POST, "/runs/{id}/again"), runner, Page, run::start_again),
        Route::new((GET, "/runs/{id}/reassign"), giver, Page, run::ask_reassign),
        Route::new((POST, "/runs/{id}/suspend"), runner, Page, run::suspend),
        Route::new((POST, "/runs/{id}/resume"), runner, Page, run::resume),
        Route::new((POST, "/runs/{id}/cancel"), runner, Page, run::cancel),
        Route::new((POST, "/runs/{id}/event"), runner, Page, run::publish),
        Route::new((POST, "/runs/{id}/reassign"), giver, Page, run::reassign),
        Route::new(
            (POST, "/runs/{id}/recall"),
            Access::SignedIn,
            Page,
            approvals::recall,
        ),
        Route::new((GET, "/interviews"), runner, Page, interviews::list),
        Route::new((GET, "/interviews/{id}"), runner, Page, interviews::one),
        Route::new(
            (POST, "/interviews/{id}/retry"),
            runner,
            Page,
            interviews::retry,
        ),
        Route::new(
            (POST, "/interviews/{id}/cancel"),
            runner,
            Page,
            interviews::cancel,
        ),
        Route::new((GET, "/mail"), Access::SignedIn, Page, mail::list),
        Route::new((POST, "/mail/choice"), Access::SignedIn, Page, mail::choose),
        Route::new((POST, "/mail/{mail}/retry"), settler, Page, mail::retry),
    ]
}
