//! `people.yaml`: users, groups and queues.

use saphyr::{MarkedYaml, YamlData};

use super::yaml::{self, Reader, scalar};
use crate::yaml::teams_in;
use crate::{Access, FileId, Group, People, Problems, Queue, User};

const USER_KEYS: [&str; 8] = [
    "username",
    "name",
    "email",
    "active",
    "profile",
    "role",
    "permission_sets",
    "permissions",
];

/// The people in `text`: a map with `people:`, or that block alone.
pub(crate) fn people(file: FileId, text: &str, problems: &mut Problems) -> People {
    let teams = teams_in(file, text, problems);
    let mut people = yaml::read(file, text, problems, |reader, document| {
        reader.people(document)
    });
    people.merge(teams);
    people
}

impl Reader<'_> {
    fn people(&mut self, document: &MarkedYaml<'_>) -> People {
        let pairs = self.map(document, "people");
        match pairs.as_slice() {
            [(key, block)] if scalar(key).as_deref() == Some("people") => self.block(block),
            _ => self.block(document),
        }
    }

    fn block(&mut self, block: &MarkedYaml<'_>) -> People {
        let mut people = People::default();
        for (key, value) in self.map(block, "people") {
            match scalar(key).as_deref() {
                Some("users") => {
                    for item in self.list(value, "users") {
                        people.users.extend(self.user(item));
                    }
                }
                Some("groups") => {
                    for (name, members) in self.teams(value, "groups") {
                        people.add_group(group(name, members));
                    }
                }
                Some("queues") => {
                    for (name, members) in self.teams(value, "queues") {
                        people.add_queue(queue(name, members));
                    }
                }
                Some("roles") => {}
                _ => self.unknown_key(key, "people", &["users", "groups", "queues", "roles"]),
            }
        }
        people
    }

    fn user(&mut self, item: &MarkedYaml<'_>) -> Option<User> {
        if let Some(username) = scalar(item) {
            return Some(User {
                email: username.clone(),
                username,
                name: None,
                active: true,
                access: Access::default(),
            });
        }
        let (mut username, mut name, mut email, mut active) = (None, None, None, true);
        let mut access = Access::default();
        for (key, value) in self.map(item, "a user") {
            match scalar(key).as_deref() {
                Some("username") => username = self.text(value),
                Some("name") => name = self.text(value),
                Some("email") => email = self.text(value),
                Some("active") => active = self.flag(value).unwrap_or(true),
                Some("profile") => access.profile = self.text(value),
                Some("role") => access.role = self.text(value),
                Some("permission_sets") => {
                    access.permission_sets = self.names(value, "permission_sets");
                }
                Some("permissions") => access.permissions = self.names(value, "permissions"),
                _ => self.unknown_key(key, "user", &USER_KEYS),
            }
        }
        let Some(username) = username else {
            self.missing(item, "username", "a user");
            return None;
        };
        Some(User {
            email: email.unwrap_or_else(|| username.clone()),
            username,
            name,
            active,
            access,
        })
    }

    fn names(&mut self, value: &MarkedYaml<'_>, what: &str) -> Vec<String> {
        let items = self.list(value, what);
        items.iter().filter_map(|item| self.text(item)).collect()
    }

    /// `(name, members)` of each group or queue.
    fn teams(&mut self, value: &MarkedYaml<'_>, what: &str) -> Vec<(String, Vec<String>)> {
        let mut teams = Vec::new();
        for (key, members) in self.map(value, what) {
            if matches!(members.data, YamlData::Mapping(_)) {
                // Read as metadata is.
                continue;
            }
            let Some(name) = self.text(key) else { continue };
            let members = self.names(members, &name);
            teams.push((name, members));
        }
        teams
    }
}

fn group(name: String, members: Vec<String>) -> Group {
    Group {
        label: name.clone(),
        name,
        members: Some(members),
    }
}

fn queue(name: String, members: Vec<String>) -> Queue {
    Queue {
        label: name.clone(),
        name,
        members: Some(members),
        ..Queue::default()
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::people;
    use crate::{FileId, Problems};

    #[test]
    fn users_groups_and_queues_are_read() {
        let mut problems = Problems::new();
        let text = "people:
  users: [lead@example.com, {username: agent, name: First agent, active: false}]
  groups: {Managers: [lead@example.com]}
  queues: {Support: [agent]}
";
        let people = people(FileId(0), text, &mut problems);
        assert!(problems.is_empty());
        assert_eq!(people.users[0].email, "lead@example.com");
        assert!(!people.user("AGENT").unwrap().active);
        assert_eq!(
            people.group("Managers").unwrap().members,
            Some(vec!["lead@example.com".to_owned()])
        );
        assert_eq!(people.queue("Support").unwrap().label, "Support");
    }

    #[test]
    fn a_queue_may_say_what_its_metadata_says() {
        let mut problems = Problems::new();
        let text = "people:
  groups: {Staff: {label: All, members: [lead@example.com]}}
  queues:
    Bills: {label: Bills, members: {users: [a], groups: [Staff]}, objects: [Case], email: b@c.org}
";
        let people = people(FileId(0), text, &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
        let queue = people.queue("Bills").unwrap();
        assert_eq!(
            queue.members,
            Some(vec!["a".to_owned(), "Staff".to_owned()])
        );
        assert_eq!(queue.objects, ["Case"]);
        assert_eq!(queue.email.as_deref(), Some("b@c.org"));
        let members = &people.group("Staff").unwrap().members;
        assert_eq!(*members, Some(vec!["lead@example.com".to_owned()]));
    }

    #[test]
    fn an_unknown_key_of_a_queue_is_a_problem() {
        let mut problems = Problems::new();
        let text = "people:\n  queues: {Q: {mebers: [a]}}\n";
        people(FileId(0), text, &mut problems);
        let problem = problems.iter().next().unwrap();
        assert_eq!(problem.code, "unknown-key");
        assert_eq!(problem.suggestion.as_deref(), Some("members"));
    }

    #[test]
    fn an_unknown_key_is_a_problem_with_a_suggestion() {
        let mut problems = Problems::new();
        people(FileId(0), "people:\n  user: []\n", &mut problems);
        let problem = problems.iter().next().unwrap();
        expect![[r#"("unknown-key", 10..14, Some("users"))"#]].assert_eq(&format!(
            "{:?}",
            (
                problem.code,
                &problem.place.range,
                problem.suggestion.as_deref()
            )
        ));
    }
}
