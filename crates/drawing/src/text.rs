//! Text in drawings: how wide it is, cut where there is no more room, and escaped.

/// Font sizes that drawings use, in pixels.
pub(crate) const LABEL: i32 = 13;
/// Labels are half bold: room for them is reckoned with a font that is larger by this.
pub(crate) const BOLD: i32 = 15;
/// Smaller text: what an element is.
pub(crate) const SMALL: i32 = 12;

/// Text as XML; characters that XML does not have are left out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' | '\r' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

/// About how wide a text is in pixels at a font size. Fonts differ: it is rather too wide.
pub(crate) fn width(text: &str, size: i32) -> i32 {
    let thousandths: i32 = text.chars().map(breadth).sum();
    (thousandths * size + 999) / 1000
}

/// As much of a text as fits, with an ellipsis where it was cut.
pub(crate) fn cut(text: &str, room: i32, size: i32) -> String {
    let text = text.trim();
    if width(text, size) <= room {
        return text.to_owned();
    }
    let room = room - width("…", size);
    let mut kept = String::new();
    let mut thousandths = 0;
    for character in text.chars() {
        thousandths += breadth(character);
        if thousandths * size > room * 1000 {
            break;
        }
        kept.push(character);
    }
    format!("{}…", kept.trim_end())
}

/// A text in at most two lines of that room, broken between words.
pub(crate) fn two_lines(text: &str, room: i32, size: i32) -> Vec<String> {
    let text = text.trim();
    if width(text, size) <= room {
        return vec![text.to_owned()];
    }
    let is_first = |end: &usize| width(&text[..*end], size) <= room;
    let gaps = text.match_indices(' ').map(|(place, _)| place);
    match gaps.take_while(is_first).last() {
        None => vec![cut(text, room, size)],
        Some(gap) => vec![text[..gap].to_owned(), cut(&text[gap + 1..], room, size)],
    }
}

/// Width of a character in thousandths of the font size: that of wide fonts.
fn breadth(character: char) -> i32 {
    match character {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        'i' | 'j' | 'l' | '\'' | '|' | '.' | ',' | ':' | ';' | '!' | 'I' => 320,
        'f' | 't' | 'r' | ' ' | '(' | ')' | '[' | ']' | '/' | '-' | '"' => 400,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '→' | '↪' | '↩' => 940,
        'A'..='Z' | '&' | '_' | '+' | '=' | '<' | '>' | '#' | '~' => 720,
        '\0'..='\u{10ff}' => 590,
        _ => 1050,
    }
}

#[cfg(test)]
mod tests {
    use super::{cut, escaped, two_lines, width};

    #[test]
    fn what_is_cut_fits_with_its_ellipsis() {
        let long = "Notify everybody who waits for this very long incident";
        let short = cut(long, 120, 13);
        assert!(short.ends_with('…') && width(&short, 13) <= 120, "{short}");
        assert_eq!(cut("Short", 120, 13), "Short");
        assert_eq!(cut("東京都庁舎の展望室", 70, 13), "東京都庁…");
    }

    #[test]
    fn two_lines_are_broken_between_words() {
        let lines = two_lines("Approve the purchase of hardware", 120, 13);
        assert_eq!(lines, ["Approve the", "purchase of har…"]);
    }

    #[test]
    fn characters_that_xml_does_not_have_are_left_out() {
        assert_eq!(
            escaped("a\u{1}<b>\u{b}&\n\"c\""),
            "a&lt;b&gt;&amp; &quot;c&quot;"
        );
    }
}
