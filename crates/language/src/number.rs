//! Numbers as the platform computes them: decimal, 39 significant digits, rounded half up.

use std::fmt;
use std::str::FromStr;

use fastnum::decimal::Decimal;

/// 192 bits hold 57 digits: 39 and room to round.
type D192 = Decimal<3>;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A decimal number of at most 39 significant digits.
///
/// Operations round half up to 39 digits; [`fmt::Display`] prints at most 32 decimal places
/// without trailing zeros or exponent.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Num(D192);

/// The text is not a decimal number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a number")]
pub struct NotANumber(pub String);

impl Num {
    /// Zero.
    pub const ZERO: Num = Num(D192::ZERO);
}

impl From<i64> for Num {
    fn from(value: i64) -> Self {
        Num(D192::from(value))
    }
}

impl FromStr for Num {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        D192::from_str(text, fastnum::decimal::Context::default())
            .map(Num)
            .map_err(|_| NotANumber(text.to_owned()))
    }
}

impl fmt::Display for Num {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Debug for Num {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Num {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Num {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
