//! Record ids written into a flow.

use crate::flow_file::{FlowFile, words};
use crate::found::Found;
use crate::{Category, Level, Rule, Setting};
use segue_definition::Place;

pub(crate) static HARDCODED_ID: Rule = Rule {
    id: "HardcodedId",
    scanner_id: Some("hardcoded-id"),
    title: "an id of a record",
    about: "A text of 15 or 18 characters that is the id of a record. Ids differ between a \
            sandbox and production, and between Segue and where the flow came from. Look the \
            record up by its name, or take the id from an input, a label or custom metadata.",
    fix: None,
    category: Category::Problem,
    level: Level::Error,
    choice: None,
    check,
};

fn check(flow: &FlowFile<'_>, _: &Setting, found: &mut Found) {
    for leaf in flow.leaves().iter().filter(|leaf| !leaf.is_remark()) {
        let text = leaf.text();
        let ids = words(text).filter(|at| is_id(&text[at.clone()]));
        for at in ids {
            let place = place(flow, leaf.node, &at);
            let message = format!("`{}` is the id of a record", &text[at.clone()]);
            let owner = &flow.root.children[leaf.owner];
            found
                .inside(owner, &place, message)
                .help("look the record up, or take its id from an input, a label or metadata");
        }
    }
}

fn place(flow: &FlowFile<'_>, node: &segue_definition::Node, at: &std::ops::Range<usize>) -> Place {
    let characters = |byte: usize| node.text[..byte].chars().count();
    node.place_in_text(flow.source, characters(at.start)..characters(at.end))
}

/// A key prefix, the number of the server with its reserved zero, and nine more characters; long
/// ones end with three that tell the case of the others.
fn is_id(word: &str) -> bool {
    let bytes = word.as_bytes();
    let has_form = matches!(bytes.len(), 15 | 18)
        && bytes.iter().all(u8::is_ascii_alphanumeric)
        && bytes[5] == b'0'
        && is_key_prefix(&bytes[..3]);
    let n_digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    // Words of a language have few digits; numbers have no letter.
    has_form && n_digits >= 3 && n_digits < bytes.len()
}

/// Standard objects begin with a digit, custom ones with `a`, metadata with `e`, `m`, `k`, `x`, `z`
/// and `h`.
fn is_key_prefix(prefix: &[u8]) -> bool {
    let begins = prefix[0].is_ascii_digit() || b"aehkmxz".contains(&prefix[0]);
    begins && prefix.iter().any(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn ids_are_told_from_words_and_numbers() {
        assert!(is_id("005Dn000006GuG4IAK") && is_id("a02B0000007s67D"));
        for word in [
            "Description0fThing",
            "123450789012345",
            "005Dn000006GuG4",
            "x",
        ] {
            let is_short_id = word == "005Dn000006GuG4";
            assert_eq!(is_id(word), is_short_id, "{word}");
        }
    }
}
