//! Lines and tokens of a flow written as text.

/// A line: how many dashes it begins with, and its tokens.
#[derive(Clone)]
pub(crate) struct Line {
    pub(crate) depth: usize,
    pub(crate) tokens: Vec<Token>,
}

/// A word, a symbol or a quoted text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    Word(String),
    Quoted(String),
}

const SYMBOLS: [&str; 22] = [
    "->", "=>", "!>", "!=", "+=", "-=", ">=", "<=", "=", ">", "<", "(", ")", "[", "]", "{", "}",
    ",", ";", "&", "|", ":",
];

/// The lines of a text; empty ones are left out.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let inner = line.trim_start_matches('-');
            Line {
                depth: line.len() - inner.len(),
                tokens: tokens(inner),
            }
        })
        .collect()
}

/// The tokens of one line.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (token, after) = token(rest);
        tokens.push(token);
        rest = after.trim_start();
    }
    tokens
}

fn token(text: &str) -> (Token, &str) {
    if let Some(quoted) = text.strip_prefix('"') {
        let (inner, rest) = quoted.split_once('"').expect("a closing quote");
        return (Token::Quoted(inner.to_owned()), rest);
    }
    if let Some(symbol) = SYMBOLS.iter().find(|symbol| text.starts_with(**symbol)) {
        return (Token::Word((*symbol).to_owned()), &text[symbol.len()..]);
    }
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    let part = |c: char| c.is_alphanumeric() || "_.$".contains(c) || is_number && "-:".contains(c);
    let end = text.find(|c| !part(c)).unwrap_or(text.len());
    assert!(end > 0, "cannot read `{text}`");
    (Token::Word(text[..end].to_owned()), &text[end..])
}

/// A place in the tokens of a line.
pub(crate) struct Cursor<'t> {
    rest: &'t [Token],
}

impl<'t> Cursor<'t> {
    pub(crate) fn new(tokens: &'t [Token]) -> Self {
        Cursor { rest: tokens }
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn end(&self) {
        assert!(self.rest.is_empty(), "cannot read {:?}", self.rest);
    }

    pub(crate) fn peek(&self) -> Option<&'t Token> {
        self.rest.first()
    }

    pub(crate) fn peek_is(&self, word: &str) -> bool {
        self.peek() == Some(&Token::Word(word.to_owned()))
    }

    pub(crate) fn token(&mut self) -> &'t Token {
        let (first, rest) = self.rest.split_first().expect("more on the line");
        self.rest = rest;
        first
    }

    /// The next word or quoted text.
    pub(crate) fn word(&mut self) -> String {
        match self.token() {
            Token::Word(word) | Token::Quoted(word) => word.clone(),
        }
    }

    /// Steps over a word when it comes next.
    pub(crate) fn skip(&mut self, word: &str) -> bool {
        let found = self.peek_is(word);
        if found {
            self.rest = &self.rest[1..];
        }
        found
    }

    pub(crate) fn expect(&mut self, word: &str) {
        assert!(self.skip(word), "expected `{word}` before {:?}", self.rest);
    }

    /// `read` as often as `separator` follows.
    pub(crate) fn list<T>(
        &mut self,
        separator: &str,
        mut read: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        let mut items = vec![read(self)];
        while self.skip(separator) {
            items.push(read(self));
        }
        items
    }
}
