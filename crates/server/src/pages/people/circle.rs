//! Groups and queues, and who belongs to them.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use segue_language::Text;
use segue_runtime::{GroupRef, PeopleAct};
use serde::Deserialize;

use super::user::Done;
use super::{Tab, Tabs, back, told, wrong};
use crate::app::App;
use crate::identity::{Caller, Permission};
use crate::pages::layout::{Frame, Section, show};
use crate::people::{self, Asker};
use crate::problem::Answer;
use crate::queries::people::{Assignable, CircleDetail, Everybody, assignable, circle, everybody};

/// What the form of a group or queue holds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Entry {
    name: String,
    label: String,
}

#[derive(Template)]
#[template(path = "people_circles.html")]
struct CirclesPage {
    frame: Frame,
    tabs: Tabs,
    everybody: Everybody,
}

#[derive(Template)]
#[template(path = "people_circle_new.html")]
struct NewPage {
    frame: Frame,
    is_queue: bool,
    entry: Entry,
}

#[derive(Template)]
#[template(path = "people_circle.html")]
struct CirclePage {
    frame: Frame,
    detail: CircleDetail,
    people: Assignable,
    /// Whether the viewer may say how it gives its work away.
    can_route: bool,
}

/// `GET /people/groups`
pub(crate) async fn circles(
    State(app): State<App>,
    caller: Caller,
    Query(done): Query<Done>,
) -> Answer<Response> {
    let page = CirclesPage {
        frame: told(Frame::of(Section::People, &caller), &done.done),
        tabs: Tabs(Tab::Circles),
        everybody: everybody(&app).await?,
    };
    Ok(show(StatusCode::OK, &page))
}

/// `GET /people/groups/new`
pub(crate) async fn new_group(caller: Caller) -> Response {
    blank(&caller, false)
}

/// `GET /people/queues/new`
pub(crate) async fn new_queue(caller: Caller) -> Response {
    blank(&caller, true)
}

fn blank(caller: &Caller, is_queue: bool) -> Response {
    let page = NewPage {
        frame: Frame::of(Section::People, caller).wide("narrow"),
        is_queue,
        entry: Entry::default(),
    };
    show(StatusCode::OK, &page)
}

/// `POST /people/groups/new`
pub(crate) async fn add_group(
    State(app): State<App>,
    caller: Caller,
    asker: Asker,
    Form(entry): Form<Entry>,
) -> Answer<Response> {
    add(&app, &caller, asker, (false, entry)).await
}

/// `POST /people/queues/new`
pub(crate) async fn add_queue(
    State(app): State<App>,
    caller: Caller,
    asker: Asker,
    Form(entry): Form<Entry>,
) -> Answer<Response> {
    add(&app, &caller, asker, (true, entry)).await
}

async fn add(
    app: &App,
    caller: &Caller,
    asker: Asker,
    (is_queue, entry): (bool, Entry),
) -> Answer<Response> {
    let label = entry.label.trim();
    let act = PeopleAct::AddGroup {
        is_queue,
        name: entry.name.trim().into(),
        label: (!label.is_empty()).then(|| label.into()),
        members: Vec::new(),
    };
    match people::add(app, asker, act).await {
        Ok(id) => Ok(back(&path(is_queue, &id), "added", None)),
        Err(problem) => {
            let problem = wrong(problem)?;
            let frame = Frame::of(Section::People, caller).wide("narrow");
            let page = NewPage {
                frame: frame.telling("bad", problem.detail),
                is_queue,
                entry,
            };
            Ok(show(problem.status, &page))
        }
    }
}

/// `GET /people/groups/{name}`
pub(crate) async fn group(
    State(app): State<App>,
    caller: Caller,
    Path(name): Path<Text>,
    Query(done): Query<Done>,
) -> Answer<Response> {
    let frame = told(Frame::of(Section::People, &caller), &done.done);
    page((&app, &caller), (false, &name), frame, StatusCode::OK).await
}

/// `GET /people/queues/{name}`
pub(crate) async fn queue(
    State(app): State<App>,
    caller: Caller,
    Path(name): Path<Text>,
    Query(done): Query<Done>,
) -> Answer<Response> {
    let frame = told(Frame::of(Section::People, &caller), &done.done);
    page((&app, &caller), (true, &name), frame, StatusCode::OK).await
}

async fn page(
    (app, caller): (&App, &Caller),
    (is_queue, name): (bool, &Text),
    frame: Frame,
    status: StatusCode,
) -> Answer<Response> {
    let page = CirclePage {
        frame,
        can_route: is_queue && caller.may(Permission::CustomizeApplication),
        detail: circle(app, is_queue, name).await?,
        people: assignable(app).await?,
    };
    Ok(show(status, &page))
}

