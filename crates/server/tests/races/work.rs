//! Races about completing a work item: numbers 1 to 7.

use serde_json::json;

use super::field::{ANN, BOB, BOSS, Field, ROUNDS, command, complete, finish};
use super::http::{Told, delete, post};
use super::project::leaver;

const DONE: &str = "done";
const LATE: &str = "409 already-completed";
const NOT_HERS: &str = "403 not-entitled";

fn words(told: &[Told]) -> Vec<String> {
    told.iter().map(Told::word).collect()
}

/// One of two won, and the other was told so in one of these words.
fn one_won(told: &[Told], lost: &[&str]) {
    let words = words(told);
    let n_done = words.iter().filter(|word| *word == DONE).count();
    let told_so = words
        .iter()
        .all(|word| word == DONE || lost.contains(&word.as_str()));
    assert!(n_done == 1 && told_so, "{told:?}");
}

#[test]
fn complete_and_complete_of_two_members() {
    let field = Field::new();
    for round in 0..ROUNDS {
        let run = field.start("Shared");
        let item = field.item(&run, "Do");
        let told = field.race(round, &[complete(ANN, &item), complete(BOB, &item)]);
        one_won(&told, &[LATE, "409 opened-by-another"]);
        let winner = if told[0].is_done() { ANN } else { BOB };
        for late in told.iter().filter(|told| told.word() == LATE) {
            assert_eq!(late.text("/completed_by"), winner);
        }
        assert_eq!(field.status(&run), "Completed");
        assert_eq!(field.count(&run, "End Work Item"), 1);
        assert_eq!(field.count(&run, "End Step"), 1);
    }
    field.finish();
}

#[test]
fn complete_and_complete_in_two_windows_of_one_person() {
    let field = Field::new();
    for round in 0..ROUNDS {
        let run = field.start("Single");
        let item = field.item(&run, "Do");
        field.open(ANN, &item);
        let told = field.race(round, &[finish(ANN, &item), finish(ANN, &item)]);
        one_won(&told, &[LATE]);
        assert_eq!(field.count(&run, "End Work Item"), 1);
    }
    field.finish();
}

#[test]
fn complete_and_reassign() {
    let field = Field::new();
    for round in 0..ROUNDS {
        let run = field.start("Single");
        let item = field.item(&run, "Do");
        field.open(ANN, &item);
        let path = format!("/api/v1/work-items/{item}/reassign");
        let reassign = post(BOSS, path, json!({ "user": BOB }));
        let told = field.race(round, &[finish(ANN, &item), reassign]);
        one_won(&told, &[LATE, NOT_HERS]);
        let (completed, reassigned) = (told[0].is_done(), told[1].is_done());
        assert_eq!(
            field.count(&run, "Reassign Work Item"),
            usize::from(reassigned)
        );
        assert_eq!(field.count(&run, "End Work Item"), usize::from(completed));
        if reassigned {
            field.must(&complete(BOB, &item));
        }
        assert_eq!(field.status(&run), "Completed");
    }
    field.finish();
}

#[test]
fn complete_and_suspend() {
    let field = Field::new();
    for round in 0..ROUNDS {
        let run = field.start("Single");
        let item = field.item(&run, "Do");
        field.open(ANN, &item);
        let told = field.race(round, &[finish(ANN, &item), command(BOSS, &run, "suspend")]);
        // What is suspended goes on when it is resumed: the work is done either way.
        assert_eq!(told[0].word(), DONE, "{told:?}");
        if told[1].is_done() {
            assert_eq!(field.status(&run), "Suspended");
            field.must(&command(BOSS, &run, "resume"));
        } else {
            assert_eq!(told[1].word(), "409 wrong-status");
        }
        assert_eq!(field.status(&run), "Completed");
        assert_eq!(field.count(&run, "End Work Item"), 1);
        assert_eq!(
            field.count(&run, "Suspend Run"),
            usize::from(told[1].is_done())
        );
    }
    field.finish();
}

