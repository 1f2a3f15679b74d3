//! Raising of lengths of time, times of day, dotted names and fields to sort by.

use super::super::span::{clocked, sorting, spanned};
use super::super::tree::{Content, Yaml};
use super::{has_marks, is_leaf};
use crate::document::Node;

/// The texts of the two elements that there are, of those tags.
fn pair<'n>((a, b): (&str, &str), own: &[&'n Node]) -> Option<(&'n Node, &'n Node)> {
    let find = |tag: &str| own.iter().find(|node| *node.tag == *tag).copied();
    (own.len() == 2).then_some(())?;
    Some((find(a)?, find(b)?))
}

/// The text of an element, or of the value of that kind in it.
fn text_in<'n>(node: &'n Node, kind: &str, is_value: bool) -> Option<&'n str> {
    if !is_value {
        return is_leaf(node).then_some(&*node.text);
    }
    match node.children.as_slice() {
        [value] if *value.tag == *kind && is_leaf(value) && !has_marks(node) => Some(&value.text),
        _ => None,
    }
}

pub(super) fn span(
    tags: (&str, &str),
    (is_before, is_value): (bool, bool),
    own: &[&Node],
) -> Option<Yaml> {
    let (number, unit) = pair(tags, own)?;
    let number = text_in(number, "numberValue", is_value)?;
    let number = match is_value {
        true => number.strip_suffix(".0")?,
        false => number,
    };
    let unit = text_in(unit, "stringValue", is_value)?;
    spanned(number, unit, is_before).map(Yaml::plain)
}

pub(super) fn clock(own: &[&Node]) -> Option<Yaml> {
    let text = super::shapes::single_text(own)?;
    Some(Yaml::plain(clocked(text).unwrap_or(text)))
}

pub(super) fn dotted(tags: (&str, &str), is_value: bool, own: &[&Node]) -> Option<Yaml> {
    let (first, second) = pair(tags, own)?;
    let first = text_in(first, "stringValue", is_value)?;
    let second = text_in(second, "stringValue", is_value)?;
    let is_odd = first.is_empty() || first.contains('.') || second.is_empty();
    (!is_odd).then(|| Yaml::plain(format!("{first}.{second}")))
}

pub(super) fn sort_by(own: &[&Node]) -> Option<Yaml> {
    let (field, order) = pair(("sortField", "sortOrder"), own)?;
    let text = sorting(
        text_in(field, "", false)?,
        text_in(order, "", false)?,
        false,
    )?;
    Some(Yaml::plain(text))
}

pub(super) fn sorts(own: &[&Node]) -> Option<Yaml> {
    let items: Option<Vec<Yaml>> = own.iter().map(|node| sort_option(node)).collect();
    let mut items = items?;
    Some(match items.len() {
        1 => items.remove(0),
        _ => Yaml::of(Content::List(items)),
    })
}

fn sort_option(node: &Node) -> Option<Yaml> {
    let text = |tag: &str| node.child(tag).filter(|child| is_leaf(child));
    let nulls_first = match &*text("doesPutEmptyStringAndNullFirst")?.text {
        "true" => true,
        "false" => false,
        _ => return None,
    };
    let is_plain = node.children.len() == 3 && !has_marks(node);
    let field = &text("sortField").filter(|_| is_plain)?.text;
    sorting(field, &text("sortOrder")?.text, nulls_first).map(Yaml::plain)
}

pub(super) fn wrapped(inner: &str, own: &[&Node]) -> Option<Yaml> {
    let text = |node: &&Node| match node.children.as_slice() {
        [text] if *text.tag == *inner && is_leaf(text) && !has_marks(node) => {
            Some(Yaml::plain(&*text.text))
        }
        _ => None,
    };
    let texts: Option<Vec<Yaml>> = own.iter().map(text).collect();
    let mut texts = texts?;
    Some(match texts.len() {
        1 => texts.remove(0),
        _ => Yaml::of(Content::List(texts)),
    })
}

/// Texts, all in one element: always a list.
pub(super) fn inside(inner: &str, own: &[&Node]) -> Option<Yaml> {
    let [node] = own else { return None };
    let is_text = |child: &Node| *child.tag == *inner && is_leaf(child);
    let is_plain = !has_marks(node) && node.text.is_empty() && !node.children.is_empty();
    let texts = node.children.iter().map(|child| Yaml::plain(&*child.text));
    let list = || Yaml::of(Content::List(texts.collect()));
    (is_plain && node.children.iter().all(is_text)).then(list)
}
