//! People: who a name means and who belongs to what, read once and kept until somebody changes.

mod access;
mod changes;
mod epoch;
mod names;

pub(crate) use changes::conflict;
pub use epoch::PeopleEpoch;

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use segue_engine::{Assignee, AssigneeFault, AssigneeKind};
use segue_language::Text;
use segue_store::{Group, PersonAccess, Result, User, View};

use crate::routing::{self, RoutedQueue};

/// Answers kept; beyond them all are forgotten.
const KEPT_MAX: usize = 20_000;

/// Answers about people, kept until [`People::forget`].
#[derive(Debug, Default)]
pub(crate) struct People {
    kept: RefCell<Kept>,
    /// Whether people may have changed since the epoch began.
    is_changed: Cell<bool>,
    epoch: PeopleEpoch,
}

#[derive(Debug, Default)]
struct Kept {
    users: FxHashMap<Text, Option<Arc<User>>>,
    groups: FxHashMap<(bool, Text), Option<Arc<Group>>>,
    members: FxHashMap<Text, Arc<[Arc<User>]>>,
    routed: Option<Arc<[RoutedQueue]>>,
    access: FxHashMap<Text, Arc<PersonAccess>>,
    /// Ids of those who want no mail about their work.
    without_mail: Option<Arc<FxHashSet<Text>>>,
}

impl People {
    /// Forgets what was read: people were written, or a write of people was undone.
    pub(crate) fn forget(&self) {
        *self.kept.borrow_mut() = Kept::default();
        self.is_changed.set(true);
    }

    /// The present epoch.
    pub(crate) fn epoch(&self) -> &PeopleEpoch {
        &self.epoch
    }

    /// Must follow each commit, and come before anybody is told of it.
    pub(crate) fn after_commit(&self) {
        if self.is_changed.replace(false) {
            self.epoch.begin();
        }
    }

    /// The user of that user name or id.
    pub(crate) fn user(&self, view: &View, name: &Text) -> Result<Option<Arc<User>>> {
        if let Some(user) = self.kept.borrow().users.get(name) {
            return Ok(user.clone());
        }
        let user = view.user(name)?.map(Arc::new);
        let mut kept = self.kept.borrow_mut();
        if kept.users.len() >= KEPT_MAX {
            kept.users.clear();
        }
        kept.users.insert(name.clone(), user.clone());
        Ok(user)
    }

    /// The group (or queue) of that API name or id.
    pub(crate) fn group(
        &self,
        view: &View,
        is_queue: bool,
        name: &Text,
    ) -> Result<Option<Arc<Group>>> {
        let key = (is_queue, name.clone());
        if let Some(group) = self.kept.borrow().groups.get(&key) {
            return Ok(group.clone());
        }
        let group = view.group(is_queue, name)?.map(Arc::new);
        self.kept.borrow_mut().groups.insert(key, group.clone());
        Ok(group)
    }

    /// What a user (by id) is allowed.
    pub(crate) fn access(&self, view: &View, user: &Text) -> Result<Arc<PersonAccess>> {
        if let Some(access) = self.kept.borrow().access.get(user) {
            return Ok(access.clone());
        }
        let access = Arc::new(view.access_of(user)?);
        let mut kept = self.kept.borrow_mut();
        if kept.access.len() >= KEPT_MAX {
            kept.access.clear();
        }
        kept.access.insert(user.clone(), access.clone());
        Ok(access)
    }

    /// Who a name means; a user must be active.
    pub(crate) fn resolve(
        &self,
        view: &View,
        kind: AssigneeKind,
        name: &Text,
    ) -> Result<std::result::Result<Assignee, AssigneeFault>> {
        if name.is_empty() {
            return Ok(Err(AssigneeFault::Unknown(name.clone())));
        }
        if matches!(kind, AssigneeKind::User | AssigneeKind::Resource)
            && let Some(user) = self.user(view, name)?
        {
            return Ok(user_assignee(&user));
        }
        let kinds: &[bool] = match kind {
            AssigneeKind::User => &[],
            AssigneeKind::Group => &[false],
            AssigneeKind::Queue => &[true],
            AssigneeKind::Resource => &[false, true],
        };
        for is_queue in kinds {
            if let Some(group) = self.group(view, *is_queue, name)? {
                return Ok(Ok(group_assignee(&group)));
            }
        }
        Ok(Err(AssigneeFault::Unknown(name.clone())))
    }

    /// Active users who may work on what the assignee has.
    pub(crate) fn active_members(
        &self,
        view: &View,
        assignee: &Assignee,
    ) -> Result<Vec<Arc<User>>> {
        if assignee.kind == AssigneeKind::User {
            let user = self.user(view, &assignee.id)?;
            return Ok(user.into_iter().filter(|user| user.is_active).collect());
        }
        let members = self.members(view, &assignee.id)?;
        Ok(members
            .iter()
            .filter(|user| user.is_active)
            .cloned()
            .collect())
    }

    /// Whether a user (by id) may work on what the assignee has: is it or belongs to it, and is
    /// active.
    pub(crate) fn is_entitled(&self, view: &View, user: &str, assignee: &Assignee) -> Result<bool> {
        let members = self.active_members(view, assignee)?;
        Ok(members.iter().any(|member| *member.id == *user))
    }

    /// The queues that are routed.
    pub(crate) fn routed_queues(&self, view: &View) -> Result<Arc<[RoutedQueue]>> {
        if let Some(routed) = &self.kept.borrow().routed {
            return Ok(routed.clone());
        }
        let routed = routing::read_queues(view)?;
        self.kept.borrow_mut().routed = Some(routed.clone());
        Ok(routed)
    }

    /// Ids of those who want no mail about their work.
    pub(crate) fn without_mail(&self, view: &View) -> Result<Arc<FxHashSet<Text>>> {
        if let Some(known) = &self.kept.borrow().without_mail {
            return Ok(known.clone());
        }
        let read: FxHashSet<Text> = view.people_without_mail()?.into_iter().collect();
        let read = Arc::new(read);
        self.kept.borrow_mut().without_mail = Some(read.clone());
        Ok(read)
    }

    fn members(&self, view: &View, group: &Text) -> Result<Arc<[Arc<User>]>> {
        if let Some(members) = self.kept.borrow().members.get(group) {
            return Ok(members.clone());
        }
        let members: Arc<[Arc<User>]> = view.members(group)?.into_iter().map(Arc::new).collect();
        let mut kept = self.kept.borrow_mut();
        kept.members.insert(group.clone(), members.clone());
        Ok(members)
    }
}

fn user_assignee(user: &User) -> std::result::Result<Assignee, AssigneeFault> {
    if !user.is_active {
        return Err(AssigneeFault::Inactive(user.username.clone()));
    }
    Ok(Assignee {
        kind: AssigneeKind::User,
        id: user.id.clone(),
        name: user.username.clone(),
    })
}

fn group_assignee(group: &Group) -> Assignee {
    Assignee {
        kind: if group.is_queue {
            AssigneeKind::Queue
        } else {
            AssigneeKind::Group
        },
        id: group.id.clone(),
        name: group.name.clone(),
    }
}
