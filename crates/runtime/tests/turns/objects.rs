//! Objects: what a refused save tells, and what a deployment makes of values that are kept.

use segue_language::{Num, Value};
use segue_runtime::{Refusal, Runtime, RuntimeOptions};
use segue_store::Store;

use super::support::*;

fn number(number: i64) -> Value {
    Value::Number(Num::from(number))
}

/// An object `Deal__c` with a number, a formula over it, and what `more` says.
fn deal(formula: &str, more: &str) -> Vec<(&'static str, String)> {
    let object = format!(
        "<CustomObject><label>Deal</label>
         <fields><fullName>Amount__c</fullName><type>Number</type></fields>
         <fields><fullName>Code__c</fullName><type>Text</type><length>5</length>
         <unique>true</unique></fields>
         <fields><fullName>Double__c</fullName><type>Number</type>
         <formula>{formula}</formula></fields>{more}</CustomObject>"
    );
    vec![("objects/Deal__c.object", object)]
}

const RULES: &str = "<validationRules><fullName>Positive</fullName><active>true</active>
    <errorConditionFormula>Amount__c &lt; 0</errorConditionFormula>
    <errorDisplayField>Amount__c</errorDisplayField>
    <errorMessage>Not less than nothing.</errorMessage></validationRules>
    <validationRules><fullName>Named</fullName><active>true</active>
    <errorConditionFormula>ISBLANK(Name)</errorConditionFormula>
    <errorMessage>A deal has a name.</errorMessage></validationRules>";

fn told(refused: Result<segue_runtime::Reply, Refusal>) -> Vec<(String, String)> {
    let Err(Refusal::Failed { fields, .. }) = refused else {
        panic!("{refused:?}");
    };
    let told = fields.into_iter();
    told.map(|(field, message)| (field.to_string(), message))
        .collect()
}

#[test]
fn a_refused_save_tells_every_flaw_by_field() {
    let mut town = town(&deal("Amount__c * 2", RULES));
    let fields = [
        ("Amount__c", number(-1)),
        ("Code__c", Value::text("abcdef")),
    ];
    let refused = town.try_create("Deal__c", &fields);
    let expected = [
        ("Code__c", "is longer than 5 characters"),
        ("", "A deal has a name."),
        ("Amount__c", "Not less than nothing."),
    ];
    let expected = expected.map(|(field, message)| (field.to_owned(), message.to_owned()));
    assert_eq!(told(refused), expected);
    assert!(town.all("Deal__c").is_empty());
}

#[test]
fn a_value_that_another_record_has_is_told_at_its_field() {
    let mut town = town(&deal("Amount__c * 2", ""));
    let fields = [("Code__c", Value::text("one"))];
    town.create("Deal__c", &fields);
    let refused = town.try_create("Deal__c", &[("Code__c", Value::text("ONE"))]);
    let expected = (
        "Code__c".to_owned(),
        "has the same value in another record".to_owned(),
    );
    assert_eq!(told(refused), [expected]);
    assert_eq!(town.all("Deal__c").len(), 1);
}

#[test]
fn a_formula_that_changes_is_computed_anew_and_nobody_has_changed_the_record() {
    let mut town = town(&deal("Amount__c * 2", ""));
    let id = town.create("Deal__c", &[("Amount__c", number(21))]);
    let before = town.field("Deal__c", &id, "LastModifiedDate");
    town.now.0 += 60_000_000;
    town.deploy(&deal("Amount__c * 3", ""));
    assert_eq!(town.field("Deal__c", &id, "Double__c"), number(63));
    assert_eq!(town.field("Deal__c", &id, "LastModifiedDate"), before);
}

#[test]
fn a_formula_that_begins_to_look_around_is_no_longer_kept_and_may_be_again() {
    let mut town = town(&deal("Amount__c * 2", ""));
    let id = town.create("Deal__c", &[("Amount__c", number(21))]);
    town.deploy(&deal("Amount__c * 2 + YEAR(TODAY())", ""));
    let read = |town: &Town| {
        let reads = town.runtime.reads().at(town.now);
        let record = reads.record("Deal__c", &id).unwrap();
        record.get("Double__c").cloned()
    };
    assert_eq!(read(&town), Some(number(2068)));
    town.update("Deal__c", &id, &[("Amount__c", number(1))]);
    town.deploy(&deal("Amount__c * 2", ""));
    assert_eq!(read(&town), Some(number(2)));
}

#[test]
fn a_summary_that_is_new_counts_the_details_that_are_there() {
    let summary = "<fields><fullName>Parts__c</fullName><type>Summary</type>
        <summaryForeignKey>Part__c.Deal__c</summaryForeignKey>
        <summaryOperation>count</summaryOperation></fields>";
    let part = "<CustomObject><label>Part</label><fields><fullName>Deal__c</fullName>
        <type>MasterDetail</type><referenceTo>Deal__c</referenceTo></fields></CustomObject>";
    let with = |more: &str| {
        let mut files = deal("Amount__c * 2", more);
        files.push(("objects/Part__c.object", part.to_owned()));
        files
    };
    let mut town = town(&with(""));
    let id = town.create("Deal__c", &[]);
    town.create("Part__c", &[("Deal__c", Value::Text(id.clone()))]);
    town.deploy(&with(summary));
    assert_eq!(town.field("Deal__c", &id, "Parts__c"), number(1));
    town.create("Part__c", &[("Deal__c", Value::Text(id.clone()))]);
    assert_eq!(town.field("Deal__c", &id, "Parts__c"), number(2));
}

#[test]
fn rules_and_record_types_are_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("segue.sqlite");
    let open = || {
        let store = Store::open(&path, &segue_store::Options::default()).unwrap();
        Runtime::open(store, RuntimeOptions::default()).unwrap()
    };
    let kinds = "<recordTypes><fullName>Big</fullName><active>true</active><label>Big</label>
        </recordTypes>";
    let mut first = town_on(open(), &deal("Amount__c * 2", &format!("{RULES}{kinds}")));
    let named = ("Name", Value::text("One"));
    let id = first.create("Deal__c", std::slice::from_ref(&named));
    let kind = first.field("Deal__c", &id, "RecordTypeId");
    let now = first.now;
    drop(first);
    let mut again = Town {
        runtime: open(),
        now,
    };
    assert_eq!(told(again.try_create("Deal__c", &[])).len(), 1);
    let other = again.create("Deal__c", &[named]);
    assert_eq!(again.field("Deal__c", &other, "RecordTypeId"), kind);
    assert!(kind.as_text().unwrap().starts_with("012"), "{kind:?}");
}

#[test]
fn an_index_of_values_that_were_unique_ends_with_the_next_deployment() {
    let mut town = town(&deal("Amount__c * 2", ""));
    town.create("Deal__c", &[("Code__c", Value::text("one"))]);
    let mut files = deal("Amount__c * 2", "");
    files[0].1 = files[0].1.replace("<unique>true</unique>", "");
    town.deploy(&files);
    town.create("Deal__c", &[("Code__c", Value::text("ONE"))]);
    let twice = town.all("Deal__c");
    assert_eq!(twice.len(), 2);
}
