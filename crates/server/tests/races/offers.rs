//! Races about offers of a routed queue.

use serde_json::json;

use super::field::{ANN, BOB, BOSS, Field, ROUNDS, complete};
use super::http::{get, post};

/// A routed queue with Ann online, and an item on offer to her.
fn offered(field: &Field) -> (String, String) {
    let run = field.start("Pushed");
    let item = field.item(&run, "Do");
    for _ in 0..2_000 {
        let told = field.must(&get(ANN, "/api/v1/me/presence"));
        let offers = told.json["offers"].as_array().unwrap();
        if offers.iter().any(|offer| offer["work_item"] == *item) {
            return (run, item);
        }
        std::thread::yield_now();
    }
    panic!("it is not offered");
}

fn field() -> Field {
    let field = Field::new();
    field.must(&post(BOSS, "/api/v1/queues/Push/routing", json!({})).put());
    let online = json!({ "status": "online" });
    field.must(&post(ANN, "/api/v1/me/presence", online).put());
    field
}

#[test]
fn accept_and_accept_and_claim_by_another() {
    let field = field();
    for round in 0..ROUNDS {
        let (run, item) = offered(&field);
        let accept = post(ANN, format!("/api/v1/work-items/{item}/accept"), json!({}));
        let claim = post(BOB, format!("/api/v1/work-items/{item}/claim"), json!({}));
        let told = field.race(round, &[accept.clone(), accept, claim]);
        let mut words: Vec<_> = told[..2].iter().map(|told| told.word()).collect();
        words.sort();
        assert_eq!(words, ["409 not-offered", "done"]);
        let refused = ["409 offered-to-another", "403 not-entitled"];
        assert!(refused.contains(&&*told[2].word()), "{told:?}");
        assert_eq!(field.count(&run, "Reassign Work Item"), 1);
        field.must(&complete(ANN, &item));
    }
    field.finish();
}

#[test]
fn accept_and_decline() {
    let field = field();
    for round in 0..ROUNDS {
        let (run, item) = offered(&field);
        let ask = |verb: &str| post(ANN, format!("/api/v1/work-items/{item}/{verb}"), json!({}));
        let told = field.race(round, &[ask("accept"), ask("decline")]);
        // Ann alone is there: what she declined is offered to her again, and then she may accept.
        assert!(told.iter().any(|told| told.is_done()), "{told:?}");
        for told in &told {
            assert!(
                ["done", "409 not-offered"].contains(&&*told.word()),
                "{told:?}"
            );
        }
        let accepted = told[0].is_done();
        assert_eq!(
            field.count(&run, "Reassign Work Item"),
            usize::from(accepted)
        );
        field.must(&complete(ANN, &item));
        assert_eq!(field.status(&run), "Completed");
    }
    field.finish();
}
