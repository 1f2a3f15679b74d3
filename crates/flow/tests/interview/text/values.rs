//! Values, operands, conditions and types written as text.

use std::sync::Arc;

use segue_flow::{
    Assigned, CompiledFormula, CompiledTemplate, FlowCriteria, Operand, RecordFilter, Stored,
};
use segue_language::{
    Condition, Criteria, Formula, Logic, Operator, Record, Template, Text, Type, Value, read,
};

use super::names::Names;
use super::tokens::{Cursor, Token};

/// A literal: `"text"`, `3`, `true`, `null`, `2026-03-02`, `[a, b]`, `{Account Id: "1"}`.
pub(crate) fn value(cursor: &mut Cursor) -> Value {
    match cursor.token() {
        Token::Quoted(text) => Value::text(text.as_str()),
        Token::Word(word) => match word.as_str() {
            "null" => Value::Null,
            "[" => collection(cursor),
            "{" => record(cursor),
            word => scalar(word).unwrap_or_else(|| panic!("no value: `{word}`")),
        },
    }
}

fn scalar(word: &str) -> Option<Value> {
    if let Some(boolean) = read::boolean(word) {
        return Some(Value::Boolean(boolean));
    }
    if let Ok(number) = word.parse() {
        return Some(Value::Number(number));
    }
    if let Some(date) = read::date(word).filter(|_| word.len() == 10) {
        return Some(Value::Date(date));
    }
    read::date_time(word).map(Value::DateTime)
}

fn collection(cursor: &mut Cursor) -> Value {
    if cursor.skip("]") {
        return Value::Collection(Arc::default());
    }
    let items = cursor.list(",", value);
    cursor.expect("]");
    Value::Collection(Arc::new(items))
}

fn record(cursor: &mut Cursor) -> Value {
    let mut record = Record::new(cursor.word());
    while !cursor.skip("}") {
        let name = cursor.word();
        cursor.expect(":");
        record.load(name, value(cursor));
        cursor.skip(",");
    }
    Value::Record(Arc::new(record))
}

/// `{Account Id: "1"}` as a record.
pub(crate) fn as_record(value: Value) -> Record {
    let record = value.as_record().expect("a record");
    (**record).clone()
}

/// `name = value` as often as it comes.
pub(crate) fn named_values(cursor: &mut Cursor) -> Vec<(Text, Value)> {
    let mut values = Vec::new();
    while !cursor.is_at_end() {
        let name = Text::from(cursor.word());
        cursor.expect("=");
        values.push((name, value(cursor)));
    }
    values
}

/// A literal, a reference, `formula "…"` or `merge "…"`.
pub(crate) fn operand(cursor: &mut Cursor, names: &Names) -> Operand {
    if cursor.skip("formula") {
        return Operand::Formula(Box::new(formula(&cursor.word(), names)));
    }
    if cursor.skip("merge") {
        return Operand::Template(Box::new(template(&cursor.word(), names)));
    }
    match cursor.peek() {
        Some(Token::Word(word)) if is_name(word) => {
            Operand::Reference(names.reference(&cursor.word()))
        }
        _ => Operand::Literal(value(cursor)),
    }
}

fn is_name(word: &str) -> bool {
    let is_literal = matches!(word, "true" | "false" | "null");
    word.starts_with(|c: char| c.is_alphabetic() || c == '$') && !is_literal
}

/// A compiled formula.
pub(crate) fn formula(text: &str, names: &Names) -> CompiledFormula {
    let formula = Formula::compile(text, &|_| Some(Type::Any)).expect("a formula");
    let references = formula.references().iter();
    CompiledFormula {
        references: references.map(|path| names.path(path)).collect(),
        formula,
    }
}

/// A compiled template.
pub(crate) fn template(text: &str, names: &Names) -> CompiledTemplate {
    let template = Template::parse(text);
    let references = template.references().iter();
    CompiledTemplate {
        references: references.map(|path| names.path(path)).collect(),
        template,
    }
}

/// `left operator right & …`, or with `|` between them.
pub(crate) fn criteria(cursor: &mut Cursor, names: &Names) -> FlowCriteria {
    let mut conditions = vec![condition(cursor, names)];
    let mut logic = Logic::All;
    loop {
        if cursor.skip("|") {
            logic = Logic::Any;
        } else if !cursor.skip("&") {
            return Criteria { logic, conditions };
        }
        conditions.push(condition(cursor, names));
    }
}

fn condition(cursor: &mut Cursor, names: &Names) -> Condition<segue_flow::Reference, Operand> {
    Condition {
        left: names.reference(&cursor.word()),
        operator: operator(&cursor.word()),
        right: operand(cursor, names),
    }
}

fn operator(word: &str) -> Operator {
    match word {
        "=" => Operator::EqualTo,
        "!=" => Operator::NotEqualTo,
        ">" => Operator::GreaterThan,
        "<" => Operator::LessThan,
        ">=" => Operator::GreaterThanOrEqualTo,
        "<=" => Operator::LessThanOrEqualTo,
        name => Operator::named(name).unwrap_or_else(|| panic!("no operator `{name}`")),
    }
}

/// `where Field operator operand & …`; nothing is every record.
pub(crate) fn filter(cursor: &mut Cursor, names: &Names) -> RecordFilter {
    let comparisons = match cursor.skip("where") {
        false => Vec::new(),
        true => cursor.list("&", |cursor| {
            let field = Text::from(cursor.word());
            (field, operator(&cursor.word()), operand(cursor, names))
        }),
    };
    RecordFilter {
        logic: Logic::All,
        comparisons,
    }
}

/// `(name = operand, …)`, or nothing.
pub(crate) fn assigned(cursor: &mut Cursor, names: &Names) -> Vec<Assigned> {
    pairs(cursor, |cursor| operand(cursor, names))
}

/// `(name = reference, …)`, or nothing.
pub(crate) fn stored(cursor: &mut Cursor, names: &Names) -> Vec<Stored> {
    pairs(cursor, |cursor| names.reference(&cursor.word()))
}

fn pairs<T>(cursor: &mut Cursor, mut read: impl FnMut(&mut Cursor) -> T) -> Vec<(Text, T)> {
    if !cursor.skip("(") {
        return Vec::new();
    }
    let pairs = cursor.list(",", |cursor| {
        let name = Text::from(cursor.word());
        cursor.expect("=");
        (name, read(cursor))
    });
    cursor.expect(")");
    pairs
}

/// `Text`, `Number`, …, the name of an object, or `[…]` of one of them.
pub(crate) fn value_type(cursor: &mut Cursor) -> Type {
    if cursor.skip("[") {
        let inner = value_type(cursor);
        cursor.expect("]");
        return Type::Collection(Box::new(inner));
    }
    match cursor.word().as_str() {
        "Any" => Type::Any,
        "Boolean" => Type::Boolean,
        "Number" => Type::Number,
        "Text" => Type::Text,
        "Multipicklist" => Type::Multipicklist,
        "Date" => Type::Date,
        "DateTime" => Type::DateTime,
        "Time" => Type::Time,
        object => Type::Record(object.into()),
    }
}
