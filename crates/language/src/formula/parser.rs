//! Builds the syntax of a formula from its tokens, by precedence.

use std::ops::Range;

use super::lexer::{Lexeme, Token, tokens};
use super::syntax::{Binary, Call, Link, Syntax, What};
use super::{FORMULA_DEPTH_MAX, FormulaError};
use crate::Value;

pub(super) fn parse(text: &str) -> Result<Syntax, FormulaError> {
    let mut parser = Parser {
        tokens: tokens(text)?,
        next: 0,
        depth: 0,
    };
    if parser.peek() == &Lexeme::End {
        let at = parser.at();
        return Err(FormulaError::new("syntax", "The formula is empty.", at));
    }
    let syntax = parser.expression(0)?;
    match parser.peek() {
        Lexeme::End => Ok(syntax),
        Lexeme::Close => Err(parser.error("There is no ( for this ).")),
        _ => Err(parser.error("An operator is missing before this.")),
    }
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
}

impl Parser {
    fn expression(&mut self, least: u8) -> Result<Syntax, FormulaError> {
        let mut left = self.operand()?;
        while let Lexeme::Operator(operator) = *self.peek() {
            let precedence = operator.precedence();
            if precedence < least {
                break;
            }
            left = self.chain(left, precedence)?;
        }
        Ok(left)
    }

    fn chain(&mut self, first: Syntax, precedence: u8) -> Result<Syntax, FormulaError> {
        let mut links = Vec::new();
        while let Some(operator) = self.operator_of(precedence) {
            let at = self.advance();
            let right = self.expression(precedence + 1)?;
            links.push(Link {
                operator,
                at,
                right,
            });
        }
        let end = links.last().map_or(first.at.end, |link| link.right.at.end);
        let at = first.at.start..end;
        let what = What::Chain(Box::new(first), links);
        Ok(Syntax { what, at })
    }

    fn operator_of(&self, precedence: u8) -> Option<Binary> {
        match self.peek() {
            Lexeme::Operator(operator) if operator.precedence() == precedence => Some(*operator),
            _ => None,
        }
    }

    fn operand(&mut self) -> Result<Syntax, FormulaError> {
        self.depth += 1;
        if self.depth > FORMULA_DEPTH_MAX {
            let message = format!("This is nested deeper than {FORMULA_DEPTH_MAX} levels.");
            return Err(FormulaError::new("too-deep", message, self.at()));
        }
        let operand = self.signed()?;
        self.depth -= 1;
        Ok(operand)
    }

    fn signed(&mut self) -> Result<Syntax, FormulaError> {
        let sign: fn(Box<Syntax>) -> What = match self.peek() {
            Lexeme::Operator(Binary::Subtract) => What::Negative,
            Lexeme::Not => What::Not,
            Lexeme::Operator(Binary::Add) => {
                self.advance();
                return self.operand();
            }
            _ => return self.primary(),
        };
        let start = self.advance().start;
        let operand = self.operand()?;
        let at = start..operand.at.end;
        let what = sign(Box::new(operand));
        Ok(Syntax { what, at })
    }

    fn primary(&mut self) -> Result<Syntax, FormulaError> {
        let what = match self.peek().clone() {
            Lexeme::Number(number) => What::Literal(Value::Number(number)),
            Lexeme::Text(text) => What::Literal(Value::text(text)),
            Lexeme::Merge(name) => What::Reference(name),
            Lexeme::Name(name) => return self.named(name),
            Lexeme::Open => return self.group(),
            _ => return Err(self.error("A value is missing here.")),
        };
        let at = self.advance();
        Ok(Syntax { what, at })
    }

    fn group(&mut self) -> Result<Syntax, FormulaError> {
        let open = self.advance();
        let mut inner = self.expression(0)?;
        let close = self.close(&open)?;
        inner.at = open.start..close.end;
        Ok(inner)
    }

    fn named(&mut self, name: String) -> Result<Syntax, FormulaError> {
        let name_at = self.advance();
        if self.peek() == &Lexeme::Open {
            return self.call(name, name_at);
        }
        let what = word(&name).map_or(What::Reference(name), What::Literal);
        Ok(Syntax { what, at: name_at })
    }

    fn call(&mut self, name: String, name_at: Range<usize>) -> Result<Syntax, FormulaError> {
        let open = self.advance();
        let mut arguments = Vec::new();
        if self.peek() != &Lexeme::Close {
            arguments.push(self.expression(0)?);
            while self.peek() == &Lexeme::Comma {
                self.advance();
                arguments.push(self.expression(0)?);
            }
        }
        let close = self.close(&open)?;
        let at = name_at.start..close.end;
        let what = What::Call(Call {
            name,
            name_at,
            arguments,
        });
        Ok(Syntax { what, at })
    }

    fn close(&mut self, open: &Range<usize>) -> Result<Range<usize>, FormulaError> {
        match self.peek() {
            Lexeme::Close => Ok(self.advance()),
            Lexeme::End => {
                let message = "This ( is never closed.";
                Err(FormulaError::new("syntax", message, open.clone()))
            }
            _ => Err(self.error("An operator, a comma or a ) is missing before this.")),
        }
    }

    fn peek(&self) -> &Lexeme {
        &self.tokens[self.next].what
    }

    fn at(&self) -> Range<usize> {
        self.tokens[self.next].at.clone()
    }

    /// Steps over the next token; the last one, the end, stays.
    fn advance(&mut self) -> Range<usize> {
        let at = self.at();
        self.next = (self.next + 1).min(self.tokens.len() - 1);
        at
    }

    fn error(&self, message: &str) -> FormulaError {
        FormulaError::new("syntax", message, self.at())
    }
}

fn word(name: &str) -> Option<Value> {
    if name.eq_ignore_ascii_case("null") {
        return Some(Value::Null);
    }
    crate::read::boolean(name).map(Value::Boolean)
}
