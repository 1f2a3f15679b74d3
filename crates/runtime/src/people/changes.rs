//! Carrying out changes of people. What is known of people is forgotten with each write, so that a
//! change takes effect with the next request of the same batch.

use segue_language::{Text, Value, Values};
use segue_store::{AuditLine, Group, Routing};

use super::names;
use crate::routing::RoutedQueue;
use crate::turn::{Stop, Turn, unknown};
use crate::{GroupRef, PeopleAct, PeopleChange, Refusal, Reply};

/// Members of one group or queue.
const MEMBERS_MAX: usize = 10_000;

impl Turn<'_> {
    /// Carries out a change of people and writes its line in the audit log.
    pub(crate) fn change_people(&mut self, change: &PeopleChange) -> Result<Reply, Stop> {
        self.act_as(&change.by)?;
        self.audits_itself = true;
        match &change.act {
            PeopleAct::AddUser { username, .. } => {
                let id = self.add_user(&change.act)?;
                self.note_change(change, "user-created", username, "")?;
                Ok(Reply::Created { id })
            }
            PeopleAct::SetAccess { user, access } => self.set_access(change, user, access),
            PeopleAct::EditUser { user, .. } => {
                let username = self.edit_user(user, &change.act)?;
                self.note_change(change, "user-changed", &username, "")?;
                Ok(Reply::Done)
            }
            PeopleAct::SetActive { user, active } => self.change_active(change, user, *active),
            PeopleAct::AddGroup { members, .. } => {
                let (group, id) = self.add_group(&change.act)?;
                for member in members {
                    let added = self.add_member(&group_ref(&group, &id), member);
                    added.map_err(|stop| in_the_list(stop, member))?;
                }
                let kind = named(group.is_queue, "queue-created", "group-created");
                self.note_change(change, kind, &group.name, &members.join(" "))?;
                Ok(Reply::Created { id })
            }
            PeopleAct::RenameGroup { group, name, label } => {
                self.rename_group(change, group, name.as_ref(), label.as_ref())
            }
            PeopleAct::DeleteGroup(group) => self.delete_group(change, group),
            PeopleAct::AddMember { group, member } => {
                if let Some((found, member)) = self.add_member(group, member)? {
                    self.note_change(change, "member-added", &found.name, &member)?;
                }
                Ok(Reply::Done)
            }
            PeopleAct::RemoveMember { group, member } => self.remove_member(change, group, member),
            PeopleAct::SetRouting { queue, routing } => {
                self.change_routing(change, queue, routing.as_ref())
            }
            PeopleAct::SetCapacity { user, units } => self.change_capacity(change, user, *units),
        }
    }

    fn change_routing(
        &mut self,
        change: &PeopleChange,
        queue: &Text,
        routing: Option<&Routing>,
    ) -> Result<Reply, Stop> {
        let found = self.group_of(&GroupRef {
            is_queue: true,
            name: queue.clone(),
        })?;
        let name = found.name.clone();
        let Some(routing) = routing else {
            if self.routed_queue(&found.id)?.is_some() {
                self.unroute(&found.id)?;
                self.note_change(change, "queue-unrouted", &name, "")?;
            }
            return Ok(Reply::Done);
        };
        let detail = format!(
            "weight {} offer {}s priority {}",
            routing.weight, routing.offer_seconds, routing.priority
        );
        self.set_routing(&RoutedQueue {
            id: found.id,
            name: found.name,
            label: found.label,
            routing: routing.clone(),
        })?;
        self.note_change(change, "queue-routed", &name, &detail)?;
        Ok(Reply::Done)
    }

    fn change_capacity(
        &mut self,
        change: &PeopleChange,
        user: &Text,
        units: Option<u32>,
    ) -> Result<Reply, Stop> {
        let found = self.stored(self.world.people.user(self.tx, user))?;
        let found = found.ok_or_else(|| unknown("user", user))?;
        self.set_capacity(&found.id, units)?;
        let detail = units.map_or_else(|| "usual".to_owned(), |units| units.to_string());
        self.note_change(change, "capacity-set", &found.username, &detail)?;
        Ok(Reply::Done)
    }

    fn add_user(&mut self, act: &PeopleAct) -> Result<Text, Stop> {
        let PeopleAct::AddUser {
            username,
            first_name,
            last_name,
            email,
            access,
        } = act
        else {
            unreachable!("it adds a user")
        };
        names::check_username(username)?;
        self.require_free(username, None)?;
        let fields = fields([
            ("Username", Value::Text(username.clone())),
            ("FirstName", optional(first_name.as_ref())),
            ("LastName", Value::Text(last_name.clone())),
            ("Email", optional(email.as_ref())),
            ("IsActive", Value::Boolean(true)),
        ]);
        let id = self.create_record(&Text::from("User"), fields)?;
        self.change_access(&id, access)?;
        Ok(id)
    }

    /// The user's name.
    fn edit_user(&mut self, user: &Text, act: &PeopleAct) -> Result<Text, Stop> {
        let PeopleAct::EditUser {
            first_name,
            last_name,
            email,
            ..
        } = act
        else {
            unreachable!("it edits a user")
        };
        let found = self.stored(self.world.people.user(self.tx, user))?;
        let found = found.ok_or_else(|| unknown("user", user))?;
        let fields = fields([
            ("FirstName", optional(first_name.as_ref())),
            ("LastName", Value::Text(last_name.clone())),
            ("Email", optional(email.as_ref())),
        ]);
        self.update_record(&Text::from("User"), &found.id, fields)?;
        Ok(found.username.clone())
    }

    fn change_active(
        &mut self,
        change: &PeopleChange,
        user: &Text,
        active: bool,
    ) -> Result<Reply, Stop> {
        let was = self.stored(self.world.people.user(self.tx, user))?;
        let was = was.ok_or_else(|| unknown("user", user))?;
        let reply = self.set_user_active(user, active, &change.by)?;
        if was.is_active != active {
            let kind = named(active, "user-activated", "user-deactivated");
            self.note_change(change, kind, &was.username, "")?;
        }
        Ok(reply)
    }

    fn add_group(&mut self, act: &PeopleAct) -> Result<(Group, Text), Stop> {
        let PeopleAct::AddGroup {
            is_queue,
            name,
            label,
            members,
        } = act
        else {
            unreachable!("it adds a group")
        };
        names::check(name)?;
        self.require_free(name, None)?;
        if members.len() > MEMBERS_MAX {
            return Err(Refusal::Limit("10,000 members of a group or queue").into());
        }
        let label = label.clone().unwrap_or_else(|| name.clone());
        names::check_label(&label)?;
        let kind = named(*is_queue, "Queue", "Regular");
        let fields = fields([
            ("DeveloperName", Value::Text(name.clone())),
            ("Name", Value::Text(label.clone())),
            ("Type", Value::text(kind)),
        ]);
        let id = self.create_record(&Text::from("Group"), fields)?;
        let group = Group {
            id: id.clone(),
            is_queue: *is_queue,
            name: name.clone(),
            label,
            ..Group::default()
        };
        Ok((group, id))
    }

    fn rename_group(
        &mut self,
        change: &PeopleChange,
        group: &GroupRef,
        name: Option<&Text>,
        label: Option<&Text>,
    ) -> Result<Reply, Stop> {
        let found = self.group_of(group)?;
        let mut fields = Values::new();
        if let Some(name) = name.filter(|name| **name != found.name) {
            names::check(name)?;
            self.require_free(name, Some(&found.id))?;
            fields.push((Text::from("DeveloperName"), Value::Text(name.clone())));
        }
        if let Some(label) = label.filter(|label| **label != found.label) {
            names::check_label(label)?;
            fields.push((Text::from("Name"), Value::Text(label.clone())));
        }
        if fields.is_empty() {
            return Ok(Reply::Done);
        }
        let became = fields.iter().filter_map(|(_, value)| value.as_text());
        let became = became.map(|text| &**text).collect::<Vec<_>>().join(" ");
        self.update_record(&Text::from("Group"), &found.id, fields)?;
        let kind = named(found.is_queue, "queue-renamed", "group-renamed");
        self.note_change(change, kind, &found.name, &became)?;
        Ok(Reply::Done)
    }

    fn delete_group(&mut self, change: &PeopleChange, group: &GroupRef) -> Result<Reply, Stop> {
        let found = self.group_of(group)?;
        let n_open = self.stored(self.tx.count_open_items(&found.id))?;
        if n_open > 0 {
            let message = format!("{} still has {n_open} open work items", found.name);
            return Err(conflict("has-work", message));
        }
        self.unroute(&found.id)?;
        self.stored(self.tx.remove_memberships(&found.id))?;
        self.wrote("GroupMember");
        self.delete_record(&Text::from("Group"), &found.id)?;
        let kind = named(found.is_queue, "queue-deleted", "group-deleted");
        self.note_change(change, kind, &found.name, "")?;
        Ok(Reply::Done)
    }

    /// The group and the name of its new member; none when it was one already.
    fn add_member(
        &mut self,
        group: &GroupRef,
        member: &Text,
    ) -> Result<Option<(Group, Text)>, Stop> {
        let found = self.group_of(group)?;
        let (member, name) = self.member(member)?;
        let known = self.stored(self.tx.direct_members(&found.id))?;
        if known.iter().any(|known| known.id == member) {
            return Ok(None);
        }
        if known.len() >= MEMBERS_MAX {
            return Err(Refusal::Limit("10,000 members of a group or queue").into());
        }
        if member == found.id || self.stored(self.tx.groups_of(&found.id))?.contains(&member) {
            let message = format!(
                "{name} cannot belong to {}, which belongs to it",
                found.name
            );
            return Err(conflict("belongs-to-itself", message));
        }
        let fields = fields([
            ("GroupId", Value::Text(found.id.clone())),
            ("UserOrGroupId", Value::Text(member)),
        ]);
        self.create_record(&Text::from("GroupMember"), fields)?;
        Ok(Some((found, name)))
    }

    fn remove_member(
        &mut self,
        change: &PeopleChange,
        group: &GroupRef,
        member: &Text,
    ) -> Result<Reply, Stop> {
        let found = self.group_of(group)?;
        let (member, name) = self.member(member)?;
        if !self.stored(self.tx.remove_member(&found.id, &member))? {
            return Err(unknown("member", &name));
        }
        self.wrote("GroupMember");
        self.note_change(change, "member-removed", &found.name, &name)?;
        Ok(Reply::Done)
    }

    pub(crate) fn group_of(&self, group: &GroupRef) -> Result<Group, Stop> {
        let found = self
            .world
            .people
            .group(self.tx, group.is_queue, &group.name);
        let what = named(group.is_queue, "queue", "group");
        match self.stored(found)? {
            Some(found) => Ok(Group::clone(&found)),
            None => Err(unknown(what, &group.name)),
        }
    }

    /// Id and name of a user or, failing that, a group. A queue belongs to nothing.
    fn member(&self, name: &Text) -> Result<(Text, Text), Stop> {
        if let Some(user) = self.stored(self.world.people.user(self.tx, name))?
            && user.id != self.world.system_user
        {
            return Ok((user.id.clone(), user.username.clone()));
        }
        let group = self.stored(self.world.people.group(self.tx, false, name))?;
        let group = group.ok_or_else(|| unknown("user or group", name))?;
        Ok((group.id.clone(), group.name.clone()))
    }

    /// Nobody else is called so.
    fn require_free(&self, name: &Text, but: Option<&Text>) -> Result<(), Stop> {
        let people = &self.world.people;
        let user = self.stored(people.user(self.tx, name))?;
        let group = self.stored(people.group(self.tx, false, name))?;
        let queue = self.stored(people.group(self.tx, true, name))?;
        let mut taken = user
            .map(|user| user.id.clone())
            .into_iter()
            .chain(group.map(|group| group.id.clone()))
            .chain(queue.map(|queue| queue.id.clone()));
        if taken.any(|id| Some(&id) != but) {
            let message = format!("there is a user, group or queue `{name}` already");
            return Err(conflict("taken", message));
        }
        Ok(())
    }

    pub(super) fn note_change(
        &self,
        change: &PeopleChange,
        kind: &str,
        subject: &Text,
        detail: &str,
    ) -> Result<(), Stop> {
        self.stored(self.tx.audit(&AuditLine {
            n: 0,
            at: self.now,
            actor: self.username(&self.actor)?,
            kind: Text::from(kind),
            subject: subject.clone(),
            detail: detail.to_owned(),
            address: change.address.clone(),
        }))?;
        Ok(())
    }
}

pub(crate) fn conflict(code: &'static str, message: String) -> Stop {
    Stop::Refused(Refusal::Conflict { code, message })
}

/// A list that names nobody makes no sense; the group that it is for is not what is missing.
fn in_the_list(stop: Stop, member: &Text) -> Stop {
    match stop {
        Stop::Refused(Refusal::Unknown { .. }) => {
            Refusal::Invalid(format!("there is nobody named `{member}`")).into()
        }
        stop => stop,
    }
}

fn group_ref(group: &Group, id: &Text) -> GroupRef {
    GroupRef {
        is_queue: group.is_queue,
        name: id.clone(),
    }
}

fn named(is_one: bool, one: &'static str, other: &'static str) -> &'static str {
    if is_one { one } else { other }
}

fn optional(text: Option<&Text>) -> Value {
    text.cloned().map_or(Value::Null, Value::Text)
}

fn fields<const N: usize>(fields: [(&str, Value); N]) -> Values {
    let fields = fields.into_iter();
    fields
        .map(|(name, value)| (Text::from(name), value))
        .collect()
}
