//! Tables as files for spreadsheets.

use axum::http::header;
use axum::response::{IntoResponse, Response};

/// A table under construction.
pub(crate) struct Csv(String);

impl Csv {
    /// A table with these columns.
    pub(crate) fn new(columns: &[&str]) -> Csv {
        let mut csv = Csv(String::new());
        csv.row(columns.iter().copied());
        csv
    }

    /// Adds a row.
    pub(crate) fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        for (n, cell) in cells.into_iter().enumerate() {
            if n > 0 {
                self.0.push(',');
            }
            self.cell(cell);
        }
        self.0.push_str("\r\n");
    }

    /// A text that a spreadsheet would take for a formula begins with an apostrophe.
    fn cell(&mut self, text: &str) {
        self.0.push('"');
        if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\'']) {
            self.0.push('\'');
        }
        self.0.push_str(&text.replace('"', "\"\""));
        self.0.push('"');
    }

    /// Answers with the table as a file of that name.
    pub(crate) fn answer(self, name: &str) -> Response {
        let file = format!("attachment; filename=\"{name}\"");
        let headers = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, file),
            (header::CACHE_CONTROL, "no-store".to_owned()),
        ];
        (headers, self.0).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::Csv;

    #[test]
    fn formulas_are_texts_and_quotes_are_doubled() {
        let mut csv = Csv::new(&["a", "b"]);
        csv.row(["=1+1", "he said \"no\", twice"]);
        csv.row(["@SUM(A1)", "-2"]);
        let expected =
            "\"a\",\"b\"\r\n\"'=1+1\",\"he said \"\"no\"\", twice\"\r\n\"'@SUM(A1)\",\"'-2\"\r\n";
        assert_eq!(csv.0, expected);
    }
}
