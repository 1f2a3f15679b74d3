//! Races about a value that only one record may have: creations, changes and both together, with and
//! without regard to case.

use serde_json::{Value, json};

use super::field::{ANN, BOB, BOSS, Field, ROUNDS};
use super::http::{Ask, Told, get, post};

const TICKETS: &str = "/api/v1/records/Ticket__c";
const TAKEN: &str = "422 failed";

fn create(who: &str, fields: Value) -> Ask {
    post(who, TICKETS, fields)
}

fn change(who: &str, id: &str, fields: Value) -> Ask {
    post(who, format!("{TICKETS}/{id}"), fields).patch()
}

fn made(field: &Field, who: &str) -> String {
    field.must(&create(who, json!({ "Name": "a" }))).text("/id")
}

/// Exactly one won; all others were told at the field why not.
fn one_won(told: &[Told], name: &str) {
    let n_done = told.iter().filter(|told| told.is_done()).count();
    assert_eq!(n_done, 1, "{told:?}");
    for lost in told.iter().filter(|told| !told.is_done()) {
        assert_eq!(lost.word(), TAKEN, "{lost:?}");
        assert_eq!(lost.text("/errors/0/field"), name, "{lost:?}");
        let why = lost.text("/errors/0/message");
        assert!(why.contains("another record"), "{lost:?}");
    }
}

/// How many records have a value, found without regard to case.
fn count(field: &Field, name: &str, value: &str) -> usize {
    let path = format!("{TICKETS}?{name}={value}");
    let told = field.must(&get(BOSS, path));
    told.json["records"].as_array().unwrap().len()
}

#[test]
fn creations_of_four_people_with_one_value() {
    let field = Field::new();
    for round in 0..ROUNDS + 10 {
        let (upper, lower) = (format!("C{round}"), format!("c{round}"));
        let asks = [
            create(ANN, json!({ "Name": "a", "Code__c": upper })),
            create(BOB, json!({ "Name": "b", "Code__c": lower })),
            create(BOSS, json!({ "Name": "c", "Code__c": upper })),
            create(ANN, json!({ "Name": "d", "Code__c": lower })),
        ];
        one_won(&field.race(round, &asks), "Code__c");
        assert_eq!(count(&field, "Code__c", &lower), 1);
    }
    field.finish();
}

#[test]
fn changes_of_three_records_to_one_value() {
    let field = Field::new();
    for round in 0..ROUNDS + 10 {
        let code = format!("U{round}");
        let ids = [ANN, BOB, BOSS].map(|who| (who, made(&field, who)));
        let asks = ids
            .each_ref()
            .map(|(who, id)| change(who, id, json!({ "Code__c": code })));
        one_won(&field.race(round, &asks), "Code__c");
        assert_eq!(count(&field, "Code__c", &code), 1);
    }
    field.finish();
}

#[test]
fn a_creation_and_a_change_to_one_value_while_another_record_lets_go_of_it() {
    let field = Field::new();
    for round in 0..ROUNDS + 10 {
        let code = format!("M{round}");
        let holder = made(&field, BOSS);
        field.must(&change(BOSS, &holder, json!({ "Code__c": code })));
        let other = made(&field, BOB);
        let asks = [
            change(BOSS, &holder, json!({ "Code__c": null })),
            create(ANN, json!({ "Name": "n", "Code__c": code })),
            change(BOB, &other, json!({ "Code__c": code })),
        ];
        let told = field.race(round, &asks);
        assert!(told[0].is_done(), "{told:?}");
        let takers = told[1..].iter().filter(|told| told.is_done()).count();
        assert!(takers <= 1, "{told:?}");
        for lost in told[1..].iter().filter(|told| !told.is_done()) {
            assert_eq!(lost.word(), TAKEN, "{lost:?}");
        }
        assert_eq!(count(&field, "Code__c", &code), takers);
    }
    field.finish();
}

#[test]
fn values_that_differ_in_case_are_two_where_the_field_says_so() {
    let field = Field::new();
    for round in 0..ROUNDS + 10 {
        let (upper, lower) = (format!("K{round}"), format!("k{round}"));
        let asks = [
            create(ANN, json!({ "Name": "a", "Key__c": upper })),
            create(BOB, json!({ "Name": "b", "Key__c": lower })),
            create(BOSS, json!({ "Name": "c", "Key__c": upper })),
        ];
        let told = field.race(round, &asks);
        assert!(told[1].is_done(), "{told:?}");
        one_won(&[told[0].clone(), told[2].clone()], "Key__c");
    }
    field.finish();
}
