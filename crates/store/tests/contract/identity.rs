//! Accounts, sessions, tokens, roles, the audit log.

use segue_language::{Text, Timestamp};
use segue_store::{AuditLine, Role, Session, Setup, Token};

use crate::bed::{NOON, write};

const ANN: &str = "005000000000001AAA";

fn session(hash: u8) -> Session {
    Session {
        n: 0,
        hash: [hash; 32],
        person: Text::from(ANN),
        created: NOON,
        seen: NOON,
        address: "192.0.2.1".to_owned(),
        agent: "browser".to_owned(),
    }
}

fn line(kind: &str) -> AuditLine {
    AuditLine {
        n: 0,
        at: NOON,
        actor: Text::from("ann"),
        kind: Text::from(kind),
        subject: Text::from("ann"),
        detail: String::new(),
        address: String::new(),
    }
}

specs! {
    fn a_password_replaces_the_one_before(store) {
        write(store, |tx| {
            tx.put_password(ANN, "one", NOON).unwrap();
            tx.put_password(ANN, "two", NOON).unwrap();
        });
        assert_eq!(store.password(ANN).unwrap().as_deref(), Some("two"));
        assert_eq!(store.password("005").unwrap(), None);
    }

    fn a_code_of_a_second_factor_is_used_once_and_never_an_older_one(store) {
        assert!(write(store, |tx| tx.begin_second_factor(ANN, b"one").unwrap()));
        assert!(write(store, |tx| tx.begin_second_factor(ANN, b"two").unwrap()));
        assert!(!write(store, |tx| tx.use_code(ANN, 9).unwrap()), "it is not confirmed");
        assert!(write(store, |tx| tx.confirm_second_factor(ANN, 5, NOON).unwrap()));
        assert!(!write(store, |tx| tx.confirm_second_factor(ANN, 9, NOON).unwrap()));
        assert!(!write(store, |tx| tx.begin_second_factor(ANN, b"three").unwrap()));
        for (step, is_new) in [(5, false), (6, true), (6, false), (4, false), (8, true), (7, false)] {
            assert_eq!(write(store, |tx| tx.use_code(ANN, step).unwrap()), is_new, "{step}");
        }
        assert_eq!(store.second_factor(ANN).unwrap().unwrap().sealed, b"two");
    }

    fn a_recovery_code_is_used_up_and_forgotten_with_its_second_factor(store) {
        write(store, |tx| {
            tx.begin_second_factor(ANN, b"one").unwrap();
            tx.put_recovery_codes(ANN, &[[1; 32], [2; 32]]).unwrap();
        });
        assert!(write(store, |tx| tx.use_recovery_code(ANN, &[1; 32]).unwrap()));
        assert!(!write(store, |tx| tx.use_recovery_code(ANN, &[1; 32]).unwrap()));
        assert_eq!(store.recovery_codes_left(ANN).unwrap(), 1);
        assert!(write(store, |tx| tx.delete_second_factor(ANN).unwrap()));
        assert_eq!(store.recovery_codes_left(ANN).unwrap(), 0);
        assert!(!write(store, |tx| tx.delete_second_factor(ANN).unwrap()));
    }

    fn the_setup_stays_closed(store) {
        assert_eq!(store.setup().unwrap(), Setup::New);
        assert!(write(store, |tx| tx.invite(&[1; 32]).unwrap()));
        assert!(write(store, |tx| tx.invite(&[2; 32]).unwrap()));
        assert_eq!(store.setup().unwrap(), Setup::Invited([2; 32]));
        assert!(write(store, |tx| tx.close_setup(NOON).unwrap()));
        assert_eq!(store.setup().unwrap(), Setup::Closed);
        assert!(!write(store, |tx| tx.invite(&[3; 32]).unwrap()));
        assert!(!write(store, |tx| tx.close_setup(NOON).unwrap()));
        assert_eq!(store.setup().unwrap(), Setup::Closed);
    }

    fn a_session_is_found_by_its_hash_and_ended_by_its_person(store) {
        let n = write(store, |tx| tx.insert_session(&session(1)).unwrap());
        let other = write(store, |tx| tx.insert_session(&session(2)).unwrap());
        let found = store.session(&[1; 32]).unwrap();
        assert_eq!(found, Some(Session { n, ..session(1) }));
        assert_eq!(store.sessions(ANN).unwrap().len(), 2);
        assert!(!write(store, |tx| tx.end_session("005", n).unwrap()));
        assert_eq!(write(store, |tx| tx.end_sessions(ANN, Some(other)).unwrap()), 1);
        assert_eq!(store.session(&[1; 32]).unwrap(), None);
        assert!(store.session(&[2; 32]).unwrap().is_some());
    }

    fn sessions_that_are_over_are_forgotten(store) {
        let used = Timestamp(NOON.0 + 10);
        write(store, |tx| {
            tx.insert_session(&session(1)).unwrap();
            let n = tx.insert_session(&session(2)).unwrap();
            tx.touch_session(n, used).unwrap();
        });
        assert_eq!(write(store, |tx| tx.forget_sessions(NOON, used).unwrap()), 1);
        assert_eq!(store.session(&[2; 32]).unwrap().unwrap().seen, used);
    }

    fn a_token_is_found_by_its_hash_and_deleted_by_its_person(store) {
        let token = Token {
            n: 0,
            hash: [7; 32],
            person: Text::from(ANN),
            label: "build".to_owned(),
            scopes: "read".to_owned(),
            created: NOON,
            expires: Timestamp(NOON.0 + 1),
            used: None,
        };
        let n = write(store, |tx| tx.insert_token(&token).unwrap());
        write(store, |tx| tx.touch_token(n, NOON).unwrap());
        let found = store.token(&[7; 32]).unwrap().unwrap();
        assert_eq!(found, Token { n, used: Some(NOON), ..token });
        assert!(!write(store, |tx| tx.delete_token("005", n).unwrap()));
        assert!(write(store, |tx| tx.delete_token(ANN, n).unwrap()));
        assert_eq!(store.token(&[7; 32]).unwrap(), None);
    }

    fn permissions_and_rights_come_from_the_roles_that_a_person_has(store) {
        write(store, |tx| {
            let permissions = "run-flows".to_owned();
            let role = Role { name: "worker".into(), label: "Worker".to_owned(), permissions };
            tx.put_role(&role).unwrap();
            tx.grant_object("Case", "worker", "view-all").unwrap();
            tx.share_object("CASE", "private").unwrap();
            assert!(tx.grant_role(ANN, "worker").unwrap());
            assert!(!tx.grant_role(ANN, "worker").unwrap());
        });
        assert_eq!(store.permissions_of(ANN).unwrap(), ["run-flows"]);
        let sharing = store.object_sharing("case", ANN).unwrap();
        assert_eq!(sharing.sharing.as_deref(), Some("private"));
        assert_eq!(sharing.rights, ["view-all"]);
        assert!(write(store, |tx| tx.withdraw_role(ANN, "worker").unwrap()));
        assert!(store.permissions_of(ANN).unwrap().is_empty());
        assert!(store.object_sharing("case", ANN).unwrap().rights.is_empty());
    }

    fn the_audit_log_is_chained_and_told_newest_first(store) {
        write(store, |tx| {
            tx.audit(&line("signed-in")).unwrap();
            tx.audit(&line("signed-out")).unwrap();
        });
        let lines = store.audit_lines(None, 10).unwrap();
        assert_eq!(lines.iter().map(|line| line.n).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(store.audit_lines(Some(2), 10).unwrap().len(), 1);
        assert_eq!(store.broken_audit_line().unwrap(), None);
    }
}
