//! Where a setting comes from.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, bail};

use super::DEFAULTS;

/// Name of the file of settings, in the working directory.
const FILE: &str = "segue.toml";

/// All sources but the defaults.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    pub(crate) flags: BTreeMap<&'static str, String>,
    pub(crate) environment: BTreeMap<&'static str, String>,
    pub(crate) file: BTreeMap<String, String>,
}

/// A setting's value and where it comes from.
pub(crate) struct Found {
    pub(crate) value: String,
    pub(crate) from: String,
}

impl Sources {
    /// The flags given, the environment, and `segue.toml` when there is one.
    ///
    /// # Errors
    /// The file cannot be read, or holds an unknown setting.
    pub(crate) fn gather(flags: BTreeMap<&'static str, String>) -> anyhow::Result<Sources> {
        let names = DEFAULTS.iter().map(|(name, _)| *name);
        let environment = names
            .filter_map(|name| Some((name, std::env::var(variable(name)).ok()?)))
            .collect();
        let path = Path::new(FILE);
        let file = if path.is_file() {
            let text = std::fs::read_to_string(path).context(FILE)?;
            read_file(&text).context(FILE)?
        } else {
            BTreeMap::new()
        };
        Ok(Sources {
            flags,
            environment,
            file,
        })
    }

    /// The value in force.
    pub(crate) fn find(&self, name: &'static str) -> Found {
        let flag = self.flags.get(name).map(|value| (value, flag(name)));
        let set = self.environment.get(name);
        let set = set.map(|value| (value, variable(name)));
        let filed = self.file.get(name).map(|value| (value, FILE.to_owned()));
        if let Some((value, from)) = flag.or(set).or(filed) {
            let value = value.clone();
            return Found { value, from };
        }
        let mut defaults = DEFAULTS.iter();
        let default = defaults.find(|(known, _)| *known == name);
        Found {
            value: default.map_or("", |(_, value)| value).to_owned(),
            from: "default".to_owned(),
        }
    }

    /// All settings in force and where each comes from, as a file of settings.
    pub(crate) fn print(&self) -> String {
        let mut text = String::new();
        for (name, _) in DEFAULTS {
            let Found { value, from } = self.find(name);
            let value = without_secret(name, value);
            let _ = writeln!(text, "{name} = {value:?}  # {from}");
        }
        text
    }
}

/// A value as it may be printed.
fn without_secret(name: &str, value: String) -> String {
    if name.ends_with("password") && !value.is_empty() {
        return "(hidden)".to_owned();
    }
    match (value.split_once("://"), value.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://(hidden)@{host}"),
        _ => value,
    }
}

fn read_file(text: &str) -> anyhow::Result<BTreeMap<String, String>> {
    let mut table: toml::Table = text.parse()?;
    // `segue lint` reads that table itself.
    table.remove("lint");
    let mut settings = BTreeMap::new();
    for (name, value) in flat(table) {
        if !DEFAULTS.iter().any(|(known, _)| *known == name) {
            bail!("there is no setting `{name}`");
        }
        let value = match value {
            toml::Value::String(text) => text,
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Boolean(flag) => flag.to_string(),
            _ => bail!("`{name}` is one value, not several"),
        };
        settings.insert(name, value);
    }
    Ok(settings)
}

/// The settings of `[mail]` are called `mail_…`.
fn flat(table: toml::Table) -> Vec<(String, toml::Value)> {
    let mut flat = Vec::new();
    for (name, value) in table {
        match value {
            toml::Value::Table(inner) => {
                let inner = inner.into_iter();
                flat.extend(inner.map(|(last, value)| (format!("{name}_{last}"), value)));
            }
            value => flat.push((name, value)),
        }
    }
    flat
}

fn variable(name: &str) -> String {
    format!("SEGUE_{}", name.to_ascii_uppercase())
}

fn flag(name: &str) -> String {
    format!("--{}", name.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::{Sources, read_file};

    #[test]
    fn a_flag_wins_over_the_environment_and_that_over_the_file() {
        let mut sources = Sources {
            file: read_file("listen = \"1.1.1.1:1\"\nlog = \"warn\"\ndata = \"kept\"").unwrap(),
            ..Sources::default()
        };
        let environment = &mut sources.environment;
        environment.insert("listen", "2.2.2.2:2".to_owned());
        environment.insert("log", "debug".to_owned());
        sources.flags.insert("listen", "3.3.3.3:3".to_owned());
        assert_eq!(sources.find("listen").value, "3.3.3.3:3");
        assert_eq!(sources.find("log").value, "debug");
        assert_eq!(sources.find("data").value, "kept");
        assert_eq!(sources.find("timezone").value, "UTC");
        let printed = sources.print();
        assert!(
            printed.contains("listen = \"3.3.3.3:3\"  # --listen"),
            "{printed}"
        );
        assert!(
            printed.contains("log = \"debug\"  # SEGUE_LOG"),
            "{printed}"
        );
    }

    #[test]
    fn settings_of_one_thing_may_stand_under_its_name() {
        let read = read_file("[mail]\nsmtp = \"smtps://x\"\ntimeout_seconds = 5").unwrap();
        assert_eq!(read["mail_smtp"], "smtps://x");
        assert_eq!(read["mail_timeout_seconds"], "5");
        let refused = read_file("[mail]\nsmpt = 1").unwrap_err();
        assert_eq!(refused.to_string(), "there is no setting `mail_smpt`");
    }

    #[test]
    fn a_setting_that_is_not_known_is_refused() {
        let refused = read_file("lisen = \"1.1.1.1:1\"").unwrap_err();
        assert_eq!(refused.to_string(), "there is no setting `lisen`");
    }
}