#[test]
fn complete_and_cancel() {
    let field = Field::new();
    for round in 0..ROUNDS {
        let run = field.start("Single");
        let item = field.item(&run, "Do");
        field.open(ANN, &item);
        let told = field.race(round, &[finish(ANN, &item), command(BOSS, &run, "cancel")]);
        one_won(&told, &[LATE, "409 wrong-status"]);
        let status = if told[0].is_done() {
            "Completed"
        } else {
            "Canceled"
        };
        assert_eq!(field.status(&run), status);
        assert_eq!(field.count(&run, "End Work Item"), 1);
    }
    field.finish();
}

#[test]
fn complete_and_the_end_of_its_stage() {
    let field = Field::new();
    for round in 0..ROUNDS {
        let run = field.start("Ends_Early");
        let (anns, bobs) = (field.item(&run, "Do"), field.item(&run, "Bobs"));
        let told = field.race(round, &[complete(ANN, &anns), complete(BOB, &bobs)]);
        assert_eq!(told[1].word(), DONE, "Bob's work ends the stage: {told:?}");
        let in_time = told[0].is_done();
        assert!(in_time || told[0].word() == LATE, "{told:?}");
        assert_eq!(field.status(&run), "Completed");
        assert_eq!(field.count(&run, "End Stage"), 1);
        assert_eq!(field.count(&run, "End Work Item"), 2);
    }
    field.finish();
}

#[test]
fn complete_and_the_failure_of_its_sibling() {
    let field = Field::new();
    for round in 0..ROUNDS {
        let run = field.start("Fails");
        let (anns, bobs) = (field.item(&run, "Do"), field.item(&run, "Bobs"));
        field.open(ANN, &anns);
        field.open(BOB, &bobs);
        let told = field.race(round, &[finish(ANN, &anns), finish(BOB, &bobs)]);
        assert_eq!(told[1].text("/result"), "failed", "{told:?}");
        assert!(told[0].is_done() || told[0].word() == LATE, "{told:?}");
        assert_eq!(field.status(&run), "Error");
        assert_eq!(field.count(&run, "Fail Run"), 1);
        assert_eq!(field.count(&run, "Fail Step"), 1);
        assert_eq!(
            field.count(&run, "End Step"),
            usize::from(told[0].is_done())
        );
    }
    field.finish();
}

#[test]
fn complete_and_leaving_the_queue() {
    let field = Field::new();
    let membership = format!("/api/v1/queues/Help/members/{ANN}");
    for round in 0..ROUNDS {
        let run = field.start("Shared");
        let item = field.item(&run, "Do");
        field.open(ANN, &item);
        let told = field.race(round, &[finish(ANN, &item), delete(BOSS, &*membership)]);
        assert_eq!(told[1].word(), DONE, "{told:?}");
        let in_time = told[0].is_done();
        assert!(in_time || told[0].word() == NOT_HERS, "{told:?}");
        assert_eq!(field.ask(&complete(ANN, &item)).word(), NOT_HERS);
        if !in_time {
            field.must(&complete(BOB, &item));
        }
        assert_eq!(field.count(&run, "End Work Item"), 1);
        field.must(&post(BOSS, &*membership, json!({})).put());
    }
    field.finish();
}

#[test]
fn complete_and_deactivation() {
    let field = Field::new();
    for round in 0..ROUNDS {
        let run = field.start("Leaving");
        let item = field.item(&run, "Do");
        let leaver = leaver(round);
        field.open(&leaver, &item);
        let path = format!("/api/v1/users/{leaver}");
        let deactivate = post(BOSS, path, json!({ "active": false })).patch();
        let told = field.race(round, &[finish(&leaver, &item), deactivate]);
        assert_eq!(told[1].word(), DONE, "{told:?}");
        let in_time = told[0].is_done();
        let refused = ["401 not-signed-in", "403 inactive-user", NOT_HERS];
        assert!(in_time || refused.contains(&&*told[0].word()), "{told:?}");
        assert_eq!(field.count(&run, "End Work Item"), usize::from(in_time));
        if !in_time {
            field.must(&complete(BOB, &item));
        }
        assert_eq!(field.status(&run), "Completed");
    }
    field.finish();
}
