//! Scopes: what a token may be used for, at most.

use axum::http::Method;

use super::{Permission, Permissions};

/// What a token may be used for. Each includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Scope {
    /// Look at what its person may see.
    Read,
    /// Do its person's work: complete work items, start runs, edit records.
    Work,
    /// Everything that its person may do, except what concerns her account.
    Manage,
}

impl Scope {
    /// All scopes, the narrowest first.
    pub(crate) const ALL: [Scope; 3] = [Scope::Read, Scope::Work, Scope::Manage];

    /// The scope of a word.
    pub(crate) fn read(word: &str) -> Option<Scope> {
        Scope::ALL.into_iter().find(|scope| scope.word() == word)
    }

    /// Its word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Scope::Read => "read",
            Scope::Work => "work",
            Scope::Manage => "manage",
        }
    }

    /// Whether a request of that method may be made at all.
    pub(crate) fn allows(self, method: &Method) -> bool {
        method.is_safe() || self >= Scope::Work
    }

    /// What is left of a person's permissions in a request of that method.
    pub(crate) fn narrow(self, permissions: Permissions, method: &Method) -> Permissions {
        match self {
            _ if method.is_safe() => permissions,
            Scope::Read => Permissions::NONE,
            Scope::Work => permissions.and(work()),
            Scope::Manage => permissions,
        }
    }
}

fn work() -> Permissions {
    [Permission::RunFlows, Permission::ViewAllData]
        .into_iter()
        .collect()
}
