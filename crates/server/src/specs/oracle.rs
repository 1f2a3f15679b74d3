//! The oracle: what `docs/reference/identity.md` says of every route, written once more. It knows the
//! documentation, not the code: nothing here asks the table of routes or the rules of access.

use axum::http::StatusCode;

/// Who may call a route at all.
#[derive(Clone, Copy, Debug)]
pub(super) enum Who {
    Anybody,
    SignedIn,
    /// Signed in with a session of her own.
    Herself,
    May(&'static str),
}

/// What a route is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// Nothing that somebody may not see.
    Nothing,
    /// Something by a number or name that is not there.
    Absent,
    ReadRecord,
    EditRecord,
    DeleteRecord,
    SeeItem,
    DoItem,
    /// The Work Guide: whoever only sees the item is shown whose it is.
    GuideItem,
    GiveItem,
    Run,
}

/// A route as documented, with a body that leads to its object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) who: Who,
    pub(super) about: About,
    pub(super) body: &'static str,
}

/// How somebody asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Unknown,
    Session,
    Token(&'static str),
}

/// What the asker has to do with the scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    Stranger,
    Owner,
    Assignee,
    Member,
    MemberOfMember,
    Starter,
}

pub(super) const RELATIONS: [Relation; 6] = [
    Relation::Stranger,
    Relation::Owner,
    Relation::Assignee,
    Relation::Member,
    Relation::MemberOfMember,
    Relation::Starter,
];

/// Somebody who asks for something in a state of the world.
#[derive(Clone, Copy, Debug)]
pub(super) struct Case {
    pub(super) how: How,
    /// Words of her permissions.
    pub(super) permissions: &'static str,
    pub(super) relation: Relation,
    /// How the object of the record is shared.
    pub(super) sharing: &'static str,
    /// Whether the work item is open.
    pub(super) is_open: bool,
}

/// What is documented to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is carried out, or refused for a reason that is not who asks.
    Pass,
    NotSignedIn,
    Forbidden,
    /// What may not be seen is not there.
    Hidden,
    /// Not allowed; whether it is there is seen otherwise.
    ForbiddenOrHidden,
    /// The page, or a conflict, says whose it is, and leads nowhere.
    Shown,
}

impl Verdict {
    /// Whether an answer is the documented one.
    pub(super) fn fits(self, status: StatusCode, leads_to_login: bool, is_absent: bool) -> bool {
        use StatusCode as S;
        let denials = [S::UNAUTHORIZED, S::FORBIDDEN];
        match self {
            Verdict::Pass => {
                let is_there = is_absent || status != S::NOT_FOUND;
                !denials.contains(&status)
                    && is_there
                    && !leads_to_login
                    && !status.is_server_error()
            }
            Verdict::NotSignedIn => status == S::UNAUTHORIZED || leads_to_login,
            Verdict::Forbidden => status == S::FORBIDDEN,
            Verdict::Hidden => status == S::NOT_FOUND,
            Verdict::Shown => [S::FORBIDDEN, S::CONFLICT, S::OK].contains(&status),
            Verdict::ForbiddenOrHidden => [S::FORBIDDEN, S::NOT_FOUND].contains(&status),
        }
    }
}

impl Case {
    /// What the documentation says of a request.
    pub(super) fn verdict(&self, row: &Row) -> Verdict {
        let reads = row.method == "GET";
        match (row.who, self.how) {
            (Who::Anybody, _) => return Verdict::Pass,
            (_, How::Unknown) => return Verdict::NotSignedIn,
            (_, How::Token("read")) if !reads => return Verdict::Forbidden,
            (Who::Herself, How::Token(_)) => return Verdict::Forbidden,
            (Who::May(permission), _) if !self.may(permission, reads) => {
                return Verdict::Forbidden;
            }
            _ => {}
        }
        self.of_object(row.about, reads)
    }

    fn may(&self, permission: &str, reads: bool) -> bool {
        let is_kept = match self.how {
            How::Unknown => false,
            How::Session | How::Token("manage") => true,
            How::Token("work") => reads || ["run-flows", "view-all-data"].contains(&permission),
            How::Token(_) => reads,
        };
        is_kept && self.permissions.split(' ').any(|word| word == permission)
    }

    fn of_object(&self, about: About, reads: bool) -> Verdict {
        let sees_all =
            self.may("view-all-data", reads) || self.may("manage-orchestration-runs", reads);
        let sees_item = self.holds() || sees_all;
        let does_item = self.holds() && self.may("run-flows", reads);
        let starts = self.relation == Relation::Starter;
        let sees_run = starts || (self.holds() && self.is_open) || sees_all;
        match about {
            About::Nothing | About::Absent => Verdict::Pass,
            About::ReadRecord | About::EditRecord | About::DeleteRecord => {
                self.of_record(about, reads)
            }
            About::SeeItem => seen(sees_item),
            About::DoItem | About::GuideItem if does_item => Verdict::Pass,
            About::GuideItem if sees_item => Verdict::Shown,
            About::DoItem if sees_item => Verdict::Forbidden,
            About::DoItem | About::GuideItem => Verdict::ForbiddenOrHidden,
            About::GiveItem => seen(sees_item),
            About::Run => seen(sees_run),
        }
    }

    fn of_record(&self, about: About, reads: bool) -> Verdict {
        let modifies_all = self.may("modify-all-data", reads);
        let views_all = modifies_all || self.may("view-all-data", reads);
        let owns = match self.relation {
            Relation::Owner | Relation::Member | Relation::MemberOfMember => true,
            Relation::Stranger | Relation::Assignee | Relation::Starter => false,
        };
        let is_public = self.sharing == "read" || self.sharing == "write";
        if !(owns || views_all || is_public) {
            return Verdict::Hidden;
        }
        let may = match about {
            About::EditRecord => owns || modifies_all || self.sharing == "write",
            About::DeleteRecord => owns || modifies_all,
            _ => true,
        };
        if may {
            Verdict::Pass
        } else {
            Verdict::Forbidden
        }
    }

    /// Whether the work item is hers or that of a group or queue of hers.
    fn holds(&self) -> bool {
        match self.relation {
            Relation::Assignee | Relation::Member | Relation::MemberOfMember => true,
            Relation::Stranger | Relation::Owner | Relation::Starter => false,
        }
    }
}

fn seen(is: bool) -> Verdict {
    if is { Verdict::Pass } else { Verdict::Hidden }
}
