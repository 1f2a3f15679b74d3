//! Mails that somebody delivers: claims, outcomes, what is dropped, other chances.

use segue_engine::AssigneeKind;
use segue_language::Timestamp;
use segue_runtime::{
    Actor, ClaimedMail, Mail, MailClaim, MailNext, MailOptions, MailOutcome, NewAssignee, Reply,
    Request, RuntimeOptions,
};
use segue_store::MailStatus;

use super::mail::checking;
use super::support::*;

fn delivering() -> Town {
    let options = RuntimeOptions {
        mail: MailOptions {
            is_captured: false,
            ..MailOptions::default()
        },
        base_url: "https://segue.example.com".into(),
        ..RuntimeOptions::default()
    };
    town_with(options, &files(&checking(("Group", "Reviewers"), "", "")))
}

fn claim(town: &mut Town) -> Vec<ClaimedMail> {
    let claim = MailClaim {
        n_max: 10,
        lease_seconds: 60,
        domain: "example.com".into(),
        salt: format!("salt{}", town.now.0).into(),
    };
    match town.ask(Request::ClaimMails(claim)).expect("claimed") {
        Reply::Mails(mails) => mails,
        other => panic!("{other:?}"),
    }
}

fn settle(town: &mut Town, mail: &ClaimedMail, done: &[(u16, Option<&str>)], next: MailNext) {
    let done = done
        .iter()
        .map(|(place, why)| (*place, why.map(str::to_owned)));
    let outcome = MailOutcome {
        number: mail.number,
        attempt: mail.attempt,
        done: done.collect(),
        next,
    };
    town.ask(Request::SettleMails(vec![outcome]))
        .expect("settled");
}

fn again(town: &Town, seconds: i64) -> MailNext {
    MailNext::Again {
        due: town.now.plus_seconds(seconds),
        error: Some("451 come back later".to_owned()),
    }
}

fn only(town: &Town) -> Mail {
    let rows = town.runtime.store().mails(None, 10).expect("read");
    assert_eq!(rows.len(), 1);
    Mail::read(rows[0].clone(), "").expect("read")
}

#[test]
fn a_mail_is_claimed_once_and_again_when_its_claim_ends() {
    let mut town = delivering();
    town.start("Checking", vec![]);
    assert_eq!(town.runtime.mails(), []);
    let first = claim(&mut town);
    assert_eq!((first.len(), first[0].attempt), (1, 1));
    assert!(
        first[0].link.starts_with("https://segue.example.com/work/"),
        "{}",
        first[0].link
    );
    assert!(claim(&mut town).is_empty());
    town.now = town.now.plus_seconds(60);
    let second = claim(&mut town);
    assert_eq!(second[0].attempt, 2);
    assert_eq!(second[0].message_id, first[0].message_id);
    assert_eq!(second[0].created, first[0].created);
}

#[test]
fn a_mail_that_was_taken_by_all_is_sent() {
    let mut town = delivering();
    town.start("Checking", vec![]);
    let mail = claim(&mut town).remove(0);
    settle(&mut town, &mail, &[(0, None), (1, None)], MailNext::Over);
    assert_eq!(only(&town).status, MailStatus::Sent);
    assert_eq!(town.runtime.store().next_due_mail().expect("read"), None);
}

#[test]
fn only_who_did_not_get_it_yet_is_tried_again() {
    let mut town = delivering();
    town.start("Checking", vec![]);
    let mail = claim(&mut town).remove(0);
    let later = again(&town, 30);
    settle(&mut town, &mail, &[(0, None)], later);
    assert_eq!(only(&town).error.as_deref(), Some("451 come back later"));
    assert!(claim(&mut town).is_empty());
    town.now = town.now.plus_seconds(30);
    let mail = claim(&mut town).remove(0);
    let rest: Vec<_> = mail
        .recipients
        .iter()
        .map(|one| (one.place, &*one.address))
        .collect();
    assert_eq!(rest, [(1, "bob@example.com")]);
    settle(
        &mut town,
        &mail,
        &[(1, Some("550 nobody here"))],
        MailNext::Over,
    );
    let mail = only(&town);
    assert_eq!(mail.status, MailStatus::Sent);
    assert_eq!(mail.refused[0].reason, "550 nobody here");
    assert_eq!(
        mail.error.as_deref(),
        Some("bob@example.com: 550 nobody here")
    );
}

