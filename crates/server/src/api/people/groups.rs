//! `/api/v1/groups`, `/api/v1/queues`: groups and queues, and who belongs to them.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use segue_language::Text;
use segue_runtime::{GroupRef, PeopleAct};
use segue_store::{Group, Member, StoreError, View};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{creating, field, listing, read};
use crate::api::extract::Body;
use crate::app::App;
use crate::identity::Permission;
use crate::openapi::{Answer as Told, Operation, Schema};
use crate::people::{self, Asker};
use crate::problem::{Answer, Problem};
use crate::routes::{Access, Route};

/// Schemas of groups and queues.
pub(crate) const SCHEMAS: &[Schema] = &[
    (
        "NewGroup",
        r#"{"type":"object","required":["name"],"additionalProperties":false,"properties":{
        "name":{"type":"string","maxLength":80},"label":{"type":"string","maxLength":80},
        "members":{"type":"array","maxItems":1000,"items":{"type":"string"},
        "description":"User names, API names of groups, or ids"}}}"#,
    ),
    (
        "GroupNames",
        r#"{"type":"object","additionalProperties":false,"properties":{
        "name":{"type":"string","maxLength":80},"label":{"type":"string","maxLength":80}}}"#,
    ),
    (
        "Group",
        r#"{"type":"object","required":["id","name","label","open_items","members"],
        "properties":{"id":{"type":"string"},"name":{"type":"string"},"label":{"type":"string"},
        "open_items":{"type":"integer"},"members":{"type":"array","items":{"type":"object",
        "required":["id","name","label","kind","active"],"properties":{"id":{"type":"string"},
        "name":{"type":"string"},"label":{"type":"string"},
        "kind":{"type":"string","enum":["user","group"]},"active":{"type":"boolean"}}}}}}"#,
    ),
];

/// Members given with a new group.
const MEMBERS_MAX: usize = 1_000;

/// Routes of groups and queues.
pub(super) fn routes() -> Vec<Route> {
    use Access::SignedIn;
    let manages = Access::Permission(Permission::ManageUsers);
    let at = |method: Method, path| (method, path);
    let (get, post, put) = (Method::GET, Method::POST, Method::PUT);
    let (patch, delete) = (Method::PATCH, Method::DELETE);
    let (groups, queues) = ("/api/v1/groups", "/api/v1/queues");
    let (group, queue) = ("/api/v1/groups/{group}", "/api/v1/queues/{group}");
    let of_group = "/api/v1/groups/{group}/members/{member}";
    let of_queue = "/api/v1/queues/{group}/members/{member}";
    vec![
        Route::api(
            at(get.clone(), groups),
            SignedIn,
            list::<false>,
            LIST_GROUPS,
        ),
        Route::api(at(get.clone(), queues), SignedIn, list::<true>, LIST_QUEUES),
        Route::api(
            at(post.clone(), groups),
            manages,
            create::<false>,
            CREATE_GROUP,
        ),
        Route::api(at(post, queues), manages, create::<true>, CREATE_QUEUE),
        Route::api(at(get.clone(), group), SignedIn, show::<false>, SHOW_GROUP),
        Route::api(at(get, queue), SignedIn, show::<true>, SHOW_QUEUE),
        Route::api(
            at(patch.clone(), group),
            manages,
            rename::<false>,
            RENAME_GROUP,
        ),
        Route::api(at(patch, queue), manages, rename::<true>, RENAME_QUEUE),
        Route::api(
            at(delete.clone(), group),
            manages,
            remove::<false>,
            DELETE_GROUP,
        ),
        Route::api(
            at(delete.clone(), queue),
            manages,
            remove::<true>,
            DELETE_QUEUE,
        ),
        Route::api(
            at(put.clone(), of_group),
            manages,
            add_member::<false>,
            ADD_TO_GROUP,
        ),
        Route::api(at(put, of_queue), manages, add_member::<true>, ADD_TO_QUEUE),
        Route::api(
            at(delete.clone(), of_group),
            manages,
            remove_member::<false>,
            REMOVE_FROM_GROUP,
        ),
        Route::api(
            at(delete, of_queue),
            manages,
            remove_member::<true>,
            REMOVE_FROM_QUEUE,
        ),
    ]
}

const LIST_GROUPS: Operation = listing("listGroups", "Groups");
const LIST_QUEUES: Operation = listing("listQueues", "Queues");
const CREATE_GROUP: Operation = creating("createGroup", "Create a group", "NewGroup");
const CREATE_QUEUE: Operation = creating("createQueue", "Create a queue", "NewGroup");
const SHOW_GROUP: Operation = showing("showGroup", "A group with its members");
const SHOW_QUEUE: Operation = showing("showQueue", "A queue with its members");
const RENAME_GROUP: Operation = naming("renameGroup", "Give a group another name or label");
const RENAME_QUEUE: Operation = naming("renameQueue", "Give a queue another name or label");
const DELETE_GROUP: Operation = changing("deleteGroup", "Delete a group without open work");
const DELETE_QUEUE: Operation = changing("deleteQueue", "Delete a queue without open work");
const ADD_TO_GROUP: Operation = changing("addGroupMember", "Make somebody a member of a group");
const ADD_TO_QUEUE: Operation = changing("addQueueMember", "Make somebody a member of a queue");
const REMOVE_FROM_GROUP: Operation = changing("removeGroupMember", "End a membership of a group");
const REMOVE_FROM_QUEUE: Operation = changing("removeQueueMember", "End a membership of a queue");

