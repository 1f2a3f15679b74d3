//! Roles and what they allow.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use segue_language::Text;
use segue_store::{Role, StoreError};

use super::user::Done;
use super::{Tab, Tabs, back, told, wrong};
use crate::app::App;
use crate::identity::{Caller, Change, Permission, Permissions, Sender, is_built_in};
use crate::pages::layout::{Frame, Section, show};
use crate::problem::{Answer, Problem};

/// A role as pages show it.
struct RoleLine {
    name: Text,
    label: String,
    permissions: Permissions,
    is_built_in: bool,
    n_people: usize,
}

#[derive(Template)]
#[template(path = "people_roles.html")]
struct RolesPage {
    frame: Frame,
    tabs: Tabs,
    roles: Vec<RoleLine>,
}

#[derive(Template)]
#[template(path = "people_role.html")]
struct RolePage {
    frame: Frame,
    role: RoleLine,
    is_new: bool,
    caller: Caller,
}

/// `GET /people/roles`
pub(crate) async fn roles(
    State(app): State<App>,
    caller: Caller,
    Query(done): Query<Done>,
) -> Answer<Response> {
    let page = RolesPage {
        frame: told(Frame::of(Section::People, &caller), &done.done),
        tabs: Tabs(Tab::Roles),
        roles: lines(&app).await?,
    };
    Ok(show(StatusCode::OK, &page))
}

async fn lines(app: &App) -> Answer<Vec<RoleLine>> {
    app.look(|reads| {
        let view = reads.store();
        let line = |role: Role| {
            Ok::<_, StoreError>(RoleLine {
                permissions: Permissions::read(&role.permissions),
                is_built_in: is_built_in(&role.name),
                n_people: view.people_with(&role.name)?.len(),
                name: role.name,
                label: role.label,
            })
        };
        let lines: Result<Vec<_>, StoreError> = view.roles()?.into_iter().map(line).collect();
        Ok(lines?)
    })
    .await?
}

/// `GET /people/roles/new`
pub(crate) async fn new_role(caller: Caller) -> Response {
    let page = RolePage {
        frame: Frame::of(Section::People, &caller).wide("narrow"),
        role: RoleLine {
            name: Text::default(),
            label: String::new(),
            permissions: Permissions::NONE,
            is_built_in: false,
            n_people: 0,
        },
        is_new: true,
        caller,
    };
    show(StatusCode::OK, &page)
}

/// `GET /people/roles/{name}`
pub(crate) async fn role(
    State(app): State<App>,
    caller: Caller,
    Path(name): Path<Text>,
) -> Answer<Response> {
    let mut roles = lines(&app).await?.into_iter();
    let role = roles.find(|role| role.name == name);
    let page = RolePage {
        frame: Frame::of(Section::People, &caller).wide("narrow"),
        role: role.ok_or_else(|| Problem::unknown("role", &name))?,
        is_new: false,
        caller,
    };
    Ok(show(StatusCode::OK, &page))
}

/// `POST /people/roles`: makes a role or changes one.
pub(crate) async fn put_role(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer<Response> {
    let value = |name: &str| {
        let found = pairs.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.trim()).to_owned()
    };
    let words = pairs.iter().filter(|(known, _)| known == "permission");
    let words: Vec<&str> = words.map(|(_, word)| word.as_str()).collect();
    let permissions = Permissions::read(&words.join(" "));
    let (name, label) = (value("name"), value("label"));
    let label = if label.is_empty() {
        name.clone()
    } else {
        label
    };
    let change = Change::new(&app, caller.clone(), &sender);
    let put = change.put_role(&app, name.clone(), (label.clone(), permissions));
    match put.await {
        Ok(cookie) => Ok(back("/people/roles", "role-saved", cookie)),
        Err(problem) => {
            let problem = wrong(problem)?;
            let frame = Frame::of(Section::People, &caller).wide("narrow");
            let page = RolePage {
                frame: frame.telling("bad", problem.detail),
                role: RoleLine {
                    is_built_in: is_built_in(&name),
                    name: name.into(),
                    label,
                    permissions,
                    n_people: 0,
                },
                is_new: value("new") == "true",
                caller,
            };
            Ok(show(problem.status, &page))
        }
    }
}

/// `POST /people/roles/{name}/delete`
pub(crate) async fn delete_role(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(name): Path<String>,
) -> Answer<Response> {
    let change = Change::new(&app, caller, &sender);
    let cookie = change.delete_role(&app, name).await?;
    Ok(back("/people/roles", "deleted", cookie))
}

impl RoleLine {
    fn labels(&self) -> String {
        let labels: Vec<_> = self.permissions.iter().map(Permission::label).collect();
        labels.join(", ")
    }
}

impl RolePage {
    /// Permissions: word, label, whether the role has it, and whether the caller may give it.
    fn permissions(&self) -> Vec<(&'static str, &'static str, bool, bool)> {
        let all = Permission::ALL.into_iter();
        all.map(|one| {
            let has = self.role.permissions.has(one);
            (one.word(), one.label(), has, self.caller.may(one))
        })
        .collect()
    }
}
