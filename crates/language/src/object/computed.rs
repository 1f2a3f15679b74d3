//! Formula fields of an object, compiled, each after those that it needs.
//!
//! A formula over the record's own stored fields alone has the value that it had when the record
//! was written: it is kept beside them, where filters and sorts find it. A *living* one also looks
//! at other records, at the clock or at who asks, and is computed whenever it is read.

use super::{FieldSource, ObjectType};
use crate::{Formula, Path, Text, Type};

/// A formula field.
#[derive(Clone, Debug)]
pub struct ComputedField {
    /// API name.
    pub name: Text,
    /// Its formula; references are paths from the record.
    pub formula: Formula,
    /// Whether it is computed when it is read.
    pub is_living: bool,
}

/// The formula fields of an object, and why others have no value: their formulas do not compile.
pub fn computed_fields(object: &ObjectType) -> (Vec<ComputedField>, Vec<String>) {
    let mut problems = Vec::new();
    let mut fields = Vec::new();
    for field in &object.fields {
        let FieldSource::Computed(text) = &field.source else {
            continue;
        };
        match Formula::compile(text, &|path: &Path| type_of(object, path)) {
            Ok(formula) => fields.push(ComputedField {
                name: field.name.clone(),
                is_living: formula.pace().is_some(),
                formula,
            }),
            Err(error) => problems.push(format!("{}.{}: {error}", object.name, field.name)),
        }
    }
    spread(object, &mut fields);
    (in_order(fields), problems)
}

fn type_of(object: &ObjectType, path: &Path) -> Option<Type> {
    match path.segments() {
        [name] if !name.starts_with('$') => {
            let field = object.field(name);
            field.map(|field| field.value_type.clone())
        }
        _ => Some(Type::Any),
    }
}

/// Makes every field living that needs something else than stored fields of the record.
fn spread(object: &ObjectType, fields: &mut [ComputedField]) {
    loop {
        let living: Vec<usize> = (0..fields.len())
            .filter(|at| !fields[*at].is_living)
            .filter(|at| {
                let references = fields[*at].formula.references().iter();
                references
                    .into_iter()
                    .any(|path| !is_still(object, fields, path))
            })
            .collect();
        if living.is_empty() {
            return;
        }
        for at in living {
            fields[at].is_living = true;
        }
    }
}

/// Whether a reference only changes when the record is written.
fn is_still(object: &ObjectType, fields: &[ComputedField], path: &Path) -> bool {
    let [name] = path.segments() else {
        return false;
    };
    let Some(field) = object.field(name) else {
        return false;
    };
    match field.source {
        FieldSource::Stored | FieldSource::Summary(_) => true,
        FieldSource::Computed(_) => fields
            .iter()
            .any(|known| known.name == field.name && !known.is_living),
        FieldSource::AutoNumber(_) | FieldSource::System => &*field.name == "OwnerId",
    }
}

/// Puts each field behind those of the same record that it needs; the fields of a ring stay where
/// they are.
fn in_order(fields: Vec<ComputedField>) -> Vec<ComputedField> {
    let mut open = fields;
    let mut ordered: Vec<ComputedField> = Vec::with_capacity(open.len());
    loop {
        let names: Vec<Text> = open.iter().map(|field| field.name.clone()).collect();
        let is_open = |path: &Path| {
            let mut names = names.iter();
            path.segments().len() == 1 && names.any(|name| name.eq_ignore_ascii_case(path.head()))
        };
        let (waiting, ready): (Vec<_>, Vec<_>) = open
            .into_iter()
            .partition(|field| field.formula.references().iter().any(is_open));
        let is_done = waiting.is_empty() || ready.is_empty();
        ordered.extend(ready);
        open = waiting;
        if is_done {
            ordered.extend(open);
            return ordered;
        }
    }
}
