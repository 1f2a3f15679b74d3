//! Races of what a background step gives: numbers 8 and 9. The run's id is known before it is
//! born, so that the command can meet it at any moment of its first milliseconds.

use segue_store::{RunNumber, parse_id, run_id};
use serde_json::json;

use super::field::{BOSS, Field, ROUNDS, command};
use super::http::{Told, post};

/// A run is born and, at about the same time, somebody does something to it.
fn born_and(field: &Field, round: usize, verb: &str) -> (String, Told) {
    let before = parse_id(&field.start("Job")).unwrap().part_number().run();
    let next = run_id(RunNumber(before.0 + 1)).to_string();
    let born = post(BOSS, "/api/v1/orchestrations/Job/runs", json!({}));
    let told = field.race(round, &[born, command(BOSS, &next, verb)]);
    assert_eq!(told[0].text("/id"), next);
    (next, told[1].clone())
}

#[test]
fn a_result_and_suspend() {
    let field = Field::new();
    for round in 0..2 * ROUNDS {
        let (run, told) = born_and(&field, round, "suspend");
        match told.word().as_str() {
            "done" => {
                assert_eq!(field.settled(&run), "Suspended");
                field.must(&command(BOSS, &run, "resume"));
            }
            "404 unknown" | "409 wrong-status" => {}
            other => panic!("{other}"),
        }
        assert_eq!(field.settled(&run), "Completed");
        assert_eq!(field.count(&run, "End Step"), 1);
        assert_eq!(field.count(&run, "End Run"), 1);
        assert_eq!(
            field.count(&run, "Suspend Run"),
            usize::from(told.is_done())
        );
    }
    field.finish();
}

#[test]
fn a_result_and_cancel() {
    let field = Field::new();
    for round in 0..2 * ROUNDS {
        let (run, told) = born_and(&field, round, "cancel");
        let status = match told.word().as_str() {
            "done" => "Canceled",
            "404 unknown" | "409 wrong-status" => "Completed",
            other => panic!("{other}"),
        };
        assert_eq!(field.settled(&run), status);
        assert_eq!(field.count(&run, "Cancel Run"), usize::from(told.is_done()));
        assert_eq!(field.count(&run, "End Run"), usize::from(!told.is_done()));
        assert_eq!(field.count(&run, "End Step"), usize::from(!told.is_done()));
    }
    field.finish();
}
