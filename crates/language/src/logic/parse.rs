//! Reading a custom expression: `OR` of `AND` of conditions, `NOT` and parentheses.

use super::{LOGIC_LENGTH_MAX, LogicError, LogicTree};

/// Deepest nesting of parentheses and NOT.
const DEPTH_MAX: usize = 64;

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Number(usize),
    And,
    Or,
    Not,
    Open,
    Close,
}

struct Parser {
    tokens: Vec<(Token, usize)>,
    next: usize,
    end: usize,
    n_conditions: usize,
    mentioned: Vec<bool>,
}

pub(super) fn custom(text: &str, n_conditions: usize) -> Result<LogicTree, LogicError> {
    if text.chars().count() > LOGIC_LENGTH_MAX {
        let message = format!("The logic is longer than {LOGIC_LENGTH_MAX} characters.");
        return Err(LogicError { message, at: 0 });
    }
    let mut parser = Parser {
        tokens: tokens(text)?,
        next: 0,
        end: text.len(),
        n_conditions,
        mentioned: vec![false; n_conditions],
    };
    let tree = parser.either(0)?;
    parser.finish()?;
    Ok(tree)
}

impl Parser {
    fn either(&mut self, depth: usize) -> Result<LogicTree, LogicError> {
        let mut parts = vec![self.both(depth)?];
        while self.take(&Token::Or) {
            parts.push(self.both(depth)?);
        }
        Ok(single_or(parts, LogicTree::Or))
    }

    fn both(&mut self, depth: usize) -> Result<LogicTree, LogicError> {
        let mut parts = vec![self.condition(depth)?];
        while self.take(&Token::And) {
            parts.push(self.condition(depth)?);
        }
        Ok(single_or(parts, LogicTree::And))
    }

    fn condition(&mut self, depth: usize) -> Result<LogicTree, LogicError> {
        let at = self.at();
        if depth > DEPTH_MAX {
            return Err(self.error("The logic is nested too deeply.", at));
        }
        match self.tokens.get(self.next).map(|(token, _)| token.clone()) {
            Some(Token::Number(number)) => self.number(number, at),
            Some(Token::Not) => {
                self.next += 1;
                Ok(LogicTree::Not(Box::new(self.condition(depth + 1)?)))
            }
            Some(Token::Open) => self.group(depth + 1),
            _ => Err(self.error("A condition number, NOT or ( is missing here.", at)),
        }
    }

    fn group(&mut self, depth: usize) -> Result<LogicTree, LogicError> {
        self.next += 1;
        let inner = self.either(depth)?;
        if self.take(&Token::Close) {
            return Ok(inner);
        }
        Err(self.error("A ) is missing here.", self.at()))
    }

    fn number(&mut self, number: usize, at: usize) -> Result<LogicTree, LogicError> {
        self.next += 1;
        let Some(index) = number.checked_sub(1).filter(|i| *i < self.n_conditions) else {
            let n = self.n_conditions;
            return Err(self.error(&format!("There is no condition {number}, only {n}."), at));
        };
        self.mentioned[index] = true;
        Ok(LogicTree::Condition(index))
    }

    fn finish(&self) -> Result<(), LogicError> {
        if self.next < self.tokens.len() {
            return Err(self.error("AND or OR is missing here.", self.at()));
        }
        match self.mentioned.iter().position(|mentioned| !mentioned) {
            Some(left_out) => {
                let message = format!("The logic leaves out condition {}.", left_out + 1);
                Err(self.error(&message, self.end))
            }
            None => Ok(()),
        }
    }

    fn take(&mut self, token: &Token) -> bool {
        let here = matches!(self.tokens.get(self.next), Some((next, _)) if next == token);
        self.next += usize::from(here);
        here
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |(_, at)| *at)
    }

    fn error(&self, message: &str, at: usize) -> LogicError {
        LogicError {
            message: message.to_owned(),
            at,
        }
    }
}

fn single_or(mut parts: Vec<LogicTree>, many: fn(Vec<LogicTree>) -> LogicTree) -> LogicTree {
    if parts.len() == 1 {
        parts.swap_remove(0)
    } else {
        many(parts)
    }
}

fn tokens(text: &str) -> Result<Vec<(Token, usize)>, LogicError> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let at = text.len() - rest.len();
        let length = match first {
            _ if first.is_whitespace() => first.len_utf8(),
            '(' | ')' => 1,
            _ => rest
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(rest.len())
                .max(first.len_utf8()),
        };
        let (word, after) = rest.split_at(length);
        if !first.is_whitespace() {
            found.push((token(word, at)?, at));
        }
        rest = after;
    }
    Ok(found)
}

fn token(word: &str, at: usize) -> Result<Token, LogicError> {
    match word.to_ascii_uppercase().as_str() {
        "(" => Ok(Token::Open),
        ")" => Ok(Token::Close),
        "AND" => Ok(Token::And),
        "OR" => Ok(Token::Or),
        "NOT" => Ok(Token::Not),
        upper => upper.parse().map(Token::Number).map_err(|_| LogicError {
            message: format!("`{word}` is no condition number, AND, OR, NOT or parenthesis."),
            at,
        }),
    }
}
