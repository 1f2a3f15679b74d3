//! People of a project: users, groups and queues, and who belongs to them.

use segue_definition::Access;
use segue_language::Text;
use segue_store::{Group, PersonAccess, User};

use super::Deploying;
use crate::RuntimeError;

impl Deploying<'_> {
    pub(super) fn people(&self) -> Result<(), RuntimeError> {
        let people = &self.project.people;
        for user in &people.users {
            self.user(user)?;
        }
        for group in &people.groups {
            self.circle(false, (&group.name, &group.label), (None, false))?;
        }
        for queue in &people.queues {
            let mail = (queue.email.as_deref(), queue.mails_members);
            self.circle(true, (&queue.name, &queue.label), mail)?;
        }
        for group in &people.groups {
            self.members(false, &group.name, group.members.as_deref())?;
        }
        for queue in &people.queues {
            self.members(true, &queue.name, queue.members.as_deref())?;
        }
        Ok(())
    }

    /// A user who was deactivated meanwhile stays so; what she is allowed stays where the files do not
    /// say.
    fn user(&self, user: &segue_definition::User) -> Result<(), RuntimeError> {
        let known = self.tx.user_named(&user.username)?;
        let name = user.name.as_deref().unwrap_or(&user.username);
        let (first, last) = name.rsplit_once(' ').unwrap_or(("", name));
        let is_active = user.active && known.as_ref().is_none_or(|known| known.is_active);
        let id = self.tx.put_user(
            &User {
                id: known.map_or_else(|| Text::from(""), |known| known.id),
                username: user.username.as_str().into(),
                first_name: (!first.is_empty()).then(|| first.into()),
                last_name: last.into(),
                email: Some(user.email.as_str().into()),
                is_active,
            },
            &self.stamp,
        )?;
        if !user.access.is_empty() {
            self.tx.put_access(&id, &access_of(&user.access))?;
        }
        Ok(())
    }

    fn circle(
        &self,
        is_queue: bool,
        (name, label): (&str, &str),
        (email, mails_members): (Option<&str>, bool),
    ) -> Result<(), RuntimeError> {
        let known = self.tx.group(is_queue, name)?;
        let (id, known_mail) = known.map_or_else(Default::default, |known| {
            (known.id, (known.email, known.mails_members))
        });
        // An address that the files do not state stays as it was set meanwhile.
        let (email, mails_members) = match email {
            Some(email) => (Some(Text::from(email)), mails_members),
            None => known_mail,
        };
        let (name, label) = (name.into(), label.into());
        let group = Group {
            id,
            is_queue,
            name,
            label,
            email,
            mails_members,
        };
        self.tx.put_group(&group, &self.stamp)?;
        Ok(())
    }

    /// Members are users, else groups.
    fn members(
        &self,
        is_queue: bool,
        name: &str,
        members: Option<&[String]>,
    ) -> Result<(), RuntimeError> {
        let (Some(group), Some(members)) = (self.tx.group(is_queue, name)?, members) else {
            return Ok(());
        };
        for former in self.tx.members(&group.id)? {
            self.tx.remove_member(&group.id, &former.id)?;
        }
        for member in members {
            if let Some(id) = self.member(member)? {
                self.tx.add_member(&group.id, &id, &self.stamp)?;
            }
        }
        Ok(())
    }

    fn member(&self, name: &str) -> Result<Option<Text>, RuntimeError> {
        if let Some(user) = self.tx.user(name)? {
            return Ok(Some(user.id));
        }
        Ok(self.tx.group(false, name)?.map(|group| group.id))
    }
}

/// What files say that somebody is allowed, as it is stored.
pub(crate) fn access_of(access: &Access) -> PersonAccess {
    let texts = |names: &[String]| names.iter().map(|name| name.as_str().into()).collect();
    PersonAccess {
        profile: access.profile.as_deref().map(Text::from),
        role: access.role.as_deref().map(Text::from),
        permission_sets: texts(&access.permission_sets),
        permissions: texts(&access.permissions),
    }
}
