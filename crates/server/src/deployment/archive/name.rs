//! Names of entries: paths below the archive's root, and nothing else.

use segue_definition::FOLDER_DEPTH_MAX;

use super::fault::{Fault, Shown};

/// Bytes of a name.
const BYTES_MAX: usize = 400;
/// What names of definitions hold beside letters and digits.
const SIGNS: &str = " _-.()%&'+,@$~!#=[]{}/";

/// The name, when it leads nowhere else.
///
/// # Errors
/// [`Fault::Name`].
pub(super) fn check(raw: &[u8]) -> Result<&str, Fault> {
    let name = std::str::from_utf8(raw);
    let name = name.map_err(|_| Fault::Name(Shown::of_bytes(raw), "is not UTF-8"))?;
    match wrong(name) {
        Some(what) => Err(Fault::Name(Shown::of(name), what)),
        None => Ok(name),
    }
}

/// Names of definitions hold only what names of files usually do: no letter that looks like
/// another one's sign, no mark that is written in two ways.
pub(super) fn check_definition(name: &str) -> Result<(), Fault> {
    let is_usual = |c: char| match c.is_ascii() {
        true => c.is_ascii_alphanumeric() || SIGNS.contains(c),
        false => c.is_alphanumeric(),
    };
    if name.chars().all(is_usual) {
        return Ok(());
    }
    let what = "holds a character that no name of a definition has";
    Err(Fault::Name(Shown::of(name), what))
}

fn wrong(name: &str) -> Option<&'static str> {
    let (is_short, path) = (
        name.len() <= BYTES_MAX,
        name.strip_suffix('/').unwrap_or(name),
    );
    match name {
        "" => Some("is empty"),
        _ if !is_short => Some("is too long"),
        _ if name.chars().any(char::is_control) => Some("holds a control character"),
        _ if name.chars().any(is_invisible) => Some("holds an invisible character"),
        _ if name.contains('\\') => Some("holds a backslash"),
        _ if name.starts_with('/') => Some("is an absolute path"),
        _ if name.contains(':') => Some("holds a colon"),
        _ if path.split('/').any(str::is_empty) => Some("has an empty folder in it"),
        _ if path.split('/').any(leads_up) => Some("leads out of its folder"),
        _ if path.split('/').count() > FOLDER_DEPTH_MAX => Some("is nested too deep"),
        _ => None,
    }
}

/// `.`, `..`, and what some systems take for them.
fn leads_up(folder: &str) -> bool {
    folder.chars().all(|c| matches!(c, '.' | ' '))
}

/// Characters that change how others look, or have no look of their own.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}
