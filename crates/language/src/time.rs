//! Points in time: UTC microseconds, handed in from outside and never read from a clock here.

use std::fmt;

use serde::{Deserialize, Serialize};

pub use jiff::civil::{Date, Time, Weekday};
pub use jiff::tz::TimeZone;

/// Microseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The same moment as a `jiff` timestamp; out-of-range values become the nearest bound.
    pub fn to_jiff(self) -> jiff::Timestamp {
        let (least, most) = (jiff::Timestamp::MIN, jiff::Timestamp::MAX);
        let micros = self.0.clamp(least.as_microsecond(), most.as_microsecond());
        jiff::Timestamp::from_microsecond(micros).unwrap_or(most)
    }

    /// The moment at which clocks in UTC show `civil`.
    pub fn of(civil: jiff::civil::DateTime) -> Self {
        civil
            .to_zoned(TimeZone::UTC)
            .map_or(Timestamp(0), |zoned| zoned.timestamp().into())
    }

    /// The begin of a day in UTC.
    pub fn midnight(date: Date) -> Self {
        Timestamp::of(date.to_datetime(Time::midnight()))
    }

    /// The moment `seconds` later (earlier when negative).
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Timestamp(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(moment: jiff::Timestamp) -> Self {
        Timestamp(moment.as_microsecond())
    }
}

/// Writes `2026-03-02T09:00:00Z`, with a fraction only where there is one.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.to_jiff())
    }
}
