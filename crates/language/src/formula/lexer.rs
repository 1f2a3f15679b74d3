//! Splits a formula into tokens.

use std::ops::Range;

use super::syntax::Binary;
use super::{FORMULA_LENGTH_MAX, FormulaError};
use crate::Num;

/// A token and where it stands, in characters.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) what: Lexeme,
    pub(super) at: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Lexeme {
    Number(Num),
    Text(String),
    /// A function, a word such as TRUE, or a reference.
    Name(String),
    /// A reference in `{!…}`.
    Merge(String),
    Operator(Binary),
    Not,
    Open,
    Close,
    Comma,
    End,
}

pub(super) fn tokens(text: &str) -> Result<Vec<Token>, FormulaError> {
    let characters: Vec<char> = text.chars().collect();
    if characters.len() > FORMULA_LENGTH_MAX {
        let message = format!("The formula is longer than {FORMULA_LENGTH_MAX} characters.");
        return Err(FormulaError::new("too-long", message, 0..characters.len()));
    }
    let mut lexer = Lexer {
        characters: &characters,
        at: 0,
    };
    let mut tokens = Vec::new();
    loop {
        lexer.skip_blanks()?;
        let token = lexer.token()?;
        let end = token.what == Lexeme::End;
        tokens.push(token);
        if end {
            return Ok(tokens);
        }
    }
}

struct Lexer<'a> {
    characters: &'a [char],
    at: usize,
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.characters.get(self.at + ahead).copied()
    }

    fn skip_blanks(&mut self) -> Result<(), FormulaError> {
        while let Some(next) = self.peek(0) {
            if next == '/' && self.peek(1) == Some('*') {
                self.skip_comment()?;
            } else if next.is_whitespace() || next == '\u{feff}' {
                self.at += 1;
            } else {
                break;
            }
        }
        Ok(())
    }

    fn skip_comment(&mut self) -> Result<(), FormulaError> {
        let from = self.at;
        self.at += 2;
        while let Some(next) = self.peek(0) {
            if next == '*' && self.peek(1) == Some('/') {
                self.at += 2;
                return Ok(());
            }
            self.at += 1;
        }
        Err(self.error("This comment is not closed with */.", from))
    }

    fn token(&mut self) -> Result<Token, FormulaError> {
        let from = self.at;
        let what = match self.peek(0) {
            None => Lexeme::End,
            Some(quote @ ('"' | '\'')) => self.text(quote)?,
            Some('{') if self.peek(1) == Some('!') => self.merge()?,
            Some('0'..='9') => self.number()?,
            Some('.') if self.peek(1).is_some_and(|c| c.is_ascii_digit()) => self.number()?,
            Some(first) if is_name_start(first) => self.name(),
            Some(_) => self.symbol()?,
        };
        let at = from..self.at;
        Ok(Token { what, at })
    }

    fn text(&mut self, quote: char) -> Result<Lexeme, FormulaError> {
        let from = self.at;
        self.at += 1;
        let mut text = String::new();
        while let Some(next) = self.peek(0) {
            self.at += 1;
            match next {
                _ if next == quote => return Ok(Lexeme::Text(text)),
                '\\' => self.escape(&mut text),
                _ => text.push(next),
            }
        }
        Err(self.error("This text is not closed with its quote.", from))
    }

    fn escape(&mut self, text: &mut String) {
        let Some(next) = self.peek(0) else {
            return text.push('\\');
        };
        self.at += 1;
        match next {
            'n' => text.push('\n'),
            'r' => text.push('\r'),
            't' => text.push('\t'),
            '\\' | '"' | '\'' => text.push(next),
            _ => text.extend(['\\', next]),
        }
    }

    fn merge(&mut self) -> Result<Lexeme, FormulaError> {
        let from = self.at;
        self.at += 2;
        let mut name = String::new();
        while let Some(next) = self.peek(0) {
            self.at += 1;
            if next == '}' {
                return self.merged(name.trim(), from);
            }
            name.push(next);
        }
        Err(self.error("This merge field is not closed with }.", from))
    }

    fn merged(&self, name: &str, from: usize) -> Result<Lexeme, FormulaError> {
        let starts_well = name.chars().next().is_some_and(is_name_start);
        if starts_well && name.chars().all(is_merge_part) {
            return Ok(Lexeme::Merge(name.to_owned()));
        }
        Err(self.error("A merge field holds one reference.", from))
    }

    fn number(&mut self) -> Result<Lexeme, FormulaError> {
        let from = self.at;
        while self.peek(0).is_some_and(|c| c.is_ascii_digit() || c == '.') {
            self.at += 1;
        }
        let written: String = self.characters[from..self.at].iter().collect();
        written
            .parse()
            .map(Lexeme::Number)
            .map_err(|_| self.error("This is not a number.", from))
    }

    fn name(&mut self) -> Lexeme {
        let from = self.at;
        while self.peek(0).is_some_and(is_name_part) {
            self.at += 1;
        }
        Lexeme::Name(self.characters[from..self.at].iter().collect())
    }

    fn symbol(&mut self) -> Result<Lexeme, FormulaError> {
        let (first, second) = (self.peek(0), self.peek(1));
        if let Some(operator) = two_characters(first, second) {
            self.at += 2;
            return Ok(Lexeme::Operator(operator));
        }
        self.at += 1;
        one_character(first)
            .ok_or_else(|| self.error("This character has no meaning here.", self.at - 1))
    }

    fn error(&self, message: &str, from: usize) -> FormulaError {
        FormulaError::new("syntax", message, from..self.at.max(from + 1))
    }
}

fn two_characters(first: Option<char>, second: Option<char>) -> Option<Binary> {
    match (first?, second?) {
        ('|', '|') => Some(Binary::Or),
        ('&', '&') => Some(Binary::And),
        ('=', '=') => Some(Binary::Equal),
        ('<', '>') | ('!', '=') => Some(Binary::NotEqual),
        ('<', '=') => Some(Binary::LessOrEqual),
        ('>', '=') => Some(Binary::GreaterOrEqual),
        _ => None,
    }
}

fn one_character(first: Option<char>) -> Option<Lexeme> {
    Some(match first? {
        '(' => Lexeme::Open,
        ')' => Lexeme::Close,
        ',' => Lexeme::Comma,
        '!' => Lexeme::Not,
        '=' => Lexeme::Operator(Binary::Equal),
        '<' => Lexeme::Operator(Binary::Less),
        '>' => Lexeme::Operator(Binary::Greater),
        '&' => Lexeme::Operator(Binary::Concatenate),
        '+' => Lexeme::Operator(Binary::Add),
        '-' => Lexeme::Operator(Binary::Subtract),
        '*' => Lexeme::Operator(Binary::Multiply),
        '/' => Lexeme::Operator(Binary::Divide),
        '^' => Lexeme::Operator(Binary::Power),
        _ => return None,
    })
}

fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || c == '_' || c == '$'
}

/// A merge field may also name each item of a collection: `{!Orders[$EachItem].Name}`.
fn is_merge_part(c: char) -> bool {
    is_name_part(c) || matches!(c, '-' | '[' | ']')
}

fn is_name_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | ':')
}
