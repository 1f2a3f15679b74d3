//! What a form with files sends: parts between boundaries.

/// Parts of a form.
const PARTS_MAX: usize = 5_100;
/// Bytes of the headers of a part.
const HEADERS_MAX: usize = 4_096;

/// A part of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part<'a> {
    /// Name of its input.
    pub(super) name: &'a str,
    /// Name of the file; empty when none was chosen, none when it is no file.
    pub(super) file: Option<&'a str>,
    pub(super) content: &'a [u8],
}

impl Part<'_> {
    /// Whether a file was chosen.
    pub(super) fn is_file(&self) -> bool {
        self.file.is_some_and(|file| !file.is_empty())
    }
}

/// The parts of a body; none when it is not what a browser sends.
pub(super) fn parts<'a>(body: &'a [u8], boundary: &str) -> Option<Vec<Part<'a>>> {
    let first = format!("--{boundary}");
    let next = format!("\r\n--{boundary}");
    let mut rest = body.strip_prefix(first.as_bytes())?;
    let mut parts = Vec::new();
    loop {
        if rest.starts_with(b"--") {
            return Some(parts);
        }
        rest = rest.strip_prefix(b"\r\n")?;
        let end = find(rest, next.as_bytes())?;
        parts.push(part(&rest[..end])?);
        if parts.len() > PARTS_MAX {
            return None;
        }
        rest = &rest[end + next.len()..];
    }
}

fn part(bytes: &[u8]) -> Option<Part<'_>> {
    let end = find(&bytes[..bytes.len().min(HEADERS_MAX)], b"\r\n\r\n")?;
    let headers = std::str::from_utf8(&bytes[..end]).ok()?;
    let disposition = headers.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let is_it = name.eq_ignore_ascii_case("content-disposition");
        is_it.then(|| value.trim())
    })?;
    let values = disposition.strip_prefix("form-data")?;
    Some(Part {
        name: quoted(values, "; name=\"")?,
        file: quoted(values, "; filename=\""),
        content: &bytes[end + 4..],
    })
}

/// Browsers write a quotation mark inside a name as `%22`.
fn quoted<'a>(text: &'a str, begin: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(begin)?;
    Some(rest.split_once('"')?.0)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    loop {
        let at = from + bytes[from..].iter().position(|byte| *byte == first)?;
        if bytes[at..].starts_with(wanted) {
            return Some(at);
        }
        from = at + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, parts};

    const BODY: &[u8] = b"--b\r\nContent-Disposition: form-data; name=\"act\"\r\n\r\ncheck\r\n\
        --b\r\ncontent-disposition: form-data; name=\"folder\"; filename=\"a/b.flow\"\r\n\
        Content-Type: text/xml\r\n\r\n<Flow>\r\n--\r\n</Flow>\r\n--b--\r\n";

    #[test]
    fn fields_and_files_are_told_apart() {
        let read = parts(BODY, "b").unwrap();
        let act = Part {
            name: "act",
            file: None,
            content: b"check",
        };
        let file = Part {
            name: "folder",
            file: Some("a/b.flow"),
            content: b"<Flow>\r\n--\r\n</Flow>",
        };
        assert_eq!(read, [act, file]);
    }

    #[test]
    fn what_ends_too_early_is_nothing() {
        let end = BODY.len() - b"--\r\n".len();
        for n_bytes in 0..end {
            assert_eq!(parts(&BODY[..n_bytes], "b"), None, "{n_bytes} bytes");
        }
        assert_eq!(parts(BODY, "c"), None);
    }
}
