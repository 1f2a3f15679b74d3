//! One user: her names, roles, groups, sessions and tokens; making her, and letting her go.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use segue_language::{Text, Timestamp};
use segue_runtime::{AccessChange, PeopleAct};
use segue_store::Role;
use serde::Deserialize;

use super::{back, told, wrong};
use crate::app::App;
use crate::identity::{Caller, Change, Sender};
use crate::pages::layout::{Frame, Section, show};
use crate::pages::moment::Moment;
use crate::people::{self, Asker};
use crate::problem::Answer;
use crate::queries::eyes::require_below;
use crate::queries::people::{PersonDetail, person};

/// What the form of a user holds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Entry {
    username: String,
    first_name: String,
    last_name: String,
    email: String,
}

#[derive(Template)]
#[template(path = "people_new.html")]
struct NewPage {
    frame: Frame,
    entry: Entry,
}

#[derive(Template)]
#[template(path = "people_user.html")]
struct UserPage {
    frame: Frame,
    detail: PersonDetail,
    roles: Vec<Role>,
    now: Timestamp,
}

#[derive(Template)]
#[template(path = "people_deactivate.html")]
struct DeactivatePage {
    frame: Frame,
    detail: PersonDetail,
}

/// What was just done.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    pub(super) done: String,
}

/// `GET /people/new`
pub(crate) async fn new_user(caller: Caller) -> Response {
    let page = NewPage {
        frame: Frame::of(Section::People, &caller).wide("narrow"),
        entry: Entry::default(),
    };
    show(StatusCode::OK, &page)
}

/// `POST /people/new`
pub(crate) async fn add_user(
    State(app): State<App>,
    caller: Caller,
    asker: Asker,
    Form(entry): Form<Entry>,
) -> Answer<Response> {
    let user = PeopleAct::AddUser {
        username: entry.username.trim().into(),
        first_name: given(&entry.first_name),
        last_name: entry.last_name.trim().into(),
        email: given(&entry.email),
        access: AccessChange::default(),
    };
    match people::add(&app, asker, user).await {
        Ok(id) => Ok(back(&format!("/people/users/{id}"), "user-added", None)),
        Err(problem) => {
            let problem = wrong(problem)?;
            let frame = Frame::of(Section::People, &caller).wide("narrow");
            let page = NewPage {
                frame: frame.telling("bad", problem.detail),
                entry,
            };
            Ok(show(problem.status, &page))
        }
    }
}

/// `GET /people/users/{id}`
pub(crate) async fn user(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    Query(done): Query<Done>,
) -> Answer<Response> {
    let frame = told(Frame::of(Section::People, &caller), &done.done);
    page(&app, &id, frame, StatusCode::OK).await
}

async fn page(app: &App, id: &Text, frame: Frame, status: StatusCode) -> Answer<Response> {
    let page = UserPage {
        frame,
        detail: person(app, id).await?,
        roles: app.look(|reads| reads.store().roles()).await??,
        now: app.now(),
    };
    Ok(show(status, &page))
}

/// Back to the user; what was refused stands above her page.
async fn answer(
    app: &App,
    caller: &Caller,
    id: &Text,
    (done, word): (Answer<Option<axum::http::HeaderValue>>, &str),
) -> Answer<Response> {
    match done {
        Ok(cookie) => Ok(back(&format!("/people/users/{id}"), word, cookie)),
        Err(problem) => {
            let problem = wrong(problem)?;
            let frame = Frame::of(Section::People, caller).telling("bad", problem.detail);
            page(app, id, frame, problem.status).await
        }
    }
}

/// `POST /people/users/{id}`
pub(crate) async fn edit_user(
    State(app): State<App>,
    caller: Caller,
    asker: Asker,
    Path(id): Path<Text>,
    Form(entry): Form<Entry>,
) -> Answer<Response> {
    require_below(&app, &caller, &id).await?;
    let edited = PeopleAct::EditUser {
        user: id.clone(),
        first_name: given(&entry.first_name),
        last_name: entry.last_name.trim().into(),
        email: given(&entry.email),
    };
    let done = people::change(&app, asker, edited).await.map(|()| None);
    answer(&app, &caller, &id, (done, "user-saved")).await
}

/// `GET /people/users/{id}/deactivate`: what that blocks.
pub(crate) async fn ask_deactivate(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
) -> Answer<Response> {
    let page = DeactivatePage {
        frame: Frame::of(Section::People, &caller).wide("narrow"),
        detail: person(&app, &id).await?,
    };
    Ok(show(StatusCode::OK, &page))
}

/// Whether a user is to be active.
#[derive(Deserialize)]
pub(crate) struct Active {
    active: bool,
}

/// `POST /people/users/{id}/active`
pub(crate) async fn set_active(
    State(app): State<App>,
    caller: Caller,
    asker: Asker,
    Path(id): Path<Text>,
    Form(Active { active }): Form<Active>,
) -> Answer<Response> {
    require_below(&app, &caller, &id).await?;
    let user = id.clone();
    let act = PeopleAct::SetActive { user, active };
    let done = people::change(&app, asker, act).await.map(|()| None);
    let word = if active { "activated" } else { "deactivated" };
    answer(&app, &caller, &id, (done, word)).await
}

/// A password for her.
#[derive(Deserialize)]
pub(crate) struct Password {
    password: String,
}

