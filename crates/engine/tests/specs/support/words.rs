//! Splitting a line into words, and reading literals.

use segue_language::Value;

/// Words of a line; what stands in quotes stays together.
pub(crate) fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut quoted) = (None, false);
    for (at, character) in line.char_indices() {
        quoted ^= character == '"';
        match start {
            Some(begin) if character == ' ' && !quoted => {
                words.push(&line[begin..at]);
                start = None;
            }
            None if character != ' ' => start = Some(at),
            _ => {}
        }
    }
    words.extend(start.map(|begin| &line[begin..]));
    words
}

/// What stands between quotes, or the word as it is.
pub(crate) fn unquoted(word: &str) -> &str {
    word.strip_prefix('"')
        .and_then(|word| word.strip_suffix('"'))
        .unwrap_or(word)
}

/// A literal: `true`, `null`, `12`, `"text"`, `BIG99` for a text of 99 characters; a word that is
/// none of these is a text.
pub(crate) fn literal(word: &str) -> Value {
    if let Some(length) = word.strip_prefix("BIG") {
        return Value::text("x".repeat(length.parse().unwrap()));
    }
    match word {
        "true" => Value::Boolean(true),
        "false" => Value::Boolean(false),
        "null" => Value::Null,
        _ => match word.parse() {
            Ok(number) => Value::integer(number),
            Err(_) => Value::text(unquoted(word)),
        },
    }
}

/// `name=word` pairs.
pub(crate) fn pairs<'a>(words: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    words
        .iter()
        .filter_map(|word| word.split_once('='))
        .collect()
}
