//! A scenario's people as a project's people.

use segue_definition::{Group, People, Queue, User};

use super::model::{self, Spot};

/// The people of a scenario.
pub(super) fn of(people: &model::People) -> People {
    People {
        users: people.users.iter().map(user).collect(),
        groups: people.groups.iter().map(group).collect(),
        queues: people.queues.iter().map(queue).collect(),
    }
}

/// All names that `${name}` may stand for.
pub(super) fn names(people: &People) -> Vec<String> {
    let users = people.users.iter().map(|user| user.username.clone());
    let groups = people.groups.iter().map(|group| group.name.clone());
    let queues = people.queues.iter().map(|queue| queue.name.clone());
    users.chain(groups).chain(queues).collect()
}

/// API name of the object that a name's record belongs to.
pub(super) fn object(people: &People, name: &str) -> &'static str {
    if people.user(name).is_some() {
        "User"
    } else {
        "Group"
    }
}

fn user(user: &model::User) -> User {
    User {
        username: user.username.text.clone(),
        name: user.name.clone(),
        email: user
            .email
            .clone()
            .unwrap_or_else(|| user.username.text.clone()),
        active: user.active,
        access: user.access.clone(),
    }
}

fn group((name, members): &(Spot, Vec<Spot>)) -> Group {
    let (name, label) = (name.text.clone(), name.text.clone());
    Group {
        name,
        label,
        members: Some(texts(members)),
    }
}

fn queue((name, members): &(Spot, Vec<Spot>)) -> Queue {
    let (name, label) = (name.text.clone(), name.text.clone());
    Queue {
        name,
        label,
        members: Some(texts(members)),
        ..Queue::default()
    }
}

fn texts(members: &[Spot]) -> Vec<String> {
    members.iter().map(|member| member.text.clone()).collect()
}
