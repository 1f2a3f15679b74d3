//! Who may be given a work item: for those who may give work away.

use segue_engine::AssigneeKind;
use segue_language::{Comparison, Filter, Logic, Operator, Query, Record, Sort, Text, Value};
use segue_runtime::NewAssignee;

use super::eyes::see;
use crate::app::App;
use crate::identity::{Caller, Permission};
use crate::problem::{Answer, Problem};

/// People, and groups and queues, that are offered.
const OFFERED_MAX: u32 = 500;
/// The built-in user, who is nobody.
const SYSTEM: &str = "automated.process";

/// Somebody who may be given work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Taker {
    /// `user:name`, `group:name` or `queue:name`.
    pub(crate) key: String,
    /// What people call it.
    pub(crate) label: String,
    /// `People`, `Groups` or `Queues`.
    pub(crate) kind: &'static str,
}

/// Everybody whom the caller may give work to; nobody when that is not hers to do.
pub(crate) async fn takers(app: &App, caller: &Caller) -> Answer<Vec<Taker>> {
    if !caller.may(Permission::ReassignWorkItems) {
        return Ok(Vec::new());
    }
    let now = app.now();
    see(app, caller, move |eyes| {
        let rows = |query: &Query| eyes.reads.records(query, now).map_err(Problem::from);
        let users = rows(&users())?;
        let groups = rows(&groups())?;
        let mut takers: Vec<Taker> = users.iter().filter_map(user).collect();
        for is_queue in [false, true] {
            let circles = groups.iter().filter_map(|group| circle(group, is_queue));
            takers.extend(circles);
        }
        Ok(takers)
    })
    .await
}

/// Who a key means; a group or queue by its API name.
///
/// # Errors
/// It is no key.
pub(crate) fn taker(key: &str) -> Answer<NewAssignee> {
    let kind = key.split_once(':').and_then(|(kind, name)| {
        let kind = match kind {
            "user" => AssigneeKind::User,
            "group" => AssigneeKind::Group,
            "queue" => AssigneeKind::Queue,
            _ => return None,
        };
        Some(NewAssignee {
            kind,
            name: Text::from(name),
        })
    });
    kind.ok_or_else(|| Problem::invalid("Choose who should get the work."))
}

/// What people call the one whom a key means.
pub(crate) async fn label(app: &App, caller: &Caller, key: &str) -> Answer<String> {
    let takers = takers(app, caller).await?;
    let found = takers.into_iter().find(|taker| taker.key == key);
    Ok(found.map_or_else(|| key.to_owned(), |taker| taker.label))
}

fn users() -> Query {
    let active = Comparison {
        field: Text::from("IsActive"),
        operator: Operator::EqualTo,
        value: Value::Boolean(true),
    };
    query("User", "LastName", vec![active])
}

fn groups() -> Query {
    query("Group", "Name", Vec::new())
}

fn query(object: &str, order: &str, comparisons: Vec<Comparison>) -> Query {
    Query {
        object: Text::from(object),
        filter: Filter {
            logic: Logic::All,
            comparisons,
        },
        sort: Some(Sort {
            field: Text::from(order),
            descending: false,
        }),
        limit: Some(OFFERED_MAX),
    }
}

fn user(user: &Record) -> Option<Taker> {
    let username = text(user, "Username").filter(|name| name != SYSTEM)?;
    let first = text(user, "FirstName").unwrap_or_default();
    let last = text(user, "LastName").unwrap_or_default();
    Some(Taker {
        label: format!("{} ({username})", format!("{first} {last}").trim()),
        key: format!("user:{username}"),
        kind: "People",
    })
}

fn circle(group: &Record, is_queue: bool) -> Option<Taker> {
    let kind = text(group, "Type")?;
    let (wanted, word, kind_label) = match is_queue {
        true => ("Queue", "queue", "Queues"),
        false => ("Regular", "group", "Groups"),
    };
    let name = text(group, "DeveloperName").filter(|_| kind == wanted)?;
    Some(Taker {
        label: text(group, "Name").unwrap_or_else(|| name.clone()),
        key: format!("{word}:{name}"),
        kind: kind_label,
    })
}

fn text(record: &Record, field: &str) -> Option<String> {
    let text = record.get(field).and_then(Value::as_text);
    text.map(ToString::to_string)
        .filter(|text| !text.is_empty())
}

/// The takers of one kind, for a group of options.
pub(crate) fn of_kind<'t>(takers: &'t [Taker], kind: &str) -> Vec<&'t Taker> {
    takers.iter().filter(|taker| taker.kind == kind).collect()
}

/// The kinds in the order in which they are offered.
pub(crate) const KINDS: [&str; 3] = ["People", "Groups", "Queues"];
