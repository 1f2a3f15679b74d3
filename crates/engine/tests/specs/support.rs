//! Telling a story to an orchestration: the only code of the specs that knows the API.

pub(crate) mod coverage;
pub(crate) mod definition;
pub(crate) mod lines;
pub(crate) mod oracle;
pub(crate) mod teller;
pub(crate) mod told;
pub(crate) mod words;
pub(crate) mod world;

use expect_test::Expect;

use teller::Teller;

/// Tells `story` to `orchestration` and compares the log. After every command the fold of all
/// events must be the run, no invariant may be broken, and a refusal must have changed nothing.
pub(crate) fn check(orchestration: &str, story: &str, expected: Expect) {
    let mut teller = Teller::new(definition::read(orchestration));
    for line in story.lines().map(str::trim).filter(|line| !line.is_empty()) {
        teller.tell(line);
    }
    expected.assert_eq(&teller.into_log());
}
