//! Formulas of fields: over the other fields of their object.

use segue_language::{Formula, Path, Type};

use super::schema::global_type;
use super::{Notes, Schema};
use crate::Problem;
use crate::document::Node;

/// Compiles the formula of a field of `object`, when it has one, for what is wrong with it.
pub(crate) fn field_formula(
    object: &str,
    field: &Node,
    source: &str,
    schema: Schema<'_>,
    notes: &mut Notes,
) {
    let Some(written) = field.child("formula") else {
        return;
    };
    let record = Type::Record(object.into());
    let type_of = |path: &Path| match path.head().starts_with('$') {
        true => Some(global_type(path)),
        false => Some(schema.follow(&record, path.segments())),
    };
    if let Err(error) = Formula::compile(&written.text, &type_of) {
        let place = written.place_in_text(source, error.at);
        let problem = Problem::malformed_formula(&place, &error.message, error.help);
        notes.add(problem.in_element(field.text_of("fullName").unwrap_or_default()));
    }
}
