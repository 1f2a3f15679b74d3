//! Transforms written as text.

use segue_flow::{
    EachItem, ElementKind, Join, JoinField, JoinSide, MappedValue, Mapping, TargetStep, Transform,
};
use segue_language::{Text, Type};

use super::names::Names;
use super::tokens::Cursor;
use super::values::{operand, value_type};

/// `transform [Account] each list as o each o.Lines as l in 0 : Name = o.Name, Lines.each.X = l.X
/// by 0 1`; a plain value goes to `value`; `count`, `sum … of Field`, `item … at …` and
/// `join a on Id b on Key (0 Name Name, 1 City Town)` stand where a value does.
pub(crate) fn read(cursor: &mut Cursor, name: &str, names: &Names) -> ElementKind {
    let (is_collection, makes) = match value_type(cursor) {
        Type::Collection(item) => (true, *item),
        one => (false, one),
    };
    let mut sources = Vec::new();
    while cursor.skip("each") {
        sources.push(source(cursor, names));
    }
    cursor.expect(":");
    ElementKind::Transform {
        transform: Box::new(Transform {
            mappings: cursor.list(",", |cursor| mapping(cursor, names, &sources)),
            sources,
            is_collection,
            makes,
        }),
        output_slot: names.slot(name),
    }
}

fn source(cursor: &mut Cursor, names: &Names) -> EachItem {
    let collection = operand(cursor, names);
    cursor.expect("as");
    EachItem {
        collection,
        item: names.slot(&cursor.word()),
        within: cursor.skip("in").then(|| number(cursor)),
    }
}

fn mapping(cursor: &mut Cursor, names: &Names, sources: &[EachItem]) -> Mapping {
    let target = target(&cursor.word());
    cursor.expect("=");
    Mapping {
        target,
        value: mapped(cursor, names),
        sources: match cursor.skip("by") {
            true => cursor.list("&", number),
            false if sources.is_empty() => Vec::new(),
            false => vec![0],
        },
    }
}

fn target(text: &str) -> Vec<TargetStep> {
    let mut steps: Vec<TargetStep> = Vec::new();
    for part in text.split('.').filter(|part| *part != "value") {
        match steps.last_mut() {
            Some(last) if part == "each" => last.is_each = true,
            _ => steps.push(TargetStep {
                field: part.into(),
                is_each: false,
            }),
        }
    }
    steps
}

fn mapped(cursor: &mut Cursor, names: &Names) -> MappedValue {
    if cursor.skip("count") {
        return MappedValue::Count(operand(cursor, names));
    }
    if cursor.skip("sum") {
        return MappedValue::Sum {
            collection: operand(cursor, names),
            field: match cursor.skip("of") {
                true => path(&cursor.word()),
                false => Vec::new(),
            },
        };
    }
    if cursor.skip("item") {
        let collection = operand(cursor, names);
        cursor.expect("at");
        let index = operand(cursor, names);
        return MappedValue::Item { collection, index };
    }
    match cursor.skip("join") {
        true => MappedValue::Join(Box::new(join(cursor, names))),
        false => MappedValue::Value(operand(cursor, names)),
    }
}

fn join(cursor: &mut Cursor, names: &Names) -> Join {
    let mut side = || {
        let collection = operand(cursor, names);
        cursor.expect("on");
        JoinSide {
            collection,
            key: vec![path(&cursor.word())],
        }
    };
    let sides = [side(), side()];
    cursor.expect("(");
    let fields = cursor.list(",", |cursor| JoinField {
        side: number(cursor),
        field: path(&cursor.word()),
        to: cursor.word().into(),
    });
    cursor.expect(")");
    Join { sides, fields }
}

fn number(cursor: &mut Cursor) -> usize {
    cursor.word().parse().expect("a number")
}

fn path(text: &str) -> Vec<Text> {
    text.split('.').map(Text::from).collect()
}
