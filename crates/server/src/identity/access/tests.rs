//! The rules of access as tables: who may what.

use segue_language::Text;
use segue_store::ObjectSharing;

use super::{ObjectAccess, Reach, RunSight, Viewer};
use crate::identity::{Caller, Permissions, Scope, Through};

const ANN: &str = "005000000000001AAA";
const BOB: &str = "005000000000002AAA";
const TEAM: &str = "00G000000000001AAA";
const OTHERS: &str = "00G000000000002AAA";

fn viewer_with<T>(permissions: &str, look: impl FnOnce(Viewer<'_>) -> T) -> T {
    let caller = Caller {
        user: Text::from("ann"),
        id: Text::from(ANN),
        permissions: Permissions::read(permissions),
        through: Through::Token(Scope::Manage),
    };
    look(Viewer {
        caller: &caller,
        groups: &[Text::from(TEAM)],
    })
}

/// Permissions; then for items of Ann, her team, Bob and another team: s(ees), c(ompletes),
/// t(akes, that is claims), r(eassigns).
const ITEMS: &[(&str, [&str; 4])] = &[
    ("", ["s", "s", "", ""]),
    ("run-flows", ["sc", "sct", "", ""]),
    ("view-all-data", ["s", "s", "s", "s"]),
    ("modify-all-data", ["s", "s", "s", "s"]),
    ("manage-orchestration-runs", ["s", "s", "s", "s"]),
    ("reassign-work-items", ["sr", "sr", "", ""]),
    ("run-flows reassign-work-items", ["scr", "sctr", "", ""]),
    (
        "manage-orchestration-runs reassign-work-items",
        ["sr", "sr", "sr", "sr"],
    ),
    (
        "run-flows manage-flow manage-orchestration-runs view-all-data modify-all-data \
         customize-application manage-users force-resume",
        ["sc", "sct", "s", "s"],
    ),
];

#[test]
fn who_may_what_with_a_work_item() {
    for (permissions, expected) in ITEMS {
        for (assignee, expected) in [ANN, TEAM, BOB, OTHERS].iter().zip(expected) {
            let found = viewer_with(permissions, |viewer| {
                let answers = [
                    ("s", viewer.sees_item(assignee)),
                    ("c", viewer.completes_item(assignee)),
                    ("t", viewer.claims_item(assignee)),
                    ("r", viewer.reassigns_item(assignee)),
                ];
                let yes = answers.iter().filter(|(_, is)| *is);
                yes.map(|(letter, _)| *letter).collect::<String>()
            });
            assert_eq!(found, *expected, "`{permissions}` on an item of {assignee}");
        }
    }
}

/// Permissions; then for runs that Ann started, that her team works on, and that she has nothing to
/// do with: whether she sees them.
const RUNS: &[(&str, [bool; 3])] = &[
    ("", [true, true, false]),
    ("run-flows", [true, true, false]),
    ("manage-flow", [true, true, false]),
    ("manage-users", [true, true, false]),
    ("reassign-work-items", [true, true, false]),
    ("force-resume", [true, true, false]),
    ("manage-orchestration-runs", [true, true, true]),
    ("view-all-data", [true, true, true]),
];

#[test]
fn who_sees_a_run() {
    let (team, others) = ([Text::from(TEAM)], [Text::from(OTHERS), Text::from(BOB)]);
    let run = |starter, assignees| RunSight { starter, assignees };
    let runs = [
        run(Some(ANN), &others[..]),
        run(Some(BOB), &team[..]),
        run(None, &others[..]),
    ];
    for (permissions, expected) in RUNS {
        for (run, expected) in runs.iter().zip(expected) {
            let sees = viewer_with(permissions, |viewer| viewer.sees_run(*run));
            assert_eq!(sees, *expected, "`{permissions}` on {run:?}");
        }
    }
}

#[test]
fn forcing_a_resume_needs_both_permissions() {
    for (permissions, expected) in [
        ("force-resume", false),
        ("manage-orchestration-runs", false),
        ("force-resume manage-orchestration-runs", true),
    ] {
        let found = viewer_with(permissions, |viewer| viewer.forces_resume());
        assert_eq!(found, expected, "{permissions}");
    }
}

/// Permissions, sharing, rights by a role; whether she creates, then what she reads, edits and
/// deletes: a(ll), o(wn), n(othing).
type RecordRow = (
    &'static str,
    Option<&'static str>,
    &'static str,
    (bool, &'static str),
);

const RECORDS: &[RecordRow] = &[
    ("", None, "", (true, "aoo")),
    ("", Some("read"), "", (true, "aoo")),
    ("", Some("write"), "", (true, "aao")),
    ("", Some("private"), "", (true, "ooo")),
    ("", Some("closed"), "", (false, "nnn")),
    ("", Some("misspelt"), "", (false, "nnn")),
    ("", Some("closed"), "read", (false, "onn")),
    ("", Some("closed"), "read edit create", (true, "oon")),
    ("", Some("closed"), "view-all", (false, "ann")),
    ("", Some("private"), "view-all edit-all", (true, "aao")),
    ("", Some("private"), "delete-all", (true, "ooa")),
    ("view-all-data", Some("private"), "", (true, "aoo")),
    ("view-all-data", Some("closed"), "", (false, "ann")),
    ("modify-all-data", Some("closed"), "", (true, "aaa")),
    (
        "manage-orchestration-runs",
        Some("private"),
        "",
        (true, "ooo"),
    ),
    ("manage-users", Some("private"), "", (true, "ooo")),
];

fn access(permissions: &str, object: &str, stored: &ObjectSharing) -> (bool, String) {
    viewer_with(permissions, |viewer| {
        let access = ObjectAccess::new(viewer, object, stored);
        let letter = |reach| match reach {
            Reach::All => 'a',
            Reach::Own => 'o',
            Reach::Nothing => 'n',
        };
        let reaches = [access.reads(), access.edits(), access.deletes()];
        (access.creates(), reaches.map(letter).iter().collect())
    })
}

#[test]
fn who_may_what_with_a_record() {
    for (permissions, sharing, rights, (creates, reaches)) in RECORDS {
        let stored = ObjectSharing {
            sharing: sharing.map(str::to_owned),
            rights: vec![(*rights).to_owned()],
        };
        let found = access(permissions, "Incident", &stored);
        let expected = (*creates, (*reaches).to_owned());
        assert_eq!(found, expected, "`{permissions}`, {sharing:?}, `{rights}`");
    }
}

#[test]
fn everybody_reads_the_directory_and_only_the_manager_of_users_changes_it() {
    let open = ObjectSharing {
        sharing: Some("write".to_owned()),
        rights: vec!["create edit-all delete-all".to_owned()],
    };
    for object in ["User", "group", "GroupMember"] {
        assert_eq!(access("", object, &open), (false, "ann".to_owned()));
        let found = access("modify-all-data", object, &open);
        assert_eq!(found, (false, "ann".to_owned()), "{object}");
        let found = access("manage-users", object, &open);
        assert_eq!(found, (true, "aaa".to_owned()), "{object}");
    }
}

#[test]
fn nobody_writes_run_objects_by_hand() {
    let open = ObjectSharing {
        sharing: Some("write".to_owned()),
        rights: vec!["edit-all".to_owned()],
    };
    let object = "FlowOrchestrationWorkItem";
    assert_eq!(access("run-flows", object, &open).1, "nnn");
    assert_eq!(access("manage-orchestration-runs", object, &open).1, "ann");
    assert_eq!(access("modify-all-data", object, &open).1, "ann");
}

#[test]
fn an_own_record_is_hers_or_of_a_queue_of_hers() {
    for (owner, is_own) in [
        (Some(ANN), true),
        (Some(TEAM), true),
        (Some(BOB), false),
        (Some(OTHERS), false),
        (Some(""), false),
        (None, false),
    ] {
        viewer_with("", |viewer| {
            assert_eq!(Reach::Own.includes(viewer, owner), is_own, "{owner:?}");
            assert!(Reach::All.includes(viewer, owner));
            assert!(!Reach::Nothing.includes(viewer, owner));
        });
    }
}
