//! Reading the tables of standard objects. They are part of the program: a line that cannot be
//! read is a bug, and a test reads them all.

use segue_language::{FieldSource, FieldType, ObjectType, Text, Type, Value};

use super::field::{field, label_of, lookup, owner_field, system_fields};

/// Longest text of a `long` field.
const LONG_TEXT_MAX: u32 = 131_072;

/// The objects of a table.
pub(super) fn read(table: &str) -> Vec<ObjectType> {
    let mut objects: Vec<ObjectType> = Vec::new();
    let mut kept = false;
    for line in table.lines() {
        let words = line.trim();
        if words.is_empty() || words.starts_with('#') {
            continue;
        }
        if let Some(heading) = words.strip_prefix("object ") {
            kept = heading.split_whitespace().any(|word| word == "kept");
            objects.push(object(heading));
            continue;
        }
        let mut field = read_field(words);
        if kept {
            field.source = FieldSource::System;
        }
        let object = objects.last_mut().expect("a table begins with an object");
        object.fields.push(field);
    }
    objects
}

/// `Case 500 owned`.
fn object(heading: &str) -> ObjectType {
    let mut words = heading.split_whitespace();
    let name = words.next().expect("an object has a name");
    let key_prefix = words.next().expect("an object has a key prefix");
    let mut fields = system_fields();
    if words.any(|word| word == "owned") {
        fields.push(owner_field());
    }
    ObjectType::new(name, label_of(name), key_prefix, fields)
}

/// `Status!  picklist New* | Closed`.
fn read_field(line: &str) -> FieldType {
    let (name, rest) = split_word(line);
    let (kind, rest) = split_word(rest);
    let required = name.ends_with('!');
    let name = name.trim_end_matches('!');
    let field = match kind {
        "->" => read_lookup(name, rest),
        "=" => computed(name, rest),
        "auto" => auto_number(name, rest),
        "picklist" => with_values(field(name, Type::Picklist), rest),
        "multipicklist" => with_values(field(name, Type::Multipicklist), rest),
        "text" => text(name, rest),
        "long" => FieldType {
            length_max: Some(LONG_TEXT_MAX),
            ..field(name, Type::Text)
        },
        "number" => number(name, rest.parse().unwrap_or(0)),
        "currency" | "percent" => number(name, 2),
        "boolean" => FieldType {
            default: Some(Value::Boolean(rest == "true")),
            ..field(name, Type::Boolean)
        },
        "date" => field(name, Type::Date),
        "datetime" => field(name, Type::DateTime),
        "time" => field(name, Type::Time),
        _ => panic!("the catalogue has no type `{kind}`: {line}"),
    };
    FieldType { required, ..field }
}

fn split_word(line: &str) -> (&str, &str) {
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    (word, rest.trim())
}

/// `Contact | Lead as Who`.
fn read_lookup(name: &str, rest: &str) -> FieldType {
    let (objects, relationship) = match rest.split_once(" as ") {
        Some((objects, relationship)) => (objects, Some(relationship.trim())),
        None => (rest, None),
    };
    let to = objects.split('|').map(str::trim).filter(|&to| to != "*");
    lookup(name, to.map(Text::from).collect(), relationship)
}

/// The formula's functions tell its type: the catalogue computes yes-or-no, text and numbers.
fn computed(name: &str, formula: &str) -> FieldType {
    let value_type = match formula.split('(').next() {
        Some("TRIM") => Type::Text,
        Some("ISPICKVAL" | "NOT" | "OR" | "AND") => Type::Boolean,
        _ => Type::Number,
    };
    FieldType {
        source: FieldSource::Computed(Text::from(formula)),
        ..field(name, value_type)
    }
}

fn auto_number(name: &str, format: &str) -> FieldType {
    FieldType {
        source: FieldSource::AutoNumber(Text::from(format)),
        ..field(name, Type::Text)
    }
}

/// `80 unique`.
fn text(name: &str, rest: &str) -> FieldType {
    let (length, flag) = split_word(rest);
    FieldType {
        length_max: Some(length.parse().unwrap_or(255)),
        unique: flag == "unique",
        ..field(name, Type::Text)
    }
}

fn number(name: &str, scale: u8) -> FieldType {
    FieldType {
        scale: Some(scale),
        ..field(name, Type::Number)
    }
}

/// `New* | InProgress=In Progress | Closed`.
fn with_values(mut field: FieldType, values: &str) -> FieldType {
    for entry in values.split('|').map(str::trim).filter(|v| !v.is_empty()) {
        let (value, label) = entry.split_once('=').unwrap_or((entry, entry));
        let (value, label) = (value.trim_end_matches('*'), label.trim_end_matches('*'));
        if entry.ends_with('*') {
            field.default = Some(Value::text(value));
        }
        field.picklist.push((Text::from(value), label.to_owned()));
    }
    field
}
