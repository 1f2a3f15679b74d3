//! Values of flow tests: records as JSON, inputs as they are declared.

use std::sync::Arc;

use segue_language::{Date, Num, Record, Text, Time, Timestamp, Type, Value, Values};
use serde_json::Value as Json;

use super::{Reading, as_error};
use crate::compile::Notes;
use crate::document::Node;
use crate::{Place, Problem, Problems, suggest};

/// What the platform writes beside the fields of a record, or gives to each by itself.
const NOT_GIVEN: [&str; 8] = [
    "attributes",
    "Id",
    "CreatedById",
    "CreatedDate",
    "LastModifiedById",
    "LastModifiedDate",
    "SystemModstamp",
    "IsDeleted",
];

impl Reading<'_> {
    /// The fields of a record of `object` that JSON in `given` writes.
    pub(super) fn fields(
        &self,
        object: &Text,
        given: &Node,
        types: &mut Vec<(String, Type)>,
        problems: &mut Problems,
    ) -> Values {
        let json = match serde_json::from_str::<Json>(&given.text) {
            Ok(Json::Object(fields)) => fields,
            Ok(_) => {
                let place = given.place();
                problems.push(Problem::wrong_test_value(
                    &place,
                    "$Record",
                    "a JSON object",
                ));
                return Values::new();
            }
            Err(error) => {
                problems.push(self.malformed(given, &error));
                return Values::new();
            }
        };
        let place = |name: &str| self.place_of_key(given, name);
        self.values_of(object, &json, place, types, problems)
    }

    /// The fields of a record of `object` as JSON; `place_of` says where one is named.
    pub(super) fn values_of(
        &self,
        object: &Text,
        json: &serde_json::Map<String, Json>,
        place_of: impl Fn(&str) -> Place,
        types: &mut Vec<(String, Type)>,
        problems: &mut Problems,
    ) -> Values {
        let mut values = Values::new();
        for (name, json) in json {
            if NOT_GIVEN
                .iter()
                .any(|known| known.eq_ignore_ascii_case(name))
            {
                continue;
            }
            let place = place_of(name);
            let wanted = self.field_type(object, name, json, &place, problems);
            types.push((name.clone(), wanted.clone()));
            match value_of(json, &wanted) {
                Some(value) => values.push((name.as_str().into(), value)),
                None => problems.push(Problem::wrong_test_value(&place, name, noun(&wanted))),
            }
        }
        values
    }

    /// The type of a field; what JSON tells where nothing declares it.
    fn field_type(
        &self,
        object: &str,
        name: &str,
        json: &Json,
        place: &Place,
        problems: &mut Problems,
    ) -> Type {
        let known = self.project.objects.get(object);
        let field = known.and_then(|object| object.field(name));
        if let Some(field) = field {
            return field.value_type.clone();
        }
        if let Some(object) = known.filter(|_| !self.infer) {
            let names = object.fields.iter().map(|field| &*field.name);
            let suggestion = suggest(name, names);
            let problem = Problem::unknown_field(place, &object.name, name, suggestion);
            problems.push(as_error(problem));
        }
        match json {
            Json::Bool(_) => Type::Boolean,
            Json::Number(_) => Type::Number,
            _ => Type::Text,
        }
    }

    /// The value of a parameter, of the type that is wanted.
    pub(super) fn value(
        &self,
        parameter: &Node,
        wanted: &Type,
        problems: &mut Problems,
    ) -> Option<Value> {
        let written = parameter.child("value")?.children.first()?;
        let name = parameter.text_of("leftValueReference").unwrap_or_default();
        if written.is_nil {
            return Some(Value::Null);
        }
        let value = match &*written.tag {
            "sobjectValue" | "jsonValue" => match serde_json::from_str::<Json>(&written.text) {
                Ok(json) => value_of(&json, wanted),
                Err(error) => {
                    problems.push(self.malformed(written, &error));
                    return None;
                }
            },
            "stringValue" => value_of(&Json::String(written.text.to_string()), wanted),
            _ => {
                let mut notes = Notes::default();
                let value = crate::compile::literal(written, &mut notes);
                problems.append(notes.problems);
                Some(value).filter(|value| fits(value, wanted))
            }
        };
        if value.is_none() {
            let problem = Problem::wrong_test_value(&written.place(), name, noun(wanted));
            problems.push(problem);
        }
        value
    }

    fn malformed(&self, given: &Node, error: &serde_json::Error) -> Problem {
        let mut lines = given.text.split_inclusive('\n');
        let before: usize = lines
            .by_ref()
            .take(error.line().saturating_sub(1))
            .map(|line| line.chars().count())
            .sum();
        let at = before + error.column().saturating_sub(1);
        let place = given.place_in_text(self.text, at..at + 1);
        Problem::wrong_test_value(&place, &given.tag, "JSON").with_help(error.to_string())
    }

    /// Where JSON names a field.
    fn place_of_key(&self, given: &Node, name: &str) -> Place {
        let quoted = format!("\"{name}\"");
        match given.text.find(&quoted) {
            Some(byte) => {
                let start = given.text[..byte].chars().count() + 1;
                given.place_in_text(self.text, start..start + name.chars().count())
            }
            None => given.place(),
        }
    }
}

