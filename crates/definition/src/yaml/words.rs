//! Problems in the words of the form that the author wrote: what reads and checks definitions
//! knows the names of metadata only, and in YAML most of them are other keys.

use rustc_hash::FxHashMap;

use super::grammar::{Grammar, Key, Shape};
use super::lower::{Form, element_of};
use super::tree::{Content, Yaml};
use crate::{FileId, Problem, Problems, Sources};

/// Codes whose problems name elements of metadata.
const CODES: [&str; 7] = [
    "missing-element",
    "repeated-element",
    "misplaced-element",
    "invalid-value",
    "wrong-schedule",
    "wrong-trigger",
    "wrong-wait",
];

/// Lets problems of YAML files name its keys.
pub(crate) fn translate(problems: &mut Problems, sources: &Sources) {
    let mut read: FxHashMap<FileId, Option<(Form, Yaml)>> = FxHashMap::default();
    for problem in problems.iter_mut().filter(|p| CODES.contains(&p.code)) {
        let file = problem.place.file;
        let read = read.entry(file).or_insert_with(|| {
            let source = sources.get(file);
            let form = Form::of(source.file_name())?;
            Some((form, super::tree::read(&source.text).ok()?))
        });
        if let Some((form, yaml)) = read {
            translate_one(problem, *form, yaml);
        }
    }
}

fn translate_one(problem: &mut Problem, form: Form, yaml: &Yaml) {
    if problem.code == "invalid-value" {
        problem.message = problem.message.replace("09:00:00.000Z", "09:00");
        return;
    }
    let mut around = vec![form.grammar()];
    kinds_at(yaml, form.grammar(), problem.place.range.start, &mut around);
    problem.message = in_words(&problem.message, &around);
    problem.help = problem.help.take().map(|help| in_words(&help, &around));
}

/// Adds the kinds of the maps that hold what stands at a byte, from the outermost on.
fn kinds_at(yaml: &Yaml, grammar: &'static Grammar, at: usize, around: &mut Vec<&'static Grammar>) {
    let Some((key, value)) = entry_at(yaml, at) else {
        return;
    };
    let mut keys = grammar.keys.iter();
    let Some(key) = keys.find(|known| key.text() == Some(known.key)) else {
        return;
    };
    let shape = match &key.shape {
        Shape::And(shape, _) => shape,
        shape => shape,
    };
    let found = match shape {
        Shape::Part(_, grammar) => Some((value, *grammar)),
        Shape::Named(_, grammar) | Shape::Parts(_, grammar) => {
            within(value, at).map(|value| (value, *grammar))
        }
        Shape::Elements => entry_at(value, at)
            .and_then(|(_, value)| element_of(value).map(|grammar| (value, grammar))),
        _ => None,
    };
    if let Some((value, grammar)) = found {
        around.push(grammar);
        kinds_at(value, grammar, at, around);
    }
}

/// The entry of a map, key and all, that holds a byte.
fn entry_at(yaml: &Yaml, at: usize) -> Option<(&Yaml, &Yaml)> {
    let Content::Map(entries) = &yaml.content else {
        return None;
    };
    let mut entries = entries.iter();
    let found = entries
        .find(|(key, value)| key.range.start <= at && at < value.range.end.max(key.range.end));
    found.map(|(key, value)| (key, value))
}

/// The map that holds a byte, of those in a list or by name.
fn within(yaml: &Yaml, at: usize) -> Option<&Yaml> {
    match &yaml.content {
        Content::List(items) => items.iter().find(|item| item.range.contains(&at)),
        Content::Map(_) => entry_at(yaml, at).map(|(_, value)| value),
        Content::Null | Content::Scalar { .. } => None,
    }
}

/// A text in which names of metadata stand between backticks, with keys in their places.
fn in_words(text: &str, around: &[&'static Grammar]) -> String {
    let mut out = String::new();
    let mut parts = text.split('`').peekable();
    out.push_str(parts.next().unwrap_or_default());
    while let Some(name) = parts.next() {
        let mut rest = parts.next().unwrap_or_default();
        let is_first = out.is_empty();
        let kind = around.iter().rev().find(|grammar| grammar.tag == name);
        if let Some(grammar) = kind.filter(|_| is_first) {
            out.push_str(grammar.name);
        } else if let Some((key, after)) = with_text(name, rest, around) {
            out.push_str(&format!("`{key}`"));
            rest = after;
        } else if let Some(keys) = keys_of(name, around) {
            // One key may say what metadata says in two elements.
            match out.ends_with(&format!("{keys} and ")) {
                true => out.truncate(out.len() - " and ".len()),
                false => out.push_str(&keys),
            }
        } else {
            out.push_str(&format!("`{name}`"));
        }
        out.push_str(rest);
    }
    out.replace(" needs an element ", " needs ")
        .replace(" needs the input ", " needs ")
        .replace(" more than one element ", " more than one of ")
}

/// The key that says just that text of an element, and what follows it.
fn with_text<'t>(
    name: &str,
    rest: &'t str,
    around: &[&'static Grammar],
) -> Option<(&'static str, &'t str)> {
    let said = rest.strip_prefix(' ')?;
    let end = said.find(|c: char| !c.is_ascii_alphanumeric());
    let (word, after) = said.split_at(end.unwrap_or(said.len()));
    let says = |key: &&Key| match &key.shape {
        Shape::Text { also, .. } | Shape::And(_, also) => also.contains(&(name, word)),
        _ => false,
    };
    let mut keys = around.iter().rev().flat_map(|grammar| grammar.keys);
    keys.find(says).map(|key| (key.key, after))
}

/// The keys that stand for an element, as in "`run`, `ask` or `call`".
fn keys_of(name: &str, around: &[&'static Grammar]) -> Option<String> {
    let is_of = |tag: &str| {
        let inner = tag.rsplit(['/', '[']).next().unwrap_or(tag);
        inner.trim_end_matches(']') == name
    };
    let stands_for = |key: &&Key| key.shape.tags().into_iter().any(is_of);
    let mut all = around.iter().rev().map(|grammar| {
        let keys = grammar.keys.iter().filter(stands_for);
        keys.map(|key| format!("`{}`", key.key)).collect::<Vec<_>>()
    });
    let keys = all.find(|keys| !keys.is_empty())?;
    Some(match keys.as_slice() {
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
        [] => return None,
    })
}
