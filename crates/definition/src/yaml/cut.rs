//! Where entries of maps stand in a text, so that they can be taken out and all else, comments and
//! layout among it, stays as it is.

use std::ops::Range;

use super::tree::{self, Content, Yaml};

/// The bytes to take out of a YAML text, so that the entries go whose keys stand at `starts`: in
/// the order of `starts`, none for what cannot be taken out. A map all of whose entries go, goes
/// with its key.
pub fn cuts(source: &str, starts: &[usize]) -> Vec<Option<Range<usize>>> {
    let Ok(root) = tree::read(source) else {
        return vec![None; starts.len()];
    };
    let cut = |start: &usize| {
        let mut way = Vec::new();
        find(&root, *start, &mut way);
        let (map, index) = promoted(way, starts)?;
        range(source, map, index)
    };
    starts.iter().map(cut).collect()
}

/// A map, its entries and the number of one of them.
type Step<'y> = (&'y Yaml, usize);

/// The maps that lead to the entry whose key holds a byte.
fn find<'y>(yaml: &'y Yaml, at: usize, way: &mut Vec<Step<'y>>) -> bool {
    match &yaml.content {
        Content::Map(entries) => entries.iter().enumerate().any(|(i, (key, value))| {
            way.push((yaml, i));
            let is_found = key.range.contains(&at) || find(value, at, way);
            if !is_found {
                way.pop();
            }
            is_found
        }),
        Content::List(items) => items.iter().any(|item| find(item, at, way)),
        Content::Null | Content::Scalar { .. } => false,
    }
}

/// The entry that goes: that of the section, when all entries of the section go.
fn promoted<'y>(mut way: Vec<Step<'y>>, starts: &[usize]) -> Option<Step<'y>> {
    let (map, index) = way.pop()?;
    let goes = |(key, _): &(Yaml, Yaml)| starts.iter().any(|start| key.range.contains(start));
    let do_all_go = matches!(&map.content, Content::Map(entries) if entries.iter().all(goes));
    match way.last() {
        Some(section) if do_all_go => Some(*section),
        _ => Some((map, index)),
    }
}

fn range(source: &str, map: &Yaml, index: usize) -> Option<Range<usize>> {
    let Content::Map(entries) = &map.content else {
        return None;
    };
    let (key, value) = &entries[index];
    let end = end_of(value, source).max(key.range.end);
    if is_flow(map, source) {
        return Some(match (entries.get(index + 1), index.checked_sub(1)) {
            (Some((next, _)), _) => key.range.start..next.range.start,
            (None, Some(before)) => end_of(&entries[before].1, source)..end,
            (None, None) => key.range.start..end,
        });
    }
    let line_start = source[..key.range.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = source[end..]
        .find('\n')
        .map_or(source.len(), |at| end + at + 1);
    let is_alone = source[line_start..key.range.start].trim().is_empty();
    let rest = source[end..line_end].trim_start_matches(':').trim();
    (is_alone && (rest.is_empty() || rest.starts_with('#'))).then_some(line_start..line_end)
}

/// Whether a map or a list is written in braces or brackets.
fn is_flow(yaml: &Yaml, source: &str) -> bool {
    source[yaml.range.start..].starts_with(['{', '['])
}

/// Where a value ends, its closing brace or bracket included.
fn end_of(yaml: &Yaml, source: &str) -> usize {
    let last = match &yaml.content {
        Content::Null | Content::Scalar { .. } => {
            return yaml.range.start + source[yaml.range.clone()].trim_end().len();
        }
        Content::List(items) => items.last(),
        Content::Map(entries) => entries.last().map(|(_, value)| value),
    };
    let end = last.map(|last| end_of(last, source));
    if !is_flow(yaml, source) {
        return end.unwrap_or(yaml.range.end);
    }
    let mut end = end.unwrap_or(yaml.range.start + 1);
    while !source[end..].starts_with(['}', ']']) && end < source.len() {
        let rest = &source[end..];
        let skipped = match rest.strip_prefix('#') {
            Some(comment) => 1 + comment.find('\n').unwrap_or(comment.len()),
            None => rest.chars().next().map_or(1, char::len_utf8),
        };
        end += skipped;
    }
    (end + 1).min(source.len())
}

#[cfg(test)]
mod tests {
    use super::cuts;

    /// The text without the entries of those keys.
    fn without(source: &str, keys: &[&str]) -> String {
        let starts: Vec<usize> = keys.iter().map(|key| source.find(key).unwrap()).collect();
        let mut ranges: Vec<_> = cuts(source, &starts).into_iter().flatten().collect();
        ranges.sort_by_key(|range| range.start);
        ranges.dedup();
        let mut text = source.to_owned();
        for range in ranges.into_iter().rev() {
            text.replace_range(range, "");
        }
        text
    }

    #[test]
    fn entries_go_with_their_lines_and_comments_above_stay() {
        let text =
            "a:\n  # one\n  b: {c: 1, d: [2, 3]} # beside\n  e:\n    f: |\n      text\n\n  g: 1\n";
        assert_eq!(
            without(text, &["b:"]),
            "a:\n  # one\n  e:\n    f: |\n      text\n\n  g: 1\n"
        );
        assert_eq!(
            without(text, &["e:"]),
            "a:\n  # one\n  b: {c: 1, d: [2, 3]} # beside\n\n  g: 1\n"
        );
    }

    #[test]
    fn entries_in_braces_go_with_a_comma() {
        let text = "a: {b: 1, c: {d: x}, e: 2} # all\n";
        assert_eq!(without(text, &["b:"]), "a: {c: {d: x}, e: 2} # all\n");
        assert_eq!(without(text, &["e:"]), "a: {b: 1, c: {d: x}} # all\n");
    }

    #[test]
    fn a_section_goes_with_its_last_entry() {
        let text = "x: 1\na:\n  b: 1\n  c: 2\ny: 2\n";
        assert_eq!(without(text, &["b:", "c:"]), "x: 1\ny: 2\n");
        assert_eq!(without(text, &["c:"]), "x: 1\na:\n  b: 1\ny: 2\n");
    }
}
