//! References to characters that XML does not have, which the reader lets pass.

use std::ops::Range;

use memchr::memmem;

/// The first `&#…;` outside comments and CDATA that names no character of XML.
pub(super) fn bad_reference(text: &str) -> Option<Range<usize>> {
    let mut at = memmem::find(text.as_bytes(), b"&#").map(|_| 0)?;
    while let Some(found) = memchr::memchr2(b'&', b'<', &text.as_bytes()[at..]) {
        let start = at + found;
        let rest = &text[start..];
        let skipped = [("<!--", "-->"), ("<![CDATA[", "]]>")].into_iter();
        let mut skipped = skipped.filter(|(open, _)| rest.starts_with(open));
        at = start + 1;
        if let Some((_, close)) = skipped.next() {
            at = start + rest.find(close).unwrap_or(rest.len());
        } else if let Some(number) = rest.strip_prefix("&#") {
            let end = number.find(';').unwrap_or(number.len());
            if !is_character(&number[..end]) {
                return Some(start..(start + end + 3).min(text.len()));
            }
        }
    }
    None
}

fn is_character(number: &str) -> bool {
    let code = match number.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    let character = code.ok().and_then(char::from_u32);
    character.is_some_and(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{7f}'..))
}

#[cfg(test)]
mod tests {
    use super::bad_reference;

    #[test]
    fn references_name_characters_of_xml() {
        for good in [
            "<a/>",
            "<a>&#10;&#x1F600;&amp;&#13;</a>",
            "<a><![CDATA[&#0;]]><!-- &#0; --></a>",
        ] {
            assert_eq!(bad_reference(good), None, "{good}");
        }
        assert_eq!(bad_reference("<a>&#10;&#xD800;</a>"), Some(8..16));
        for bad in [
            "<a>&#0;</a>",
            "<a>&#x110000;</a>",
            "<a b='&#xFFFFFFFFFF;'/>",
            "<a>&#1</a>",
        ] {
            assert!(bad_reference(bad).is_some(), "{bad}");
        }
    }
}
