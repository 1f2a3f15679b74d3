//! Validation rules of objects.

use segue_language::{ObjectType, Text, ValidationRule};

use crate::compile::Notes;
use crate::document::Node;

/// Takes over the rule that a `ValidationRule`, or a `validationRules` element of an object,
/// describes. One that is not active is none.
pub(crate) fn put_rule(object: &mut ObjectType, node: &Node, stem: &str, notes: &mut Notes) {
    let name: Text = node.text_of("fullName").unwrap_or(stem).into();
    object.rules.retain(|known| known.name != name);
    if node.text_of("active") == Some("false") {
        return;
    }
    let (Some(condition), Some(message)) = (
        node.child("errorConditionFormula"),
        node.text_of("errorMessage"),
    ) else {
        let missing = match node.child("errorConditionFormula") {
            None => "errorConditionFormula",
            Some(_) => "errorMessage",
        };
        notes.missing_element(node, missing);
        return;
    };
    object.rules.push(ValidationRule {
        name,
        error_condition: condition.text.as_ref().into(),
        message: message.to_owned(),
        field: node.text_of("errorDisplayField").map(Text::from),
    });
    object.rules.sort_by(|a, b| a.name.cmp(&b.name));
}
