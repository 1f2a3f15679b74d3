//! Offsets: so many minutes, hours, days, weeks or months before or after a moment.

use serde::{Deserialize, Serialize};

use crate::{Date, Time, TimeZone, Timestamp};

const MINUTE_SECONDS: i64 = 60;
const HOUR_SECONDS: i64 = 60 * MINUTE_SECONDS;
const WEEK_DAYS: i64 = 7;

/// A span of time before (negative) or after a moment. A stored format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offset {
    /// How many.
    pub number: i64,
    /// Of what.
    pub unit: OffsetUnit,
}

/// What an offset counts. A stored format: variants are only ever added at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each is named as in the metadata")]
pub enum OffsetUnit {
    Minutes,
    Hours,
    Days,
    Weeks,
    Months,
}

impl OffsetUnit {
    /// The names that the metadata has for units.
    pub const NAMES: [&str; 5] = ["Minutes", "Hours", "Days", "Weeks", "Months"];

    /// The unit of that name, compared without regard to case.
    pub fn named(name: &str) -> Option<OffsetUnit> {
        use OffsetUnit::{Days, Hours, Minutes, Months, Weeks};
        let units = [Minutes, Hours, Days, Weeks, Months];
        let position = Self::NAMES
            .iter()
            .position(|known| known.eq_ignore_ascii_case(name))?;
        Some(units[position])
    }
}

impl Offset {
    /// No offset at all.
    pub const NONE: Offset = Offset {
        number: 0,
        unit: OffsetUnit::Minutes,
    };

    /// The moment that lies so far from `moment`. Days, weeks and months are those of the calendar:
    /// clocks of `zone` show the same time, also when they are changed in between. None is beyond
    /// the calendar.
    pub fn from(self, moment: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        match self.unit {
            OffsetUnit::Minutes => self.seconds(moment, MINUTE_SECONDS),
            OffsetUnit::Hours => self.seconds(moment, HOUR_SECONDS),
            OffsetUnit::Days => calendar(moment, zone, |span| span.try_days(self.number)),
            OffsetUnit::Weeks => {
                let days = self.number.checked_mul(WEEK_DAYS)?;
                calendar(moment, zone, |span| span.try_days(days))
            }
            OffsetUnit::Months => calendar(moment, zone, |span| span.try_months(self.number)),
        }
    }

    fn seconds(self, moment: Timestamp, each: i64) -> Option<Timestamp> {
        let micros = self.number.checked_mul(each)?.checked_mul(1_000_000)?;
        let reached = moment.0.checked_add(micros)?;
        let (least, most) = (jiff::Timestamp::MIN, jiff::Timestamp::MAX);
        let calendar = least.as_microsecond()..=most.as_microsecond();
        calendar.contains(&reached).then_some(Timestamp(reached))
    }
}

fn calendar(
    moment: Timestamp,
    zone: &TimeZone,
    span: impl FnOnce(jiff::Span) -> Result<jiff::Span, jiff::Error>,
) -> Option<Timestamp> {
    let span = span(jiff::Span::new()).ok()?;
    let zoned = moment.to_jiff().to_zoned(zone.clone());
    Some(zoned.checked_add(span).ok()?.timestamp().into())
}

impl Timestamp {
    /// The moment at which clocks of `zone` show that time on that day; the later one when they are
    /// set forward over it, the earlier one when they show it twice.
    pub fn in_zone(date: Date, time: Time, zone: &TimeZone) -> Option<Timestamp> {
        let zoned = date.to_datetime(time).to_zoned(zone.clone()).ok()?;
        Some(zoned.timestamp().into())
    }
}
