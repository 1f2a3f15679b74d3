//! What elements have besides text and elements: attributes, comments, stray text. It means
//! nothing to Segue, and whoever writes the file again must not lose it.

use super::Node;

/// What else was written at an element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra {
    /// Attributes other than `xsi:nil`, with the prefix that they had, and their values.
    pub attributes: Vec<(Box<str>, Box<str>)>,
    /// Comments between the element before and this one, or within its text.
    pub before: Vec<Box<str>>,
    /// Comments after its last element.
    pub after: Vec<Box<str>>,
    /// Text between its elements, which no metadata has.
    pub stray_text: Box<str>,
}

/// What `element` has.
pub(super) fn of(element: roxmltree::Node<'_, '_>, has_elements: bool) -> Option<Box<Extra>> {
    let mut extra = Extra {
        before: comments_before(element),
        ..Extra::default()
    };
    for attribute in element.attributes() {
        if attribute.name() != "nil" {
            let prefix = attribute
                .namespace()
                .and_then(|uri| element.lookup_prefix(uri));
            let name = match prefix {
                Some(prefix) => format!("{prefix}:{}", attribute.name()),
                None => attribute.name().to_owned(),
            };
            extra
                .attributes
                .push((name.into(), attribute.value().into()));
        }
    }
    for part in element.children() {
        if part.is_comment() && !has_elements {
            extra.before.extend(part.text().map(lines_of_xml));
        } else if part.is_text() && has_elements {
            let text = part.text().unwrap_or_default().trim();
            if !text.is_empty() {
                extra.stray_text = format!("{} {text}", extra.stray_text).trim_start().into();
            }
        }
    }
    if has_elements {
        extra.after = trailing_comments(element.last_child());
    }
    (extra != Extra::default()).then(|| Box::new(extra))
}

/// Adds the comments after the root to those at its end.
pub(super) fn around_root(root: &mut Node, tree: &roxmltree::Document<'_>) {
    let after = trailing_comments(tree.root().last_child());
    if !after.is_empty() {
        root.extra.get_or_insert_default().after.extend(after);
    }
}

fn comments_before(element: roxmltree::Node<'_, '_>) -> Vec<Box<str>> {
    trailing_comments(element.prev_sibling())
}

/// The comments from `last` back to the next element, in order.
fn trailing_comments(last: Option<roxmltree::Node<'_, '_>>) -> Vec<Box<str>> {
    let mut comments = Vec::new();
    let mut at = last;
    while let Some(part) = at.filter(|part| !part.is_element()) {
        if part.is_comment() {
            comments.extend(part.text().map(lines_of_xml));
        }
        at = part.prev_sibling();
    }
    comments.reverse();
    comments
}

/// A comment with line ends as XML reads them; the parser sees to those of texts only.
fn lines_of_xml(comment: &str) -> Box<str> {
    comment.replace("\r\n", "\n").replace('\r', "\n").into()
}
