//! The system clock: the one place in the program's commands that asks for the time.

use segue_language::Timestamp;

/// The time now.
#[expect(
    clippy::disallowed_methods,
    reason = "time enters the commands here and nowhere else"
)]
pub(crate) fn now() -> Timestamp {
    jiff::Timestamp::now().into()
}
