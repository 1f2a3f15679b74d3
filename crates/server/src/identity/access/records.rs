//! Access to records: how their object is shared with everybody, and what roles add to that.

use segue_definition::ObjectPermission;
use segue_store::ObjectSharing;

use super::Viewer;
use crate::identity::Permission;

/// One thing that may be done with the records of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Right {
    /// Create a record.
    Create,
    /// Read one's own.
    Read,
    /// Edit one's own.
    Edit,
    /// Delete one's own.
    Delete,
    /// Read all.
    ViewAll,
    /// Edit all.
    EditAll,
    /// Delete all.
    DeleteAll,
}

const ALL: [(Right, &str); 7] = [
    (Right::Create, "create"),
    (Right::Read, "read"),
    (Right::Edit, "edit"),
    (Right::Delete, "delete"),
    (Right::ViewAll, "view-all"),
    (Right::EditAll, "edit-all"),
    (Right::DeleteAll, "delete-all"),
];

/// Whether that is the word of a right.
pub(crate) fn is_right(word: &str) -> bool {
    ALL.iter().any(|(_, known)| *known == word)
}

/// Whether that is the word of a sharing.
pub(crate) fn is_sharing(word: &str) -> bool {
    ["closed", "private", "read", "write"].contains(&word)
}

/// A set of rights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rights(u8);

impl Rights {
    /// The rights of a text of words. A word that is not known allows nothing.
    pub(crate) fn read(words: &str) -> Rights {
        let known = |word: &str| ALL.iter().find(|(_, known)| *known == word);
        let rights = words.split_whitespace().filter_map(known);
        rights.map(|(right, _)| *right).collect()
    }

    fn has(self, right: Right) -> bool {
        self.0 & (1 << right as u8) != 0
    }

    fn and(self, others: Rights) -> Rights {
        Rights(self.0 & others.0)
    }

    fn or(self, others: Rights) -> Rights {
        Rights(self.0 | others.0)
    }
}

impl FromIterator<Right> for Rights {
    fn from_iter<I: IntoIterator<Item = Right>>(rights: I) -> Self {
        Rights(
            rights
                .into_iter()
                .fold(0, |set, right| set | 1 << right as u8),
        )
    }
}

/// How the records of an object are shared with everybody who is signed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Sharing {
    /// Not at all: only roles give rights.
    Closed,
    /// Everybody creates records and does everything with her own.
    Private,
    /// Everybody also reads all records: what holds when nobody said anything.
    #[default]
    Read,
    /// Everybody also edits all records.
    Write,
}

impl Sharing {
    /// The sharing of a word; closed when the word is not known.
    pub(crate) fn read(word: &str) -> Sharing {
        match word {
            "private" => Sharing::Private,
            "read" => Sharing::Read,
            "write" => Sharing::Write,
            _ => Sharing::Closed,
        }
    }

    fn rights(self) -> Rights {
        let words = match self {
            Sharing::Closed => "",
            Sharing::Private => "create read edit delete",
            Sharing::Read => "create read edit delete view-all",
            Sharing::Write => "create read edit delete view-all edit-all",
        };
        Rights::read(words)
    }
}

/// Which records a right reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// None.
    Nothing,
    /// Those whose owner is the viewer, or a group or queue of hers.
    Own,
    /// All.
    All,
}

impl Reach {
    /// Whether it reaches a record of that owner.
    pub(crate) fn includes(self, viewer: Viewer<'_>, owner: Option<&str>) -> bool {
        match self {
            Reach::Nothing => false,
            Reach::Own => owner.is_some_and(|owner| viewer.is(owner)),
            Reach::All => true,
        }
    }
}

/// What a viewer may do with the records of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ObjectAccess(Rights);

