//! People: users, groups, queues and who belongs to them. They are records of the objects `User`,
//! `Group` and `GroupMember`; these are the short ways to what assigning work needs.

mod objects;

use segue_language::{Record, Text, Value};

pub use objects::people_objects;

use crate::database::Row;
use crate::{RecordTable, Result, Stamp, Tx, View};
use objects::people;

macro_rules! select_user {
    ($rest:literal) => {
        concat!(
            "SELECT u.\"Id\", u.\"Username\", u.\"FirstName\", u.\"LastName\", u.\"Email\", ",
            "u.\"IsActive\" FROM \"r_User\" u ",
            $rest
        )
    };
}

macro_rules! select_group {
    ($test:literal) => {
        concat!(
            "SELECT \"Id\", \"Type\", \"DeveloperName\", \"Name\", \"Email\", ",
            "\"DoesSendEmailToMembers\" FROM \"r_Group\" WHERE \"Type\" = ?1 AND ",
            $test
        )
    };
}

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
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Group {
    /// Id; empty for a new one.
    pub id: Text,
    /// A queue rather than a group.
    pub is_queue: bool,
    /// API name, unique among groups or among queues without regard to case.
    pub name: Text,
    /// Label.
    pub label: Text,
    /// Mail address of a queue: its mail goes there.
    pub email: Option<Text>,
    /// Whether the mail of a queue with an address goes to its members too.
    pub mails_members: bool,
}

impl View {
    /// The user of that id or, failing that, user name: a user name that looks like the id of
    /// somebody else stands for nobody.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn user(&self, name_or_id: &str) -> Result<Option<User>> {
        let by_id = select_user!("WHERE u.\"Id\" = ?1");
        let by_name = select_user!("WHERE lower(u.\"Username\") = lower(?1)");
        for sql in ways(name_or_id, by_id, by_name) {
            if let Some(user) = self.connection.read_one(sql, &[name_or_id.into()], user)? {
                return Ok(Some(user));
            }
        }
        Ok(None)
    }

    /// The user of that user name; an id is no name here.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn user_named(&self, name: &str) -> Result<Option<User>> {
        let sql = select_user!("WHERE lower(u.\"Username\") = lower(?1)");
        self.connection.read_one(sql, &[name.into()], user)
    }

    /// Users with that mail address, without regard to case; two are enough to know that it names
    /// nobody.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn users_by_email(&self, email: &str) -> Result<Vec<User>> {
        let sql = select_user!("WHERE lower(u.\"Email\") = lower(?1) ORDER BY u.\"Id\" LIMIT 2");
        self.connection.read(sql, &[email.into()], user)
    }

    /// The group (or queue) of that id or, failing that, API name.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn group(&self, is_queue: bool, name_or_id: &str) -> Result<Option<Group>> {
        let by_id = select_group!("\"Id\" = ?2");
        let by_name = select_group!("lower(\"DeveloperName\") = lower(?2)");
        let params = [group_type(is_queue).into(), name_or_id.into()];
        for sql in ways(name_or_id, by_id, by_name) {
            if let Some(group) = self.connection.read_one(sql, &params, group)? {
                return Ok(Some(group));
            }
        }
        Ok(None)
    }

    /// The users who are members of a group or queue, directly or through groups.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn members(&self, group: &str) -> Result<Vec<User>> {
        let sql = concat!(
            "WITH RECURSIVE member(id) AS (",
            "SELECT \"UserOrGroupId\" FROM \"r_GroupMember\" WHERE \"GroupId\" = ?1 ",
            "UNION SELECT g.\"UserOrGroupId\" FROM \"r_GroupMember\" g ",
            "JOIN member ON g.\"GroupId\" = member.id) ",
            select_user!("JOIN member ON u.\"Id\" = member.id ORDER BY u.\"Id\"")
        );
        self.connection.read(sql, &[group.into()], user)
    }

    /// Ids of the users for whom a user approves while they are away: who named her or a group of
    /// hers as the delegated approver.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn approves_for(&self, user: &str, groups: &[Text]) -> Result<Vec<Text>> {
        // One look through all users, however many groups she has: few name anybody.
        let sql = "SELECT \"Id\", \"DelegatedApproverId\" FROM \"r_User\"
            WHERE \"DelegatedApproverId\" <> '' ORDER BY \"Id\"";
        let named = self.connection.read(sql, &[], |row| {
            Ok((Text::from(row.text(0)?), Text::from(row.text(1)?)))
        })?;
        let is_hers = |id: &Text| **id == *user || groups.contains(id);
        let hers = named.into_iter().filter(|(_, delegate)| is_hers(delegate));
        Ok(hers.map(|(id, _)| id).collect())
    }

    /// Id of the user or group that a user named as the delegated approver.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be read.
    pub fn delegate_of(&self, user: &str) -> Result<Option<Text>> {
        let sql = "SELECT \"DelegatedApproverId\" FROM \"r_User\" WHERE \"Id\" = ?1";
        let found = self.connection.read_one(sql, &[user.into()], |row| {
            Ok(row.optional_text(0)?.map(Text::from))
        })?;
        Ok(found.flatten())
    }

    /// Ids of the groups and queues to which a user belongs, directly or through groups.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn groups_of(&self, user: &str) -> Result<Vec<Text>> {
        let sql = "WITH RECURSIVE holder(id) AS (
            SELECT \"GroupId\" FROM \"r_GroupMember\" WHERE \"UserOrGroupId\" = ?1
            UNION SELECT g.\"GroupId\" FROM \"r_GroupMember\" g
            JOIN holder ON g.\"UserOrGroupId\" = holder.id)
            SELECT id FROM holder ORDER BY id";
        self.connection
            .read(sql, &[user.into()], |row| Ok(Text::from(row.text(0)?)))
    }
}

