//! Numbers as texts that sort as the numbers do: sign, magnitude, digits.
//!
//! `2` and a power of ten and the digits when positive (12.5 is `25002125`: 0.125 times ten to the
//! second), `1` for zero, `0` and the same complemented when negative.

use segue_language::Num;

/// Added to the power so that it has four digits and no sign.
const BIAS: i32 = 5000;
/// Sorts after every digit: of two negative numbers the one with more digits is smaller.
const END_OF_NEGATIVE: char = '~';

/// The sortable text of a number.
pub(super) fn sortable(number: Num) -> String {
    let text = number.to_string();
    let (is_negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.as_str()),
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() {
        return "1".to_owned();
    }
    let n_leading = digits.len() - significant.len();
    let power = whole.len() as i32 - n_leading as i32 + BIAS;
    let positive = format!("{power:04}{}", significant.trim_end_matches('0'));
    if is_negative {
        format!("0{}{END_OF_NEGATIVE}", complement(&positive))
    } else {
        format!("2{positive}")
    }
}

/// The number of a sortable text.
pub(super) fn number_of(sortable: &str) -> Option<Num> {
    let (sign, rest) = sortable.split_at_checked(1)?;
    match sign {
        "1" => Some(Num::ZERO),
        "2" => decimal("", rest)?.parse().ok(),
        "0" => decimal("-", &complement(rest.strip_suffix(END_OF_NEGATIVE)?))?
            .parse()
            .ok(),
        _ => None,
    }
}

fn decimal(sign: &str, power_and_digits: &str) -> Option<String> {
    let (power, digits) = power_and_digits.split_at_checked(4)?;
    let power = power.parse::<i32>().ok()? - BIAS;
    Some(match usize::try_from(power) {
        Err(_) => format!(
            "{sign}0.{}{digits}",
            "0".repeat(power.unsigned_abs() as usize)
        ),
        Ok(n_whole) if n_whole >= digits.len() => format!("{sign}{digits:0<n_whole$}"),
        Ok(n_whole) => {
            let (whole, fraction) = digits.split_at_checked(n_whole)?;
            format!("{sign}0{whole}.{fraction}")
        }
    })
}

fn complement(digits: &str) -> String {
    let nines = |digit: char| char::from(b'9' - (digit as u8 - b'0').min(9));
    digits.chars().map(nines).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_number() -> impl Strategy<Value = Num> {
        (any::<i64>(), 0_u32..30)
            .prop_map(|(digits, scale)| format!("{digits}e-{scale}").parse().unwrap())
    }

    proptest! {
        #[test]
        fn a_sortable_text_gives_its_number_back(number in any_number()) {
            prop_assert_eq!(number_of(&sortable(number)), Some(number));
        }

        #[test]
        fn texts_sort_as_their_numbers_do(a in any_number(), b in any_number()) {
            prop_assert_eq!(sortable(a).cmp(&sortable(b)), a.cmp(&b));
        }
    }

    #[test]
    fn close_numbers_sort_too() {
        let texts = [
            "-1e40",
            "-12.51",
            "-12.5",
            "-12",
            "-1",
            "-0.05",
            "-0.049",
            "0",
            "0.0001",
            "0.05",
            "0.5",
            "1",
            "9.99",
            "10",
            "10.5",
            "100",
            "123456789012345678901234567890",
        ];
        let sorted: Vec<_> = texts.map(|text| sortable(text.parse().unwrap())).to_vec();
        assert!(sorted.is_sorted_by(|a, b| a < b), "{sorted:?}");
    }
}
