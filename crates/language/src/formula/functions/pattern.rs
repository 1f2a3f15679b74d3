//! Patterns: REGEX with the platform's (Java's) syntax, and LIKE with `%` and `_`.

use std::sync::Arc;

use fancy_regex::{Regex, RegexBuilder};

use super::Function;
use crate::formula::check::{Checked, Checker, literal_text};
use crate::formula::evaluate::{Arguments, Budget};
use crate::formula::kind::{Kind, TEXT};
use crate::formula::syntax::Call;
use crate::formula::tree::{Node, Outcome};
use crate::{EvaluationError, FormulaError, Value};

/// Steps back that a match may take.
const BACKTRACK_MAX: usize = 100_000;
/// Memory that a compiled pattern may use, in bytes.
const COMPILED_MAX: usize = 1 << 18;
/// Longest pattern in characters.
const PATTERN_LENGTH_MAX: usize = 2_000;
/// Comparisons of a character with a part of a pattern that cost one unit.
const STEPS_PER_UNIT: usize = 1_024;
/// What compiling a pattern costs when it is computed by the formula.
const COMPILE_UNITS: u64 = 1_000;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::special("REGEX", &[TEXT, TEXT], check_regex),
    Function::new("LIKE", &[TEXT, TEXT], Kind::Boolean, like).with_nulls(),
];

/// A compiled pattern that has to match a whole text.
#[derive(Debug)]
pub(in crate::formula) struct Pattern {
    regex: Regex,
    length: usize,
}

impl Pattern {
    fn new(text: &str) -> Result<Pattern, EvaluationError> {
        if text.chars().count() > PATTERN_LENGTH_MAX {
            let message = format!("REGEX: the pattern is over {PATTERN_LENGTH_MAX} characters.");
            return Err(EvaluationError::failed("bad-pattern", message));
        }
        let anchored = format!(r"\A(?:{})\z", translated(text));
        RegexBuilder::new(&anchored)
            .backtrack_limit(BACKTRACK_MAX)
            .delegate_size_limit(COMPILED_MAX)
            .delegate_dfa_size_limit(COMPILED_MAX)
            .build()
            .map(|regex| Pattern {
                regex,
                length: text.len(),
            })
            .map_err(|error| {
                EvaluationError::failed(
                    "bad-pattern",
                    format!("REGEX: the pattern is wrong: {error}."),
                )
            })
    }

    pub(in crate::formula) fn matches(&self, text: &str, budget: &Budget) -> Outcome {
        budget.pay(steps(text.len(), self.length))?;
        self.regex.is_match(text).map(Value::Boolean).map_err(|_| {
            let message = "REGEX: matching takes too long; make the pattern simpler.";
            EvaluationError::failed("too-costly", message)
        })
    }
}

/// Whether a text as a whole has a pattern, as REGEX reads it.
///
/// # Errors
/// The pattern is wrong, or matching takes too long.
pub fn has_pattern(text: &str, pattern: &str) -> Result<bool, EvaluationError> {
    let found = Pattern::new(pattern)?.matches(text, &Budget::full())?;
    Ok(found.is_true())
}

/// What it costs at worst to match a text with a pattern.
fn steps(text_length: usize, pattern_length: usize) -> u64 {
    (text_length.saturating_mul(pattern_length) / STEPS_PER_UNIT) as u64
}

/// Java's names of character classes in the words of this library.
fn translated(pattern: &str) -> String {
    const CLASSES: [(&str, &str); 12] = [
        ("Alpha", "[a-zA-Z]"),
        ("Digit", "[0-9]"),
        ("Alnum", "[a-zA-Z0-9]"),
        ("Upper", "[A-Z]"),
        ("Lower", "[a-z]"),
        ("Punct", r"[!-/:-@\[-`{-~]"),
        ("Space", r"[ \t-\r]"),
        ("Blank", r"[ \t]"),
        ("XDigit", "[0-9a-fA-F]"),
        ("ASCII", r"[\x00-\x7F]"),
        ("IsAlphabetic", r"\p{Alphabetic}"),
        ("IsDigit", r"\p{Nd}"),
    ];
    if !pattern.contains(r"\p{") {
        return pattern.to_owned();
    }
    CLASSES
        .iter()
        .fold(pattern.to_owned(), |pattern, (java, class)| {
            pattern.replace(&format!(r"\p{{{java}}}"), class)
        })
}

/// A pattern written in the formula is compiled with it.
fn check_regex(checker: &mut Checker<'_>, call: &Call) -> Result<Checked, FormulaError> {
    let text = checker.expect(&call.arguments[0], TEXT, "REGEX")?.node;
    let Some(pattern) = literal_text(&call.arguments[1]) else {
        let pattern = checker.expect(&call.arguments[1], TEXT, "REGEX")?.node;
        let node = Node::Strict(&REGEX, regex, vec![text, pattern]);
        return Ok(node.of(Kind::Boolean));
    };
    let pattern = Pattern::new(pattern).map_err(|error| {
        let at = call.arguments[1].at.clone();
        FormulaError::new("bad-pattern", error.to_string(), at)
    })?;
    Ok(Node::Matches(Arc::new(pattern), Box::new(text)).of(Kind::Boolean))
}

/// What REGEX becomes when its pattern is computed.
static REGEX: Function = Function::new("REGEX", &[TEXT, TEXT], Kind::Boolean, regex).with_nulls();

fn regex(arguments: &Arguments<'_>) -> Outcome {
    arguments.budget.pay(COMPILE_UNITS)?;
    let pattern = Pattern::new(arguments.text(1)?)?;
    pattern.matches(arguments.text(0)?, arguments.budget)
}

fn like(arguments: &Arguments<'_>) -> Outcome {
    let (text, pattern) = (arguments.text(0)?, arguments.text(1)?);
    let text: Vec<char> = text.chars().collect();
    let pattern = parts(pattern);
    arguments.budget.pay(steps(text.len(), pattern.len()))?;
    Ok(Value::Boolean(is_like(&text, &pattern)))
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    One(char),
    AnyOne,
    AnyMany,
}

/// A backslash takes the meaning of `%`, `_` and `\`.
fn parts(pattern: &str) -> Vec<Part> {
    let mut characters = pattern.chars().peekable();
    let mut parts = Vec::new();
    while let Some(character) = characters.next() {
        parts.push(match character {
            '%' => Part::AnyMany,
            '_' => Part::AnyOne,
            '\\' => match characters.next_if(|next| matches!(next, '%' | '_' | '\\')) {
                Some(plain) => Part::One(plain),
                None => Part::One('\\'),
            },
            _ => Part::One(character),
        });
    }
    parts
}

/// Goes forward, and back only to the last `%`.
fn is_like(text: &[char], pattern: &[Part]) -> bool {
    let (mut at, mut next) = (0, 0);
    let mut last_many = None;
    while at < text.len() {
        match pattern.get(next) {
            Some(Part::AnyMany) => {
                last_many = Some((next, at));
                next += 1;
            }
            Some(Part::AnyOne) => (at, next) = (at + 1, next + 1),
            Some(Part::One(wanted)) if *wanted == text[at] => (at, next) = (at + 1, next + 1),
            _ => {
                let Some((many, from)) = last_many else {
                    return false;
                };
                last_many = Some((many, from + 1));
                (at, next) = (from + 1, many + 1);
            }
        }
    }
    pattern[next..].iter().all(|part| *part == Part::AnyMany)
}
