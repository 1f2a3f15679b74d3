//! The reference is what the rules say.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use segue_lint::{RULES, page, rule};

/// `UPDATE=1 cargo test -p segue-lint page` writes it.
#[test]
fn the_page_of_the_reference_is_made_from_the_rules() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/lint.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, page()).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, page(), "write it anew with UPDATE=1");
}

#[test]
fn identifiers_are_unique_and_both_lead_to_the_rule() {
    let mut all = BTreeSet::new();
    for known in RULES {
        let ids = [Some(known.id), known.scanner_id];
        for id in ids.into_iter().flatten() {
            assert!(all.insert(id.to_lowercase()), "{id}");
            assert_eq!(rule(id).map(|rule| rule.id), Some(known.id));
        }
    }
}

#[test]
fn no_rule_has_the_code_of_a_problem() {
    for rule in RULES {
        assert!(!segue_definition::CODES.contains(&rule.id), "{}", rule.id);
    }
}
