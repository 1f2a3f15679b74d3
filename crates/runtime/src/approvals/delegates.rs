//! Delegates: who approves in place of a user who named her, or a group of hers.

use std::sync::Arc;

use segue_engine::{Assignee, AssigneeKind};
use segue_language::Text;
use segue_store::{GROUP_PREFIX, Result, User, View, parse_id};

use crate::people::People;

impl People {
    /// Active users who may decide what is assigned to a user in her place. What is assigned to a
    /// group or queue has its members for that.
    pub(crate) fn delegates(&self, view: &View, assignee: &Assignee) -> Result<Vec<Arc<User>>> {
        if assignee.kind != AssigneeKind::User {
            return Ok(Vec::new());
        }
        match view.delegate_of(&assignee.id)? {
            Some(delegate) => self.active_members(view, &delegate_assignee(delegate)),
            None => Ok(Vec::new()),
        }
    }

    /// Whether a user may decide what is assigned to another one.
    pub(crate) fn is_delegate(&self, view: &View, user: &str, assignee: &Assignee) -> Result<bool> {
        let delegates = self.delegates(view, assignee)?;
        Ok(delegates.iter().any(|delegate| *delegate.id == *user))
    }
}

fn delegate_assignee(id: Text) -> Assignee {
    let is_group = parse_id(&id).is_some_and(|parsed| parsed.is_a(GROUP_PREFIX));
    let kind = match is_group {
        true => AssigneeKind::Group,
        false => AssigneeKind::User,
    };
    Assignee {
        kind,
        name: id.clone(),
        id,
    }
}
