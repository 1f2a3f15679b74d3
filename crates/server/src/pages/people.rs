//! People: users, groups and queues, roles, tokens; who is not active and what that blocks.

mod circle;
mod roles;
mod routing;
mod tokens;
mod user;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::layout::{Frame, Section, show};
use super::query_string;
use crate::app::App;
use crate::identity::Caller;
use crate::problem::{Answer, Problem};
use crate::queries::people::{Everybody, Person, everybody};

pub(crate) use circle::{
    add_group, add_member, add_queue, circles, delete_group, delete_queue, group, new_group,
    new_queue, queue, remove_member, rename_group, rename_queue,
};
pub(crate) use roles::{delete_role, new_role, put_role, role, roles};
pub(crate) use routing::{ask_routing, set_routing};
pub(crate) use tokens::{revoke_token, tokens};
pub(crate) use user::{
    add_user, ask_deactivate, edit_user, end_second_factor, end_sessions, new_user, set_access,
    set_active, set_password, set_roles, user,
};

/// A part of the administration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
    Users,
    Circles,
    Roles,
    Tokens,
    Audit,
}

/// The tabs: part, label, path.
const TABS: [(Tab, &str, &str); 5] = [
    (Tab::Users, "Users", "/people"),
    (Tab::Circles, "Groups and queues", "/people/groups"),
    (Tab::Roles, "Roles", "/people/roles"),
    (Tab::Tokens, "Tokens", "/people/tokens"),
    (Tab::Audit, "Audit log", "/audit"),
];

/// The links between the parts of the administration.
#[derive(Template)]
#[template(path = "people_tabs.html")]
pub(crate) struct Tabs(pub(crate) Tab);

impl Tabs {
    fn all(&self) -> [(Tab, &'static str, &'static str); 5] {
        TABS
    }
}

/// As they stand inside their page.
impl askama::filters::HtmlSafe for Tabs {}

/// What the list of users is narrowed to.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filters {
    q: String,
    /// `active`, `inactive` or nothing.
    state: String,
    done: String,
}

#[derive(Template)]
#[template(path = "people.html")]
struct PeoplePage {
    frame: Frame,
    tabs: Tabs,
    filters: Filters,
    everybody: Everybody,
}

/// `GET /people`
pub(crate) async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(filters): Query<Filters>,
) -> Answer<Response> {
    let page = PeoplePage {
        frame: told(Frame::of(Section::People, &caller), &filters.done),
        tabs: Tabs(Tab::Users),
        everybody: everybody(&app).await?,
        filters,
    };
    Ok(show(StatusCode::OK, &page))
}

impl PeoplePage {
    fn shown(&self) -> Vec<&Person> {
        let text = self.filters.q.trim().to_lowercase();
        let has_text = |person: &&Person| {
            let mut texts = [&*person.username, person.name.as_str()].into_iter();
            text.is_empty() || texts.any(|known| known.to_lowercase().contains(&text))
        };
        let is_so = |person: &&Person| match self.filters.state.as_str() {
            "active" => person.is_active,
            "inactive" => !person.is_active,
            _ => true,
        };
        let people = self.everybody.people.iter();
        people.filter(has_text).filter(is_so).collect()
    }
}

/// Words of the URL, and the sentences that they stand for.
const SENTENCES: [(&str, &str); 17] = [
    ("access", "What flows ask of the user is set."),
    (
        "user-added",
        "The user is there. Now set a password and roles.",
    ),
    ("user-saved", "Saved."),
    (
        "deactivated",
        "The user is not active any more: sessions and tokens are over.",
    ),
    ("activated", "The user is active again."),
    (
        "password",
        "The password is set, and old sessions are over.",
    ),
    (
        "roles",
        "The roles are set. Sessions and tokens from before are over.",
    ),
    ("sessions", "The sessions are over."),
    (
        "factor",
        "The second factor is gone. The password is enough until there is another one.",
    ),
    ("added", "It is there. Now say who belongs to it."),
    ("renamed", "Saved."),
    ("deleted", "It is deleted."),
    ("member-added", "The new member belongs to it."),
    ("routed", "Saved. It holds for the work that is there, too."),
    ("member-removed", "The membership is over."),
    (
        "role-saved",
        "The role is saved. Whoever has it signs in anew.",
    ),
    ("token-revoked", "The token is worth nothing any more."),
];

fn told(frame: Frame, word: &str) -> Frame {
    let known = SENTENCES.iter().find(|(known, _)| *known == word);
    match known {
        Some((_, sentence)) => frame.telling("good", *sentence),
        None => frame,
    }
}

/// Back to a page that says what was done; a cookie goes with it when the session got another one.
fn back(path: &str, done: &str, cookie: Option<HeaderValue>) -> Response {
    let to = query_string(path, &[("done", done)]);
    let mut response = Redirect::to(&to).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// What is wrong with what was entered goes above the form; everything else is a problem.
fn wrong(problem: Problem) -> Answer<Problem> {
    let is_entered = [
        StatusCode::UNPROCESSABLE_ENTITY,
        StatusCode::CONFLICT,
        StatusCode::FORBIDDEN,
    ];
    if is_entered.contains(&problem.status) {
        return Ok(problem);
    }
    Err(problem)
}
