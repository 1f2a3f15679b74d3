//! People: users, groups, queues, and who belongs to them.

use segue_engine::{Assignee, AssigneeKind};
use segue_language::{Filter, Query, Sort, Text, Timestamp, Value};
use segue_runtime::{Reads, Refusal};
use segue_store::Group;

use crate::app::App;
use crate::problem::{Answer, Problem};

/// Users, and groups and queues, that one page shows.
const SHOWN_MAX: u32 = 500;
/// The built-in user, who is nobody.
const SYSTEM: &str = "automated.process";
/// Open work items that are counted.
const WORK_MAX: usize = 1_000;

/// A user.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) username: Text,
    pub(crate) name: String,
    pub(crate) is_active: bool,
    pub(crate) roles: Vec<Text>,
    pub(crate) n_open: usize,
}

/// A group or a queue with its members.
#[derive(Clone, Debug)]
pub(crate) struct Circle {
    pub(crate) name: Text,
    pub(crate) label: Text,
    pub(crate) is_queue: bool,
    /// User names, and whether they are active.
    pub(crate) members: Vec<(Text, bool)>,
    pub(crate) n_open: usize,
}

/// Everybody.
#[derive(Clone, Debug, Default)]
pub(crate) struct Everybody {
    pub(crate) people: Vec<Person>,
    pub(crate) circles: Vec<Circle>,
}

/// Who can be given work.
#[derive(Clone, Debug, Default)]
pub(crate) struct Assignable {
    /// User names of active users, and what to call them.
    pub(crate) users: Vec<(Text, String)>,
    /// API names and labels.
    pub(crate) groups: Vec<(Text, String)>,
    pub(crate) queues: Vec<(Text, String)>,
}

/// Who can be given work, by name.
pub(crate) async fn assignable(app: &App) -> Answer<Assignable> {
    let now = app.now();
    let everybody = app.look(move |runtime| read(runtime, now)).await??;
    let users = everybody.people.into_iter().filter(|user| user.is_active);
    let users = users.map(|user| {
        let label = format!("{} ({})", user.name, user.username);
        (user.username, label)
    });
    let (queues, groups): (Vec<_>, Vec<_>) = everybody
        .circles
        .into_iter()
        .partition(|circle| circle.is_queue);
    let named = |circles: Vec<Circle>| {
        let named = circles.into_iter();
        named.map(|circle| (circle.name, circle.label.to_string()))
    };
    Ok(Assignable {
        users: users.collect(),
        groups: named(groups).collect(),
        queues: named(queues).collect(),
    })
}

/// Everybody, by name.
pub(crate) async fn everybody(app: &App) -> Answer<Everybody> {
    let now = app.now();
    app.look(move |reads| read(reads, now)).await?
}

fn read(reads: &Reads<'_>, now: Timestamp) -> Result<Everybody, Problem> {
    let users = rows(reads, "User", "Username", now)?;
    let people = users.iter().filter_map(|user| person(reads, user));
    let groups = rows(reads, "Group", "Name", now)?;
    let circles = groups.iter().filter_map(|group| circle(reads, group));
    Ok(Everybody {
        people: people.collect(),
        circles: circles.collect(),
    })
}

fn rows(
    reads: &Reads<'_>,
    object: &str,
    order: &str,
    now: Timestamp,
) -> Result<Vec<segue_language::Record>, Refusal> {
    let query = Query {
        object: object.into(),
        filter: Filter::all(),
        sort: Some(Sort {
            field: order.into(),
            descending: false,
        }),
        limit: Some(SHOWN_MAX),
    };
    reads.records(&query, now)
}

fn person(reads: &Reads<'_>, user: &segue_language::Record) -> Option<Person> {
    let id = user.id()?;
    let username = Some(text(user, "Username")).filter(|name| **name != *SYSTEM)?;
    Some(Person {
        name: format!("{} {}", text(user, "FirstName"), text(user, "LastName"))
            .trim()
            .to_owned(),
        is_active: user.get("IsActive").is_some_and(Value::is_true),
        roles: reads.store().roles_of(id).unwrap_or_default(),
        n_open: n_open(reads, AssigneeKind::User, id, &username),
        username,
    })
}

fn circle(reads: &Reads<'_>, group: &segue_language::Record) -> Option<Circle> {
    let id = group.id()?;
    let is_queue = match &*text(group, "Type") {
        "Queue" => true,
        "Regular" => false,
        _ => return None,
    };
    let name = text(group, "DeveloperName");
    let kind = if is_queue {
        AssigneeKind::Queue
    } else {
        AssigneeKind::Group
    };
    let known: Option<Group> = reads.store().group(is_queue, &name).ok().flatten();
    let members = reads.store().members(&known?.id).unwrap_or_default();
    let members = members
        .into_iter()
        .map(|user| (user.username, user.is_active));
    Some(Circle {
        label: text(group, "Name"),
        is_queue,
        members: members.collect(),
        n_open: n_open(reads, kind, id, &name),
        name,
    })
}

fn n_open(reads: &Reads<'_>, kind: AssigneeKind, id: &Text, name: &Text) -> usize {
    let assignee = Assignee {
        kind,
        id: id.clone(),
        name: name.clone(),
    };
    reads.open_items_of(&assignee, WORK_MAX).len()
}

fn text(record: &segue_language::Record, field: &str) -> Text {
    let value = record.get(field).and_then(Value::as_text);
    value.cloned().unwrap_or_default()
}
