//! `segue backup`, `restore`, `migrate`: copies of a database that a server works on.

#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

#[path = "client/desk.rs"]
#[expect(dead_code, reason = "only the server is needed of it")]
mod desk;

use desk::{Said, desk, segue};

const BOB: &str = "bob@x.org";

#[test]
fn a_copy_of_a_working_server_is_restored_with_all_that_was_acknowledged() {
    let desk = desk();
    for _ in 0..5 {
        assert_eq!(desk.run(BOB, "start Ask_Desk").code, 0);
    }
    let offline = |words: &str| {
        let mut command = segue(&desk, None);
        Said::of(command.args(words.split_whitespace()).output().unwrap())
    };
    let made = offline("backup copy.sqlite --data kept");
    assert_eq!(
        made.out, "backed up 5 runs with 5 history rows to copy.sqlite\n",
        "{made:?}"
    );
    assert_eq!(desk.run(BOB, "start Ask_Desk").code, 0);

    let twice = offline("backup copy.sqlite --data kept");
    assert_eq!((twice.code, &*twice.out), (2, ""));
    assert!(twice.err.contains("is there already"), "{twice:?}");
    let missing = offline("backup other.sqlite --data nowhere");
    assert_eq!(missing.code, 2);

    let over = offline("restore copy.sqlite --data kept");
    assert_eq!(over.code, 2);
    assert!(over.err.contains("move it away first"), "{over:?}");
    let restored = offline("restore copy.sqlite --data again --json");
    assert_eq!(restored.json()["runs"], 5, "{restored:?}");
    let verified = offline("verify --data again");
    assert_eq!(verified.out, "5 runs, 5 history rows, 0 problems\n");
    let migrated = offline("migrate --data again --json");
    assert_eq!(migrated.json()["missing"], 0, "{migrated:?}");
    assert_eq!(offline("migrate --data again --check").code, 0);
}

#[test]
fn what_is_no_backup_is_not_restored() {
    let desk = desk();
    desk.write(
        "note.txt",
        "not a database at all, but long enough to be read as one",
    );
    desk.write("empty.sqlite", "");
    for file in ["note.txt", "empty.sqlite", "missing.sqlite"] {
        let mut command = segue(&desk, None);
        let said = command.args(["restore", file, "--data", "again"]).output();
        let said = Said::of(said.unwrap());
        assert_eq!(said.code, 2, "{said:?}");
    }
}