const fn showing(id: &'static str, summary: &'static str) -> Operation {
    Operation {
        answer: Told::Json(StatusCode::OK, "Group"),
        problems: &[StatusCode::NOT_FOUND],
        ..listing(id, summary)
    }
}

const fn changing(id: &'static str, summary: &'static str) -> Operation {
    Operation {
        answer: Told::Nothing,
        problems: &[
            StatusCode::NOT_FOUND,
            StatusCode::CONFLICT,
            StatusCode::UNPROCESSABLE_ENTITY,
        ],
        ..listing(id, summary)
    }
}

const fn naming(id: &'static str, summary: &'static str) -> Operation {
    Operation {
        body: Some("GroupNames"),
        ..changing(id, summary)
    }
}

async fn list<const IS_QUEUE: bool>(State(app): State<App>) -> Answer<Json<Value>> {
    let kind = if IS_QUEUE { "Queue" } else { "Regular" };
    let records = read(&app, "Group", Some(("Type", kind))).await?;
    let groups = records.iter().map(|group| {
        json!({
            "id": field(group, "Id"),
            "name": field(group, "DeveloperName"),
            "label": field(group, "Name"),
        })
    });
    Ok(Json(json!({ "people": groups.collect::<Vec<_>>() })))
}

/// A group with its members.
struct Found {
    group: Group,
    members: Vec<Member>,
    n_open: i64,
}

fn find(view: &View, is_queue: bool, name: &str) -> Result<Option<Found>, StoreError> {
    let Some(group) = view.group(is_queue, name)? else {
        return Ok(None);
    };
    Ok(Some(Found {
        members: view.direct_members(&group.id)?,
        n_open: view.count_open_items(&group.id)?,
        group,
    }))
}

async fn show<const IS_QUEUE: bool>(
    State(app): State<App>,
    Path(name): Path<Text>,
) -> Answer<Json<Value>> {
    let asked = name.clone();
    let found = app.look(move |runtime| find(runtime.store(), IS_QUEUE, &asked));
    let what = if IS_QUEUE { "queue" } else { "group" };
    let found = found.await??.ok_or_else(|| Problem::unknown(what, &name))?;
    let members = found.members.iter().map(|member| {
        json!({
            "id": &*member.id,
            "name": &*member.name,
            "label": &*member.label,
            "kind": if member.is_group { "group" } else { "user" },
            "active": member.is_active,
        })
    });
    Ok(Json(json!({
        "id": &*found.group.id,
        "name": &*found.group.name,
        "label": &*found.group.label,
        "open_items": found.n_open,
        "members": members.collect::<Vec<_>>(),
    })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewGroup {
    name: Text,
    label: Option<Text>,
    #[serde(default)]
    members: Vec<Text>,
}

async fn create<const IS_QUEUE: bool>(
    State(app): State<App>,
    asker: Asker,
    Body(new): Body<NewGroup>,
) -> Answer<(StatusCode, Json<Value>)> {
    if new.members.len() > MEMBERS_MAX {
        let detail = format!("A new group gets {MEMBERS_MAX} members at most.");
        return Err(Problem::invalid(detail).at("members", "are too many"));
    }
    let group = PeopleAct::AddGroup {
        is_queue: IS_QUEUE,
        name: new.name,
        label: new.label,
        members: new.members,
    };
    let id = people::add(&app, asker, group).await?;
    Ok((StatusCode::CREATED, Json(json!({ "id": &*id }))))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    name: Option<Text>,
    label: Option<Text>,
}

async fn rename<const IS_QUEUE: bool>(
    State(app): State<App>,
    asker: Asker,
    Path(name): Path<Text>,
    Body(names): Body<Names>,
) -> Answer<StatusCode> {
    let act = PeopleAct::RenameGroup {
        group: group::<IS_QUEUE>(name),
        name: names.name,
        label: names.label,
    };
    people::change(&app, asker, act).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn remove<const IS_QUEUE: bool>(
    State(app): State<App>,
    asker: Asker,
    Path(name): Path<Text>,
) -> Answer<StatusCode> {
    let act = PeopleAct::DeleteGroup(group::<IS_QUEUE>(name));
    people::change(&app, asker, act).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn add_member<const IS_QUEUE: bool>(
    State(app): State<App>,
    asker: Asker,
    Path((name, member)): Path<(Text, Text)>,
) -> Answer<StatusCode> {
    let group = group::<IS_QUEUE>(name);
    people::change(&app, asker, PeopleAct::AddMember { group, member }).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn remove_member<const IS_QUEUE: bool>(
    State(app): State<App>,
    asker: Asker,
    Path((name, member)): Path<(Text, Text)>,
) -> Answer<StatusCode> {
    let group = group::<IS_QUEUE>(name);
    people::change(&app, asker, PeopleAct::RemoveMember { group, member }).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn group<const IS_QUEUE: bool>(name: Text) -> GroupRef {
    GroupRef {
        is_queue: IS_QUEUE,
        name,
    }
}