/// `POST /people/users/{id}/password`
pub(crate) async fn set_password(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(id): Path<Text>,
    Form(Password { password }): Form<Password>,
) -> Answer<Response> {
    let username = person(&app, &id).await?.user.username;
    let change = Change::new(&app, caller.clone(), &sender);
    let set = change.password_of(&app, username.to_string(), password);
    let done = set.await.map(|()| None);
    answer(&app, &caller, &id, (done, "password")).await
}

/// `POST /people/users/{id}/roles`: the roles that she has from now on.
pub(crate) async fn set_roles(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(id): Path<Text>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer<Response> {
    let detail = person(&app, &id).await?;
    let chosen = pairs.iter().filter(|(name, _)| name == "role");
    let chosen: Vec<&str> = chosen.map(|(_, role)| role.as_str()).collect();
    let has = |role: &str| detail.roles.iter().any(|known| **known == *role);
    let added = chosen.iter().filter(|role| !has(role));
    let added = added.map(|role| ((*role).to_owned(), true));
    let taken = detail.roles.iter();
    let taken = taken.filter(|role| !chosen.contains(&&***role));
    let taken = taken.map(|role| (role.to_string(), false));
    let mut cookie = None;
    for (role, has) in added.chain(taken).collect::<Vec<_>>() {
        let change = Change::new(&app, caller.clone(), &sender);
        let user = detail.user.username.to_string();
        match change.role(&app, user, role, has).await {
            Ok(renewed) => cookie = renewed.or(cookie),
            refused => return answer(&app, &caller, &id, (refused, "roles")).await,
        }
    }
    answer(&app, &caller, &id, (Ok(cookie), "roles")).await
}

/// What flows ask of a user: names apart by commas, and permission sets.
#[derive(Clone, Debug, Default)]
struct Allowed {
    profile: String,
    role: String,
    permissions: String,
    permission_sets: Vec<Text>,
}

impl From<Vec<(String, String)>> for Allowed {
    fn from(pairs: Vec<(String, String)>) -> Allowed {
        let mut allowed = Allowed::default();
        for (name, value) in pairs {
            match name.as_str() {
                "profile" => allowed.profile = value,
                "role" => allowed.role = value,
                "permissions" => allowed.permissions = value,
                "permission_set" => allowed.permission_sets.push(value.into()),
                _ => {}
            }
        }
        allowed
    }
}

/// `POST /people/users/{id}/access`: what flows ask of her.
pub(crate) async fn set_access(
    State(app): State<App>,
    caller: Caller,
    asker: Asker,
    Path(id): Path<Text>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer<Response> {
    require_below(&app, &caller, &id).await?;
    let allowed = Allowed::from(pairs);
    let permissions = allowed.permissions.split([',', '\n']).map(str::trim);
    let permissions = permissions.filter(|name| !name.is_empty()).map(Text::from);
    let access = AccessChange {
        profile: Some(allowed.profile.trim().into()),
        role: Some(allowed.role.trim().into()),
        permission_sets: Some(allowed.permission_sets),
        permissions: Some(permissions.collect()),
    };
    let user = id.clone();
    let act = PeopleAct::SetAccess { user, access };
    let done = people::change(&app, asker, act).await.map(|()| None);
    answer(&app, &caller, &id, (done, "access")).await
}

/// `POST /people/users/{id}/sessions/end`
pub(crate) async fn end_sessions(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(id): Path<Text>,
) -> Answer<Response> {
    require_below(&app, &caller, &id).await?;
    let username = person(&app, &id).await?.user.username;
    let change = Change::new(&app, caller.clone(), &sender);
    let ended = change.end_sessions_of(&app, username.to_string());
    let done = ended.await.map(|()| None);
    answer(&app, &caller, &id, (done, "sessions")).await
}

/// `POST /people/users/{id}/second-factor/end`
pub(crate) async fn end_second_factor(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(id): Path<Text>,
) -> Answer<Response> {
    require_below(&app, &caller, &id).await?;
    let username = person(&app, &id).await?.user.username;
    let change = Change::new(&app, caller.clone(), &sender);
    let ended = change.end_second_factor_of(&app, username.to_string());
    let done = ended.await.map(|()| None);
    answer(&app, &caller, &id, (done, "factor")).await
}

fn given(text: &str) -> Option<Text> {
    let text = text.trim();
    (!text.is_empty()).then(|| Text::from(text))
}

impl UserPage {
    fn ago(&self, at: &Timestamp) -> Moment {
        Moment {
            at: *at,
            now: self.now,
        }
    }

    fn has(&self, role: &Text) -> bool {
        self.detail.roles.contains(role)
    }

    /// Permission sets that are deployed or hers, and whether she has them.
    fn permission_sets(&self) -> Vec<(&str, bool)> {
        let own = &self.detail.access.permission_sets;
        let deployed = self.detail.permission_sets.iter().map(String::as_str);
        let is_known = |name: &&Text| {
            let mut known = self.detail.permission_sets.iter();
            !known.any(|known| known.eq_ignore_ascii_case(name))
        };
        let gone = own.iter().filter(is_known).map(|name| &**name);
        let all = deployed.chain(gone);
        all.map(|name| (name, own.iter().any(|own| own.eq_ignore_ascii_case(name))))
            .collect()
    }

    fn permissions(&self) -> String {
        let names = self.detail.access.permissions.iter();
        names
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(", ")
    }
}
