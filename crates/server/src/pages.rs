//! The pages, one file per screen.

pub(crate) mod account;
pub(crate) mod approvals;
pub(crate) mod audit;
pub(crate) mod csv;
pub(crate) mod definitions;
pub(crate) mod endpoints;
pub(crate) mod files;
pub(crate) mod form;
pub(crate) mod inbox;
pub(crate) mod interviews;
pub(crate) mod layout;
pub(crate) mod login;
pub(crate) mod mail;
pub(crate) mod moment;
pub(crate) mod people;
pub(crate) mod presence;
mod problem;
pub(crate) mod records;
pub(crate) mod rich_text;
pub(crate) mod run;
pub(crate) mod runs;
#[cfg(test)]
mod samples;
pub(crate) mod status;
pub(crate) mod work_item;

use axum::response::{Html, IntoResponse, Redirect};

pub(crate) use login::sign_in_path;

use crate::problem::Problem;

/// `GET /`: people begin with their work.
pub(crate) async fn home() -> impl IntoResponse {
    Redirect::to("/inbox")
}

/// A problem as a page.
pub(crate) fn problem_page(problem: &Problem) -> Html<String> {
    let page = problem::ProblemPage::of(problem);
    Html(askama::Template::render(&page).unwrap_or_else(|_| problem.title().to_owned()))
}

/// A path with what is not empty of `pairs` as its query.
pub(crate) fn query_string(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut text = String::from(path);
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        text.push(if text.contains('?') { '&' } else { '?' });
        text.push_str(name);
        text.push('=');
        escape(value, &mut text);
    }
    text
}

/// Percent-encodes all but unreserved characters.
fn escape(value: &str, text: &mut String) {
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                text.push(char::from(byte));
            }
            other => text.push_str(&format!("%{other:02X}")),
        }
    }
}
