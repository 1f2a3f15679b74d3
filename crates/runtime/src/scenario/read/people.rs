//! Users, groups and queues.

use segue_definition::Access;

use crate::scenario::document::{Kind, Node};
use crate::scenario::fields::{Fields, Problems, list, named, text, texts};
use crate::scenario::model::{People, Spot, User};

use super::setup::replace;

/// Reads a `people:` block.
pub(super) fn people(node: &Node, problems: &mut Problems) -> People {
    let Some(mut fields) = Fields::of(node, "people", problems) else {
        return People::default();
    };
    let users = fields.take("users");
    let users = users.map_or(&[] as &[Node], |node| list(node, "users", problems));
    let people = People {
        users: users
            .iter()
            .filter_map(|item| user(item, problems))
            .collect(),
        groups: teams(&mut fields, "groups", problems),
        queues: teams(&mut fields, "queues", problems),
    };
    fields.finish(problems);
    people
}

/// Merges by name: a user replaces the one of the same user name, a group or queue likewise.
pub(super) fn merge(base: &mut People, own: People) {
    for user in own.users {
        replace(&mut base.users, user, |user| Some(&user.username.text));
    }
    for group in own.groups {
        replace(&mut base.groups, group, |(name, _)| Some(&name.text));
    }
    for queue in own.queues {
        replace(&mut base.queues, queue, |(name, _)| Some(&name.text));
    }
}

fn user(node: &Node, problems: &mut Problems) -> Option<User> {
    if !matches!(node.kind, Kind::Map(_)) {
        let username = text(node, "a user", problems)?;
        return Some(User {
            username,
            name: None,
            email: None,
            active: true,
            access: Access::default(),
            roles: None,
        });
    }
    let mut fields = Fields::of(node, "a user", problems)?;
    let username = fields.need_text("username", problems);
    let name = fields.text("name", problems).map(|spot| spot.text);
    let email = fields.text("email", problems).map(|spot| spot.text);
    let active = fields.flag("active", problems).unwrap_or(true);
    let access = Access {
        profile: fields.text("profile", problems).map(|spot| spot.text),
        role: fields.text("role", problems).map(|spot| spot.text),
        permission_sets: names(&mut fields, "permission_sets", problems),
        permissions: names(&mut fields, "permissions", problems),
    };
    let roles = fields.take("roles");
    let roles = roles.map(|node| texts(node, "roles", problems));
    fields.finish(problems);
    Some(User {
        username: username?,
        name,
        email,
        active,
        access,
        roles,
    })
}

fn names(fields: &mut Fields<'_>, key: &'static str, problems: &mut Problems) -> Vec<String> {
    let named = fields.take(key).map(|node| texts(node, key, problems));
    let named = named.unwrap_or_default().into_iter();
    named.map(|spot| spot.text).collect()
}

fn teams(
    fields: &mut Fields<'_>,
    key: &'static str,
    problems: &mut Problems,
) -> Vec<(Spot, Vec<Spot>)> {
    let Some(node) = fields.take(key) else {
        return Vec::new();
    };
    let teams = named(node, key, problems);
    teams
        .into_iter()
        .map(|(name, node)| (name, texts(node, key, problems)))
        .collect()
}
