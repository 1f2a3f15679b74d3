//! Text in SVG: escaped, and cut where a shape has no more room.

/// Pixels of an average character.
const CHARACTER_WIDTH: i32 = 7;

/// Text as XML.
pub(in crate::drawing) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

/// As much of a text as fits.
pub(in crate::drawing) fn cut(text: &str, width: i32) -> String {
    let n_most = usize::try_from(width / CHARACTER_WIDTH).unwrap_or_default();
    if text.chars().count() <= n_most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(n_most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// A text in at most two lines.
pub(in crate::drawing) fn two_lines(text: &str, width: i32) -> Vec<String> {
    if cut(text, width) == text {
        return vec![text.to_owned()];
    }
    let middle = text.len() / 2;
    let gaps = text.match_indices(' ').map(|(place, _)| place);
    match gaps.min_by_key(|place| place.abs_diff(middle)) {
        None => vec![cut(text, width)],
        Some(gap) => vec![cut(&text[..gap], width), cut(&text[gap + 1..], width)],
    }
}
