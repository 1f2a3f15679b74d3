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
