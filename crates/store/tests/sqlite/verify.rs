//! Damage is found, and nothing else.

use segue_engine::Event;
use segue_store::{Reader, Verification};

use crate::bed::{Bed, Story, item, job, mail, write};

/// Three runs of three turns; the second one is suspended.
fn three_runs() -> Bed {
    let bed = Bed::new();
    write(&mut bed.open(), |tx| {
        let mut stories = [Story::begin(tx)?, Story::begin(tx)?, Story::begin(tx)?];
        for story in &mut stories {
            story.go_on(tx, &[Event::Noted("a note".into())])?;
        }
        stories[0].go_on(tx, &[Event::RunCompleted])?;
        stories[1].go_on(tx, &[Event::RunSuspended])?;
        stories[2].go_on(tx, &[Event::RunCanceled])
    })
    .unwrap();
    bed
}

fn check(bed: &Bed) -> Verification {
    Reader::open(&bed.path()).unwrap().verify().unwrap()
}

/// `run sequence code` of every problem after some damage.
fn damage(sql: &str) -> Vec<String> {
    let bed = three_runs();
    bed.tamper(sql);
    let describe =
        |fault: segue_store::Fault| format!("{} {} {}", fault.run.0, fault.sequence, fault.code);
    check(&bed).problems.into_iter().map(describe).collect()
}

#[test]
fn a_sound_database_has_no_problems() {
    let found = check(&three_runs());
    assert_eq!(
        found,
        Verification {
            runs: 3,
            rows: 9,
            problems: vec![]
        }
    );
}

#[test]
fn an_empty_database_has_no_problems() {
    let bed = Bed::new();
    drop(bed.open());
    assert_eq!(check(&bed), Verification::default());
}

#[test]
fn a_changed_event_breaks_the_chain() {
    let sql =
        "UPDATE history SET body = CAST(replace(CAST(body AS TEXT), 'a note', 'a lie!') AS BLOB)
        WHERE run = 2 AND sequence = 2";
    assert_eq!(damage(sql), ["2 2 hash-mismatch"]);
}

#[test]
fn a_line_of_the_audit_log_that_nobody_wrote_so_is_found() {
    let found = damage(
        "INSERT INTO audit(n, at, actor, kind, subject, detail, address, hash)
        VALUES (1, 0, 'ann', 'signed-in', 'ann', '', '', zeroblob(32))",
    );
    assert_eq!(found, ["0 1 audit-mismatch"]);
}

#[test]
fn a_changed_time_breaks_the_chain() {
    let found = damage("UPDATE history SET at = at + 1 WHERE run = 1 AND sequence = 3");
    assert_eq!(found, ["1 3 hash-mismatch", "1 3 state-mismatch"]);
}

#[test]
fn a_new_hash_for_a_changed_event_breaks_the_rest_of_the_chain() {
    let found = damage("UPDATE history SET hash = zeroblob(32) WHERE run = 2 AND sequence = 1");
    assert_eq!(found, ["2 1 hash-mismatch", "2 2 hash-mismatch"]);
}

#[test]
fn a_changed_state_is_not_what_the_history_says() {
    let found = damage("UPDATE run SET state = (SELECT state FROM run WHERE n = 1) WHERE n = 3");
    assert_eq!(found, ["3 3 state-mismatch", "3 3 status-mismatch"]);
}

#[test]
fn a_changed_status_is_found() {
    assert_eq!(
        damage("UPDATE run SET status = 1 WHERE n = 3"),
        ["3 3 status-mismatch"]
    );
}

#[test]
fn a_state_that_cannot_be_read_is_found() {
    assert_eq!(
        damage("UPDATE run SET state = x'09' WHERE n = 3"),
        ["3 0 unreadable"]
    );
    assert_eq!(
        damage("UPDATE run SET state = x'' WHERE n = 3"),
        ["3 0 unreadable"]
    );
}

#[test]
fn a_missing_turn_is_found() {
    let found = damage("DELETE FROM history WHERE run = 2 AND sequence = 2");
    assert_eq!(found, ["2 0 unreadable"]);
}

#[test]
fn a_turn_cut_off_at_the_end_is_found() {
    let sql = "UPDATE run SET last = (SELECT previous FROM history WHERE n = last) WHERE n = 1";
    let found = damage(sql);
    let expected = [
        "1 0 stray-row",
        "1 3 sequence-gap",
        "1 3 hash-mismatch",
        "1 3 state-mismatch",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_turn_of_another_run_in_the_chain_is_found() {
    let sql = "UPDATE run SET (last, hash) = (SELECT last, hash FROM run WHERE n = 1) WHERE n = 2";
    let found = damage(sql);
    assert!(found.contains(&"2 1 foreign-row".to_owned()), "{found:?}");
    assert!(found.contains(&"2 0 stray-row".to_owned()), "{found:?}");
}

#[test]
fn a_chain_that_leads_in_a_circle_is_found() {
    let found = damage("UPDATE history SET previous = n WHERE run = 2 AND sequence = 1");
    assert_eq!(found, ["2 0 unreadable"]);
}

#[test]
fn histories_without_a_run_are_found() {
    assert_eq!(damage("DELETE FROM run WHERE n = 2"), ["2 0 orphan"]);
}

#[test]
fn rows_that_belong_to_no_run_are_found() {
    let bed = three_runs();
    write(&mut bed.open(), |tx| {
        let nobody = segue_store::RunNumber(77);
        tx.insert_item(&item(nobody))?;
        tx.put_job(&job(nobody))?;
        tx.post_mail(&mail(nobody))?;
        tx.relate("r", nobody)
    })
    .unwrap();
    let found = check(&bed);
    let messages: Vec<_> = found
        .problems
        .iter()
        .map(|fault| fault.message.clone())
        .collect();
    let expected = ["work item", "job", "mail", "related record"]
        .map(|what| format!("a {what} belongs to a run that does not exist"));
    assert_eq!(messages, expected);
}

#[test]
fn a_listed_item_that_its_run_does_not_know_is_found() {
    let bed = three_runs();
    let run = segue_store::RunNumber(1);
    write(&mut bed.open(), |tx| tx.insert_item(&item(run))).unwrap();
    let found = check(&bed);
    assert_eq!(found.problems.len(), 1);
    assert_eq!(
        (found.problems[0].run, found.problems[0].code),
        (run, "stray-item")
    );
}

#[test]
fn jobs_and_mails_without_a_run_are_no_orphans() {
    let bed = Bed::new();
    write(&mut bed.open(), |tx| {
        let free = segue_store::Job {
            n: tx.new_job_number()?,
            ..job(segue_store::RunNumber(1))
        };
        tx.put_job(&free)?;
        tx.post_mail(&mail(segue_store::RunNumber(0)))
    })
    .unwrap();
    assert_eq!(check(&bed).problems, []);
}

#[test]
fn a_check_beside_a_busy_writer_sees_one_moment() {
    let bed = Bed::new();
    let mut store = bed.open();
    let reader = Reader::open(&bed.path()).unwrap();
    std::thread::scope(|threads| {
        let writer = threads.spawn(move || {
            for _ in 0..60 {
                write(&mut store, |tx| {
                    let mut story = Story::begin(tx)?;
                    story.go_on(tx, &[Event::RunCanceled])
                })
                .unwrap();
            }
        });
        while !writer.is_finished() {
            assert_eq!(reader.verify().unwrap().problems, []);
        }
    });
    assert_eq!(reader.verify().unwrap().runs, 60);
}