/// A direct member of a group or queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Id of the user or group.
    pub id: Text,
    /// User name, or API name of the group.
    pub name: Text,
    /// What people call it.
    pub label: Text,
    /// A group rather than a user.
    pub is_group: bool,
    /// Whether the user may get work; a group always may.
    pub is_active: bool,
}

impl View {
    /// The users and groups that belong to a group or queue directly, by name.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be read.
    pub fn direct_members(&self, group: &str) -> Result<Vec<Member>> {
        let sql = "SELECT m.\"UserOrGroupId\", coalesce(u.\"Username\", g.\"DeveloperName\"),
            coalesce(u.\"Name\", u.\"LastName\", g.\"Name\"), u.\"Id\" IS NULL,
            u.\"Id\" IS NULL OR u.\"IsActive\"
            FROM \"r_GroupMember\" m
            LEFT JOIN \"r_User\" u ON u.\"Id\" = m.\"UserOrGroupId\"
            LEFT JOIN \"r_Group\" g ON g.\"Id\" = m.\"UserOrGroupId\"
            WHERE m.\"GroupId\" = ?1 ORDER BY 2, 1";
        self.connection.read(sql, &[group.into()], member)
    }
}

fn member(row: &Row) -> Result<Member> {
    Ok(Member {
        id: Text::from(row.text(0)?),
        name: Text::from(row.optional_text(1)?.unwrap_or_default()),
        label: Text::from(row.optional_text(2)?.unwrap_or_default()),
        is_group: row.integer(3)? == 1,
        is_active: row.optional_integer(4)? == Some(1),
    })
}

impl Tx<'_> {
    /// Ends every membership in a group or queue, and every one that it has itself.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn remove_memberships(&self, group: &str) -> Result<()> {
        let sql = "DELETE FROM \"r_GroupMember\"
            WHERE \"GroupId\" = ?1 OR \"UserOrGroupId\" = ?1";
        self.write(sql, &[group.into()])?;
        Ok(())
    }

    /// Stores a user, in place of the one with the same user name; gives the id.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn put_user(&self, user: &User, stamp: &Stamp) -> Result<Text> {
        let mut record = Record::new("User");
        let name = match &user.first_name {
            Some(first) => format!("{first} {}", user.last_name),
            None => user.last_name.to_string(),
        };
        record.set("Username", Value::Text(user.username.clone()));
        record.set("FirstName", optional(&user.first_name));
        record.set("LastName", Value::Text(user.last_name.clone()));
        record.set("Name", Value::text(name));
        record.set("Email", optional(&user.email));
        record.set("IsActive", Value::Boolean(user.is_active));
        let known = self.user_named(&user.username)?.map(|known| known.id);
        self.put(&people().user, known, &record, stamp)
    }

    /// Stores a group or queue, in place of the one with the same API name; gives the id.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn put_group(&self, group: &Group, stamp: &Stamp) -> Result<Text> {
        let mut record = Record::new("Group");
        record.set("DeveloperName", Value::Text(group.name.clone()));
        record.set("Name", Value::Text(group.label.clone()));
        record.set("Type", Value::text(group_type(group.is_queue)));
        record.set("Email", optional(&group.email));
        let mails_members = Value::Boolean(group.mails_members);
        record.set("DoesSendEmailToMembers", mails_members);
        let known = self
            .group(group.is_queue, &group.name)?
            .map(|known| known.id);
        self.put(&people().group, known, &record, stamp)
    }

    /// Makes a user or group a member; doing so twice is the same as once.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn add_member(&self, group: &str, member: &str, stamp: &Stamp) -> Result<()> {
        let sql = "SELECT \"Id\" FROM \"r_GroupMember\"
            WHERE \"GroupId\" = ?1 AND \"UserOrGroupId\" = ?2";
        let params = [group.into(), member.into()];
        let known = self
            .connection
            .read_one(sql, &params, |row| Ok(Text::from(row.text(0)?)))?;
        let mut record = Record::new("GroupMember");
        record.set("GroupId", Value::text(group));
        record.set("UserOrGroupId", Value::text(member));
        self.put(&people().member, known, &record, stamp)?;
        Ok(())
    }

    /// Ends a membership; false when there was none.
    ///
    /// # Errors
    /// [`crate::StoreError`] when it cannot be written.
    pub fn remove_member(&self, group: &str, member: &str) -> Result<bool> {
        let sql = "DELETE FROM \"r_GroupMember\"
            WHERE \"GroupId\" = ?1 AND \"UserOrGroupId\" = ?2";
        Ok(self.write(sql, &[group.into(), member.into()])? > 0)
    }

    /// Makes sure that there are tables of people.
    pub(crate) fn ensure_people(&self) -> Result<()> {
        let people = people();
        for table in [&people.user, &people.group, &people.member] {
            self.ensure_object(table.object())?;
        }
        Ok(())
    }

    fn put(
        &self,
        table: &RecordTable,
        known: Option<Text>,
        record: &Record,
        stamp: &Stamp,
    ) -> Result<Text> {
        if let Some(id) = known {
            self.update_record(table, &id, record, stamp)?;
            return Ok(id);
        }
        let id = self.new_record_id(table)?;
        self.create_record(table, &id, record, stamp)?;
        Ok(id)
    }
}

