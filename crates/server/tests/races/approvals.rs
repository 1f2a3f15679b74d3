//! Races about approvals: whoever decides, takes back, gives away or cancels at the same time, one of
//! them ends the submission, and the history has it once.

use serde_json::{Value, json};

use super::field::{ANN, BOB, BOSS, Field, ROUNDS, command};
use super::http::{Ask, get, post};

const LATE: &str = "409 already-completed";
const OVER: &str = "409 wrong-status";
const NOT_HERS: &str = "403 not-entitled";

/// Id of a user.
fn user(field: &Field, name: &str) -> String {
    let path = format!("/api/v1/records/User?Username={name}");
    field.must(&get(BOSS, path)).text("/records/0/Id")
}

/// Whoever is away for Ann: Bob.
fn stand_in(field: &Field) {
    let (ann, bob) = (user(field, ANN), user(field, BOB));
    let delegate = json!({ "DelegatedApproverId": bob });
    field.must(&post(BOSS, format!("/api/v1/records/User/{ann}"), delegate).patch());
}

/// The boss submits a record for Ann's approval.
fn submit(record: &str) -> Ask {
    let path = format!("/api/v1/records/User/{record}/submit");
    post(BOSS, path, json!({ "process": "Ask_Ann" }))
}

fn decide(who: &str, item: &str, decision: &str) -> Ask {
    let path = format!("/api/v1/work-items/{item}/decide");
    post(who, path, json!({ "decision": decision }))
}

fn submission(field: &Field, run: &str) -> Value {
    let told = field.must(&get(BOSS, format!("/api/v1/runs/{run}")));
    told.json["submission"].clone()
}

#[test]
fn an_approver_and_her_delegate_decide() {
    let field = Field::new();
    stand_in(&field);
    let record = user(&field, BOB);
    for round in 0..ROUNDS {
        let run = field.must(&submit(&record)).text("/id");
        let item = field.item(&run, "Do");
        let asks = [decide(ANN, &item, "Approve"), decide(BOB, &item, "Reject")];
        let told = field.race(round, &asks);
        let (ann, bob) = (told[0].word(), told[1].word());
        let found = submission(&field, &run);
        let decisions = found["steps"][0]["decisions"].as_array().unwrap();
        assert_eq!(decisions.len(), 1, "{found}");
        let (status, by, as_what) = match (ann.as_str(), bob.as_str()) {
            ("done", LATE) => ("Approved", ANN, "approver"),
            (LATE, "done") => ("Rejected", BOB, "delegate"),
            other => panic!("{other:?}"),
        };
        assert_eq!(found["status"], status);
        assert_eq!(decisions[0]["by"], by);
        assert_eq!(decisions[0]["as"], as_what);
        assert_eq!(field.count(&run, "End Work Item"), 1);
        assert_eq!(field.count(&run, "End Run"), 1);
    }
    field.finish();
}

#[test]
fn approve_reject_recall_reassign_and_cancel() {
    let field = Field::new();
    stand_in(&field);
    let record = user(&field, BOB);
    for round in 0..ROUNDS {
        let run = field.must(&submit(&record)).text("/id");
        let item = field.item(&run, "Do");
        let to_bob = json!({ "user": BOB });
        let asks = [
            decide(ANN, &item, "Approve"),
            decide(BOB, &item, "Reject"),
            command(BOSS, &run, "recall"),
            command(BOSS, &run, "cancel"),
            post(BOSS, format!("/api/v1/work-items/{item}/reassign"), to_bob),
        ];
        let words: Vec<String> = field
            .race(round, &asks)
            .iter()
            .map(|told| told.word())
            .collect();
        let endings = ["Approved", "Rejected", "Recalled", "Canceled"];
        let won: Vec<&str> = (0..4)
            .filter(|n| words[*n] == "done")
            .map(|n| endings[n])
            .collect();
        assert_eq!(won.len(), 1, "{words:?}");
        for word in words.iter().filter(|word| *word != "done") {
            assert!([LATE, OVER, NOT_HERS].contains(&word.as_str()), "{words:?}");
        }
        let found = submission(&field, &run);
        assert_eq!(found["status"], won[0], "{words:?}");
        let n_decided = usize::from(["Approved", "Rejected"].contains(&won[0]));
        let decisions = found["steps"][0]["decisions"].as_array().unwrap();
        assert_eq!(decisions.len(), n_decided, "{found}");
        assert_eq!(field.count(&run, "End Work Item"), 1);
        assert_eq!(
            field.count(&run, "Cancel Run"),
            usize::from(won[0] == "Canceled")
        );
    }
    field.finish();
}

#[test]
fn two_submit_the_same_record() {
    let field = Field::new();
    let record = user(&field, BOB);
    for round in 0..ROUNDS {
        let told = field.race(round, &[submit(&record), submit(&record)]);
        let words: Vec<String> = told.iter().map(|told| told.word()).collect();
        let won = told.iter().find(|told| told.is_done()).unwrap();
        assert!(
            words.contains(&"409 already-submitted".to_owned()),
            "{words:?}"
        );
        field.must(&command(BOSS, &won.text("/id"), "cancel"));
    }
    field.finish();
}
