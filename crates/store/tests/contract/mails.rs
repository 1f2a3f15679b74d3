//! Mails.

use segue_engine::PartId;
use segue_language::{Text, Timestamp};
use segue_store::{
    MailRow, MailSettlement, MailStatus, NewMailRow, PartNumber, RunNumber, Store, Tx,
};

use crate::bed::{NOON, write};

fn post(tx: &Tx, run: i64, status: MailStatus) -> i64 {
    tx.post_mail(&NewMailRow {
        run: RunNumber(run),
        item: Some(PartNumber::new(RunNumber(run), PartId(3))),
        kind: 2,
        status,
        created: NOON,
        body: b"mail",
    })
    .unwrap()
}

fn posted(store: &mut Store) -> i64 {
    write(store, |tx| post(tx, 4, MailStatus::Waiting))
}

fn outcome(status: MailStatus, due: i64) -> MailSettlement<'static> {
    MailSettlement {
        status,
        at: Timestamp(70),
        due: Timestamp(due),
        attempt: 1,
        error: Some("451 later"),
        progress: b"one",
    }
}

fn claim(store: &mut Store, n: i64, ends: i64) -> bool {
    let id = Text::from("1@example.com");
    write(store, |tx| tx.claim_mail(n, Timestamp(ends), &id).unwrap())
}

fn numbers(mails: &[MailRow]) -> Vec<i64> {
    mails.iter().map(|mail| mail.n).collect()
}

