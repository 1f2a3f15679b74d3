//! Conditions, assignments and values as short texts: `Prepare.Status = Completed`.

use std::ops::Range;

/// A condition or an assignment, in its parts; each range counts bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parts<'t> {
    pub(super) left: (&'t str, Range<usize>),
    /// The API name of the operator.
    pub(super) operator: (&'t str, Range<usize>),
    pub(super) right: Option<(Written, Range<usize>)>,
}

/// A value as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// The element of the value.
    pub(super) tag: &'static str,
    pub(super) text: String,
}

/// Short forms of operators, and their API names. The longer ones of a beginning come first.
pub(super) type Operators = &'static [(&'static str, &'static str)];

/// Those of conditions.
pub(super) const COMPARISONS: Operators = &[
    ("!=", "NotEqualTo"),
    ("<=", "LessThanOrEqualTo"),
    (">=", "GreaterThanOrEqualTo"),
    ("=", "EqualTo"),
    ("<", "LessThan"),
    (">", "GreaterThan"),
    ("contains", "Contains"),
    ("starts with", "StartsWith"),
    ("ends with", "EndsWith"),
    ("not in", "NotIn"),
    ("in", "In"),
];

/// Those of assignments.
pub(super) const ASSIGNMENTS: Operators = &[("+=", "Add"), ("-=", "Subtract"), ("=", "Assign")];

/// The parts of `text`; none when it is not of the form `LEFT OPERATOR RIGHT`.
pub(super) fn parts<'t>(text: &'t str, operators: Operators) -> Option<Parts<'t>> {
    let start = text.len() - text.trim_start().len();
    let end = start + text[start..].find(char::is_whitespace)?;
    let left = (&text[start..end], start..end);
    let at = end + (text[end..].len() - text[end..].trim_start().len());
    if let Some(is_null) = null_test(&text[at..]) {
        let operator = ("IsNull", at..text.trim_end().len());
        let value = Written {
            tag: "booleanValue",
            text: is_null.to_string(),
        };
        let right = Some((value, operator.1.clone()));
        return Some(Parts {
            left,
            operator,
            right,
        });
    }
    let (name, length) = operator(&text[at..], operators)?;
    let rest = &text[at + length..];
    let from = at + length + (rest.len() - rest.trim_start().len());
    let rest = text[from.min(text.len())..].trim_end();
    let right = (!rest.is_empty()).then(|| (value(rest), from..from + rest.len()));
    Some(Parts {
        left,
        operator: (name, at..at + length),
        right,
    })
}

fn null_test(text: &str) -> Option<bool> {
    match text.trim_end() {
        "is null" => Some(true),
        "is not null" => Some(false),
        _ => None,
    }
}

/// The API name of the operator that `text` begins with, and its length.
fn operator(text: &str, operators: Operators) -> Option<(&str, usize)> {
    for (short, name) in operators {
        let Some(rest) = text.strip_prefix(short) else {
            continue;
        };
        let is_word = short.ends_with(char::is_alphabetic);
        if !is_word || rest.is_empty() || rest.starts_with(char::is_whitespace) {
            return Some((name, short.len()));
        }
    }
    let word = text.split_whitespace().next()?;
    let is_name = word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.chars().all(|c| c.is_ascii_alphanumeric());
    is_name.then_some((word, word.len()))
}

/// The value that `text` is: a reference, a text in apostrophes, or as plain YAML has it.
fn value(text: &str) -> Written {
    let quoted = text
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''));
    if let Some(inner) = quoted.filter(|_| text.len() > 1) {
        return Written {
            tag: "stringValue",
            text: inner.replace("''", "'"),
        };
    }
    let reference = text
        .strip_prefix("{!")
        .and_then(|rest| rest.strip_suffix('}'));
    match reference {
        Some(name) => Written {
            tag: "elementReference",
            text: name.to_owned(),
        },
        None => plain(text),
    }
}

/// The value that a text without quotation marks is.
pub(super) fn plain(text: &str) -> Written {
    let tag = kind(text);
    let text = match tag {
        "elementReference" => &text[1..],
        _ => text,
    };
    Written {
        tag,
        text: text.to_owned(),
    }
}

