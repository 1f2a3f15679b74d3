//! Ids as people and clients see them.

use proptest::prelude::*;
use segue_engine::PartId;
use segue_language::Text;
use segue_store::{
    PartNumber, RUN_PREFIX, RunNumber, STEP_RUN_PREFIX, canonical_id, parse_id, part_id, record_id,
    run_id, run_of,
};

#[test]
fn an_id_is_its_prefix_a_number_in_base_62_and_a_check() {
    assert_eq!(&*record_id("005", 0), "005000000000000AAA");
    assert_eq!(&*record_id("005", 61), "00500000000000zAAA");
    assert_eq!(&*record_id("005", 62), "005000000000010AAA");
    assert_eq!(&*record_id("a0B", 10), "a0B00000000000AEAQ");
}

/// Pairs of forms of 15 and 18 characters as the platform documents the check.
#[test]
fn the_check_is_the_one_of_the_platform() {
    let pairs = [
        ("001000000000001", "001000000000001AAA"),
        ("a0B00000000000A", "a0B00000000000AEAQ"),
        ("00Q00000aBcDeFg", "00Q00000aBcDeFgEQK"),
    ];
    for (short, long) in pairs {
        assert_eq!(&*canonical_id(&Text::from(short)), long);
        assert_eq!(parse_id(short), parse_id(long));
    }
}

#[test]
fn an_id_that_lost_its_case_gets_it_back() {
    let long = record_id("a0B", 123_456_789_012);
    for lost in [long.to_lowercase(), long.to_uppercase()] {
        assert_eq!(canonical_id(&Text::from(lost.as_str())), long);
        assert_eq!(parse_id(&lost), parse_id(&long));
    }
}

#[test]
fn an_id_with_a_wrong_check_is_no_id() {
    assert_eq!(parse_id("a0B00000000000AEAA"), None);
}

#[test]
fn texts_that_are_no_ids_stay_as_they_are() {
    for text in [
        "",
        "x",
        "005",
        "0050000000000 1",
        "005000000000001AAAA",
        "00500000000000é",
    ] {
        assert_eq!(parse_id(text), None, "{text}");
        assert_eq!(&*canonical_id(&Text::from(text)), text);
    }
}

#[test]
fn every_part_leads_to_its_run() {
    let run = RunNumber(1_234_567);
    let step = part_id(STEP_RUN_PREFIX, run, PartId(40_000));
    assert_eq!(run_of(&step), Some(run));
    assert_eq!(run_of(&run_id(run)), Some(run));
    assert_eq!(run_of(&record_id("005", 7)), None);
    let parsed = parse_id(&step).unwrap();
    assert!(parsed.is_a(STEP_RUN_PREFIX) && !parsed.is_a(RUN_PREFIX));
    assert_eq!(parsed.part_number().part(), PartId(40_000));
}

#[test]
fn ids_sort_as_their_runs_do() {
    let ids: Vec<_> = (0..5000).map(|n| run_id(RunNumber(n * 7))).collect();
    assert!(ids.is_sorted_by(|a, b| a < b));
}

proptest! {
    #[test]
    fn an_id_gives_its_number_back(number in 0_i64..) {
        let id = record_id("a01", number);
        prop_assert_eq!(parse_id(&id).unwrap().number, number);
        prop_assert_eq!(parse_id(&id[..15]).unwrap().number, number);
        prop_assert_eq!(parse_id(&id.to_lowercase()).unwrap().number, number);
    }

    #[test]
    fn a_part_number_gives_run_and_part_back(run in 0_i64..1 << 47, part: u16) {
        let number = PartNumber::new(RunNumber(run), PartId(part));
        prop_assert_eq!((number.run(), number.part()), (RunNumber(run), PartId(part)));
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,20}") {
        let _ = parse_id(&text);
        let _ = canonical_id(&Text::from(text.as_str()));
    }
}
