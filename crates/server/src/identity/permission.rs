//! Permissions: what a person may be allowed to do, beyond signing in.

use std::fmt;

/// One thing that a role may allow. Its word is stored and shown; it never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Permission {
    /// Start flows and orchestrations, and complete work.
    RunFlows,
    /// Build, deploy and activate definitions; look into runs that failed.
    ManageFlow,
    /// See every run, its history and work items; suspend, resume and cancel it.
    ManageOrchestrationRuns,
    /// Give work items to somebody else.
    ReassignWorkItems,
    /// See every record, run and work item.
    ViewAllData,
    /// Edit every record.
    ModifyAllData,
    /// Change settings of the server.
    CustomizeApplication,
    /// Create and deactivate users, grant roles, end sessions, read the audit log.
    ManageUsers,
    /// Resume a run in spite of its time window and the class of its error.
    ForceResume,
    /// Decide approvals in place of the approver, recall what others submitted, change locked records.
    ManageApprovals,
}

impl Permission {
    /// All permissions.
    pub(crate) const ALL: [Permission; 10] = [
        Permission::RunFlows,
        Permission::ManageFlow,
        Permission::ManageOrchestrationRuns,
        Permission::ReassignWorkItems,
        Permission::ViewAllData,
        Permission::ModifyAllData,
        Permission::CustomizeApplication,
        Permission::ManageUsers,
        Permission::ForceResume,
        Permission::ManageApprovals,
    ];

    /// Its word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Permission::RunFlows => "run-flows",
            Permission::ManageFlow => "manage-flow",
            Permission::ManageOrchestrationRuns => "manage-orchestration-runs",
            Permission::ReassignWorkItems => "reassign-work-items",
            Permission::ViewAllData => "view-all-data",
            Permission::ModifyAllData => "modify-all-data",
            Permission::CustomizeApplication => "customize-application",
            Permission::ManageUsers => "manage-users",
            Permission::ForceResume => "force-resume",
            Permission::ManageApprovals => segue_runtime::MANAGE_APPROVALS,
        }
    }

    /// Its name for people.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Permission::RunFlows => "Run Flows",
            Permission::ManageFlow => "Manage Flow",
            Permission::ManageOrchestrationRuns => "Manage Orchestration Runs",
            Permission::ReassignWorkItems => "Reassign Orchestration Work Items",
            Permission::ViewAllData => "View All Data",
            Permission::ModifyAllData => "Modify All Data",
            Permission::CustomizeApplication => "Customize Application",
            Permission::ManageUsers => "Manage Users",
            Permission::ForceResume => "Force Resume",
            Permission::ManageApprovals => "Manage Approvals",
        }
    }

    /// What whoever has it has too.
    fn includes(self) -> &'static [Permission] {
        match self {
            Permission::ModifyAllData => &[Permission::ViewAllData],
            _ => &[],
        }
    }
}

/// A set of permissions.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Permissions(u16);

impl Permissions {
    /// None.
    pub(crate) const NONE: Permissions = Permissions(0);

    /// All of them.
    pub(crate) fn all() -> Permissions {
        Permission::ALL.into_iter().collect()
    }

    /// The permissions of a text of words. A word that is not known allows nothing.
    pub(crate) fn read(words: &str) -> Permissions {
        let known = |word: &str| Permission::ALL.into_iter().find(|p| p.word() == word);
        words.split_whitespace().filter_map(known).collect()
    }

    /// As a text of words.
    pub(crate) fn words(self) -> String {
        let words: Vec<_> = self.iter().map(Permission::word).collect();
        words.join(" ")
    }

    /// Whether one is among them.
    pub(crate) fn has(self, permission: Permission) -> bool {
        self.0 & bit(permission) != 0
    }

    /// Those of both.
    pub(crate) fn or(self, others: Permissions) -> Permissions {
        Permissions(self.0 | others.0)
    }

    /// Those that are also among the others.
    pub(crate) fn and(self, others: Permissions) -> Permissions {
        Permissions(self.0 & others.0)
    }

    /// Each of them.
    pub(crate) fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.into_iter().filter(move |p| self.has(*p))
    }
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        let mut set = 0;
        for permission in permissions {
            set |= bit(permission);
            for included in permission.includes() {
                set |= bit(*included);
            }
        }
        Permissions(set)
    }
}

impl fmt::Debug for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words())
    }
}

fn bit(permission: Permission) -> u16 {
    1 << permission as u16
}

#[cfg(test)]
mod tests {
    use super::{Permission, Permissions};

    #[test]
    fn permissions_are_read_as_they_are_written() {
        for permission in Permission::ALL {
            let one: Permissions = [permission].into_iter().collect();
            assert!(one.has(permission));
            assert_eq!(Permissions::read(&one.words()), one);
        }
    }

    #[test]
    fn an_unknown_word_allows_nothing() {
        assert_eq!(Permissions::read("everything Run-Flows"), Permissions::NONE);
    }

    #[test]
    fn whoever_may_modify_all_data_may_view_it() {
        assert!(Permissions::read("modify-all-data").has(Permission::ViewAllData));
        assert!(!Permissions::read("view-all-data").has(Permission::ModifyAllData));
    }
}