fn kind(text: &str) -> &'static str {
    if text == "true" || text == "false" {
        "booleanValue"
    } else if is_number(text) {
        "numberValue"
    } else if has_form(text, "0000-00-00") {
        "dateValue"
    } else if is_date_time(text) {
        "dateTimeValue"
    } else if text.starts_with('=') && text.len() > 1 {
        "elementReference"
    } else {
        "stringValue"
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    are_digits(whole) && are_digits(fraction)
}

fn is_date_time(text: &str) -> bool {
    let Some((day, time)) = text.split_once('T') else {
        return false;
    };
    has_form(day, "0000-00-00") && (has_form(time, "00:00:00Z") || has_form(time, "00:00:00.000Z"))
}

/// Whether `text` has a digit wherever `form` has one, and the same otherwise.
fn has_form(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text
            .bytes()
            .zip(form.bytes())
            .all(|(found, wanted)| match wanted {
                b'0' => found.is_ascii_digit(),
                other => found == other,
            })
}

/// A condition or an assignment as a text; none when it has no such form. `right` is the element
/// of the value and its text.
pub(super) fn written(
    left: &str,
    operator: &str,
    right: Option<(&str, &str)>,
    operators: Operators,
) -> Option<String> {
    let short = match (operator, right) {
        ("IsNull", Some(("booleanValue", "true"))) => Some(format!("{left} is null")),
        ("IsNull", Some(("booleanValue", "false"))) => Some(format!("{left} is not null")),
        _ => None,
    };
    let short = short.or_else(|| {
        let known = operators.iter().find(|(_, name)| *name == operator);
        let sign = known.map_or(operator, |(short, _)| short);
        match right {
            None => Some(format!("{left} {sign}")),
            Some((tag, text)) => Some(format!("{left} {sign} {}", right_side(tag, text)?)),
        }
    })?;
    let read = parts(&short, operators)?;
    let is_right = match (&read.right, right) {
        (None, None) => true,
        (Some((value, _)), Some((tag, text))) => value.tag == tag && value.text == text,
        _ => false,
    };
    (read.left.0 == left && read.operator.0 == operator && is_right).then_some(short)
}

fn right_side(tag: &str, text: &str) -> Option<String> {
    match tag {
        "elementReference" => Some(format!("{{!{text}}}")),
        "stringValue" if is_bare(text) => Some(text.to_owned()),
        "stringValue" if !text.contains(['\n', '\r']) => {
            Some(format!("'{}'", text.replace('\'', "''")))
        }
        "booleanValue" | "numberValue" | "dateValue" | "dateTimeValue" => {
            (kind(text) == tag).then(|| text.to_owned())
        }
        _ => None,
    }
}

/// Whether a text needs no apostrophes.
fn is_bare(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic())
        && !text.ends_with(char::is_whitespace)
        && kind(text) == "stringValue"
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || " _-./@&+".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_has_three_parts_with_their_places() {
        let parts = parts("Prepare.Status = Completed", COMPARISONS).unwrap();
        assert_eq!(parts.left, ("Prepare.Status", 0..14));
        assert_eq!(parts.operator, ("EqualTo", 15..16));
        let right = parts.right.unwrap();
        assert_eq!(
            (right.0.tag, right.0.text.as_str()),
            ("stringValue", "Completed")
        );
        assert_eq!(right.1, 17..26);
    }

    #[test]
    fn words_of_operators_are_whole_words() {
        let operator = |text| parts(text, COMPARISONS).map(|parts| parts.operator.0);
        assert_eq!(operator("a in {!list}"), Some("In"));
        assert_eq!(operator("a not in {!list}"), Some("NotIn"));
        assert_eq!(operator("a starts with b"), Some("StartsWith"));
        assert_eq!(operator("a IsChanged true"), Some("IsChanged"));
        assert_eq!(operator("a inside b"), None);
        assert_eq!(operator("a"), None);
    }

    #[test]
    fn what_is_written_reads_as_itself() {
        for (tag, text) in [
            ("stringValue", "In Progress"),
            ("stringValue", "it's"),
            ("stringValue", ""),
            ("stringValue", "5"),
            ("stringValue", "true"),
            ("stringValue", "=x"),
            ("stringValue", "{!x}"),
            ("numberValue", "5.0"),
            ("elementReference", "$Record.Id"),
            ("dateValue", "2026-03-02"),
        ] {
            assert!(
                written("a", "EqualTo", Some((tag, text)), COMPARISONS).is_some(),
                "{text}"
            );
        }
    }
}
