//! Problems of reading: text that is no XML or YAML, elements out of place, values of no type.

use super::{Place, Problem, Severity, code};
use crate::{FILE_BYTES_MAX, Fault};

impl Problem {
    /// The text is not well-formed XML.
    pub fn malformed_xml(place: &Place, reason: &str) -> Self {
        let message = format!("this is not well-formed XML: {reason}");
        Problem::error(code::MALFORMED_XML, place, message)
    }

    /// The text has a document type declaration.
    pub fn forbidden_dtd(place: &Place) -> Self {
        let message = "a document type declaration is not allowed".to_owned();
        Problem::error(code::FORBIDDEN_DTD, place, message)
            .with_help("definition files need none; remove the `<!DOCTYPE …>`")
    }

    /// The file, or something in it, is beyond a limit; `what` as in "the file", "a list".
    pub fn too_large(place: &Place, what: &str, size: usize, limit: usize) -> Self {
        let message = format!("{what} has {size}, and the limit is {limit}");
        Problem::error(code::TOO_LARGE, place, message).with_help("split it")
    }

    /// A file has more problems than are kept; the worst of the rest is that bad.
    pub(super) fn too_many(place: &Place, limit: usize, severity: Severity) -> Self {
        let message = format!("the file has more than {limit} problems; the rest is left out");
        Problem::new(code::TOO_LARGE, severity, place, message)
            .with_help("mend these and check again")
    }

    /// The file has no text.
    pub fn unreadable(place: &Place, fault: Fault) -> Self {
        match fault {
            Fault::NotText => {
                let reason = "it is not UTF-8 text, nor UTF-16 with a byte order mark";
                Problem::malformed_xml(place, reason)
            }
            Fault::TooLarge(n_bytes) => {
                let size = |bytes: u64| usize::try_from(bytes).unwrap_or(usize::MAX);
                let what = "the file, counted in bytes,";
                Problem::too_large(place, what, size(n_bytes), size(FILE_BYTES_MAX))
            }
        }
    }

    /// Maps and lists are nested too deep.
    pub fn too_deep_yaml(place: &Place, limit: usize) -> Self {
        let message = format!("maps and lists are nested deeper than {limit} levels");
        Problem::error(code::TOO_DEEP, place, message)
    }

    /// Elements are nested too deep.
    pub fn too_deep(place: &Place, limit: usize) -> Self {
        let message = format!("elements are nested deeper than {limit} levels");
        Problem::error(code::TOO_DEEP, place, message)
    }

    /// The root element is not that of the file's kind.
    pub fn unexpected_root(place: &Place, found: &str, expected: &str) -> Self {
        let message = format!("the root element is `{found}`, and `{expected}` was expected");
        Problem::error(code::UNEXPECTED_ROOT, place, message)
    }

    /// An element that its parent does not have; it is kept and has no effect.
    pub fn unknown_element(
        place: &Place,
        name: &str,
        parent: &str,
        suggestion: Option<String>,
    ) -> Self {
        let message = format!("`{parent}` has no element `{name}`");
        Problem::warning(code::UNKNOWN_ELEMENT, place, message)
            .with_help("it is kept and has no effect")
            .with_suggestion(suggestion)
    }

    /// An element that may stand once stands again.
    pub fn repeated_element(place: &Place, name: &str, parent: &str, first: &Place) -> Self {
        let message = format!("`{parent}` has more than one element `{name}`");
        Problem::warning(code::REPEATED_ELEMENT, place, message)
            .with_help("only the first counts")
            .related_to(first, "the first")
    }

    /// An element that must be there is not.
    pub fn missing_element(place: &Place, name: &str, parent: &str) -> Self {
        let message = format!("`{parent}` needs an element `{name}`");
        Problem::error(code::MISSING_ELEMENT, place, message)
    }

    /// A key that must be there is not; `parent` as in "a user".
    pub fn missing_key(place: &Place, key: &str, parent: &str) -> Self {
        let message = format!("{parent} needs `{key}`");
        Problem::error(code::MISSING_ELEMENT, place, message)
    }

    /// A text that is not of the type its element needs; `expected` as in "a number", "one of …".
    pub fn invalid_value(
        place: &Place,
        found: &str,
        expected: &str,
        suggestion: Option<String>,
    ) -> Self {
        let message = format!("expected {expected}, found `{found}`");
        Problem::error(code::INVALID_VALUE, place, message).with_suggestion(suggestion)
    }

    /// A word that is not known and nearly one that is.
    pub fn doubtful_value(place: &Place, found: &str, meant: String) -> Self {
        let message = format!("`{found}` is not known here");
        Problem::warning(code::INVALID_VALUE, place, message).with_suggestion(Some(meant))
    }

    /// Something that is read and kept, but not executed yet; `what` as in "the element `wait`".
    pub fn unsupported(place: &Place, what: &str) -> Self {
        let message = format!("{what} is read, but cannot be executed yet");
        Problem::warning(code::UNSUPPORTED, place, message)
            .with_help("a run or an interview that comes to it fails with an error that names it")
    }

    /// A process of Process Builder has actions that are scheduled.
    pub fn scheduled_actions(place: &Place) -> Self {
        let message = "the scheduled actions of this process are not carried out".to_owned();
        Problem::warning(code::UNSUPPORTED, place, message).with_help(
            "its immediate actions are; make it a record-triggered flow with scheduled paths",
        )
    }

    /// An action has a path for when it takes too long.
    pub fn timeout_path(place: &Place) -> Self {
        let message = "the timeout path of this action is never taken".to_owned();
        Problem::warning(code::UNSUPPORTED, place, message)
            .with_help("the action ends or fails in its own time; a fault path is taken")
    }

    /// The definition of a join, whose form is not published, is none of those that are read.
    pub fn unreadable_join(place: &Place) -> Self {
        let message = "this definition of a join cannot be read".to_owned();
        Problem::warning(code::UNSUPPORTED, place, message).with_help(
            "expected is JSON with two collections (`left` and `right`, or a list `sources`), for \
             each its `elementReference` and `joinKeys`, and the `fieldMappings`; an interview \
             that comes to it fails with an error that names it",
        )
    }

    /// The text is not well-formed YAML.
    pub fn malformed_yaml(place: &Place, reason: &str) -> Self {
        let message = format!("this is not well-formed YAML: {reason}");
        let problem = Problem::error(code::MALFORMED_YAML, place, message);
        // What most often stands there: `where: [Id = {!recordId}]`, `text: Note: all`.
        let unquoted = ["flow sequence", "flow mapping", "mapping values"];
        if unquoted.iter().any(|part| reason.contains(part)) {
            problem.with_help("put a text with `{`, `[` or `: ` in it in quotation marks")
        } else {
            problem
        }
    }

    /// A key that has no meaning where it stands.
    pub fn unknown_key(place: &Place, key: &str, parent: &str, suggestion: Option<String>) -> Self {
        let message = format!("`{parent}` has no key `{key}`");
        Problem::error(code::UNKNOWN_KEY, place, message).with_suggestion(suggestion)
    }
}
