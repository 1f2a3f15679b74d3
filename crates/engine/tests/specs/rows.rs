//! Every row of the transition table has a story that reaches it.

use std::collections::BTreeSet;

use crate::support::coverage::Coverage;
use crate::support::definition::read;
use crate::support::teller::Teller;

/// A row of the table, an orchestration and a story that reaches the row.
const STORIES: &[(&str, &str, &str)] = &[
    ("run: started", WAITS, "start"),
    ("run: its path ended", "stage s\n a: background", "start"),
    ("run: a person suspended it", WAITS, "start/suspend"),
    ("run: a person resumed it", WAITS, "start/suspend/resume"),
    ("run: a person canceled it", WAITS, "start/cancel"),
    (
        "run: its submission was taken back",
        "recall\nstage s\n a: approval user:lead",
        "start/recall by starter",
    ),
    (
        "run: a person canceled it while suspended",
        WAITS,
        "start/suspend/cancel",
    ),
    ("run: an unhandled error", WAITS, "start/fail a broken"),
    (
        "run: a person resumed it after a failure",
        WAITS,
        "start/fail a broken/resume",
    ),
    (
        "run: written again at a resume",
        WAITS,
        "start/suspend/resume",
    ),
    ("stage: entered", WAITS, "start"),
    (
        "stage: its exit condition was met",
        "stage s\n a: background",
        "start",
    ),
    ("stage: the run was suspended", WAITS, "start/suspend"),
    ("stage: the run was resumed", WAITS, "start/suspend/resume"),
    ("stage: the run was canceled", WAITS, "start/cancel"),
    (
        "stage: the run was canceled while suspended",
        WAITS,
        "start/suspend/cancel",
    ),
    (
        "stage: it or one of its steps failed",
        WAITS,
        "start/fail a broken",
    ),
    (
        "stage: the run failed outside of it",
        WAITS,
        "start/moves 50000/finish a",
    ),
    (
        "stage: the failed run was resumed",
        WAITS,
        "start/fail a broken/resume",
    ),
    (
        "stage: the failed run was forced to resume",
        WAITS,
        "start/moves 50000/finish a/moves 10/resume forced again",
    ),
    (
        "stage: the run failed later",
        "stage r\n x: background\nstage s\n a: external",
        FAILS,
    ),
    ("step: its stage was entered", WAITS, "start"),
    ("step: its entry condition was met", WAITS, "start"),
    (
        "step: its flow or action ended, or its exit was met",
        WAITS,
        "start/finish a",
    ),
    (
        "step: its flow, action, form or assignee failed",
        WAITS,
        "start/fail a broken",
    ),
    (
        "step: its stage or run ended without it",
        WAITS,
        "start/cancel",
    ),
    (
        "step: the run was resumed",
        WAITS,
        "start/fail a broken/resume",
    ),
    (
        "step: resumed without a held result",
        TWO,
        "start/fail a broken/resume",
    ),
    (
        "step: resumed with outputs that were held",
        TWO,
        "start/fail a broken/finish c/resume",
    ),
    (
        "step: resumed with a failure that was held",
        TWO,
        "start/fail a broken/fail c too/resume",
    ),
    (
        "step: the run failed later",
        "stage s\n x: background\n a: external",
        FAILS,
    ),
    ("item: its step started", PERSON, "start"),
    (
        "item: given to somebody else",
        PERSON,
        "start/reassign p user:anna",
    ),
    (
        "item: finished, or closed for a reason",
        PERSON,
        "start/complete p by lead",
    ),
];

const WAITS: &str = "stage s\n a: async background\n b: background after a";
const TWO: &str = "stage s\n a: async background\n c: async background";
const PERSON: &str = "stage s\n p: interactive user:lead";
const FAILS: &str = "start/fail a broken";

#[test]
fn every_row_has_its_story() {
    for (row, orchestration, story) in STORIES {
        let mut teller = Teller::quiet(read(orchestration));
        story.split('/').for_each(|line| teller.tell(line));
        let reached = &teller.coverage.0;
        assert!(
            reached.contains(*row),
            "{story} reaches {reached:#?}, but not {row}"
        );
    }
}

#[test]
fn no_row_is_without_a_story() {
    let told: BTreeSet<String> = STORIES
        .iter()
        .map(|(row, _, _)| (*row).to_owned())
        .collect();
    assert_eq!(Coverage(told).missing(), Vec::<String>::new());
}