/// How to look for a name or an id: what is no id is not looked for as one.
fn ways(name_or_id: &str, by_id: &'static str, by_name: &'static str) -> Vec<&'static str> {
    match crate::parse_id(name_or_id) {
        Some(_) => vec![by_id, by_name],
        None => vec![by_name],
    }
}

fn optional(text: &Option<Text>) -> Value {
    text.clone().map_or(Value::Null, Value::Text)
}

fn group_type(is_queue: bool) -> &'static str {
    if is_queue { "Queue" } else { "Regular" }
}

fn user(row: &Row) -> Result<User> {
    Ok(User {
        id: Text::from(row.text(0)?),
        username: Text::from(row.optional_text(1)?.unwrap_or_default()),
        first_name: row.optional_text(2)?.map(Text::from),
        last_name: Text::from(row.optional_text(3)?.unwrap_or_default()),
        email: row.optional_text(4)?.map(Text::from),
        is_active: row.optional_integer(5)? == Some(1),
    })
}

fn group(row: &Row) -> Result<Group> {
    Ok(Group {
        id: Text::from(row.text(0)?),
        is_queue: row.optional_text(1)? == Some(group_type(true)),
        name: Text::from(row.optional_text(2)?.unwrap_or_default()),
        label: Text::from(row.optional_text(3)?.unwrap_or_default()),
        email: row.optional_text(4)?.map(Text::from),
        mails_members: row.optional_integer(5)? == Some(1),
    })
}
