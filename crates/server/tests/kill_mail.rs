//! The shipped program, killed with SIGKILL while it sends mail to a real mail server: no mail is lost, and
//! one comes twice only when its process died between the server's taking it and the note of that.

#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

#[path = "client/desk.rs"]
#[expect(dead_code, reason = "only the server is needed of it")]
mod desk;
#[path = "../../connectors/tests/support/sink.rs"]
#[expect(dead_code, reason = "only some of its faults are needed")]
mod sink;

use std::collections::BTreeMap;
use std::thread::sleep;
use std::time::Duration;

use desk::{Desk, desk_with};
use sink::{Fault, Sink, Verb};

const BOB: &str = "bob@x.org";
const N_ROUNDS: usize = 6;
const RUNS_OF_A_ROUND: usize = 5;
const LOOKS_MAX: usize = 1_500;

#[test]
fn a_mail_that_was_taken_but_not_noted_comes_a_second_time_with_the_same_bytes() {
    let (sink, mut desk) = mailing();
    sink.fail(Verb::Content, "", Fault::SilentAfterTaking, 1);
    start(&desk, 1);
    wait_for(|| sink.received().len() == 1);
    desk.kill_and_restart();
    wait_for(|| sink.received().len() == 2);
    let received = sink.received();
    assert_eq!(received[0].to, received[1].to);
    assert_eq!(received[0].content, received[1].content);
}

#[test]
fn a_program_killed_at_random_moments_loses_no_mail() {
    let (sink, mut desk) = mailing();
    for round in 0..N_ROUNDS {
        start(&desk, RUNS_OF_A_ROUND);
        sleep(Duration::from_millis((round as u64 * 37) % 120));
        desk.kill_and_restart();
    }
    let n_mails = N_ROUNDS * RUNS_OF_A_ROUND;
    wait_for(|| by_id(&sink).len() == n_mails);
    // One mail may be on its way in each of the connections of a process that dies.
    let n_twice: usize = by_id(&sink).values().map(|count| count - 1).sum();
    assert!(
        n_twice <= N_ROUNDS * RUNS_OF_A_ROUND / 2,
        "{n_twice} came twice"
    );
}

fn mailing() -> (Sink, Desk) {
    let sink = Sink::start(false);
    let desk = desk_with(vec![
        ("SEGUE_MAIL_SMTP", format!("smtp+plain://{}", sink.address)),
        ("SEGUE_MAIL_FROM", "segue@x.org".to_owned()),
    ]);
    (sink, desk)
}

/// Starts runs; each opens a work item for the desk, of which a mail tells.
fn start(desk: &Desk, n: usize) {
    for _ in 0..n {
        let said = desk.run(BOB, "start Ask_Desk");
        assert_eq!(said.code, 0, "{said:?}");
    }
}

/// How often each message was taken.
fn by_id(sink: &Sink) -> BTreeMap<(String, Vec<String>), usize> {
    let mut counts = BTreeMap::new();
    for mail in sink.received() {
        let id = mail
            .content
            .lines()
            .find(|line| line.starts_with("Message-ID:"));
        *counts.entry((id.unwrap().to_owned(), mail.to)).or_default() += 1;
    }
    counts
}

fn wait_for(is_so: impl Fn() -> bool) {
    for _ in 0..LOOKS_MAX {
        if is_so() {
            return;
        }
        sleep(Duration::from_millis(20));
    }
    panic!("it does not come about");
}