/// `POST /people/groups/{name}`
pub(crate) async fn rename_group(
    State(app): State<App>,
    caller: Caller,
    asker: Asker,
    Path(name): Path<Text>,
    Form(entry): Form<Entry>,
) -> Answer<Response> {
    rename(&app, &caller, asker, ((false, name), entry)).await
}

/// `POST /people/queues/{name}`
pub(crate) async fn rename_queue(
    State(app): State<App>,
    caller: Caller,
    asker: Asker,
    Path(name): Path<Text>,
    Form(entry): Form<Entry>,
) -> Answer<Response> {
    rename(&app, &caller, asker, ((true, name), entry)).await
}

async fn rename(
    app: &App,
    caller: &Caller,
    asker: Asker,
    ((is_queue, name), entry): ((bool, Text), Entry),
) -> Answer<Response> {
    let act = PeopleAct::RenameGroup {
        group: GroupRef {
            is_queue,
            name: name.clone(),
        },
        name: Some(entry.name.trim().into()),
        label: Some(entry.label.trim().into()),
    };
    let id = circle(app, is_queue, &name).await?.group.id;
    change(app, caller, asker, ((is_queue, &id), act, "renamed")).await
}

/// `POST /people/groups/{name}/delete`
pub(crate) async fn delete_group(
    State(app): State<App>,
    caller: Caller,
    asker: Asker,
    Path(name): Path<Text>,
) -> Answer<Response> {
    delete(&app, &caller, asker, (false, name)).await
}

/// `POST /people/queues/{name}/delete`
pub(crate) async fn delete_queue(
    State(app): State<App>,
    caller: Caller,
    asker: Asker,
    Path(name): Path<Text>,
) -> Answer<Response> {
    delete(&app, &caller, asker, (true, name)).await
}

async fn delete(
    app: &App,
    caller: &Caller,
    asker: Asker,
    (is_queue, name): (bool, Text),
) -> Answer<Response> {
    let group = GroupRef {
        is_queue,
        name: name.clone(),
    };
    match people::change(app, asker, PeopleAct::DeleteGroup(group)).await {
        Ok(()) => Ok(back("/people/groups", "deleted", None)),
        Err(problem) => {
            let problem = wrong(problem)?;
            let frame = Frame::of(Section::People, caller).telling("bad", problem.detail);
            page((app, caller), (is_queue, &name), frame, problem.status).await
        }
    }
}

/// Who is to belong to what.
#[derive(Deserialize)]
pub(crate) struct Membership {
    kind: String,
    group: Text,
    member: Text,
}

/// `POST /people/members/add`
pub(crate) async fn add_member(
    State(app): State<App>,
    caller: Caller,
    asker: Asker,
    Form(membership): Form<Membership>,
) -> Answer<Response> {
    let (group, member) = membership.of();
    let at = (group.is_queue, &group.name.clone());
    let act = PeopleAct::AddMember { group, member };
    change(&app, &caller, asker, (at, act, "member-added")).await
}

/// `POST /people/members/remove`
pub(crate) async fn remove_member(
    State(app): State<App>,
    caller: Caller,
    asker: Asker,
    Form(membership): Form<Membership>,
) -> Answer<Response> {
    let (group, member) = membership.of();
    let at = (group.is_queue, &group.name.clone());
    let act = PeopleAct::RemoveMember { group, member };
    change(&app, &caller, asker, (at, act, "member-removed")).await
}

/// Back to the group; what was refused stands above its page.
async fn change(
    app: &App,
    caller: &Caller,
    asker: Asker,
    (at, act, word): ((bool, &Text), PeopleAct, &str),
) -> Answer<Response> {
    match people::change(app, asker, act).await {
        Ok(()) => Ok(back(&path(at.0, at.1), word, None)),
        Err(problem) => {
            let problem = wrong(problem)?;
            let frame = Frame::of(Section::People, caller).telling("bad", problem.detail);
            page((app, caller), at, frame, problem.status).await
        }
    }
}

fn path(is_queue: bool, name: &str) -> String {
    let kind = if is_queue { "queues" } else { "groups" };
    format!("/people/{kind}/{name}")
}

impl Membership {
    fn of(self) -> (GroupRef, Text) {
        let group = GroupRef {
            is_queue: self.kind == "queue",
            name: self.group,
        };
        (group, self.member)
    }
}

impl CirclePage {
    fn kind(&self) -> &'static str {
        if self.detail.group.is_queue {
            "queue"
        } else {
            "group"
        }
    }

    fn path(&self) -> String {
        path(self.detail.group.is_queue, &self.detail.group.id)
    }

    /// Users and groups who could belong to it too: name and label.
    fn others(&self) -> Vec<&(Text, String)> {
        let is_member = |name: &Text| self.detail.members.iter().any(|m| m.name == *name);
        let groups = self.people.groups.iter();
        let groups = groups.filter(|(name, _)| *name != self.detail.group.name);
        let people = self.people.users.iter().chain(groups);
        people.filter(|(name, _)| !is_member(name)).collect()
    }
}
