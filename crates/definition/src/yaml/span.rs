//! Times as people write them: `3 days`, `09:00`; and fields to sort by: `Amount desc nulls first`.

use std::ops::Range;

use segue_language::OffsetUnit;

/// A length of time, with where its parts stand.
pub(super) struct Span {
    /// The number, without a sign.
    pub(super) number: (String, Range<usize>),
    /// The API name of the unit.
    pub(super) unit: (&'static str, Range<usize>),
}

/// `3 days`, `1 day`.
pub(super) fn span(text: &str) -> Option<Span> {
    let (number, unit) = text.split_once(' ')?;
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let word = unit.trim_end();
    let mut names = OffsetUnit::NAMES.into_iter();
    let name = names.find(|name| {
        let singular = &name[..name.len() - 1];
        name.eq_ignore_ascii_case(word) || singular.eq_ignore_ascii_case(word)
    })?;
    let start = number.len() + 1;
    is_number.then(|| Span {
        number: (number.to_owned(), 0..number.len()),
        unit: (name, start..start + word.len()),
    })
}

/// A number and a unit as `3 days`; none when it is not of the sign that is asked for.
pub(super) fn spanned(number: &str, unit: &str, is_before: bool) -> Option<String> {
    let digits = match (number.strip_prefix('-'), is_before) {
        (Some(digits), true) => digits,
        (None, false) => number,
        _ => return None,
    };
    let text = match digits {
        "1" => format!("1 {}", unit.strip_suffix('s')?.to_lowercase()),
        digits => format!("{digits} {}", unit.to_lowercase()),
    };
    let read = span(&text)?;
    (read.number.0 == digits && read.unit.0 == unit).then_some(text)
}

/// `09:00` as metadata writes it, `09:00:00.000Z`.
pub(super) fn clock(text: &str) -> Option<String> {
    let is_time = |parts: &[&str]| {
        let is_part = |part: &&str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        parts.iter().all(is_part)
    };
    let parts: Vec<&str> = text.split(':').collect();
    match parts.as_slice() {
        [hour, minute] if is_time(&parts) => Some(format!("{hour}:{minute}:00.000Z")),
        [hour, minute, second] if is_time(&parts) => Some(format!("{hour}:{minute}:{second}.000Z")),
        _ => None,
    }
}

/// The inverse.
pub(super) fn clocked(text: &str) -> Option<&str> {
    let short = text.strip_suffix(".000Z")?;
    let short = short
        .strip_suffix(":00")
        .filter(|short| short.contains(':'))
        .unwrap_or(short);
    (clock(short)? == text).then_some(short)
}

/// A field to sort by.
pub(super) struct Sorted<'t> {
    pub(super) field: &'t str,
    pub(super) order: &'static str,
    pub(super) is_null_first: bool,
}

/// `Name`, `Name desc`, `Name desc nulls first`.
pub(super) fn sorted(text: &str) -> Option<Sorted<'_>> {
    let (text, is_null_first) = match text.strip_suffix(" nulls first") {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let (field, order) = match text.split_once(' ') {
        Some((field, "desc")) => (field, "Desc"),
        Some((field, "asc")) => (field, "Asc"),
        Some(_) => return None,
        None => (text, "Asc"),
    };
    (!field.is_empty()).then_some(Sorted {
        field,
        order,
        is_null_first,
    })
}

/// The inverse.
pub(super) fn sorting(field: &str, order: &str, is_null_first: bool) -> Option<String> {
    let nulls = if is_null_first { " nulls first" } else { "" };
    let order = match order {
        "Asc" => "",
        "Desc" => " desc",
        _ => return None,
    };
    let is_name = !field.is_empty() && !field.contains(char::is_whitespace);
    is_name.then(|| format!("{field}{order}{nulls}"))
}
