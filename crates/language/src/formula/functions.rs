//! The functions of formulas: a table for each family, and what a function says of itself.

pub(super) mod date;
pub(super) mod encode;
pub(super) mod json;
pub(super) mod logical;
pub(super) mod math;
pub(super) mod pattern;
pub(super) mod picklist;
pub(super) mod place;
pub(super) mod record;
pub(super) mod search;
pub(super) mod text;
pub(super) mod time;
pub(super) mod write;

use super::check::{Checked, Checker};
use super::kind::{EVERYTHING, Kind, Kinds};
use super::syntax::Call;
use super::tree::Strict;
use crate::FormulaError;

const FAMILIES: [&[Function]; 13] = [
    logical::FUNCTIONS,
    text::FUNCTIONS,
    search::FUNCTIONS,
    write::FUNCTIONS,
    encode::FUNCTIONS,
    pattern::FUNCTIONS,
    picklist::FUNCTIONS,
    json::FUNCTIONS,
    math::FUNCTIONS,
    place::FUNCTIONS,
    date::FUNCTIONS,
    time::FUNCTIONS,
    record::FUNCTIONS,
];

/// A function: its signature and what it does.
#[derive(Debug)]
pub(super) struct Function {
    pub(super) name: &'static str,
    /// What each argument may be.
    parameters: &'static [Kinds],
    /// How many of them may be left out at the end.
    n_optional: usize,
    /// Further arguments like the last one may follow.
    more: bool,
    pub(super) returns: Kind,
    pub(super) nulls: Nulls,
    pub(super) body: Body,
}

/// What a blank argument does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nulls {
    /// The result is blank.
    GiveNull,
    /// The function looks at it.
    Count,
}

/// How a function is carried out.
#[derive(Clone, Copy, Debug)]
pub(super) enum Body {
    /// With the values of its arguments.
    Strict(Strict),
    /// It checks and compiles its arguments itself.
    Special(fn(&mut Checker<'_>, &Call) -> Result<Checked, FormulaError>),
}

impl Function {
    /// A function whose result is blank when an argument is.
    const fn new(
        name: &'static str,
        parameters: &'static [Kinds],
        returns: Kind,
        body: Strict,
    ) -> Function {
        Function {
            name,
            parameters,
            n_optional: 0,
            more: false,
            returns,
            nulls: Nulls::GiveNull,
            body: Body::Strict(body),
        }
    }

    /// A function that checks and compiles its arguments itself, `least` at the least.
    const fn special(
        name: &'static str,
        least: &'static [Kinds],
        body: fn(&mut Checker<'_>, &Call) -> Result<Checked, FormulaError>,
    ) -> Function {
        Function {
            name,
            parameters: least,
            n_optional: 0,
            more: false,
            returns: Kind::Any,
            nulls: Nulls::Count,
            body: Body::Special(body),
        }
    }

    /// The last `n` arguments may be left out.
    const fn optional(mut self, n: usize) -> Function {
        self.n_optional = n;
        self
    }

    /// Any number of arguments may follow the last one.
    const fn and_more(mut self) -> Function {
        self.more = true;
        self
    }

    /// Blank arguments are the function's own business.
    const fn with_nulls(mut self) -> Function {
        self.nulls = Nulls::Count;
        self
    }

    pub(super) fn parameter(&self, position: usize) -> Kinds {
        let last = self.parameters.last().copied().unwrap_or(EVERYTHING);
        self.parameters.get(position).copied().unwrap_or(last)
    }

    pub(super) fn accepts(&self, n_arguments: usize) -> bool {
        let most = self.parameters.len();
        n_arguments >= most - self.n_optional && (self.more || n_arguments <= most)
    }

    /// How many arguments it takes, in words.
    pub(super) fn counts(&self) -> String {
        let (least, most) = (
            self.parameters.len() - self.n_optional,
            self.parameters.len(),
        );
        match (least, most) {
            _ if self.more => format!("{least} arguments or more"),
            (0, 0) => "no argument".to_owned(),
            (1, 1) => "1 argument".to_owned(),
            _ if least == most => format!("{most} arguments"),
            _ => format!("{least} to {most} arguments"),
        }
    }
}

/// The function of that name, compared without regard to case.
pub(super) fn named(name: &str) -> Option<&'static Function> {
    every().find(|function| function.name.eq_ignore_ascii_case(name))
}

/// The name of a function that `name` may have been meant to be.
pub(super) fn similar(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_uppercase();
    every()
        .map(|function| (distance(&name, function.name), function.name))
        .filter(|(distance, known)| *distance <= 1 + known.len() / 4)
        .min()
        .map(|(_, known)| known)
}

/// Functions of the platform that only reports, pages and buttons have.
const ELSEWHERE: [&str; 11] = [
    "GETRECORDIDS",
    "IMAGEPROXYURL",
    "INCLUDE",
    "JUNCTIONIDLIST",
    "LINKTO",
    "PARENTGROUPVAL",
    "PREDICT",
    "PREVGROUPVAL",
    "REQUIRESCRIPT",
    "URLFOR",
    "VLOOKUP",
];

/// Whether the platform has a function of that name for other places only.
pub(super) fn is_elsewhere(name: &str) -> bool {
    ELSEWHERE
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
}

pub(super) fn every() -> impl Iterator<Item = &'static Function> {
    FAMILIES.into_iter().flatten()
}

/// How many letters must be added, left out or changed.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().take(40).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let changed = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
