//! What a rule finds.

use std::ops::Range;

use segue_definition::{Node, Place, Problem, Severity};

use crate::Rule;

/// One thing that a rule found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What is reported.
    pub problem: Problem,
    /// What exceptions call it: the API name of an element or resource, or the value at fault.
    pub result: String,
    /// How it is put right, where that is safe.
    pub edit: Option<Edit>,
}

/// A change of a file's text that puts a finding right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go.
    pub range: Range<usize>,
    /// The text that takes their place.
    pub text: String,
    /// Whether it may change what the flow does, and so is made only when asked for.
    pub is_bold: bool,
}

/// The findings of one rule in one flow.
pub(crate) struct Found {
    rule: &'static Rule,
    severity: Severity,
    pub(crate) list: Vec<Finding>,
}

impl Edit {
    /// Takes `node` out of `source`, with its line when nothing else stands there.
    pub(crate) fn without(node: &Node, source: &str) -> Edit {
        let Range { start, end } = node.range.clone();
        let is_blank = |c: char| c == ' ' || c == '\t';
        let before = source[..start].trim_end_matches(is_blank);
        let after = source[end..].trim_start_matches(is_blank);
        let after = after.strip_prefix('\r').unwrap_or(after);
        let is_alone = before.ends_with('\n') && after.starts_with('\n');
        let range = match is_alone {
            true => before.len()..source.len() - after.len() + 1,
            false => start..end,
        };
        Edit {
            range,
            text: String::new(),
            is_bold: false,
        }
    }
}

impl Found {
    /// Nothing yet.
    pub(crate) fn new(rule: &'static Rule, severity: Severity) -> Self {
        Found {
            rule,
            severity,
            list: Vec::new(),
        }
    }

    /// Something at `place`, called `result` in exceptions.
    pub(crate) fn at(&mut self, place: &Place, result: &str, message: String) -> &mut Finding {
        let problem = Problem::new(self.rule.id, self.severity, place, message);
        self.list.push(Finding {
            problem,
            result: result.to_owned(),
            edit: None,
        });
        self.list.last_mut().expect("it was just added")
    }

    /// Something about the element or resource `node`.
    pub(crate) fn element(&mut self, node: &Node, message: String) -> &mut Finding {
        self.inside(node, &node.place_of("name"), message)
    }

    /// Something at `place` inside the element or resource `node`.
    pub(crate) fn inside(&mut self, node: &Node, place: &Place, message: String) -> &mut Finding {
        let name = node.name();
        let finding = self.at(place, name, message);
        if !name.is_empty() {
            finding.problem.element = Some(name.to_owned());
        }
        finding
    }
}

impl Finding {
    /// Says what to do about it.
    pub(crate) fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.problem.help = Some(help.into());
        self
    }

    /// Points at another place that belongs to it.
    pub(crate) fn related(&mut self, place: &Place, words: &str) -> &mut Self {
        self.problem.related.push((place.clone(), words.to_owned()));
        self
    }

    /// Says how it is put right.
    pub(crate) fn fix(&mut self, edit: Option<Edit>) {
        self.edit = edit;
    }
}
