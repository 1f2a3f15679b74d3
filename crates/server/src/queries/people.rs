//! People: users, groups, queues, and who belongs to them.

mod one;

use segue_language::{Filter, Query, Record, Sort, Text, Timestamp, Value};
use segue_runtime::Reads;
use segue_store::StoreError;

use crate::app::App;
use crate::problem::{Answer, Problem};

pub(crate) use one::{CircleDetail, PersonDetail, TokenLine, circle, person, tokens};

/// Users, and groups and queues, that one page shows.
const SHOWN_MAX: u32 = 1_000;
/// The built-in user, who is nobody.
const SYSTEM: &str = "automated.process";

/// A user.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) id: Text,
    pub(crate) username: Text,
    pub(crate) name: String,
    pub(crate) is_active: bool,
    pub(crate) roles: Vec<Text>,
    pub(crate) n_open: i64,
}

/// A group or a queue with its members.
#[derive(Clone, Debug)]
pub(crate) struct Circle {
    pub(crate) name: Text,
    pub(crate) label: Text,
    pub(crate) is_queue: bool,
    /// User names, also of those who belong to it through groups, and whether they are active.
    pub(crate) members: Vec<(Text, bool)>,
    pub(crate) n_open: i64,
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

impl Circle {
    pub(crate) fn n_active(&self) -> usize {
        self.members.iter().filter(|(_, active)| *active).count()
    }
}

impl Everybody {
    /// Users who are not active and have open work.
    pub(crate) fn gone(&self) -> Vec<&Person> {
        let people = self.people.iter();
        let gone = people.filter(|person| !person.is_active && person.n_open > 0);
        gone.collect()
    }

    /// Groups and queues without an active member.
    pub(crate) fn deserted(&self) -> Vec<&Circle> {
        let circles = self.circles.iter();
        circles.filter(|circle| circle.n_active() == 0).collect()
    }
}

/// Who can be given work, by name.
pub(crate) async fn assignable(app: &App) -> Answer<Assignable> {
    let everybody = everybody(app).await?;
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

fn read(reads: &Reads<'_>, now: Timestamp) -> Answer<Everybody> {
    let mut everybody = Everybody::default();
    for user in rows(reads, "User", "Username", now)? {
        everybody.people.extend(person_of(reads, &user)?);
    }
    for group in rows(reads, "Group", "Name", now)? {
        everybody.circles.extend(circle_of(reads, &group)?);
    }
    Ok(everybody)
}

fn rows(
    reads: &Reads<'_>,
    object: &str,
    order: &str,
    now: Timestamp,
) -> Result<Vec<Record>, Problem> {
    let query = Query {
        object: object.into(),
        filter: Filter::all(),
        sort: Some(Sort {
            field: order.into(),
            descending: false,
        }),
        limit: Some(SHOWN_MAX),
    };
    Ok(reads.records(&query, now)?)
}

fn person_of(reads: &Reads<'_>, user: &Record) -> Result<Option<Person>, StoreError> {
    let username = text(user, "Username");
    let Some(id) = user.id().filter(|_| *username != *SYSTEM) else {
        return Ok(None);
    };
    let name = format!("{} {}", text(user, "FirstName"), text(user, "LastName"));
    Ok(Some(Person {
        id: id.clone(),
        name: name.trim().to_owned(),
        is_active: user.get("IsActive").is_some_and(Value::is_true),
        roles: reads.store().roles_of(id)?,
        n_open: reads.store().count_open_items(id)?,
        username,
    }))
}

fn circle_of(reads: &Reads<'_>, group: &Record) -> Result<Option<Circle>, StoreError> {
    let is_queue = match &*text(group, "Type") {
        "Queue" => true,
        "Regular" => false,
        _ => return Ok(None),
    };
    let Some(id) = group.id() else {
        return Ok(None);
    };
    let members = reads.store().members(id)?.into_iter();
    Ok(Some(Circle {
        name: text(group, "DeveloperName"),
        label: text(group, "Name"),
        is_queue,
        members: members
            .map(|user| (user.username, user.is_active))
            .collect(),
        n_open: reads.store().count_open_items(id)?,
    }))
}

fn text(record: &Record, field: &str) -> Text {
    let value = record.get(field).and_then(Value::as_text);
    value.cloned().unwrap_or_default()
}
