//! Reading settings: the table `lint` of `segue.toml`, and the files of Lightning Flow Scanner.

use regex::RegexBuilder;
use segue_definition::suggest;

use super::value::Value;
use super::{BadSettings, Chosen, Comparison, PathPattern, Setting, Settings};
use crate::{Category, Choice, Level, RULES, Rule};

/// Largest compiled form of a pattern of names, in bytes.
const PATTERN_BYTES_MAX: usize = 1 << 20;

impl Settings {
    /// Takes over the table `lint` of `segue.toml`.
    ///
    /// # Errors
    /// It says something that has no meaning.
    pub fn read_toml(&mut self, table: &toml::Value) -> Result<(), BadSettings> {
        let passed_over = self.apply(&Value::of_toml(table))?;
        match passed_over.into_iter().next() {
            Some(complaint) => Err(BadSettings(complaint)),
            None => Ok(()),
        }
    }

    /// Takes over a file of Lightning Flow Scanner, in YAML or JSON. What it says about rules that
    /// are not here is passed over and returned in words.
    ///
    /// # Errors
    /// It cannot be read, or gives a rule something that makes no sense.
    pub fn read_scanner(&mut self, text: &str) -> Result<Vec<String>, BadSettings> {
        self.apply(&Value::of_yaml(text)?)
    }

    fn apply(&mut self, settings: &Value) -> Result<Vec<String>, BadSettings> {
        let settings = settings
            .map()
            .ok_or_else(|| BadSettings("settings are names with values".to_owned()))?;
        let mut passed_over = Vec::new();
        // Modes say what the other settings start from.
        for (name, value) in settings {
            self.apply_mode(&plain(name), value, settings)?;
        }
        for (name, value) in settings {
            match plain(name).as_str() {
                "rules" => self.apply_rules(value, &mut passed_over)?,
                "exceptions" => self.apply_exceptions(value, &mut passed_over)?,
                "ignore" => self.apply_ignored_paths(value)?,
                "ignoreflows" => {
                    let flows = texts(name, value)?;
                    self.ignored_flows
                        .extend(flows.into_iter().map(str::to_lowercase));
                }
                "threshold" | "categories" | "betamode" | "rulemode" => {}
                _ => passed_over.push(format!("there is no setting `{name}`")),
            }
        }
        Ok(passed_over)
    }

    fn apply_mode(
        &mut self,
        name: &str,
        value: &Value,
        settings: &[(String, Value)],
    ) -> Result<(), BadSettings> {
        match name {
            "threshold" => self.lowest = level(name, value)?,
            "categories" => {
                let wanted = texts(name, value)?;
                self.keep_only(|rule| wanted.contains(&rule.category.word()));
            }
            "betamode" if *value == Value::Flag(true) => {
                for rule in RULES.iter().filter(|rule| rule.level == Level::Off) {
                    self.change(rule, |setting| setting.level = Level::Warning);
                }
            }
            "rulemode" if value.text() == Some("isolated") => {
                let rules = settings.iter().find(|(name, _)| name == "rules");
                let named = rules.and_then(|(_, rules)| rules.map()).unwrap_or_default();
                self.keep_only(|rule| named.iter().any(|(name, _)| is_called(rule, name)));
            }
            _ => {}
        }
        Ok(())
    }

    fn keep_only(&mut self, wanted: impl Fn(&Rule) -> bool) {
        for rule in RULES.iter().filter(|rule| !wanted(rule)) {
            self.change(rule, |setting| setting.level = Level::Off);
        }
    }

    fn apply_rules(
        &mut self,
        rules: &Value,
        passed_over: &mut Vec<String>,
    ) -> Result<(), BadSettings> {
        let rules = rules
            .map()
            .ok_or_else(|| BadSettings("`rules` is names of rules with settings".to_owned()))?;
        for (name, value) in rules {
            match crate::rule(name) {
                Some(rule) => {
                    let mut setting = self.of(rule).clone();
                    apply_rule(rule, &mut setting, value)?;
                    self.change(rule, |old| *old = setting);
                }
                None => passed_over.push(unknown_rule(name)),
            }
        }
        Ok(())
    }

    fn apply_exceptions(
        &mut self,
        exceptions: &Value,
        passed_over: &mut Vec<String>,
    ) -> Result<(), BadSettings> {
        let by_flow = exceptions.map().ok_or_else(|| {
            BadSettings("`exceptions` is names of flows with names of rules".to_owned())
        })?;
        for (flow, rules) in by_flow {
            let rules = rules.map().ok_or_else(|| {
                BadSettings(format!("the exceptions of `{flow}` are names of rules"))
            })?;
            for (name, results) in rules {
                let Some(rule) = crate::rule(name) else {
                    passed_over.push(unknown_rule(name));
                    continue;
                };
                for result in texts(name, results)? {
                    self.except(flow, rule, result);
                }
            }
        }
        Ok(())
    }

