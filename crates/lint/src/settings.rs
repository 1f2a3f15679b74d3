//! Settings: how strict each rule is, and what is let pass.

mod comparison;
mod path_pattern;
mod reading;
mod value;

use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};

pub(crate) use comparison::Comparison;
use path_pattern::PathPattern;
pub(crate) use reading::is_called;

use crate::{Choice, Level, RULES, Rule};

/// Lets every result of a rule pass.
const ANY: &str = "*";

/// How strict lint is.
#[derive(Clone, Debug)]
pub struct Settings {
    /// One for each of [`RULES`].
    rules: Vec<Setting>,
    /// Findings below this level are not reported.
    lowest: Level,
    /// What is let pass, by flow and rule; flows in lower case.
    exceptions: FxHashMap<(String, usize), FxHashSet<String>>,
    /// Files that are not looked at.
    ignored_paths: Vec<PathPattern>,
    /// Flows that are not looked at, in lower case.
    ignored_flows: FxHashSet<String>,
}

/// How strict one rule is.
#[derive(Clone, Debug)]
pub struct Setting {
    /// How its findings are reported.
    pub level: Level,
    /// What is said to do about its findings, in place of its own help.
    pub(crate) message: Option<String>,
    pub(crate) chosen: Chosen,
}

/// What was chosen of a rule besides its level.
#[derive(Clone, Debug)]
pub(crate) enum Chosen {
    /// It has nothing to choose.
    Nothing,
    /// More than this is too much.
    Threshold(u64),
    /// What a name must match.
    Pattern(Regex),
    /// What a number must be.
    Comparison(Comparison),
}

/// Why settings cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadSettings(pub(crate) String);

impl Default for Settings {
    fn default() -> Self {
        Settings {
            rules: RULES.iter().map(|rule| Setting::of(rule)).collect(),
            lowest: Level::Note,
            exceptions: FxHashMap::default(),
            ignored_paths: Vec::new(),
            ignored_flows: FxHashSet::default(),
        }
    }
}

impl Setting {
    fn of(rule: &Rule) -> Self {
        let chosen = match rule.choice {
            None => Chosen::Nothing,
            Some(Choice::Threshold(most)) => Chosen::Threshold(most),
            Some(Choice::Pattern(pattern)) => {
                Chosen::Pattern(Regex::new(pattern).expect("the default of a rule is a pattern"))
            }
            Some(Choice::Comparison(text)) => Chosen::Comparison(
                Comparison::parse(text).expect("the default of a rule is a comparison"),
            ),
        };
        Setting {
            level: rule.level,
            message: None,
            chosen,
        }
    }

    /// More than this is too much.
    pub(crate) fn threshold(&self) -> u64 {
        match self.chosen {
            Chosen::Threshold(most) => most,
            _ => u64::MAX,
        }
    }
}

impl Settings {
    /// How strict `rule` is; a level below the lowest that is reported is as good as off.
    pub fn of(&self, rule: &Rule) -> &Setting {
        &self.rules[number(rule)]
    }

    /// Whether findings of that level are reported at all.
    pub(crate) fn reports(&self, level: Level) -> bool {
        level >= self.lowest
    }

    /// Changes how strict `rule` is.
    pub fn change(&mut self, rule: &Rule, change: impl FnOnce(&mut Setting)) {
        change(&mut self.rules[number(rule)]);
    }

    /// Lets `result` of `rule` pass in `flow`; `*` is every result.
    pub fn except(&mut self, flow: &str, rule: &Rule, result: &str) {
        let key = (flow.to_lowercase(), number(rule));
        self.exceptions
            .entry(key)
            .or_default()
            .insert(result.to_owned());
    }

    /// Whether that result is let pass.
    pub(crate) fn excepts(&self, flow: &str, rule: &Rule, result: &str) -> bool {
        let passing = self.exceptions.get(&(flow.to_lowercase(), number(rule)));
        passing.is_some_and(|passing| passing.contains(ANY) || passing.contains(result))
    }

    /// Whether the file at `path`, which defines `flow`, is not looked at.
    pub(crate) fn ignores(&self, path: &str, flow: &str) -> bool {
        let by_name =
            !self.ignored_flows.is_empty() && self.ignored_flows.contains(&flow.to_lowercase());
        by_name
            || self
                .ignored_paths
                .iter()
                .any(|pattern| pattern.matches(path))
    }
}

/// The place of `rule` in [`RULES`].
fn number(rule: &Rule) -> usize {
    let mut all = RULES.iter();
    all.position(|known| known.id == rule.id)
        .expect("every rule stands in the list")
}
