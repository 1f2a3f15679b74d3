//! Problems of scenario files: all their wording, and how one is printed.

use std::fmt;
use std::path::PathBuf;

use super::document::Place;

/// Stable name of a kind of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The text is no YAML.
    NotYaml,
    /// A key that does not exist there.
    UnknownKey,
    /// A key that must be there.
    MissingKey,
    /// Something else stands there than what is expected.
    WrongType,
    /// A value that cannot be read.
    BadValue,
    /// A name that nothing before it gave.
    UnknownName,
    /// A name given twice.
    DuplicateName,
}

impl Code {
    /// The name as printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::NotYaml => "not-yaml",
            Code::UnknownKey => "unknown-key",
            Code::MissingKey => "missing-key",
            Code::WrongType => "wrong-type",
            Code::BadValue => "bad-value",
            Code::UnknownName => "unknown-name",
            Code::DuplicateName => "duplicate-name",
        }
    }
}

/// One fault of a scenario file.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The file; filled in by whoever opened it.
    pub file: PathBuf,
    /// Where.
    pub at: Place,
    /// Which kind.
    pub code: Code,
    /// One sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// Prints as `file:line:column: message [code]`, and the help on a line of its own.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (file, at) = (self.file.display(), self.at);
        let code = self.code.as_str();
        write!(
            f,
            "{file}:{}:{}: {} [{code}]",
            at.line, at.column, self.message
        )?;
        match &self.help {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

impl Problem {
    fn new(at: Place, code: Code, message: String) -> Self {
        Problem {
            file: PathBuf::new(),
            at,
            code,
            message,
            help: None,
        }
    }

    fn with_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    pub(super) fn not_yaml(at: Place, fault: &str) -> Self {
        Problem::new(at, Code::NotYaml, format!("this is no YAML: {fault}"))
    }

    pub(super) fn too_long(bytes_max: usize) -> Self {
        let at = Place { line: 1, column: 1 };
        Problem::new(
            at,
            Code::NotYaml,
            format!("the file is longer than {bytes_max} bytes"),
        )
    }

    pub(super) fn second_document(at: Place) -> Self {
        Problem::new(
            at,
            Code::NotYaml,
            "a file holds one document, not several".to_owned(),
        )
    }

    pub(super) fn unknown_key(at: Place, key: &str, whose: &str, known: &[&str]) -> Self {
        let help = did_you_mean(key, known)
            .or_else(|| (!known.is_empty()).then(|| format!("it takes {}", list(known))));
        Problem::new(at, Code::UnknownKey, format!("{whose} has no key `{key}`")).with_help(help)
    }

    pub(super) fn unknown_step(at: Place, key: &str, known: &[&str]) -> Self {
        let help = did_you_mean(key, known).or_else(|| Some(format!("steps are {}", list(known))));
        Problem::new(at, Code::UnknownKey, format!("there is no step `{key}`")).with_help(help)
    }

    pub(super) fn missing_key(at: Place, key: &str, whose: &str) -> Self {
        Problem::new(at, Code::MissingKey, format!("{whose} needs `{key}`"))
    }

    pub(super) fn wrong_type(at: Place, what: &str, expected: &str, found: &str) -> Self {
        Problem::new(
            at,
            Code::WrongType,
            format!("{what} must be {expected}, not {found}"),
        )
    }

    pub(super) fn bad_value(at: Place, message: String, help: Option<String>) -> Self {
        Problem::new(at, Code::BadValue, message).with_help(help)
    }

    pub(super) fn bad_word(at: Place, what: &str, word: &str, known: &[&str]) -> Self {
        let help =
            did_you_mean(word, known).or_else(|| Some(format!("it is one of {}", list(known))));
        Problem::new(at, Code::BadValue, format!("`{word}` is no {what}")).with_help(help)
    }

    pub(super) fn unknown_name(at: Place, name: &str, what: &str, known: &[&str]) -> Self {
        let help = did_you_mean(name, known)
            .or_else(|| Some(format!("an earlier step names it with `as: {name}`")));
        Problem::new(
            at,
            Code::UnknownName,
            format!("no {what} is named `{name}` here"),
        )
        .with_help(help)
    }

    pub(super) fn duplicate_name(at: Place, what: &str, name: &str) -> Self {
        Problem::new(
            at,
            Code::DuplicateName,
            format!("a {what} is already named `{name}`"),
        )
    }
}

fn list(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn did_you_mean(word: &str, known: &[&str]) -> Option<String> {
    closest(word, known).map(|other| format!("did you mean `{other}`?"))
}

/// The known word that differs least, when it differs little.
pub(super) fn closest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let most = (word.chars().count() / 3).max(1);
    known
        .iter()
        .map(|other| (distance(word, other), *other))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

/// How many letters must be put, taken, changed or swapped, without regard to case.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().flat_map(char::to_lowercase).collect();
    let right: Vec<char> = right.chars().flat_map(char::to_lowercase).collect();
    let mut rows = vec![vec![0; right.len() + 1]; left.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=right.len()).collect();
    for i in 1..=left.len() {
        for j in 1..=right.len() {
            let changed = usize::from(left[i - 1] != right[j - 1]);
            let mut best = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            best = best.min(rows[i - 1][j - 1] + changed);
            if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[left.len()][right.len()]
}
