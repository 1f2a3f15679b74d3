//! Checks a formula's names and types, and compiles it on the way.

use std::ops::Range;

use super::FOREIGN_FUNCTION;
use super::functions::{self, Body, Function};
use super::kind::{BOOLEAN, Kind, Kinds, NUMBER, TEXT};
use super::operators;
use super::syntax::{Binary, Call, Link, Syntax, What};
use super::tree::{Node, Step};
use crate::{FormulaError, Path, Type, Value};

/// A compiled formula and what it refers to.
pub(super) struct CheckedFormula {
    pub(super) node: Node,
    pub(super) kind: Kind,
    pub(super) references: Vec<Path>,
}

/// A compiled part of it.
pub(super) struct Checked {
    pub(super) node: Node,
    pub(super) kind: Kind,
}

pub(super) struct Checker<'a> {
    pub(super) type_of: &'a dyn Fn(&Path) -> Option<Type>,
    references: Vec<Path>,
}

pub(super) fn check(
    syntax: &Syntax,
    type_of: &dyn Fn(&Path) -> Option<Type>,
) -> Result<CheckedFormula, FormulaError> {
    let mut checker = Checker {
        type_of,
        references: Vec::new(),
    };
    let Checked { node, kind } = checker.check(syntax)?;
    Ok(CheckedFormula {
        node,
        kind,
        references: checker.references,
    })
}

impl Checker<'_> {
    pub(super) fn check(&mut self, syntax: &Syntax) -> Result<Checked, FormulaError> {
        match &syntax.what {
            What::Literal(value) => Ok(Checked {
                node: Node::Constant(value.clone()),
                kind: Kind::of_value(value),
            }),
            What::Reference(name) => self.reference(name, &syntax.at),
            What::Negative(inner) => {
                let node = self.expect(inner, NUMBER, "-")?.node;
                let node = Node::Negative(Box::new(node));
                Ok(node.of(Kind::Number))
            }
            What::Not(inner) => {
                let node = self.expect(inner, BOOLEAN, "!")?.node;
                Ok(Node::Not(Box::new(node)).of(Kind::Boolean))
            }
            What::Chain(first, links) => self.chain(first, links),
            What::Call(call) => self.call(call, &syntax.at),
        }
    }

    /// Checks `syntax` and that `who` accepts its kind.
    pub(super) fn expect(
        &mut self,
        syntax: &Syntax,
        wanted: Kinds,
        who: &str,
    ) -> Result<Checked, FormulaError> {
        let checked = self.check(syntax)?;
        if wanted.accept(checked.kind) {
            return Ok(checked);
        }
        Err(mismatch(who, &wanted, checked.kind, &syntax.at))
    }

    fn reference(&mut self, name: &str, at: &Range<usize>) -> Result<Checked, FormulaError> {
        let path = path_of(name);
        let Some(value_type) = (self.type_of)(&path) else {
            let message = format!("There is nothing called `{path}` here.");
            return Err(FormulaError::new("unknown-reference", message, at.clone()));
        };
        Ok(self.slot(path).of(Kind::of(&value_type)))
    }

    /// The reference to `path`, which is known to exist.
    pub(super) fn slot(&mut self, path: Path) -> Node {
        let known = self.references.iter().position(|known| same(known, &path));
        Node::Reference(known.unwrap_or_else(|| {
            self.references.push(path);
            self.references.len() - 1
        }))
    }

    fn chain(&mut self, first: &Syntax, links: &[Link]) -> Result<Checked, FormulaError> {
        match links[0].operator {
            Binary::Or => Ok(Node::Any(self.all(first, links, BOOLEAN)?).of(Kind::Boolean)),
            Binary::And => Ok(Node::All(self.all(first, links, BOOLEAN)?).of(Kind::Boolean)),
            Binary::Concatenate => {
                Ok(Node::Concatenate(self.all(first, links, TEXT)?).of(Kind::Text))
            }
            _ => self.operators(first, links),
        }
    }

    fn all(
        &mut self,
        first: &Syntax,
        links: &[Link],
        wanted: Kinds,
    ) -> Result<Vec<Node>, FormulaError> {
        let symbol = links[0].operator.symbol();
        let rest = links.iter().map(|link| &link.right);
        std::iter::once(first)
            .chain(rest)
            .map(|part| Ok(self.expect(part, wanted, symbol)?.node))
            .collect()
    }

    fn operators(&mut self, first: &Syntax, links: &[Link]) -> Result<Checked, FormulaError> {
        let mut left = self.check(first)?;
        let mut steps = Vec::with_capacity(links.len());
        for link in links {
            let right = self.check(&link.right)?;
            let kind = operators::kind(link.operator, left.kind, right.kind)
                .ok_or_else(|| bad_operands(link, left.kind, right.kind))?;
            steps.push(Step {
                operator: link.operator,
                blank_is_empty: operators::blank_is_empty(left.kind, right.kind),
                right: right.node,
            });
            left.kind = kind;
        }
        Ok(Node::Chain(Box::new(left.node), steps).of(left.kind))
    }

    fn call(&mut self, call: &Call, at: &Range<usize>) -> Result<Checked, FormulaError> {
        let Some(function) = functions::named(&call.name) else {
            return Err(unknown_function(call));
        };
        check_count(function, call, at)?;
        match function.body {
            Body::Special(compile) => compile(self, call),
            Body::Strict(body) => {
                let arguments = self.arguments(function, call)?;
                let node = Node::Strict(function, body, arguments);
                Ok(node.of(function.returns))
            }
        }
    }

    fn arguments(&mut self, function: &Function, call: &Call) -> Result<Vec<Node>, FormulaError> {
        call.arguments
            .iter()
            .enumerate()
            .map(|(position, argument)| {
                let wanted = function.parameter(position);
                Ok(self.expect(argument, wanted, function.name)?.node)
            })
            .collect()
    }
}

