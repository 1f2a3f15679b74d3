//! Waits.

use segue_flow::{ElementKind, Moment, Operand, Wait, WaitEvent, WaitFor, WaitOffset, WaitUnit};
use segue_language::{OffsetUnit, Value, read};

use super::names::Names;
use super::tokens::Cursor;
use super::values::{criteria, filter, operand, stored, value};

/// `Name if a = b at due by 3 Days into (out = x) => There; …`, or nothing.
pub(crate) fn wait(cursor: &mut Cursor, names: &Names) -> ElementKind {
    let events = match cursor.skip("for") {
        true => cursor.list(";", |cursor| event(cursor, names)),
        false => Vec::new(),
    };
    ElementKind::Wait(Wait { events })
}

fn event(cursor: &mut Cursor, names: &Names) -> WaitEvent {
    let name = cursor.word();
    cursor.expect("if");
    WaitEvent {
        slot: names.slot(&name),
        label: name.clone(),
        criteria: criteria(cursor, names),
        what: what(cursor, names),
        outputs: match cursor.skip("into") {
            true => stored(cursor, names),
            false => Vec::new(),
        },
        next: cursor.skip("=>").then(|| names.element(&cursor.word())),
        name: name.into(),
    }
}

/// `at base by 3 Days until 08:00`, `after by 2 Hours`, `of "Object" "Field" id by 1 Days`,
/// `on Object__e where …`.
fn what(cursor: &mut Cursor, names: &Names) -> WaitFor {
    match cursor.word().as_str() {
        "at" => {
            let base = Some(operand(cursor, names));
            moment(cursor, names, base)
        }
        "after" => moment(cursor, names, None),
        "of" => WaitFor::RecordDate {
            object: operand(cursor, names),
            field: operand(cursor, names),
            record: operand(cursor, names),
            offset: offset(cursor, names),
        },
        "on" => WaitFor::Event {
            object: cursor.word().into(),
            filter: filter(cursor, names),
        },
        other => panic!("nothing to wait for: `{other}`"),
    }
}

fn moment(cursor: &mut Cursor, names: &Names, base: Option<Operand>) -> WaitFor {
    WaitFor::Moment(Box::new(Moment {
        base,
        offset: offset(cursor, names),
        time: None,
        until: cursor
            .skip("until")
            .then(|| read::time(&cursor.word()).expect("a time")),
        zone: None,
    }))
}

fn offset(cursor: &mut Cursor, names: &Names) -> WaitOffset {
    if !cursor.skip("by") {
        return WaitOffset {
            number: Operand::Literal(Value::Null),
            unit: WaitUnit::Fixed(OffsetUnit::Days),
        };
    }
    let number = operand(cursor, names);
    let unit = match OffsetUnit::named(&cursor.word()) {
        Some(unit) => WaitUnit::Fixed(unit),
        None => WaitUnit::Named(Operand::Literal(value(cursor))),
    };
    WaitOffset { number, unit }
}
