//! Formulas of objects: of their fields, of their default values and of their rules.

mod rings;

use segue_language::{Formula, Lookup, Path, Text, Type};

use self::rings::Rings;
use super::schema::global_type;
use super::scope::is_about_change;
use super::{Notes, Schema};
use crate::Problem;
use crate::document::Node;

/// Checks the formulas of objects when all fields are known.
pub(crate) struct ObjectFormulas<'s> {
    schema: Schema<'s>,
    rings: Rings<'s>,
}

/// Where formulas stand: an object, and the text of the file.
pub(crate) struct FormulaFile<'f> {
    pub(crate) object: &'f str,
    pub(crate) source: &'f str,
}

impl<'s> ObjectFormulas<'s> {
    pub(crate) fn new(schema: Schema<'s>) -> Self {
        ObjectFormulas {
            rings: Rings::new(schema),
            schema,
        }
    }

    /// Checks the formulas of a field.
    pub(crate) fn field(&mut self, file: &FormulaFile<'_>, node: &Node, notes: &mut Notes) {
        let name = node.text_of("fullName").unwrap_or_default();
        notes.element = Some(name.to_owned());
        let declared = self.schema.object(file.object);
        let Some(field) = declared.and_then(|object| object.field(name)) else {
            return;
        };
        let value_type = field.value_type.clone();
        if let Some(written) = node.child("formula") {
            let is_sound = self.formula(file, (written, &value_type, false), notes);
            let ring = self.rings.through(file.object, name).filter(|_| is_sound);
            if let Some(ring) = ring {
                notes.add(Problem::circular_formula(&written.place(), &ring));
            }
        } else if field.default_formula.is_some()
            && let Some(written) = node.child("defaultValue")
        {
            self.formula(file, (written, &value_type, false), notes);
        }
        if let (Some(lookup), Some(filter)) = (&field.lookup, node.child("lookupFilter")) {
            lookup_filter(file, lookup, filter, notes);
        }
        notes.element = None;
    }

    /// Checks the formula of a validation rule, and that its field exists.
    pub(crate) fn rule(&mut self, file: &FormulaFile<'_>, node: &Node, notes: &mut Notes) {
        notes.element = node.text_of("fullName").map(str::to_owned);
        if let Some(written) = node.child("errorConditionFormula") {
            self.formula(file, (written, &Type::Boolean, true), notes);
        }
        if let Some(field) = node.child("errorDisplayField") {
            notes.uses_field(file.object, field.word(), Type::Any, field.place());
        }
        notes.element = None;
    }

    /// Whether a formula can be compiled and gives a value of that type. Only rules may ask what
    /// has changed.
    fn formula(
        &self,
        file: &FormulaFile<'_>,
        (written, wanted, is_rule): (&Node, &Type, bool),
        notes: &mut Notes,
    ) -> bool {
        let record = Type::Record(file.object.into());
        let type_of = |path: &Path| match path.head().starts_with('$') {
            true => (is_rule || !is_about_change(path)).then(|| global_type(path)),
            false => Some(self.schema.follow(&record, path.segments())),
        };
        let compiled = Formula::compile(&written.text, &type_of);
        match compiled.and_then(|formula| formula.require(wanted).map(|()| formula)) {
            Ok(formula) => {
                for path in formula.references() {
                    let fields = own_fields(path);
                    notes.uses_path(self.schema, &record, fields, &written.place());
                }
                true
            }
            Err(error) => {
                let place = written.place_in_text(file.source, error.at.clone());
                match error.is_of_the_platform() {
                    true => notes.add(Problem::foreign_function(&place, &error.message)),
                    false => notes.malformed_formula(&place, &error),
                }
                false
            }
        }
    }
}

/// The fields of the record that a reference names; none for a global.
fn own_fields(path: &Path) -> &[Text] {
    match &**path.head() {
        "$Record__Prior" => path.tail(),
        head if head.starts_with('$') => &[],
        _ => path.segments(),
    }
}

/// Checks that the fields exist which a lookup filter compares, where they stand in its own objects.
fn lookup_filter(file: &FormulaFile<'_>, lookup: &Lookup, filter: &Node, notes: &mut Notes) {
    let items = filter.children("filterItems");
    let sides = items.flat_map(|item| [item.child("field"), item.child("valueField")]);
    for side in sides.flatten() {
        let Some((head, field)) = side.word().split_once('.') else {
            continue;
        };
        if field.contains('.') {
            continue;
        }
        let is_target = lookup.to.iter().any(|to| to.eq_ignore_ascii_case(head));
        match () {
            () if head.eq_ignore_ascii_case("$Source") => {
                notes.uses_field(file.object, field, Type::Any, side.place());
            }
            () if is_target => notes.uses_field(head, field, Type::Any, side.place()),
            () => {}
        }
    }
}
