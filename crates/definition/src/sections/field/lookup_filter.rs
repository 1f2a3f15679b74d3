//! Lookup filters: which records a lookup may name.

use std::sync::Arc;

use segue_language::{LookupFilter, LookupOperand, LookupTest, Path};

use super::comparing::operation;
use crate::compile::{Notes, filter_logic};
use crate::document::Node;

/// Prefix of the fields of the record that names another.
const SOURCE: &str = "$Source";

/// The filter of a lookup; none where it has none, or one that is only advice.
pub(super) fn lookup_filter(node: &Node, notes: &mut Notes) -> Option<Arc<LookupFilter>> {
    let filter = node.child("lookupFilter")?;
    if filter.text_of("active") == Some("false") || filter.flag("isOptional") {
        return None;
    }
    let items: Vec<&Node> = filter.children("filterItems").collect();
    let tests: Vec<LookupTest> = items.iter().filter_map(|item| test(item, notes)).collect();
    let is_whole = !tests.is_empty() && tests.len() == items.len();
    is_whole.then(|| {
        Arc::new(LookupFilter {
            logic: filter_logic(filter.child("booleanFilter"), tests.len(), notes),
            tests,
            message: filter.text_of("errorMessage").map(str::to_owned),
        })
    })
}

fn test(item: &Node, notes: &mut Notes) -> Option<LookupTest> {
    let Some(field) = item.child("field") else {
        notes.missing_element(item, "field");
        return None;
    };
    let Some(written) = item.child("operation") else {
        notes.missing_element(item, "operation");
        return None;
    };
    let (operator, is_denied) = operation(written, notes)?;
    let right = match item.child("valueField") {
        Some(field) => reference(field, notes)?,
        None => {
            let values = item.text_of("value").unwrap_or_default().split(',');
            LookupOperand::Written(values.map(|value| value.trim().into()).collect())
        }
    };
    Some(LookupTest {
        left: reference(field, notes)?,
        operator,
        is_denied,
        right,
    })
}

/// `Contact.AccountId`, `$Source.AccountId` or `$User.Id`.
fn reference(node: &Node, notes: &mut Notes) -> Option<LookupOperand> {
    let Some((head, rest)) = node.word().split_once('.') else {
        notes.invalid_value(
            node,
            "the object and the field, as in `Contact.AccountId`, `$Source.AccountId` or `$User.Id`",
        );
        return None;
    };
    Some(match head {
        _ if head.eq_ignore_ascii_case(SOURCE) => LookupOperand::Source(Path::new(rest)),
        _ if head.starts_with('$') => LookupOperand::Global(Path::new(node.word())),
        _ => LookupOperand::Named(Path::new(rest)),
    })
}
