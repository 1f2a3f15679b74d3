//! CSV on its way out. A spreadsheet takes a cell that begins like a formula for one, whoever wrote
//! it; such a cell gets an apostrophe before it and stays text.

/// One line of cells, with its end.
pub(crate) fn line<'c>(cells: impl IntoIterator<Item = &'c str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(cell).collect();
    cells.join(",") + "\r\n"
}

/// A cell as it is written.
fn cell(text: &str) -> String {
    let text = harmless(text);
    match text.contains([',', '"', '\r', '\n', '\t', ';']) || text != text.trim() {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

/// The text, unless a spreadsheet would compute it. Plain numbers stay what they are.
fn harmless(text: &str) -> String {
    let begins = |text: &str| {
        text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
    };
    let is_number = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_number = !is_number.is_empty()
        && is_number
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    if (begins(text) || begins(text.trim_start())) && !is_number {
        return format!("'{text}");
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn q19_what_a_spreadsheet_would_compute_stays_text() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            (
                "=HYPERLINK(\"http://evil.test\")",
                "\"'=HYPERLINK(\"\"http://evil.test\"\")\"",
            ),
            ("+1+1", "'+1+1"),
            ("-1+1", "'-1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\r=1\""),
            ("\n=1", "\"'\n=1\""),
            (" =1", "' =1"),
            ("＝1", "'＝1"),
            ("-5", "-5"),
            ("-5.25", "-5.25"),
            ("+49", "+49"),
            ("-", "'-"),
            ("a,b", "\"a,b\""),
            ("a\"b", "\"a\"\"b\""),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(line([text]), format!("{written}\r\n"), "{text:?}");
        }
        assert_eq!(line(["a", "", "c"]), "a,,c\r\n");
    }
}
