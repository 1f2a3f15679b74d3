//! People.

use segue_language::Text;
use segue_store::{Group, Stamp, Tx, User};

use crate::bed::{NOON, write};

const STAMP: Stamp = Stamp {
    at: NOON,
    by: "005000000000001AAA",
};

fn user(tx: &Tx, username: &str) -> Text {
    let user = User {
        username: Text::from(username),
        last_name: Text::from("Last"),
        is_active: true,
        ..Default::default()
    };
    tx.put_user(&user, &STAMP).unwrap()
}

fn group(tx: &Tx, name: &str, is_queue: bool) -> Text {
    let group = Group {
        id: Text::from(""),
        is_queue,
        name: Text::from(name),
        label: Text::from("Label"),
        email: None,
        mails_members: true,
    };
    tx.put_group(&group, &STAMP).unwrap()
}

specs! {
    fn a_user_is_found_by_name_in_any_case_and_by_id(store) {
        let id = write(store, |tx| user(tx, "Ann@Example.com"));
        let by_name = store.user("ann@example.COM").unwrap().unwrap();
        assert_eq!(by_name.id, id);
        assert!(by_name.is_active);
        assert_eq!(store.user(&id).unwrap(), Some(by_name));
        assert_eq!(store.user("bob").unwrap(), None);
    }

    fn a_user_stored_again_keeps_the_id(store) {
        let first = write(store, |tx| user(tx, "ann"));
        let changed = User {
            username: Text::from("ANN"),
            first_name: Some(Text::from("Ann")),
            last_name: Text::from("Lee"),
            email: Some(Text::from("ann@x")),
            ..Default::default()
        };
        let second = write(store, |tx| tx.put_user(&changed, &STAMP).unwrap());
        assert_eq!(first, second);
        assert_eq!(store.user("ann").unwrap(), Some(User { id: first, ..changed }));
    }

    fn a_group_and_a_queue_may_have_the_same_name(store) {
        let (group, queue) = write(store, |tx| (group(tx, "Support", false), group(tx, "support", true)));
        assert_ne!(group, queue);
        assert_eq!(store.group(false, "SUPPORT").unwrap().unwrap().id, group);
        assert_eq!(store.group(true, "SUPPORT").unwrap().unwrap().id, queue);
        assert_eq!(store.group(true, &group).unwrap(), None);
        assert!(store.group(true, &queue).unwrap().unwrap().is_queue);
    }

    fn members_of_members_are_members(store) {
        let (ann, bob, inner, outer) = write(store, |tx| {
            let (ann, bob) = (user(tx, "ann"), user(tx, "bob"));
            let (inner, outer) = (group(tx, "Inner", false), group(tx, "Outer", true));
            tx.add_member(&inner, &ann, &STAMP).unwrap();
            tx.add_member(&outer, &inner, &STAMP).unwrap();
            tx.add_member(&outer, &bob, &STAMP).unwrap();
            tx.add_member(&outer, &bob, &STAMP).unwrap();
            (ann, bob, inner, outer)
        });
        let ids = |group| -> Vec<Text> {
            store.members(group).unwrap().into_iter().map(|user| user.id).collect()
        };
        assert_eq!(ids(&outer), [ann.clone(), bob]);
        assert_eq!(ids(&inner), std::slice::from_ref(&ann));
        assert_eq!(store.groups_of(&ann).unwrap(), [inner, outer]);
    }

    fn groups_that_hold_each_other_end(store) {
        let (ann, one, other) = write(store, |tx| {
            let (one, other) = (group(tx, "One", false), group(tx, "Other", false));
            let ann = user(tx, "ann");
            tx.add_member(&one, &other, &STAMP).unwrap();
            tx.add_member(&other, &one, &STAMP).unwrap();
            tx.add_member(&other, &ann, &STAMP).unwrap();
            (ann, one, other)
        });
        assert_eq!(store.members(&one).unwrap().len(), 1);
        assert_eq!(store.groups_of(&ann).unwrap(), [one, other]);
    }

    fn a_membership_ends_only_once(store) {
        write(store, |tx| {
            let (ann, queue) = (user(tx, "ann"), group(tx, "Q", true));
            tx.add_member(&queue, &ann, &STAMP).unwrap();
            assert!(tx.remove_member(&queue, &ann).unwrap());
            assert!(!tx.remove_member(&queue, &ann).unwrap());
            assert!(tx.members(&queue).unwrap().is_empty());
        });
    }
}
