//! Who is written to: one mail for all who may work on something.

use segue_engine::{Assignee, AssigneeKind, PartId};
use segue_language::Text;
use segue_store::User;

use crate::turn::{Stop, Turn};

impl Turn<'_> {
    /// Addresses of the active members of an assignee who want mail; a queue with an address of
    /// its own gets it there, and its members only when it says so.
    pub(crate) fn addresses_of(&self, assignee: &Assignee) -> Result<Vec<Text>, Stop> {
        let people = &self.world.people;
        let mut to = Vec::new();
        if assignee.kind != AssigneeKind::User {
            let is_queue = assignee.kind == AssigneeKind::Queue;
            let group = self.stored(people.group(self.tx, is_queue, &assignee.id))?;
            if let Some(group) = group
                && let Some(own) = &group.email
            {
                to.push(own.clone());
                if !group.mails_members {
                    return Ok(to);
                }
            }
        }
        let members = self.stored(people.active_members(self.tx, assignee))?;
        let without = self.stored(people.without_mail(self.tx))?;
        let wanting = members.iter().filter(|user| !without.contains(&user.id));
        to.extend(wanting.map(|user| address(user)));
        Ok(to)
    }

    /// Addresses of those who may decide an approval in place of its assignee.
    pub(super) fn addresses_of_delegates(
        &self,
        index: usize,
        item: PartId,
        assignee: &Assignee,
    ) -> Result<Vec<Text>, Stop> {
        if self.approval_of(index, item).is_none() {
            return Ok(Vec::new());
        }
        let people = &self.world.people;
        let delegates = self.stored(people.delegates(self.tx, assignee))?;
        let without = self.stored(people.without_mail(self.tx))?;
        let wanting = delegates.iter().filter(|user| !without.contains(&user.id));
        Ok(wanting.map(|user| address(user)).collect())
    }

    /// Mail address of a user by user name or id; none when she is not active.
    pub(super) fn address_of_user(&self, name: &Text) -> Result<Option<Text>, Stop> {
        let user = self.stored(self.world.people.user(self.tx, name))?;
        Ok(user
            .filter(|user| user.is_active)
            .map(|user| address(&user)))
    }
}

/// Mail address of a user: the user name unless another one is stated.
pub(crate) fn address(user: &User) -> Text {
    user.email.clone().unwrap_or_else(|| user.username.clone())
}
