//! The types that a task may name, and values read and written as those types have them.

use segue_language::{Num, Type, Value, read};

/// A type as people know it. A percent is a number that counts hundredths.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Declared {
    pub(super) value_type: Type,
    is_percent: bool,
}

/// Every name of a type, and what it is to formulas.
const NAMES: [(&str, Type); 31] = [
    ("Number", Type::Number),
    ("Currency", Type::Number),
    ("Percent", Type::Number),
    ("Double", Type::Number),
    ("Integer", Type::Number),
    ("Int", Type::Number),
    ("Long", Type::Number),
    ("Text", Type::Text),
    ("String", Type::Text),
    ("TextArea", Type::Text),
    ("LongTextArea", Type::Text),
    ("Html", Type::Text),
    ("EncryptedText", Type::Text),
    ("AutoNumber", Type::Text),
    ("Id", Type::Text),
    ("Lookup", Type::Text),
    ("MasterDetail", Type::Text),
    ("Reference", Type::Text),
    ("Email", Type::Text),
    ("Phone", Type::Text),
    ("Url", Type::Text),
    ("Combobox", Type::Text),
    ("Picklist", Type::Picklist),
    ("Multipicklist", Type::Multipicklist),
    ("MultiselectPicklist", Type::Multipicklist),
    ("Boolean", Type::Boolean),
    ("Checkbox", Type::Boolean),
    ("Date", Type::Date),
    ("DateTime", Type::DateTime),
    ("Time", Type::Time),
    ("Any", Type::Any),
];

impl Declared {
    /// The type of that name, compared without regard to case.
    pub(super) fn named(name: &str) -> Result<Declared, String> {
        let name = name.trim();
        let known = NAMES
            .iter()
            .find(|known| known.0.eq_ignore_ascii_case(name));
        let (known, value_type) = known.ok_or_else(|| {
            let names: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
            format!("`{name}` is not one of {}", names.join(", "))
        })?;
        Ok(Declared {
            value_type: value_type.clone(),
            is_percent: *known == "Percent",
        })
    }

    /// The value of this type which `text` says; nothing is blank. Fifty percent compute as 0.5.
    pub(super) fn read(&self, text: &str) -> Result<Value, String> {
        if text.is_empty() {
            return Ok(Value::Null);
        }
        let value = match self.value_type {
            Type::Number => text.parse().ok().and_then(|number| self.inside(number)),
            Type::Boolean => read::boolean(text).map(Value::Boolean),
            Type::Date => read::date(text).map(Value::Date),
            Type::DateTime => read::date_time(text).map(Value::DateTime),
            Type::Time => read::time(text).map(Value::Time),
            _ => Some(Value::text(text)),
        };
        value.ok_or_else(|| format!("`{text}` is not of type {:?}", self.value_type))
    }

    fn inside(&self, number: Num) -> Option<Value> {
        let number = match self.is_percent {
            true => number.checked_div(Num::from(100))?,
            false => number,
        };
        Some(Value::Number(number))
    }

    /// The value of a formula of this type as people see it: 0.5 is fifty percent. None when it
    /// is too large for that.
    pub(super) fn shown(&self, value: Value) -> Option<Value> {
        match value {
            Value::Number(number) if self.is_percent => {
                number.checked_mul(Num::from(100)).map(Value::Number)
            }
            value => Some(value),
        }
    }
}
