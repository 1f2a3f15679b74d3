//! When work is due: so long after it was created. The setting is a list such as
//! `3d, Purchase_Approval = 1d, Onboard_New_Hire.Collect_Papers = 4h`.

use anyhow::{Context, bail};
use segue_language::Timestamp;

const SECOND: i64 = 1_000_000;

/// How long work may take.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Due {
    /// Unless something else is said, in microseconds.
    usual: Option<i64>,
    /// By API name of an orchestration, or of an orchestration and a step with a dot between.
    own: Vec<(String, i64)>,
}

impl Due {
    /// Reads the setting.
    ///
    /// # Errors
    /// A duration cannot be read.
    pub(crate) fn read(text: &str) -> anyhow::Result<Due> {
        let mut due = Due::default();
        let parts = text.split(',').map(str::trim);
        for part in parts.filter(|part| !part.is_empty()) {
            match part.split_once('=') {
                Some((name, time)) => {
                    due.own
                        .push((name.trim().to_owned(), duration(time.trim())?));
                }
                None => due.usual = Some(duration(part)?),
            }
        }
        Ok(due)
    }

    /// When work of a step is due that was created at `created`; none when nothing is said.
    pub(crate) fn of(&self, names: (&str, &str), created: Timestamp) -> Option<Timestamp> {
        let (orchestration, step) = names;
        let of_step = format!("{orchestration}.{step}");
        let own = |wanted: &str| {
            let mut own = self.own.iter();
            let found = own.find(|(name, _)| name.eq_ignore_ascii_case(wanted));
            found.map(|(_, time)| *time)
        };
        let time = own(&of_step)
            .or_else(|| own(orchestration))
            .or(self.usual)?;
        Some(Timestamp(created.0.saturating_add(time)))
    }

    /// Whether anything is due ever.
    pub(crate) fn is_used(&self) -> bool {
        *self != Due::default()
    }
}

/// `90m`, `4h`, `3d` or `2w`.
fn duration(text: &str) -> anyhow::Result<i64> {
    let unit = text.chars().last().unwrap_or(' ');
    let seconds = match unit {
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        'w' => 604_800,
        _ => bail!("`{text}` is no duration such as 90m, 4h, 3d or 2w"),
    };
    let number = text.trim_end_matches(unit).trim();
    let number: i64 = number
        .parse()
        .ok()
        .filter(|n| *n > 0)
        .context(text.to_owned())?;
    number
        .checked_mul(seconds * SECOND)
        .with_context(|| format!("`{text}` is too long"))
}

#[cfg(test)]
mod tests {
    use segue_language::Timestamp;

    use super::Due;

    const HOUR: i64 = 3_600 * 1_000_000;

    #[test]
    fn a_step_wins_over_its_orchestration_and_that_over_the_usual() {
        let due = Due::read("2d, Buy=1d, Buy.Decide = 4h").unwrap();
        let of = |orchestration, step| due.of((orchestration, step), Timestamp(0));
        assert_eq!(of("Buy", "Decide"), Some(Timestamp(4 * HOUR)));
        assert_eq!(of("Buy", "Order"), Some(Timestamp(24 * HOUR)));
        assert_eq!(of("Hire", "Order"), Some(Timestamp(48 * HOUR)));
    }

    #[test]
    fn without_the_setting_nothing_is_due() {
        let due = Due::read("").unwrap();
        assert_eq!(due.of(("Buy", "Decide"), Timestamp(0)), None);
        assert!(!due.is_used());
    }

    #[test]
    fn what_is_no_duration_is_refused() {
        for text in ["3", "d", "-1d", "Buy=soon", "9999999999999w"] {
            assert!(Due::read(text).is_err(), "{text}");
        }
    }
}
