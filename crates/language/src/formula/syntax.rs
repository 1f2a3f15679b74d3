//! A formula as written: what the parser gives to the check.

use std::ops::Range;

use crate::Value;

/// An expression and where it stands, in characters.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Syntax {
    pub(super) what: What,
    pub(super) at: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    Literal(Value),
    Reference(String),
    Negative(Box<Syntax>),
    Not(Box<Syntax>),
    /// Operators of one precedence, applied from left to right.
    Chain(Box<Syntax>, Vec<Link>),
    Call(Call),
}

/// One more operator of a chain and what stands to its right.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Link {
    pub(super) operator: Binary,
    pub(super) at: Range<usize>,
    pub(super) right: Syntax,
}

/// A function call.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    pub(super) name: String,
    pub(super) name_at: Range<usize>,
    pub(super) arguments: Vec<Syntax>,
}

/// An operator between two expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Binary {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Concatenate,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

impl Binary {
    /// How tightly it binds; a greater one binds first.
    pub(super) fn precedence(self) -> u8 {
        match self {
            Binary::Or => 1,
            Binary::And => 2,
            Binary::Equal | Binary::NotEqual => 3,
            Binary::Less | Binary::LessOrEqual | Binary::Greater | Binary::GreaterOrEqual => 4,
            Binary::Concatenate => 5,
            Binary::Add | Binary::Subtract => 6,
            Binary::Multiply | Binary::Divide => 7,
            Binary::Power => 8,
        }
    }

    /// As written.
    pub(super) fn symbol(self) -> &'static str {
        match self {
            Binary::Or => "||",
            Binary::And => "&&",
            Binary::Equal => "=",
            Binary::NotEqual => "<>",
            Binary::Less => "<",
            Binary::LessOrEqual => "<=",
            Binary::Greater => ">",
            Binary::GreaterOrEqual => ">=",
            Binary::Concatenate => "&",
            Binary::Add => "+",
            Binary::Subtract => "-",
            Binary::Multiply => "*",
            Binary::Divide => "/",
            Binary::Power => "^",
        }
    }
}
