//! How fast the value of a formula may change by itself.

use super::Formula;

/// Functions that read the clock or what else changes by itself, and how fast they do.
const RESTLESS: [(&str, Pace); 4] = [
    ("TODAY", Pace::Day),
    ("NOW", Pace::Hour),
    ("TIMENOW", Pace::Hour),
    ("CURRENCYRATE", Pace::Hour),
];

/// When a value that changes by itself is looked at again: the faster one is larger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pace {
    /// When the next day begins.
    Day,
    /// At the next full hour.
    Hour,
}

impl Formula {
    /// When its value may have changed by itself; none when it never does. What stands in quotes counts,
    /// too: it only costs.
    pub fn pace(&self) -> Option<Pace> {
        let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let words = self.text().split(|letter| !is_word(letter));
        let paces = words.filter_map(|word| {
            let mut known = RESTLESS.iter();
            let found = known.find(|(name, _)| name.eq_ignore_ascii_case(word));
            found.map(|(_, pace)| *pace)
        });
        paces.max()
    }
}
