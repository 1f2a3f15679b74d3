//! Schedules: when something starts again and again, by the calendar of a zone.

use jiff::civil::DateTime;

use crate::{Date, TimeZone, Timestamp, Weekday};

const HOUR_MICROS: i64 = 3_600 * 1_000_000;
/// Starts looked at to find the next one: more than a week of days, and enough for estimates that
/// are off by clocks that change and by months that lack a day.
const CANDIDATES_MAX: i64 = 16;

/// When a scheduled flow starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// How often.
    pub frequency: Frequency,
    /// What clocks show at the first start.
    pub start: DateTime,
    /// Every so many hours, days, weeks, months or years; at least 1.
    pub every: u32,
    /// The day of the month, where it is not that of the first start.
    pub day_of_month: Option<i8>,
    /// The days of the week, where they are others than that of the first start.
    pub days_of_week: Vec<Weekday>,
    /// Whose clocks count, where they are not those of the project.
    pub zone: Option<TimeZone>,
}

/// The day of the week of that English name, whole or its first three letters, without regard to
/// case.
pub fn weekday_named(name: &str) -> Option<Weekday> {
    let days = [
        (Weekday::Sunday, "Sunday"),
        (Weekday::Monday, "Monday"),
        (Weekday::Tuesday, "Tuesday"),
        (Weekday::Wednesday, "Wednesday"),
        (Weekday::Thursday, "Thursday"),
        (Weekday::Friday, "Friday"),
        (Weekday::Saturday, "Saturday"),
    ];
    let is_it =
        |known: &str| known.eq_ignore_ascii_case(name) || known[..3].eq_ignore_ascii_case(name);
    let found = days.into_iter().find(|(_, known)| is_it(known));
    found.map(|(day, _)| day)
}

/// How often a scheduled flow starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frequency {
    /// Once, when it is activated.
    OnActivate,
    /// Once, at its first start.
    Once,
    /// At the same minute of each hour.
    Hourly,
    /// At the same time of each day.
    Daily,
    /// At the same time of each day from Monday to Friday.
    Weekdays,
    /// On the same day, or the same days, of each week; a week begins on Sunday.
    Weekly,
    /// On the same day of each month; on the last day of a month that lacks it.
    Monthly,
    /// On the same day of each year; on the last day of a month that lacks it.
    Yearly,
}

impl Frequency {
    /// The names that the metadata has for frequencies.
    pub const NAMES: [&str; 8] = [
        "OnActivate",
        "Once",
        "Hourly",
        "Daily",
        "Weekdays",
        "Weekly",
        "Monthly",
        "Yearly",
    ];

    /// The frequency of that name, compared without regard to case.
    pub fn named(name: &str) -> Option<Frequency> {
        use Frequency::{Daily, Hourly, Monthly, OnActivate, Once, Weekdays, Weekly, Yearly};
        let all = [
            OnActivate, Once, Hourly, Daily, Weekdays, Weekly, Monthly, Yearly,
        ];
        let position = Self::NAMES
            .iter()
            .position(|known| known.eq_ignore_ascii_case(name))?;
        Some(all[position])
    }
}

impl Schedule {
    /// The first start of what is activated at `moment`: that moment or a later one.
    pub fn first(&self, moment: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let zone = self.zone.as_ref().unwrap_or(zone);
        match self.frequency {
            Frequency::OnActivate => Some(moment),
            _ => self.from(moment, zone),
        }
    }

    /// The first start after `moment`.
    pub fn after(&self, moment: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let zone = self.zone.as_ref().unwrap_or(zone);
        self.from(Timestamp(moment.0.saturating_add(1)), zone)
    }

