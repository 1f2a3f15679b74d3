//! API names that break the rule for API names.

use crate::checks::view::{FlowDocument, names};
use crate::{Problem, Problems};

pub(super) fn check(flow: &FlowDocument<'_>, problems: &mut Problems) {
    for name in names(flow.root) {
        if &*name.tag != "name" {
            let place = name.tag_place();
            problems.push(Problem::missing_element(&place, "name", &name.tag));
        } else if let Some(fault) = fault(name.word()) {
            problems.push(Problem::bad_name(&name.place(), name.word(), fault));
        }
    }
}

/// Longest API name.
const LENGTH_MAX: usize = 80;

/// What is wrong with `name`, if anything.
fn fault(name: &str) -> Option<&'static str> {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if name.is_empty() {
        Some("is empty")
    } else if !name.chars().all(is_allowed) {
        Some("has a character other than letters, digits and underscores")
    } else if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        Some("does not start with a letter")
    } else if name.ends_with('_') {
        Some("ends with an underscore")
    } else if name.contains("__") {
        Some("has two underscores in a row")
    } else if name.len() > LENGTH_MAX {
        Some("is longer than 80 characters")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{LENGTH_MAX, fault};

    #[test]
    fn letters_digits_and_single_underscores_make_a_name() {
        assert_eq!(fault("Review_2_Quote"), None);
    }

    #[test]
    fn each_rule_has_its_own_words() {
        let faults: Vec<_> = ["", "a-b", "1a", "_a", "a_", "a__b"].map(fault).into();
        assert!(faults.iter().all(Option::is_some));
        assert_eq!(fault(&"n".repeat(LENGTH_MAX)), None);
        assert!(fault(&"n".repeat(LENGTH_MAX + 1)).is_some());
        assert_eq!(fault("2nd"), Some("does not start with a letter"));
    }
}
