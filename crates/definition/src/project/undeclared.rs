//! Objects and fields that are used but declared nowhere.

use std::collections::BTreeSet;

use crate::compile::FieldUse;
use crate::{Objects, Problem, Problems, suggest};

/// Notes each undeclared object and field, once, where it is first used.
pub(super) fn check(objects: &Objects, uses: &[FieldUse], problems: &mut Problems) {
    let mut seen = BTreeSet::new();
    for use_ in uses {
        let Some(problem) = undeclared(objects, use_) else {
            continue;
        };
        let field = match problem.code {
            "unknown-object" => None,
            _ => use_.field.as_ref().map(|field| field.to_ascii_lowercase()),
        };
        if seen.insert((use_.object.to_ascii_lowercase(), field)) {
            problems.push(problem);
        }
    }
}

fn undeclared(objects: &Objects, use_: &FieldUse) -> Option<Problem> {
    let name = &*use_.object;
    let Some(object) = objects.get(name) else {
        let suggestion = suggest(name, objects.names());
        return Some(Problem::unknown_object(&use_.place, name, suggestion));
    };
    let field = use_.field.as_ref()?;
    if object.field(field).is_some() || object.lookup(field).is_some() {
        return None;
    }
    let known = object.fields.iter().map(|field| &*field.name);
    let suggestion = suggest(field, known);
    let problem = Problem::unknown_field(&use_.place, &object.name, field, suggestion);
    Some(problem)
}
