//! Computed fields: formulas of other fields of the record, compiled once per object.

use std::convert::Infallible;
use std::sync::Arc;

use segue_language::{
    Environment, FieldSource, Formula, ObjectType, Path, Record, Text, Type, Value, follow_with,
};

use crate::turn::Turn;

/// The computed fields of one object.
#[derive(Debug, Default)]
pub(crate) struct Computed {
    fields: Vec<(Text, Formula)>,
    /// Fields whose formula does not compile: they stay null, each with the reason.
    pub(crate) problems: Vec<String>,
}

impl Computed {
    /// Compiles the formulas of an object's computed fields.
    pub(crate) fn of(object: &ObjectType) -> Computed {
        let mut computed = Computed::default();
        let type_of = |path: &Path| match path.segments() {
            [name] => object.field(name).map(|field| field.value_type.clone()),
            _ => Some(Type::Any),
        };
        for field in &object.fields {
            let FieldSource::Computed(text) = &field.source else {
                continue;
            };
            match Formula::compile(text, &type_of) {
                Ok(formula) => computed.fields.push((field.name.clone(), formula)),
                Err(error) => {
                    let problem = format!("{}.{}: {error}", object.name, field.name);
                    computed.problems.push(problem);
                }
            }
        }
        computed
    }

    /// Whether the object has none.
    pub(crate) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

impl Turn<'_> {
    /// Computes the computed fields of a record that is about to be written. A formula that fails
    /// leaves its field null.
    pub(super) fn compute(&self, object: &ObjectType, record: &mut Record) {
        let key = object.name.to_ascii_lowercase();
        let Some(computed) = self.world.computed.get(&key) else {
            return;
        };
        let environment = Environment {
            now: self.now,
            zone: self.world.options.zone.clone(),
        };
        for (name, formula) in &computed.fields {
            let subject = Value::Record(Arc::new(record.clone()));
            let value = formula.evaluate(&environment, &mut |slot| {
                Ok(self.field_of(&subject, &formula.references()[slot]))
            });
            record.set(name.clone(), value.unwrap_or_default());
        }
    }

    fn field_of(&self, subject: &Value, path: &Path) -> Value {
        if path.head().starts_with('$') {
            return self.reading().global(path).unwrap_or_default();
        }
        self.follow(subject, path.segments())
    }

    /// Follows `path` into a value, reading lookups on the way.
    pub(crate) fn follow(&self, value: &Value, path: &[Text]) -> Value {
        follow_with(value, path, &mut |lookup| {
            let found = self.reading().related(lookup);
            Ok::<_, Infallible>(found.map_or(Value::Null, Value::Record))
        })
        .unwrap_or_else(|never| match never {})
    }
}
