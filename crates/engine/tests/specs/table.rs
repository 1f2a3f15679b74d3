//! The transition table as a page: written by this test, so that it cannot be wrong.

use std::fmt::Debug;
use std::fmt::Write;

use expect_test::expect_file;
use segue_engine::transition_table::{
    ITEM_TRANSITIONS, RUN_TRANSITIONS, STAGE_TRANSITIONS, STEP_TRANSITIONS, Transition,
};

#[test]
fn the_page_of_transitions_says_what_the_table_says() {
    let mut page =
        "# Transitions\n\nWritten by `tests/specs/table.rs`; anything not listed is a bug.\n"
            .to_owned();
    write_table(&mut page, "Run", RUN_TRANSITIONS);
    write_table(&mut page, "Stage run", STAGE_TRANSITIONS);
    write_table(&mut page, "Step run", STEP_TRANSITIONS);
    write_table(&mut page, "Work item", ITEM_TRANSITIONS);
    expect_file!["../../transitions.md"].assert_eq(&page);
}

fn write_table<S: Debug>(page: &mut String, title: &str, rows: &[Transition<S>]) {
    write!(
        page,
        "\n## {title}\n\n| from | to | milestone | cause |\n|---|---|---|---|\n"
    )
    .unwrap();
    for row in rows {
        let from = row.from.as_ref().map_or("–".to_owned(), words);
        let milestone = row.milestone.unwrap_or("–");
        writeln!(
            page,
            "| {from} | {} | {milestone} | {} |",
            words(&row.to),
            row.cause
        )
        .unwrap();
    }
}

/// `InProgress` as `In Progress`.
fn words(status: &impl Debug) -> String {
    let name = format!("{status:?}");
    let spaced = name.char_indices().flat_map(|(at, letter)| {
        let space = (at > 0 && letter.is_uppercase()).then_some(' ');
        space.into_iter().chain([letter])
    });
    spaced.collect()
}