    /// The first start at `moment` or later.
    fn from(&self, moment: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let first = at(self.start, zone)?;
        match self.frequency {
            Frequency::OnActivate => None,
            Frequency::Once => Some(first).filter(|first| *first >= moment),
            Frequency::Hourly => Some(self.hour(first, moment)),
            Frequency::Daily
            | Frequency::Weekdays
            | Frequency::Weekly
            | Frequency::Monthly
            | Frequency::Yearly => self.day(moment.max(first), zone),
        }
    }

    /// Hours have the same length, whatever clocks show.
    fn hour(&self, first: Timestamp, moment: Timestamp) -> Timestamp {
        let step = HOUR_MICROS * i64::from(self.every.max(1));
        let behind = moment.0.saturating_sub(first.0).max(0);
        let n_steps = behind / step + i64::from(behind % step != 0);
        Timestamp(first.0.saturating_add(n_steps.saturating_mul(step)))
    }

    fn day(&self, moment: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let today = moment.to_jiff().to_zoned(zone.clone()).date();
        let first = self.estimate(today);
        let clocks = (first..first + CANDIDATES_MAX).flat_map(|n| self.nth_of_all(n));
        let mut starts = clocks.filter_map(|clock| at(clock, zone));
        starts.find(|start| *start >= moment)
    }

    /// What clocks show at the start of that number, or at the starts of its week.
    fn nth_of_all(&self, number: i64) -> Vec<DateTime> {
        if self.frequency != Frequency::Weekly || self.days_of_week.is_empty() {
            return self.nth(number).into_iter().collect();
        }
        let Some(moved) = self.nth(number) else {
            return Vec::new();
        };
        let today = moved.weekday().to_sunday_zero_offset();
        let mut days: Vec<i8> = self
            .days_of_week
            .iter()
            .map(|day| day.to_sunday_zero_offset() - today)
            .collect();
        days.sort_unstable();
        let of_week = days.into_iter();
        of_week
            .filter_map(|day| moved.checked_add(jiff::Span::new().days(day)).ok())
            .collect()
    }

    /// The number of a start that is not after `day`, nearly the last such.
    fn estimate(&self, day: Date) -> i64 {
        let start = self.start.date();
        let days = i64::from(start.until(day).map_or(0, |span| span.get_days()));
        let months = (i64::from(day.year()) - i64::from(start.year())) * 12
            + i64::from(day.month() - start.month());
        let units = match self.frequency {
            Frequency::Weekly => days / 7,
            Frequency::Monthly => months,
            Frequency::Yearly => months / 12,
            _ => days,
        };
        (units / self.step() - 1).max(0)
    }

    fn step(&self) -> i64 {
        match self.frequency {
            Frequency::Weekdays => 1,
            _ => i64::from(self.every.max(1)),
        }
    }

    /// What clocks show at the start of that number; none where it is left out.
    fn nth(&self, number: i64) -> Option<DateTime> {
        let n = number.checked_mul(self.step())?;
        let moved = match self.frequency {
            Frequency::Weekly => self
                .start
                .checked_add(jiff::Span::new().try_days(n.checked_mul(7)?).ok()?),
            Frequency::Monthly => self
                .start
                .checked_add(jiff::Span::new().try_months(n).ok()?),
            Frequency::Yearly => self.start.checked_add(jiff::Span::new().try_years(n).ok()?),
            _ => self.start.checked_add(jiff::Span::new().try_days(n).ok()?),
        };
        let moved = moved.ok()?;
        match (self.frequency, self.day_of_month) {
            (Frequency::Weekdays, _) if is_weekend(moved.weekday()) => None,
            (Frequency::Monthly, Some(day)) => {
                let day = day.clamp(1, moved.date().days_in_month());
                moved.with().day(day).build().ok()
            }
            _ => Some(moved),
        }
    }
}

fn is_weekend(day: Weekday) -> bool {
    matches!(day, Weekday::Saturday | Weekday::Sunday)
}

fn at(clock: DateTime, zone: &TimeZone) -> Option<Timestamp> {
    Timestamp::in_zone(clock.date(), clock.time(), zone)
}