    fn apply_ignored_paths(&mut self, value: &Value) -> Result<(), BadSettings> {
        for pattern in texts("ignore", value)? {
            let read = PathPattern::parse(pattern);
            let read = read.ok_or_else(|| BadSettings(format!("`{pattern}` matches no path")))?;
            self.ignored_paths.push(read);
        }
        Ok(())
    }
}

/// `ignoreFlows` and `ignore_flows` are the same.
fn plain(name: &str) -> String {
    name.replace(['_', '-'], "").to_lowercase()
}

/// Whether `name` is one of the identifiers of `rule`.
pub(crate) fn is_called(rule: &Rule, name: &str) -> bool {
    rule.id.eq_ignore_ascii_case(name)
        || rule
            .scanner_id
            .is_some_and(|id| id.eq_ignore_ascii_case(name))
}

fn unknown_rule(name: &str) -> String {
    let ids = RULES.iter().map(|rule| rule.id);
    let known = ids.chain(RULES.iter().filter_map(|rule| rule.scanner_id));
    match suggest(name, known) {
        Some(meant) => format!("there is no rule `{name}`; did you mean `{meant}`?"),
        None => format!("there is no rule `{name}`"),
    }
}

/// A level alone, or what is set of the rule.
fn apply_rule(rule: &Rule, setting: &mut Setting, value: &Value) -> Result<(), BadSettings> {
    if let Value::Flag(is_on) = value {
        set_enabled(rule, setting, *is_on);
        return Ok(());
    }
    let Some(parts) = value.map() else {
        setting.level = level(rule.id, value)?;
        return Ok(());
    };
    for (name, value) in parts {
        match plain(name).as_str() {
            "level" | "severity" => setting.level = level(rule.id, value)?,
            "enabled" => set_enabled(rule, setting, *value != Value::Flag(false)),
            "threshold" | "expression" => setting.chosen = chosen(rule, name, value)?,
            "message" => setting.message = value.text().map(str::to_owned),
            "messageurl" => {
                let url = value.text().unwrap_or_default();
                let message = setting.message.take();
                setting.message = Some(match message {
                    Some(message) => format!("{message} ({url})"),
                    None => format!("see {url}"),
                });
            }
            _ => {
                let message = format!("rule `{}` has no setting `{name}`", rule.id);
                return Err(BadSettings(message));
            }
        }
    }
    Ok(())
}

fn set_enabled(rule: &Rule, setting: &mut Setting, is_on: bool) {
    setting.level = match (is_on, rule.level) {
        (false, _) => Level::Off,
        (true, Level::Off) => Level::Warning,
        (true, level) => level,
    };
}

fn level(name: &str, value: &Value) -> Result<Level, BadSettings> {
    let word = value.text().unwrap_or_default();
    Level::named(word).ok_or_else(|| {
        let message = format!("`{name}`: a level is off, note, warning or error, not `{word}`");
        BadSettings(message)
    })
}

fn texts<'v>(name: &str, value: &'v Value) -> Result<Vec<&'v str>, BadSettings> {
    let texts = value.texts();
    texts.ok_or_else(|| BadSettings(format!("`{name}` is a list of texts")))
}

fn chosen(rule: &Rule, name: &str, value: &Value) -> Result<Chosen, BadSettings> {
    let text = value.text().unwrap_or_default();
    let read = match rule.choice {
        Some(Choice::Threshold(_)) => text.parse().ok().map(Chosen::Threshold),
        Some(Choice::Comparison(_)) => Comparison::parse(text).map(Chosen::Comparison),
        Some(Choice::Pattern(_)) => RegexBuilder::new(text)
            .size_limit(PATTERN_BYTES_MAX)
            .build()
            .ok()
            .map(Chosen::Pattern),
        None => None,
    };
    read.ok_or_else(|| {
        let wanted = match rule.choice {
            Some(Choice::Threshold(_)) => "is a whole number",
            Some(Choice::Comparison(_)) => "is a comparison such as `>= 60`",
            Some(Choice::Pattern(_)) => "is a regular expression without look-around",
            None => "has no meaning",
        };
        BadSettings(format!(
            "`{name}` of rule `{}` {wanted}, not `{text}`",
            rule.id
        ))
    })
}

impl Category {
    /// All of them, in order of the reference.
    pub(crate) const ALL: [Category; 4] = [
        Category::Problem,
        Category::Suggestion,
        Category::Layout,
        Category::Orchestration,
    ];
}
