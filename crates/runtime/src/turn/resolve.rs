//! Who a name means, and who may do what.

use segue_engine::{Assignee, AssigneeFault, AssigneeKind};
use segue_language::Text;

use super::{Stop, Turn};
use crate::{Actor, Refusal};

impl Turn<'_> {
    /// Who an assignee's name means. Nobody can ask the system user to do anything.
    pub(crate) fn resolve(
        &self,
        kind: AssigneeKind,
        name: &Text,
    ) -> Result<Result<Assignee, AssigneeFault>, Stop> {
        let found = self.stored(self.world.people.resolve(self.tx, kind, name))?;
        Ok(found.and_then(|assignee| {
            if assignee.id == self.world.system_user {
                Err(AssigneeFault::Unknown(name.clone()))
            } else {
                Ok(assignee)
            }
        }))
    }

    /// Whether a user (by id) may work on what the assignee has.
    pub(crate) fn is_entitled(&self, user: &str, assignee: &Assignee) -> Result<bool, Stop> {
        if *user == *self.world.system_user {
            return Ok(true);
        }
        self.stored(self.world.people.is_entitled(self.tx, user, assignee))
    }

    /// Id of who asks; a person must be active.
    pub(crate) fn actor_id(&self, actor: &Actor) -> Result<Text, Stop> {
        let Actor::User(name) = actor else {
            return Ok(self.world.system_user.clone());
        };
        let user = self.stored(self.world.people.user(self.tx, name))?;
        match user {
            Some(user) if user.is_active => Ok(user.id.clone()),
            Some(user) => Err(Refusal::Inactive(user.username.clone()).into()),
            None => Err(Refusal::Unknown {
                what: "user",
                name: name.clone(),
            }
            .into()),
        }
    }

    /// User name of a user's id; the id itself when there is no such user.
    pub(crate) fn username(&self, id: &Text) -> Result<Text, Stop> {
        let user = self.stored(self.world.people.user(self.tx, id))?;
        Ok(user.map_or_else(|| id.clone(), |user| user.username.clone()))
    }
}
