//! What `${name}` and `${name.Field}` stand for while a scenario is played.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use segue_language::{Text, Value, merge_text};

use super::values::Resolve;

/// A record, run, user, group or queue that has a name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Thing {
    /// API name of its object.
    pub(super) object: Text,
    /// Its id.
    pub(super) id: Text,
}

/// All names of a scenario so far. Shared with the stand-ins, which resolve at the call.
#[derive(Clone, Default)]
pub(super) struct Names(Arc<Mutex<Known>>);

#[derive(Clone, Default)]
struct Known {
    records: BTreeMap<String, Thing>,
    runs: BTreeMap<String, (i64, Thing)>,
    people: BTreeMap<String, Thing>,
    /// Fields that stand-ins ask for, as they were after the last turn.
    fields: BTreeMap<String, Value>,
}

impl Names {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.0
            .lock()
            .expect("nothing panics while it holds the names")
    }

    pub(super) fn give_record(&self, name: &str, thing: Thing) {
        self.known().records.insert(name.to_owned(), thing);
    }

    pub(super) fn give_run(&self, name: &str, number: i64, thing: Thing) {
        self.known().runs.insert(name.to_owned(), (number, thing));
    }

    pub(super) fn give_person(&self, name: &str, thing: Thing) {
        self.known().people.insert(name.to_owned(), thing);
    }

    pub(super) fn give_field(&self, path: &str, value: Value) {
        self.known().fields.insert(path.to_owned(), value);
    }

    /// The record of that name.
    pub(super) fn record(&self, name: &str) -> Option<Thing> {
        self.known().records.get(name).cloned()
    }

    /// The names as they are now, no longer shared.
    pub(super) fn copied(&self) -> Names {
        Names(Arc::new(Mutex::new(self.known().clone())))
    }

    /// All records by name.
    pub(super) fn records(&self) -> Vec<(String, Thing)> {
        let known = self.known();
        known
            .records
            .iter()
            .map(|(name, thing)| (name.clone(), thing.clone()))
            .collect()
    }

    /// Number of the run of that name.
    pub(super) fn run(&self, name: &str) -> Option<i64> {
        self.known().runs.get(name).map(|(number, _)| *number)
    }

    /// Whatever has that name.
    pub(super) fn thing(&self, name: &str) -> Option<Thing> {
        let known = self.known();
        let run = || known.runs.get(name).map(|(_, thing)| thing);
        let found = known
            .records
            .get(name)
            .or_else(run)
            .or_else(|| known.people.get(name));
        found.cloned()
    }

    fn field(&self, path: &str) -> Option<Value> {
        self.known().fields.get(path).cloned()
    }
}

/// Names alone: fields as they were after the last turn. What stand-ins resolve with.
impl Resolve for Names {
    fn resolve(&self, text: &str) -> Result<Value, String> {
        replace(text, &|name| match self.thing(name) {
            Some(thing) => Ok(Value::Text(thing.id)),
            None => self.field(name).ok_or_else(|| unknown(name)),
        })
    }
}

/// Splits `name.Field` where the part before the last dot is a name.
pub(super) fn split_field(path: &str) -> Option<(&str, &str)> {
    path.rsplit_once('.')
        .filter(|(name, field)| !name.is_empty() && !field.is_empty())
}

/// One sentence about a name that nothing has.
pub(super) fn unknown(name: &str) -> String {
    format!("nothing is named `{name}`")
}

/// Replaces each `${…}`; a text that is one `${…}` and nothing else keeps its value's type.
pub(super) fn replace(
    text: &str,
    lookup: &dyn Fn(&str) -> Result<Value, String>,
) -> Result<Value, String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let Some(length) = rest[start..].find('}') else {
            return Err(format!("`{text}` has a `${{` without its `}}`"));
        };
        let value = lookup(rest[start + 2..start + length].trim())?;
        let after = &rest[start + length + 1..];
        if out.is_empty() && start == 0 && after.is_empty() {
            return Ok(value);
        }
        out.push_str(&rest[..start]);
        out.push_str(&merge_text(&value));
        rest = after;
    }
    out.push_str(rest);
    Ok(Value::text(out))
}
