//! Comparing texts with and without regard to case.

use std::cmp::Ordering;

use super::Case;

pub(super) fn compare(left: &str, right: &str, case: Case, holds: fn(&str, &str) -> bool) -> bool {
    match case {
        Case::Sensitive => holds(left, right),
        Case::Insensitive => holds(&left.to_lowercase(), &right.to_lowercase()),
    }
}

pub(super) fn same(left: &str, right: &str, case: Case) -> bool {
    let equal = match case {
        Case::Sensitive => left == right,
        Case::Insensitive if left.is_ascii() || right.is_ascii() => {
            left.eq_ignore_ascii_case(right)
        }
        Case::Insensitive => left.to_lowercase() == right.to_lowercase(),
    };
    equal || same_id(left, right)
}

pub(super) fn order(left: &str, right: &str, case: Case) -> Ordering {
    match case {
        Case::Sensitive => left.cmp(right),
        Case::Insensitive => left.to_lowercase().cmp(&right.to_lowercase()),
    }
}

/// Whether both are the same id, one in its form of 15 and one in its form of 18 characters.
pub(crate) fn same_id(left: &str, right: &str) -> bool {
    let (short, long) = match (left.len(), right.len()) {
        (15, 18) => (left, right),
        (18, 15) => (right, left),
        _ => return false,
    };
    long.as_bytes().starts_with(short.as_bytes())
        && long.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
