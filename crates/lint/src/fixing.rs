//! Carrying out the edits of findings on the text of a file; everything else stays as it is, byte
//! for byte.

use crate::Edit;

/// `source` with `edits` made, those that may change what the flow does only when `boldly`; none
/// when nothing changes. Of two edits that overlap only the first is made.
pub fn fixed<'e>(
    source: &str,
    edits: impl IntoIterator<Item = &'e Edit>,
    boldly: bool,
) -> Option<String> {
    let mut edits: Vec<&Edit> = edits
        .into_iter()
        .filter(|edit| boldly || !edit.is_bold)
        .collect();
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    for edit in edits {
        if edit.range.start >= at {
            text.push_str(&source[at..edit.range.start]);
            text.push_str(&edit.text);
            at = edit.range.end;
        }
    }
    text.push_str(&source[at..]);
    (text != source).then_some(text)
}
