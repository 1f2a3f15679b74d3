//! The pages, one file per screen.

pub(crate) mod definitions;
pub(crate) mod layout;
pub(crate) mod mail;
pub(crate) mod moment;
pub(crate) mod people;
pub(crate) mod run;
pub(crate) mod runs;
pub(crate) mod status;

use axum::http::Uri;
use axum::response::Html;

use crate::problem::Problem;

/// Where whoever must sign in is sent, to come back to `_to` afterwards.
pub(crate) fn sign_in_path(_to: &Uri) -> String {
    "/sign-in".to_owned()
}

/// A problem as a page.
pub(crate) fn problem_page(problem: &Problem) -> Html<String> {
    Html(format!(
        "<!doctype html><html lang=\"en\"><title>{0}</title><h1>{0}</h1>",
        problem.title()
    ))
}
