//! Moments as pages show them: how long ago, and the exact time beside it.

use std::fmt;

use segue_language::Timestamp;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A moment seen from another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    pub(crate) at: Timestamp,
    pub(crate) now: Timestamp,
}

impl Moment {
    /// `3 days`, without saying whether before or after.
    pub(crate) fn distance(&self) -> String {
        duration((self.now.0 - self.at.0).abs() / 1_000_000)
    }

    /// `2026-03-02 09:00 UTC`
    pub(crate) fn exact(&self) -> String {
        let at = self.at.to_jiff();
        at.strftime("%Y-%m-%d %H:%M UTC").to_string()
    }

    fn machine(&self) -> String {
        let at = self.at.to_jiff();
        at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }
}

/// An element that shows the distance; the exact time is its title.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (machine, exact, distance) = (self.machine(), self.exact(), self.distance());
        write!(
            f,
            r#"<time datetime="{machine}" title="{exact}">{distance}</time>"#
        )
    }
}

impl askama::filters::HtmlSafe for Moment {}

/// A duration in its largest unit.
fn duration(seconds: i64) -> String {
    let (n, unit) = match seconds {
        ..MINUTE => return "less than a minute".to_owned(),
        MINUTE..HOUR => (seconds / MINUTE, "minute"),
        HOUR..DAY => (seconds / HOUR, "hour"),
        DAY.. => (seconds / DAY, "day"),
    };
    let plural = if n == 1 { "" } else { "s" };
    format!("{n} {unit}{plural}")
}

/// A length of time, given in microseconds, in its two largest units: `2 h 5 min`.
pub(crate) fn span(micros: i64) -> String {
    let seconds = micros.max(0) / 1_000_000;
    let (large, n_large, small, n_small) = match seconds {
        0 if micros >= 1_000 => return format!("{} ms", micros / 1_000),
        ..MINUTE => return format!("{seconds} s"),
        MINUTE..HOUR => ("min", seconds / MINUTE, "s", seconds % MINUTE),
        HOUR..DAY => ("h", seconds / HOUR, "min", seconds % HOUR / MINUTE),
        DAY.. => ("d", seconds / DAY, "h", seconds % DAY / HOUR),
    };
    match n_small {
        0 => format!("{n_large} {large}"),
        _ => format!("{n_large} {large} {n_small} {small}"),
    }
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn a_length_of_time_has_two_units_at_most() {
        let lengths = [0, 1_500, 42, 200, 3_600, 7_500, 90_061].map(|n| n * 1_000_000);
        let told = lengths.map(span);
        let expected = [
            "0 s",
            "25 min",
            "42 s",
            "3 min 20 s",
            "1 h",
            "2 h 5 min",
            "1 d 1 h",
        ];
        assert_eq!(told, expected);
        assert_eq!(span(850_000), "850 ms");
    }
}