specs! {
    fn a_mail_is_read_as_it_was_posted(store) {
        let n = posted(store);
        let mail = store.mail(n).unwrap().unwrap();
        assert_eq!((mail.run, mail.kind, mail.attempt), (RunNumber(4), 2, 0));
        assert_eq!((mail.status, mail.created, mail.settled), (MailStatus::Waiting, NOON, None));
        assert_eq!(mail.item, Some(PartNumber::new(RunNumber(4), PartId(3))));
        assert_eq!((mail.message_id, mail.error), (None, None));
        assert_eq!((&mail.progress[..], &mail.body[..]), (&b""[..], &b"mail"[..]));
        assert_eq!(store.unsent_mails().unwrap(), [(n, mail.item.unwrap())]);
        assert_eq!(store.n_unsent_mails().unwrap(), 1);
    }

    fn a_captured_mail_is_never_due(store) {
        let n = write(store, |tx| post(tx, 4, MailStatus::Captured));
        assert!(store.due_mails(Timestamp(i64::MAX), 9).unwrap().is_empty());
        assert_eq!(store.next_due_mail().unwrap(), None);
        assert_eq!(numbers(&store.mails(None, 9).unwrap()), [n]);
        assert!(!claim(store, n, 50));
    }

    fn a_claimed_mail_is_due_again_only_when_its_claim_ends(store) {
        let n = posted(store);
        assert_eq!(numbers(&store.due_mails(Timestamp(1), 9).unwrap()), [n]);
        assert!(claim(store, n, 50));
        assert!(store.due_mails(Timestamp(49), 9).unwrap().is_empty());
        assert_eq!(store.next_due_mail().unwrap(), Some(Timestamp(50)));
        let again = store.due_mails(Timestamp(50), 9).unwrap();
        assert_eq!((again[0].status, again[0].attempt), (MailStatus::Sending, 1));
    }

    fn a_message_id_is_kept_at_every_attempt(store) {
        let n = posted(store);
        claim(store, n, 50);
        let other = Text::from("2@example.com");
        write(store, |tx| tx.claim_mail(n, Timestamp(99), &other).unwrap());
        let mail = store.mail(n).unwrap().unwrap();
        assert_eq!((mail.message_id.as_deref(), mail.attempt), (Some("1@example.com"), 2));
    }

    fn a_mail_waits_again_or_comes_to_an_end(store) {
        let n = posted(store);
        claim(store, n, 50);
        let waits = outcome(MailStatus::Waiting, 90);
        assert!(write(store, |tx| tx.settle_mail(n, 1, &waits).unwrap()));
        let mail = store.mail(n).unwrap().unwrap();
        assert_eq!((mail.status, mail.due), (MailStatus::Waiting, Timestamp(90)));
        assert_eq!((mail.error.as_deref(), &mail.progress[..]), (Some("451 later"), &b"one"[..]));
        claim(store, n, 99);
        let failed = outcome(MailStatus::Failed, 0);
        assert!(write(store, |tx| tx.settle_mail(n, 2, &failed).unwrap()));
        assert_eq!(store.next_due_mail().unwrap(), None);
        assert!(write(store, |tx| tx.retry_mail(n, b"", Timestamp(80)).unwrap()));
        assert!(!write(store, |tx| tx.retry_mail(n, b"", Timestamp(80)).unwrap()));
        assert_eq!(store.next_due_mail().unwrap(), Some(Timestamp(80)));
    }

    fn an_outcome_of_an_older_attempt_changes_nothing(store) {
        let n = posted(store);
        claim(store, n, 50);
        claim(store, n, 60);
        let sent = outcome(MailStatus::Sent, 0);
        assert!(!write(store, |tx| tx.settle_mail(n, 1, &sent).unwrap()));
        assert_eq!(store.mail(n).unwrap().unwrap().status, MailStatus::Sending);
    }

    fn a_mail_that_is_dropped_while_it_is_sent_counts_as_sent_if_it_was(store) {
        let n = posted(store);
        claim(store, n, 50);
        assert!(write(store, |tx| tx.drop_mail(n, Timestamp(40)).unwrap()));
        let waits = outcome(MailStatus::Waiting, 90);
        assert!(!write(store, |tx| tx.settle_mail(n, 1, &waits).unwrap()));
        let sent = outcome(MailStatus::Sent, 0);
        assert!(write(store, |tx| tx.settle_mail(n, 1, &sent).unwrap()));
        assert!(!write(store, |tx| tx.drop_mail(n, Timestamp(40)).unwrap()));
        let since = store.mails_sent_since(Timestamp(69), 9).unwrap();
        assert_eq!(since, [(Timestamp(70), RunNumber(4))]);
    }

    fn what_a_stopped_process_was_sending_waits_again(store) {
        let n = posted(store);
        claim(store, n, i64::MAX);
        assert_eq!(write(store, |tx| tx.release_mails().unwrap()), 1);
        assert_eq!(numbers(&store.due_mails(Timestamp(1), 9).unwrap()), [n]);
    }

    fn only_mails_that_are_over_are_forgotten(store) {
        let [old, waiting, new] = write(store, |tx| {
            use MailStatus::{Captured, Waiting};
            [Captured, Waiting, Captured].map(|status| post(tx, 1, status))
        });
        assert_eq!(write(store, |tx| tx.forget_mails(new, 9).unwrap()), 1);
        assert_eq!(numbers(&store.mails(None, 9).unwrap()), [new, waiting]);
        assert!(store.mail(old).unwrap().is_none());
    }

    fn mails_are_found_by_their_run_newest_first(store) {
        let found = write(store, |tx| [1, 2, 1].map(|run| post(tx, run, MailStatus::Captured)));
        let of_run = store.mails_of_run(RunNumber(1), 9).unwrap();
        assert_eq!(numbers(&of_run), [found[2], found[0]]);
        assert_eq!(numbers(&store.mails(Some(found[2]), 1).unwrap()), [found[1]]);
    }

    fn a_person_may_want_no_mail(store) {
        write(store, |tx| {
            tx.set_mail_off("ann", true).unwrap();
            tx.set_mail_off("ann", true).unwrap();
            tx.set_mail_off("bob", true).unwrap();
            tx.set_mail_off("bob", false).unwrap();
        });
        assert_eq!(store.people_without_mail().unwrap(), [Text::from("ann")]);
        assert!(store.is_mail_off("ann").unwrap());
        assert!(!store.is_mail_off("bob").unwrap());
    }
}
