//! A mail server that fails at each verb: nothing is lost, and only what nobody could know is sent
//! twice, with the same message id.

use serde_json::json;

use super::super::bed::Bed;
use super::sink::{Fault, Sink, Verb};
use super::{ADMIN, all_over, begin_delivery, header, settings};

/// One mail to two people, with faults; then what became of it.
async fn sent_in_spite_of(verb: Verb, about: &str, fault: Fault) -> (Bed, Sink) {
    let sink = Sink::start(false);
    sink.fail(verb, about, fault, 2);
    let bed = Bed::with(settings(&sink));
    begin_delivery(&bed);
    bed.start(ADMIN).await;
    (bed, sink)
}

#[tokio::test]
async fn a_mail_is_sent_in_spite_of_every_fault_that_passes() {
    let faults = [
        (Verb::Banner, Fault::Say("421 not now")),
        (Verb::Banner, Fault::Cut),
        (Verb::Banner, Fault::Silent),
        (Verb::Ehlo, Fault::Say("421 not now")),
        (Verb::Ehlo, Fault::Cut),
        (Verb::Ehlo, Fault::Drip),
        (Verb::StartTls, Fault::Say("454 not now")),
        (Verb::StartTls, Fault::Cut),
        (Verb::Auth, Fault::Say("454 not now")),
        (Verb::Auth, Fault::Say("535 who is that")),
        (Verb::Auth, Fault::Cut),
        (Verb::MailFrom, Fault::Say("451 later")),
        (Verb::MailFrom, Fault::Say("421 bye")),
        (Verb::MailFrom, Fault::Cut),
        (Verb::MailFrom, Fault::Silent),
        (Verb::Rcpt, Fault::Say("450 later")),
        (Verb::Rcpt, Fault::Cut),
        (Verb::Data, Fault::Say("451 later")),
        (Verb::Data, Fault::Cut),
        (Verb::Data, Fault::Silent),
        (Verb::Content, Fault::Say("451 later")),
        (Verb::Content, Fault::Cut),
        (Verb::Content, Fault::Silent),
        (Verb::Quit, Fault::Cut),
    ];
    for (verb, fault) in faults {
        let (bed, sink) = sent_in_spite_of(verb, "", fault).await;
        let mails = all_over(&bed).await;
        assert_eq!(mails.len(), 1, "{verb:?} {fault:?}");
        assert_eq!(
            mails[0]["status"], "Sent",
            "{verb:?} {fault:?}: {}",
            mails[0]
        );
        let received = sink.received();
        let got: usize = received.iter().map(|one| one.to.len()).sum();
        assert_eq!(got, 2, "{verb:?} {fault:?}: {received:?}");
        assert!(received.iter().all(|one| one.is_secret && one.is_signed_in));
    }
}

#[tokio::test]
async fn a_mail_comes_twice_only_when_nobody_could_know_that_it_was_taken() {
    for fault in [Fault::CutAfterTaking, Fault::SilentAfterTaking] {
        let (bed, sink) = sent_in_spite_of(Verb::Content, "", fault).await;
        let mails = all_over(&bed).await;
        assert_eq!(mails[0]["status"], "Sent");
        let received = sink.received();
        assert_eq!(received.len(), 3);
        let id = format!("<{}>", mails[0]["message_id"].as_str().unwrap());
        for one in &received {
            assert_eq!(header(one, "Message-ID"), id);
            assert_eq!(one.content, received[0].content);
        }
    }
}

#[tokio::test]
async fn who_has_it_already_does_not_get_it_again() {
    let (bed, sink) = sent_in_spite_of(Verb::Rcpt, "bob@", Fault::Say("450 later")).await;
    all_over(&bed).await;
    let received: Vec<_> = sink.received().into_iter().map(|one| one.to).collect();
    assert_eq!(received, [["cleo@x.org"], ["bob@x.org"]]);
}

#[tokio::test]
async fn what_is_refused_for_good_stops_with_its_reason_and_can_be_sent_again() {
    for (verb, told) in [
        (Verb::MailFrom, "553 not you"),
        (Verb::Rcpt, "550 nobody here"),
        (Verb::Data, "554 never"),
        (Verb::Content, "554 spam"),
    ] {
        let (bed, sink) = sent_in_spite_of(verb, "", Fault::Say(told)).await;
        let mail = all_over(&bed).await.remove(0);
        assert_eq!(mail["status"], "Failed", "{verb:?}");
        let error = mail["error"].as_str().unwrap();
        assert!(error.contains(&told[4..]), "{verb:?}: {error}");
        // Two faults: of two recipients at once, or of two attempts.
        let path = format!("/api/v1/mails/{}/retry", mail["id"].as_str().unwrap());
        assert_eq!(bed.post("bob@x.org", &path, json!({})).await.status, 403);
        for _ in 0..2 {
            bed.post(ADMIN, &path, json!({})).await;
            all_over(&bed).await;
        }
        let mail = all_over(&bed).await.remove(0);
        assert_eq!(mail["status"], "Sent", "{verb:?}");
        assert_eq!(sink.received().len(), 1, "{verb:?}");
    }
}

#[tokio::test]
async fn one_bad_recipient_keeps_nobody_else_from_the_mail() {
    let (bed, sink) = sent_in_spite_of(Verb::Rcpt, "bob@", Fault::Say("550 nobody here")).await;
    let mail = all_over(&bed).await.remove(0);
    assert_eq!(mail["status"], "Sent");
    assert_eq!(mail["refused"][0]["address"], "bob@x.org");
    assert_eq!(sink.received()[0].to, ["cleo@x.org"]);
}

#[tokio::test]
async fn many_mails_share_few_connections_and_none_is_lost() {
    let sink = Sink::start(false);
    sink.fail(Verb::Content, "", Fault::Say("451 later"), 7);
    sink.fail(Verb::MailFrom, "", Fault::Cut, 3);
    let bed = Bed::with(settings(&sink));
    begin_delivery(&bed);
    for _ in 0..60 {
        bed.start(ADMIN).await;
    }
    let mails = all_over(&bed).await;
    assert!(mails.iter().all(|mail| mail["status"] == "Sent"));
    let mut ids: Vec<_> = sink
        .received()
        .iter()
        .map(|one| header(one, "Message-ID"))
        .collect();
    assert_eq!(ids.len(), 60);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 60);
    assert!(sink.n_connections() < 30, "{}", sink.n_connections());
}