#[test]
fn a_mail_that_nobody_may_get_has_failed_until_somebody_gives_it_another_chance() {
    let mut town = delivering();
    town.start("Checking", vec![]);
    let mail = claim(&mut town).remove(0);
    let refused = [(0, Some("550 no")), (1, Some("550 no"))];
    settle(&mut town, &mail, &refused, MailNext::Over);
    assert_eq!(only(&town).status, MailStatus::Failed);
    town.now = town.now.plus_seconds(500);
    let retry = Request::RetryMail {
        mail: mail.number,
        by: Actor::System,
    };
    town.ask(retry.clone()).expect("waits again");
    assert!(town.ask(retry).is_err());
    let mail = claim(&mut town).remove(0);
    assert_eq!((mail.recipients.len(), mail.since), (2, town.now));
}

#[test]
fn a_mail_is_held_back_without_counting_an_attempt() {
    let mut town = delivering();
    town.start("Checking", vec![]);
    let mail = claim(&mut town).remove(0);
    let held = MailNext::Held {
        due: town.now.plus_seconds(10),
        reason: "too many".to_owned(),
    };
    settle(&mut town, &mail, &[], held);
    let mail = only(&town);
    assert_eq!((mail.status, mail.n_attempts), (MailStatus::Waiting, 0));
}

#[test]
fn a_mail_is_dropped_when_its_item_closes_first() {
    let mut town = delivering();
    let run = town.start("Checking", vec![]);
    let claimed = claim(&mut town).remove(0);
    let cancel = Request::Cancel {
        run: run.into(),
        by: Actor::System,
        reason: None,
    };
    town.ask(cancel).expect("canceled");
    assert_eq!(only(&town).status, MailStatus::Dropped);
    let later = again(&town, 0);
    settle(&mut town, &claimed, &[], later);
    assert_eq!(only(&town).status, MailStatus::Dropped);
    assert!(claim(&mut town).is_empty());
}

#[test]
fn a_mail_is_dropped_when_somebody_else_gets_the_item_first() {
    let mut town = delivering();
    let run = town.start("Checking", vec![]);
    let item = town.item(run);
    town.ask(Request::Reassign {
        item,
        to: NewAssignee {
            kind: AssigneeKind::User,
            name: "cleo@example.com".into(),
        },
        by: Actor::System,
    })
    .expect("reassigned");
    let mails = claim(&mut town);
    assert_eq!(mails.len(), 1);
    assert_eq!(&*mails[0].to, ["cleo@example.com".into()]);
}

#[test]
fn a_mail_whose_item_is_closed_gets_no_other_chance() {
    let mut town = delivering();
    let run = town.start("Checking", vec![]);
    let mail = claim(&mut town).remove(0);
    let error = "given up".to_owned();
    settle(&mut town, &mail, &[], MailNext::GivenUp { error });
    let by = Actor::System;
    town.ask(Request::Cancel {
        run: run.into(),
        by: by.clone(),
        reason: None,
    })
    .expect("canceled");
    let mail = mail.number;
    let refused = town
        .ask(Request::RetryMail { mail, by })
        .expect_err("refused");
    assert!(refused.to_string().contains("closed"), "{refused}");
}

#[test]
fn mails_that_wait_survive_a_restart_and_are_still_dropped_with_their_item() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("segue.db");
    let open = || {
        let store = segue_store::Store::open(&path, &segue_store::Options::default());
        let mut options = RuntimeOptions::default();
        options.mail.is_captured = false;
        segue_runtime::Runtime::open(store.expect("opens"), options).expect("opens")
    };
    let mut town = town_on(open(), &files(&checking(("Group", "Reviewers"), "", "")));
    let kept = town.start("Checking", vec![]);
    let canceled = town.start("Checking", vec![]);
    let now = town.now;
    drop(town);
    let mut town = Town {
        runtime: open(),
        now,
    };
    let cancel = Request::Cancel {
        run: canceled.into(),
        by: Actor::System,
        reason: None,
    };
    town.ask(cancel).expect("canceled");
    let mails = claim(&mut town);
    let runs: Vec<_> = mails.iter().map(|mail| mail.run).collect();
    assert_eq!(runs, [Some(kept)]);
    assert_eq!(mails[0].created, Timestamp(now.0));
}
