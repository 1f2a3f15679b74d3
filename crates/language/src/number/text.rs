//! Numbers from and to decimal text.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::wide::{Digits, MAGNITUDE_MAX, settle};
use super::{Form, Num};

/// Decimal places that [`fmt::Display`] prints.
const PLACES_MAX: i32 = 32;
/// Digits read; a longer text is not a number of anyone's.
const TEXT_LENGTH_MAX: usize = 2_000;
/// Digits that fit while reading; what follows only counts.
const READ_DIGITS_MAX: u32 = 56;

/// The text is not a decimal number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a number")]
pub struct NotANumber(pub String);

impl FromStr for Num {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        read(text).ok_or_else(|| NotANumber(text.chars().take(100).collect()))
    }
}

impl fmt::Display for Num {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Form::Whole(whole) => write!(f, "{whole}"),
            Form::Wide(_) => f.write_str(&self.rounded(PLACES_MAX).exact_text()),
        }
    }
}

impl fmt::Debug for Num {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.exact_text())
    }
}

impl Num {
    /// All its digits, without exponent.
    pub(crate) fn exact_text(self) -> String {
        match self.0 {
            Form::Whole(whole) => whole.to_string(),
            Form::Wide(wide) => {
                let digits = wide.digits().to_string();
                let sign = if wide.negative { "-" } else { "" };
                format!("{sign}{}", with_point(&digits, wide.scale))
            }
        }
    }
}

fn with_point(digits: &str, scale: i16) -> String {
    if scale <= 0 {
        return format!("{digits}{}", "0".repeat(usize::from(scale.unsigned_abs())));
    }
    let scale = usize::from(scale.unsigned_abs());
    match digits.len().checked_sub(scale) {
        Some(n_whole) if n_whole > 0 => format!("{}.{}", &digits[..n_whole], &digits[n_whole..]),
        _ => format!("0.{digits:0>scale$}"),
    }
}

/// `[+-] digits [. digits] [e [+-] digits]`, with at least one digit before the exponent.
fn read(text: &str) -> Option<Num> {
    if text.len() > TEXT_LENGTH_MAX {
        return None;
    }
    let (negative, rest) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    if let Some(whole) = read_small(rest.as_bytes()) {
        return Some(Num::from(if negative { -whole } else { whole }));
    }
    let (mantissa, power) = match rest.find(['e', 'E']) {
        Some(at) => (&rest[..at], rest[at + 1..].parse::<i32>().ok()?),
        None => (rest, 0),
    };
    let (digits, exponent) = read_mantissa(mantissa)?;
    let power = power.clamp(-3 * MAGNITUDE_MAX, 3 * MAGNITUDE_MAX);
    settle(digits, exponent + power, negative)
}

fn read_small(text: &[u8]) -> Option<i64> {
    if text.is_empty() || text.len() > 18 {
        return None;
    }
    text.iter().try_fold(0_i64, |number, digit| {
        digit
            .is_ascii_digit()
            .then(|| number * 10 + i64::from(digit - b'0'))
    })
}

fn read_mantissa(text: &str) -> Option<(Digits, i32)> {
    let (mut digits, mut exponent) = (Digits::from_digit(0), 0);
    let (mut seen, mut point) = (false, false);
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' if digits.decimal_digits() < READ_DIGITS_MAX => {
                digits = digits
                    .mul_digit(10)
                    .strict_add_digit(u64::from(byte - b'0'));
                exponent -= i32::from(point);
                seen = true;
            }
            b'0'..=b'9' => exponent += i32::from(!point),
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    seen.then_some((digits, exponent))
}

impl Serialize for Num {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.exact_text())
    }
}

impl<'de> Deserialize<'de> for Num {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