/// The value that JSON writes for something of that type.
pub(super) fn value_of(json: &Json, wanted: &Type) -> Option<Value> {
    Some(match (json, wanted) {
        (Json::Null, _) => Value::Null,
        (Json::Bool(truth), Type::Boolean | Type::Any) => Value::Boolean(*truth),
        (Json::Number(number), Type::Number | Type::Any) => {
            Value::Number(number.to_string().parse().ok()?)
        }
        (Json::String(text), wanted) => return of_text(text, wanted),
        (Json::Number(number), Type::Text) => Value::text(number.to_string()),
        (Json::Array(items), Type::Collection(item)) => {
            let items = items.iter().map(|json| value_of(json, item));
            Value::Collection(Arc::new(items.collect::<Option<_>>()?))
        }
        (Json::Array(items), Type::Any) => {
            let items = items.iter().map(|json| value_of(json, &Type::Any));
            Value::Collection(Arc::new(items.collect::<Option<_>>()?))
        }
        (Json::Object(fields), Type::Record(object)) => record(object, fields)?,
        (Json::Object(fields), Type::Any) => record("", fields)?,
        _ => return None,
    })
}

fn record(object: &str, fields: &serde_json::Map<String, Json>) -> Option<Value> {
    let mut record = Record::new(object);
    for (name, json) in fields.iter().filter(|(name, _)| *name != "attributes") {
        record.load(name.as_str(), value_of(json, &Type::Any)?);
    }
    Some(Value::Record(Arc::new(record)))
}

pub(super) fn of_text(text: &str, wanted: &Type) -> Option<Value> {
    Some(match wanted {
        Type::Text | Type::Picklist | Type::Multipicklist | Type::Any => Value::text(text),
        Type::Number => Value::Number(text.trim().parse::<Num>().ok()?),
        Type::Boolean => Value::Boolean(text.trim().parse().ok()?),
        Type::Date => Value::Date(text.trim().get(..10)?.parse::<Date>().ok()?),
        Type::DateTime => Value::DateTime(moment(text.trim())?),
        Type::Time => Value::Time(text.trim_end_matches('Z').parse::<Time>().ok()?),
        Type::Record(_) | Type::Collection(_) => return None,
    })
}

/// The platform writes `2026-03-02T09:00:00.000+0000`.
fn moment(text: &str) -> Option<Timestamp> {
    let text = match text.split_at_checked(text.len().saturating_sub(5)) {
        Some((before, "+0000")) => format!("{before}Z"),
        _ => text.to_owned(),
    };
    let moment: jiff::Timestamp = text.parse().ok()?;
    Some(Timestamp::from(moment))
}

fn fits(value: &Value, wanted: &Type) -> bool {
    match (value, wanted) {
        (Value::Null, _) | (_, Type::Any) => true,
        (Value::Boolean(_), wanted) => *wanted == Type::Boolean,
        (Value::Number(_), wanted) => *wanted == Type::Number,
        (Value::Date(_), wanted) => *wanted == Type::Date,
        (Value::DateTime(_), wanted) => *wanted == Type::DateTime,
        (Value::Time(_), wanted) => *wanted == Type::Time,
        _ => true,
    }
}

fn noun(wanted: &Type) -> &'static str {
    match wanted {
        Type::Any => "a value",
        Type::Boolean => "true or false",
        Type::Number => "a number",
        Type::Text | Type::Picklist | Type::Multipicklist => "a text",
        Type::Date => "a date",
        Type::DateTime => "a moment such as 2026-03-02T09:00:00Z",
        Type::Time => "a time of day",
        Type::Record(_) => "a record as a JSON object",
        Type::Collection(_) => "a JSON list",
    }
}
