//! Objects and fields that are used and that nothing declares: each is named once, at its first
//! use.

use std::collections::HashSet;

use crate::compile::FieldUse;
use crate::{Objects, Problem, Problems, standard_objects, suggest};

/// `inferred` says that they are taken as the flows use them.
pub(crate) fn check(uses: &[FieldUse], objects: &Objects, inferred: bool, problems: &mut Problems) {
    let mut named: HashSet<(String, String)> = HashSet::new();
    for used in uses {
        let Some(problem) = problem(used, objects) else {
            continue;
        };
        let field = used.field.as_deref().unwrap_or_default().to_lowercase();
        let is_field_problem = problem.code == "unknown-field";
        let field = if is_field_problem {
            field
        } else {
            String::new()
        };
        if named.insert((used.object.to_lowercase(), field)) {
            problems.push(if inferred {
                problem.as_inferred()
            } else {
                problem
            });
        }
    }
}

/// What is wrong with one use. Types of the platform, not of records, have no object.
fn problem(used: &FieldUse, objects: &Objects) -> Option<Problem> {
    let name = &*used.object;
    let Some(object) = objects.get(name) else {
        let known = objects
            .names()
            .chain(standard_objects().iter().map(|o| &*o.name));
        return Some(Problem::unknown_object(
            &used.place,
            name,
            suggest(name, known),
        ));
    };
    let field = used.field.as_deref()?;
    let is_known = object.field(field).is_some() || object.lookup(field).is_some();
    if is_known || field.contains('.') {
        return None;
    }
    let fields = object.fields.iter();
    let known = fields.flat_map(|field| {
        let relationship = field.lookup.as_ref().map(|lookup| &*lookup.relationship);
        [Some(&*field.name), relationship].into_iter().flatten()
    });
    let suggestion = suggest(field, known);
    Some(Problem::unknown_field(
        &used.place,
        &object.name,
        field,
        suggestion,
    ))
}