impl ObjectAccess {
    /// The access to an object that is shared like that.
    pub(crate) fn new(viewer: Viewer<'_>, object: &str, stored: &ObjectSharing) -> ObjectAccess {
        let shared = match kind(object) {
            Kind::Ordinary => ordinary(stored),
            Kind::People => Rights::read("view-all"),
            Kind::Runs => Rights::default(),
        };
        ObjectAccess(shared.or(by_permissions(viewer, kind(object))))
    }

    /// The access as far as permission sets allow it, which is nothing new to those who may do
    /// everything.
    pub(crate) fn within(
        self,
        viewer: Viewer<'_>,
        object: &str,
        allowed: ObjectPermission,
    ) -> ObjectAccess {
        let parts = [
            (allowed.create, "create"),
            (allowed.read, "read view-all"),
            (allowed.edit, "edit edit-all"),
            (allowed.delete, "delete delete-all"),
        ];
        let allowed = parts.into_iter().filter(|(is_allowed, _)| *is_allowed);
        let allowed = allowed.map(|(_, words)| Rights::read(words));
        let kept = allowed.fold(Rights::default(), Rights::or).and(self.0);
        ObjectAccess(kept.or(by_permissions(viewer, kind(object))))
    }

    /// The access of a flow that does with an object what it likes, and with its records only what is
    /// shared with her.
    pub(crate) fn by_sharing(self, object: &str) -> ObjectAccess {
        match kind(object) {
            Kind::Ordinary => ObjectAccess(self.0.or(Sharing::Private.rights())),
            Kind::People | Kind::Runs => self,
        }
    }

    /// Whether she may create a record.
    pub(crate) fn creates(self) -> bool {
        self.0.has(Right::Create)
    }

    /// Which records she may read.
    pub(crate) fn reads(self) -> Reach {
        self.reach(Right::Read, Right::ViewAll)
    }

    /// Which records she may edit.
    pub(crate) fn edits(self) -> Reach {
        self.reach(Right::Edit, Right::EditAll)
    }

    /// Which records she may delete.
    pub(crate) fn deletes(self) -> Reach {
        self.reach(Right::Delete, Right::DeleteAll)
    }

    fn reach(self, own: Right, all: Right) -> Reach {
        match (self.0.has(own), self.0.has(all)) {
            (_, true) => Reach::All,
            (true, false) => Reach::Own,
            (false, false) => Reach::Nothing,
        }
    }
}

/// What the rules for an object follow.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Ordinary,
    /// Users, groups, queues and who belongs to them.
    People,
    /// Runs and their parts, which nobody writes by hand.
    Runs,
}

/// Whether it is an object of runs and their parts.
pub(crate) fn is_of_runs(object: &str) -> bool {
    kind(object) == Kind::Runs
}

fn kind(object: &str) -> Kind {
    let object = object.to_ascii_lowercase();
    match object.as_str() {
        "user" | "group" | "groupmember" => Kind::People,
        "approvalsubmission" | "approvalsubmissiondetail" | "approvalworkitem" => Kind::Runs,
        _ if object.starts_with("floworchestration") => Kind::Runs,
        _ => Kind::Ordinary,
    }
}

fn ordinary(stored: &ObjectSharing) -> Rights {
    let sharing = stored.sharing.as_deref().map(Sharing::read);
    let roles = stored.rights.iter().map(|words| Rights::read(words));
    roles.fold(sharing.unwrap_or_default().rights(), Rights::or)
}

fn by_permissions(viewer: Viewer<'_>, kind: Kind) -> Rights {
    let caller = viewer.caller;
    let words = match kind {
        Kind::Ordinary if caller.may(Permission::ModifyAllData) => {
            "create read edit delete view-all edit-all delete-all"
        }
        Kind::Ordinary if caller.may(Permission::ViewAllData) => "view-all",
        Kind::People if caller.may(Permission::ManageUsers) => "create edit-all delete-all",
        Kind::Runs if viewer.sees_all_runs() => "view-all",
        Kind::Ordinary | Kind::People | Kind::Runs => "",
    };
    Rights::read(words)
}
