//! People: users, groups, queues and who belongs to them. They are records of the objects `User`,
//! `Group` and `GroupMember`; these are the short ways to what assigning work needs.

use segue_language::{ObjectType, Text};

use crate::{Result, Stamp, Tx, View};

/// A user.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct User {
    /// Id; empty for a new one.
    pub id: Text,
    /// User name, unique without regard to case.
    pub username: Text,
    /// First name.
    pub first_name: Option<Text>,
    /// Last name.
    pub last_name: Text,
    /// Mail address.
    pub email: Option<Text>,
    /// Whether the user may get work.
    pub is_active: bool,
}

/// A group or a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Id; empty for a new one.
    pub id: Text,
    /// A queue rather than a group.
    pub is_queue: bool,
    /// API name, unique among groups or among queues without regard to case.
    pub name: Text,
    /// Label.
    pub label: Text,
    /// Mail address of a queue.
    pub email: Option<Text>,
}

/// The objects that the store itself knows; a deployed object of the same name adds fields.
pub fn people_objects() -> Vec<ObjectType> {
    todo!()
}

impl View {
    /// The user of that user name or id.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn user(&self, _name_or_id: &str) -> Result<Option<User>> {
        todo!()
    }

    /// The group (or queue) of that API name or id.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn group(&self, _is_queue: bool, _name_or_id: &str) -> Result<Option<Group>> {
        todo!()
    }

    /// Ids of everyone who is directly or through groups a member of a group or queue; users only.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn members(&self, _group: &str) -> Result<Vec<Text>> {
        todo!()
    }

    /// Ids of the groups and queues to which a user belongs, directly or through groups.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn groups_of(&self, _user: &str) -> Result<Vec<Text>> {
        todo!()
    }
}

impl Tx<'_> {
    /// Stores a user, in place of the one with the same user name; gives the id.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn put_user(&self, _user: &User, _stamp: &Stamp) -> Result<Text> {
        todo!()
    }

    /// Stores a group or queue, in place of the one with the same API name; gives the id.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn put_group(&self, _group: &Group, _stamp: &Stamp) -> Result<Text> {
        todo!()
    }

    /// Makes a user or group a member; doing so twice is the same as once.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn add_member(&self, _group: &str, _member: &str, _stamp: &Stamp) -> Result<()> {
        todo!()
    }

    /// Ends a membership; false when there was none.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn remove_member(&self, _group: &str, _member: &str) -> Result<bool> {
        todo!()
    }
}
