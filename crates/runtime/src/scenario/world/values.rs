//! What the names and values of a scenario stand for.

use std::sync::Arc;

use segue_language::{Text, Type, Value};

use super::World;
use crate::Actor;
use crate::scenario::document::Node;
use crate::scenario::model::{Given, Spot};
use crate::scenario::names::{replace, split_field, unknown};
use crate::scenario::values::{Resolve, typed};

impl World {
    /// The user that acts; the system when none is named.
    pub(in crate::scenario) fn actor(&self, by: Option<&Spot>) -> Result<Actor, String> {
        let Some(by) = by else {
            return Ok(Actor::System);
        };
        let name = self.resolve(&by.text)?;
        Ok(Actor::User(name.as_text().cloned().unwrap_or_default()))
    }

    /// Values of an object's fields, each of its field's type.
    pub(in crate::scenario) fn fields(
        &self,
        object: &str,
        given: &Given,
    ) -> Result<Vec<(Text, Value)>, String> {
        let object_type = self.project.objects.get(object);
        let type_of = |field: &str| -> Type {
            let field = object_type.and_then(|object| object.field(field));
            field.map_or(Type::Any, |field| field.value_type.clone())
        };
        self.values(given, &type_of)
    }

    /// Values by name, each of the type that `type_of` says.
    pub(in crate::scenario) fn values(
        &self,
        given: &Given,
        type_of: &dyn Fn(&str) -> Type,
    ) -> Result<Vec<(Text, Value)>, String> {
        let value = |(name, node): &(Spot, Node)| {
            let wanted = type_of(&name.text);
            let value =
                typed(node, &wanted, self).map_err(|fault| format!("{}: {fault}", name.text))?;
            Ok((Text::from(name.text.as_str()), self.loaded(value, &wanted)))
        };
        given.iter().map(value).collect()
    }

    /// An id where a record is wanted stands for the record.
    fn loaded(&self, value: Value, wanted: &Type) -> Value {
        match (value, wanted) {
            (Value::Text(id), Type::Record(object)) => {
                let record = self.runtime.reads().at(self.clock).record(object, &id);
                record.map_or(Value::Text(id), |record| Value::Record(Arc::new(record)))
            }
            (Value::Collection(items), Type::Collection(item)) => {
                let items = items.iter().map(|value| self.loaded(value.clone(), item));
                Value::Collection(Arc::new(items.collect()))
            }
            (value, _) => value,
        }
    }

    pub(super) fn watch(&self) {
        for path in &self.watched {
            if let Ok(value) = self.lookup(path) {
                self.names.give_field(path, value);
            }
        }
    }

    fn lookup(&self, name: &str) -> Result<Value, String> {
        if let Some(thing) = self.names.thing(name) {
            return Ok(Value::Text(thing.id));
        }
        let (name, field) = split_field(name).ok_or_else(|| unknown(name))?;
        let thing = self.names.thing(name).ok_or_else(|| unknown(name))?;
        let record = self
            .runtime
            .reads()
            .at(self.clock)
            .record(&thing.object, &thing.id);
        let record = record.ok_or_else(|| format!("`{name}` is deleted"))?;
        let value = record.get(field).cloned();
        value.ok_or_else(|| format!("`{name}` has no field `{field}`"))
    }
}

impl Resolve for World {
    fn resolve(&self, text: &str) -> Result<Value, String> {
        replace(text, &|name| self.lookup(name))
    }
}
