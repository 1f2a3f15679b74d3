//! Runs are named by their id or by their name for people.

use segue_store::{RunNumber, run_id};

/// The id of a run that is named `FO-00000012` or by its id.
pub(super) fn of(name: &str) -> String {
    let number = name.strip_prefix("FO-").or(name.strip_prefix("fo-"));
    match number.and_then(|number| number.parse().ok()) {
        Some(number) => run_id(RunNumber(number)).to_string(),
        None => name.to_owned(),
    }
}
