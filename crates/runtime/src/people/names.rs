//! What users, groups and queues may be called.

use crate::Refusal;

/// Characters of an API name or label.
const NAME_MAX: usize = 80;

/// An API name: letters, digits and single underscores, beginning with a letter.
pub(super) fn check(name: &str) -> Result<(), Refusal> {
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let is_good = begins && is_plain && !name.ends_with('_') && !name.contains("__");
    if is_good && name.len() <= NAME_MAX {
        return Ok(());
    }
    Err(Refusal::Invalid(format!(
        "`{name}` is no API name: it has 1 to {NAME_MAX} letters, digits and single underscores, \
         and begins with a letter"
    )))
}

/// A label: what people read.
pub(super) fn check_label(label: &str) -> Result<(), Refusal> {
    let n = label.trim().chars().count();
    if (1..=NAME_MAX).contains(&n) && !label.chars().any(char::is_control) {
        return Ok(());
    }
    Err(Refusal::Invalid(format!(
        "a label has 1 to {NAME_MAX} characters"
    )))
}

/// The name of something that a user has.
pub(super) fn check_named(what: &str, name: &str) -> Result<(), Refusal> {
    let n = name.chars().count();
    if (1..=NAME_MAX).contains(&n) && name.trim() == name && !name.chars().any(char::is_control) {
        return Ok(());
    }
    Err(Refusal::Invalid(format!(
        "the name of a {what} has 1 to {NAME_MAX} characters, and no blanks around it"
    )))
}

/// A user name: usually a mail address.
pub(super) fn check_username(name: &str) -> Result<(), Refusal> {
    let n = name.chars().count();
    let is_good = (1..=NAME_MAX).contains(&n) && name.trim() == name;
    if is_good && !name.chars().any(char::is_control) {
        return Ok(());
    }
    Err(Refusal::Invalid(format!(
        "a user name has 1 to {NAME_MAX} characters, and no blanks around it"
    )))
}

#[cfg(test)]
mod tests {
    use super::{check, check_label, check_username};

    #[test]
    fn an_api_name_has_letters_digits_and_single_underscores() {
        for good in ["Help", "H", "First_Line_2"] {
            assert!(check(good).is_ok(), "{good}");
        }
        let long = "a".repeat(81);
        for bad in ["", "1st", "_a", "a_", "a__b", "a b", "ä", long.as_str()] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_label_and_a_user_name_say_something() {
        assert!(check_label("First line").is_ok());
        assert!(check_label("  ").is_err());
        assert!(check_label("a\u{7}b").is_err());
        assert!(check_username("ann@x.org").is_ok());
        assert!(check_username(" ann").is_err());
        assert!(check_username("").is_err());
    }
}
