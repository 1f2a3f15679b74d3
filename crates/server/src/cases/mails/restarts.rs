//! A process that dies between sending a mail and noting it, or while mails wait.

use std::net::TcpListener;

use segue_runtime::{MailClaim, Reply, Request};

use super::super::bed::Bed;
use super::sink::{Fault, Sink, Verb};
use super::{ADMIN, all_over, begin_delivery, header, mails, settings};

#[tokio::test]
async fn a_process_that_dies_between_sending_and_noting_sends_the_same_mail_again() {
    let sink = Sink::start(false);
    let bed = Bed::with(settings(&sink));
    bed.start(ADMIN).await;
    // Claimed, and then the process is gone: whether it sent the mail is not known to anybody.
    let claim = MailClaim {
        n_max: 10,
        lease_seconds: 3_600,
        domain: "example.com".into(),
        salt: "salt".into(),
    };
    let claimed = bed.app.execute(Request::ClaimMails(claim)).await.unwrap();
    let Reply::Mails(claimed) = claimed else {
        panic!("{claimed:?}")
    };
    assert_eq!(mails(&bed).await[0]["status"], "Sending");
    let bed = bed.started_again(settings(&sink));
    begin_delivery(&bed);
    let mail = all_over(&bed).await.remove(0);
    assert_eq!(
        (mail["status"].as_str(), mail["attempts"].as_i64()),
        (Some("Sent"), Some(2))
    );
    let expected = format!("<{}>", claimed[0].message_id);
    assert_eq!(header(&sink.received()[0], "Message-ID"), expected);
}

#[tokio::test]
async fn mails_that_wait_for_a_mail_server_go_out_when_it_is_there_again() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let place = listener.local_addr().unwrap();
    let sink = Sink::start_on(listener, false);
    sink.fail(
        Verb::Banner,
        "",
        Fault::Say("421 closed for today"),
        usize::MAX,
    );
    let bed = Bed::with(settings(&sink));
    begin_delivery(&bed);
    for _ in 0..5 {
        bed.start(ADMIN).await;
    }
    loop {
        let waiting = mails(&bed).await;
        if waiting
            .iter()
            .any(|mail| mail["attempts"].as_i64() > Some(1))
        {
            assert!(waiting.iter().all(|mail| mail["status"] != "Failed"));
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    let good = Sink::start(false);
    assert_ne!(good.address, place);
    let bed = bed.started_again(settings(&good));
    begin_delivery(&bed);
    let mails = all_over(&bed).await;
    assert!(
        mails.iter().all(|mail| mail["status"] == "Sent"),
        "{mails:?}"
    );
    assert_eq!(good.received().len(), 5);
}

#[tokio::test]
async fn captured_mails_are_still_there_after_a_restart() {
    let bed = Bed::new();
    bed.start(ADMIN).await;
    let before = mails(&bed).await;
    assert_eq!(before[0]["status"], "Captured");
    let again = bed.started_again(crate::settings::Settings::of_defaults());
    assert_eq!(mails(&again).await, before);
}