impl Node {
    pub(super) fn of(self, kind: Kind) -> Checked {
        Checked { node: self, kind }
    }
}

/// The path of a reference; the object after a colon (`Owner:User`) is dropped.
fn path_of(name: &str) -> Path {
    if !name.contains(':') {
        return Path::new(name);
    }
    let plain = |segment: &str| segment.split(':').next().unwrap_or_default().to_owned();
    let segments: Vec<String> = name.split('.').map(plain).collect();
    Path::new(&segments.join("."))
}

fn same(a: &Path, b: &Path) -> bool {
    let (a, b) = (a.segments(), b.segments());
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.eq_ignore_ascii_case(b))
}

pub(super) fn mismatch(
    who: &str,
    wanted: &dyn std::fmt::Display,
    found: Kind,
    at: &Range<usize>,
) -> FormulaError {
    let message = format!("{who} needs {wanted} here, but this is {found}.");
    let error = FormulaError::new("type-mismatch", message, at.clone());
    match (wanted.to_string().contains("a text"), found) {
        (true, Kind::Number | Kind::Date | Kind::DateTime | Kind::Time) => {
            error.help("TEXT(…) makes a text of it.")
        }
        _ => error,
    }
}

fn bad_operands(link: &Link, left: Kind, right: Kind) -> FormulaError {
    let symbol = link.operator.symbol();
    let message = format!("{symbol} cannot be applied to {left} and {right}.");
    FormulaError::new("type-mismatch", message, link.at.start..link.right.at.end)
}

fn unknown_function(call: &Call) -> FormulaError {
    let message = format!("There is no function `{}`.", call.name);
    if functions::is_elsewhere(&call.name) {
        let error = FormulaError::new(FOREIGN_FUNCTION, message, call.name_at.clone());
        let help = "The platform has it for reports, pages or validation rules, not for formulas of flows.";
        return error.help(help);
    }
    let error = FormulaError::new("unknown-function", message, call.name_at.clone());
    match functions::similar(&call.name) {
        Some(name) => error.help(format!("Did you mean {name}?")),
        None => error,
    }
}

fn check_count(function: &Function, call: &Call, at: &Range<usize>) -> Result<(), FormulaError> {
    let n = call.arguments.len();
    if function.accepts(n) {
        return Ok(());
    }
    let message = format!("{} takes {}, not {n}.", function.name, function.counts());
    Err(FormulaError::new(
        "wrong-argument-count",
        message,
        at.clone(),
    ))
}

/// The text of a literal.
pub(super) fn literal_text(syntax: &Syntax) -> Option<&str> {
    match &syntax.what {
        What::Literal(Value::Text(text)) => Some(text),
        _ => None,
    }
}
