//! People: users, groups and queues, from metadata files and `people.yaml`.

use std::collections::BTreeMap;

/// Users, groups and queues of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// Users, by user name.
    pub users: Vec<User>,
    /// Groups, by API name.
    pub groups: Vec<Group>,
    /// Queues, by API name.
    pub queues: Vec<Queue>,
}

/// A user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// User name.
    pub username: String,
    /// Full name, when it is stated.
    pub name: Option<String>,
    /// Mail address; the user name unless another one is stated.
    pub email: String,
    /// May work.
    pub active: bool,
    /// What she is allowed.
    pub access: Access,
}

/// What a user is allowed, as far as flows ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// Name of her profile.
    pub profile: Option<String>,
    /// Name of her role.
    pub role: Option<String>,
    /// API names of her permission sets.
    pub permission_sets: Vec<String>,
    /// API names of custom permissions that she has besides.
    pub permissions: Vec<String>,
}

/// A permission set or a profile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PermissionSet {
    /// A profile rather than a permission set.
    pub is_profile: bool,
    /// API names of the custom permissions that it gives.
    pub custom: Vec<String>,
    /// What it allows with the records of objects, by API name in small letters.
    pub objects: BTreeMap<String, ObjectPermission>,
    /// What it allows with fields, by `object.field` in small letters.
    pub fields: BTreeMap<String, FieldPermission>,
    /// API name of the record type that a new record gets, by that of the object in small letters.
    pub default_types: BTreeMap<String, String>,
}

/// What is allowed with the records of an object, as far as they are shared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ObjectPermission {
    /// Create.
    pub create: bool,
    /// Read.
    pub read: bool,
    /// Edit.
    pub edit: bool,
    /// Delete.
    pub delete: bool,
}

impl ObjectPermission {
    /// What one of both allows.
    #[must_use]
    pub fn or(self, other: ObjectPermission) -> ObjectPermission {
        ObjectPermission {
            create: self.create || other.create,
            read: self.read || other.read,
            edit: self.edit || other.edit,
            delete: self.delete || other.delete,
        }
    }
}

/// What is allowed with a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FieldPermission {
    /// Give it another value.
    pub editable: bool,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// API name.
    pub name: String,
    /// Label.
    pub label: String,
    /// User names, or API names of groups; none where the files do not say.
    pub members: Option<Vec<String>>,
}

/// A queue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// API name.
    pub name: String,
    /// Label.
    pub label: String,
    /// User names, or API names of groups; none where the files do not say.
    pub members: Option<Vec<String>>,
    /// Objects whose records it can own.
    pub objects: Vec<String>,
    /// Mail address: its mail goes there.
    pub email: Option<String>,
    /// Whether its mail goes to its members too.
    pub mails_members: bool,
}

impl Access {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Access::default()
    }
}

impl People {
    /// The user of that name, compared without regard to case.
    pub fn user(&self, username: &str) -> Option<&User> {
        let mut users = self.users.iter();
        users.find(|user| user.username.eq_ignore_ascii_case(username))
    }

    /// The group of that API name, compared without regard to case.
    pub fn group(&self, name: &str) -> Option<&Group> {
        let mut groups = self.groups.iter();
        groups.find(|group| group.name.eq_ignore_ascii_case(name))
    }

    /// The queue of that API name, compared without regard to case.
    pub fn queue(&self, name: &str) -> Option<&Queue> {
        let mut queues = self.queues.iter();
        queues.find(|queue| queue.name.eq_ignore_ascii_case(name))
    }

    /// Takes over what `other` says: its users replace those of the same name, its groups and
    /// queues too, but keep members, label and objects that it does not state.
    pub fn merge(&mut self, other: People) {
        for user in other.users {
            self.add_user(user);
        }
        for group in other.groups {
            self.add_group(group);
        }
        for queue in other.queues {
            self.add_queue(queue);
        }
    }

    /// Adds a user, or replaces the one of that name.
    pub fn add_user(&mut self, user: User) {
        let same = |old: &&mut User| old.username.eq_ignore_ascii_case(&user.username);
        match self.users.iter_mut().find(same) {
            Some(old) => *old = user,
            None => self.users.push(user),
        }
    }

    /// Adds a group, or what it says to the one of that name.
    pub fn add_group(&mut self, group: Group) {
        let same = |old: &&mut Group| old.name.eq_ignore_ascii_case(&group.name);
        match self.groups.iter_mut().find(same) {
            Some(old) => {
                stated_label(&mut old.label, &group.name, group.label);
                old.members = group.members.or(old.members.take());
            }
            None => self.groups.push(group),
        }
    }

    /// Adds a queue, or what it says to the one of that name.
    pub fn add_queue(&mut self, queue: Queue) {
        let same = |old: &&mut Queue| old.name.eq_ignore_ascii_case(&queue.name);
        match self.queues.iter_mut().find(same) {
            Some(old) => {
                stated_label(&mut old.label, &queue.name, queue.label);
                old.members = queue.members.or(old.members.take());
                if queue.email.is_some() {
                    (old.email, old.mails_members) = (queue.email, queue.mails_members);
                }
                for object in queue.objects {
                    if !old.objects.contains(&object) {
                        old.objects.push(object);
                    }
                }
            }
            None => self.queues.push(queue),
        }
    }
}

/// A label that only repeats the name says nothing.
fn stated_label(old: &mut String, name: &str, label: String) {
    if label != name {
        *old = label;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_of_people_yaml_join_the_queue_of_the_metadata() {
        let mut people = People::default();
        people.add_queue(Queue {
            name: "Support".into(),
            label: "The support".into(),
            members: None,
            objects: vec!["Case".into()],
            ..Queue::default()
        });
        people.add_queue(Queue {
            name: "Support".into(),
            label: "Support".into(),
            members: Some(vec!["agent@example.com".into()]),
            objects: vec![],
            ..Queue::default()
        });
        assert_eq!(
            people.queues,
            [Queue {
                name: "Support".into(),
                label: "The support".into(),
                members: Some(vec!["agent@example.com".into()]),
                objects: vec!["Case".into()],
                ..Queue::default()
            }]
        );
    }
}
