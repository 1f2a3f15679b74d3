//! Races about starting a run: number 19.

use serde_json::json;

use super::field::{ANN, BOSS, Field, ROUNDS};
use super::http::{get, post};

const PATH: &str = "/api/v1/orchestrations/Single/runs";

#[test]
fn start_and_start_with_the_same_key() {
    let field = Field::new();
    for round in 0..ROUNDS {
        let start = post(ANN, PATH, json!({})).keyed(&format!("key-{round}"));
        let told = field.race(round, &[start.clone(), start.clone(), start]);
        let ids: Vec<String> = told.iter().map(|told| told.text("/id")).collect();
        assert!(ids.iter().all(|id| *id == ids[0]), "{told:?}");
        assert!(told.iter().all(|told| told.status == 201), "{told:?}");
    }
    let mut n_runs = 0;
    let mut path = "/api/v1/runs?limit=200".to_owned();
    loop {
        let page = field.must(&get(BOSS, &*path));
        n_runs += page.json["runs"].as_array().unwrap().len();
        let Some(next) = page.json["next"].as_str() else {
            break;
        };
        path = format!("/api/v1/runs?limit=200&cursor={next}");
    }
    assert_eq!(n_runs, ROUNDS, "one run for each key");
    field.finish();
}
