//! Auto-numbers: `INC-{0000}` and the next number make `INC-0042`.

use segue_language::{Text, TimeZone, Timestamp};

/// The value of an auto-number field. The zeros in braces are the least width; `{YYYY}`, `{YY}`,
/// `{MM}` and `{DD}` are the day on which the record was created.
pub(super) fn auto_number(format: &str, number: i64, at: Timestamp) -> Text {
    let mut value = String::with_capacity(format.len() + 8);
    let mut has_number = false;
    let mut rest = format;
    while let Some((before, token, after)) = next_token(rest) {
        value.push_str(before);
        match part(token, number, at) {
            Some(part) => value.push_str(&part),
            None => value.extend(["{", token, "}"]),
        }
        has_number |= is_number(token);
        rest = after;
    }
    value.push_str(rest);
    if !has_number {
        value.push_str(&number.to_string());
    }
    Text::from(value)
}

fn next_token(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (token, after) = rest.split_once('}')?;
    Some((before, token, after))
}

fn is_number(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|byte| byte == b'0')
}

fn part(token: &str, number: i64, at: Timestamp) -> Option<String> {
    let day = at.to_jiff().to_zoned(TimeZone::UTC).date();
    match token {
        _ if is_number(token) => Some(format!("{number:0width$}", width = token.len())),
        "YYYY" => Some(format!("{:04}", day.year())),
        "YY" => Some(format!("{:02}", day.year() % 100)),
        "MM" => Some(format!("{:02}", day.month())),
        "DD" => Some(format!("{:02}", day.day())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zeros_are_the_least_width() {
        let noon = Timestamp(1_772_452_800_000_000);
        let value = |format, number| auto_number(format, number, noon).to_string();
        assert_eq!(value("INC-{0000}", 42), "INC-0042");
        assert_eq!(value("{0}", 123), "123");
        assert_eq!(value("{YYYY}/{MM}/{DD}-{YY}-{00}x", 7), "2026/03/02-26-07x");
        assert_eq!(value("A-", 7), "A-7");
        assert_eq!(value("A{x}{00", 7), "A{x}{007");
    }
}
