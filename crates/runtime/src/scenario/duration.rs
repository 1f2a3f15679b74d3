//! Durations as people write them: `3d`, `1d12h`, `90m`, `1w`, `30s`.

/// Longest advance: 100 years.
const SECONDS_MAX: i64 = 100 * 366 * 86_400;

/// Reads a duration in seconds; none when it is not one.
pub(super) fn seconds(text: &str) -> Option<i64> {
    let mut total: i64 = 0;
    let mut rest = text.trim();
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let n_digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: i64 = rest[..n_digits].parse().ok()?;
        let unit = rest[n_digits..].chars().next()?;
        total = total.checked_add(number.checked_mul(unit_seconds(unit)?)?)?;
        rest = rest[n_digits + unit.len_utf8()..].trim_start();
    }
    (total <= SECONDS_MAX).then_some(total)
}

fn unit_seconds(unit: char) -> Option<i64> {
    match unit {
        's' => Some(1),
        'm' => Some(60),
        'h' => Some(3_600),
        'd' => Some(86_400),
        'w' => Some(7 * 86_400),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn parts_add_up_and_anything_else_is_refused() {
        assert_eq!(seconds("1d12h"), Some(129_600));
        assert_eq!(seconds("90m"), Some(5_400));
        assert_eq!(seconds("2w 1s"), Some(1_209_601));
        for wrong in [
            "",
            "d",
            "12",
            "1x",
            "-1d",
            "99999999999999999999s",
            "1000000d",
        ] {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
    }
}
