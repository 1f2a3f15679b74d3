//! Changes of people that an administrator asks for: each is one turn, with its line in the audit
//! log in the same transaction.

use segue_language::Text;
use segue_store::Routing;

use crate::Actor;

/// A change of people, and who asks for it.
#[derive(Clone, Debug, PartialEq)]
pub struct PeopleChange {
    /// What is to be changed.
    pub act: PeopleAct,
    /// Who asks.
    pub by: Actor,
    /// From which address, for the audit log.
    pub address: String,
}

/// What is to be changed. A group or queue is named by its API name or id.
#[derive(Clone, Debug, PartialEq)]
pub enum PeopleAct {
    /// Add a user, who is active.
    AddUser {
        /// User name.
        username: Text,
        /// First name.
        first_name: Option<Text>,
        /// Last name.
        last_name: Text,
        /// Mail address.
        email: Option<Text>,
        /// What she is allowed.
        access: AccessChange,
    },
    /// Say what a user is allowed, as flows ask for it.
    SetAccess {
        /// User name or id.
        user: Text,
        /// What changes.
        access: AccessChange,
    },
    /// Give a user another name or mail address.
    EditUser {
        /// User name or id.
        user: Text,
        /// First name.
        first_name: Option<Text>,
        /// Last name.
        last_name: Text,
        /// Mail address.
        email: Option<Text>,
    },
    /// Activate or deactivate a user.
    SetActive {
        /// User name or id.
        user: Text,
        /// What to make of the user.
        active: bool,
    },
    /// Add a group or queue.
    AddGroup {
        /// A queue rather than a group.
        is_queue: bool,
        /// API name.
        name: Text,
        /// Label; the API name when there is none.
        label: Option<Text>,
        /// User names, API names of groups, or ids.
        members: Vec<Text>,
    },
    /// Give a group or queue another API name or label.
    RenameGroup {
        /// Which one.
        group: GroupRef,
        /// New API name.
        name: Option<Text>,
        /// New label.
        label: Option<Text>,
    },
    /// Delete a group or queue that has no open work.
    DeleteGroup(GroupRef),
    /// Make a user or group a member.
    AddMember {
        /// Of which group or queue.
        group: GroupRef,
        /// User name, API name of a group, or id.
        member: Text,
    },
    /// End a membership.
    RemoveMember {
        /// Of which group or queue.
        group: GroupRef,
        /// User name, API name of a group, or id.
        member: Text,
    },
    /// Offer the items of a queue to its members, or let them take them again.
    SetRouting {
        /// API name or id of the queue.
        queue: Text,
        /// How; none is that members take them.
        routing: Option<Routing>,
    },
    /// Say how much a person can hold of what routed queues give her.
    SetCapacity {
        /// User name or id.
        user: Text,
        /// Units; none is the usual.
        units: Option<u32>,
    },
}

/// A group or queue as somebody names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRef {
    /// A queue rather than a group.
    pub is_queue: bool,
    /// API name or id.
    pub name: Text,
}

/// What changes in what a user is allowed; none stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessChange {
    /// Her profile; empty takes it away.
    pub profile: Option<Text>,
    /// Her role; empty takes it away.
    pub role: Option<Text>,
    /// Her permission sets.
    pub permission_sets: Option<Vec<Text>>,
    /// Custom permissions that she has besides.
    pub permissions: Option<Vec<Text>>,
}
