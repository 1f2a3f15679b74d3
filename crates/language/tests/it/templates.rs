//! Text with merge fields, and the texts of values.

use segue_language::{Path, Template, Value, merge_text};

use crate::world::{date, items, moment, number, record};

fn render(text: &str) -> String {
    let template = Template::parse(text);
    let paths = template.references();
    template
        .render(&mut |slot| Ok::<_, ()>(Value::text(format!("<{}>", paths[slot]))))
        .unwrap()
}

#[test]
fn merge_fields_are_replaced_and_all_else_stays() {
    let table = [
        ("", ""),
        ("plain", "plain"),
        ("Dear {!contact.Name},", "Dear <contact.Name>,"),
        ("{!a}{! b }{!a}", "<a><b><a>"),
        ("{!$Label.Some_Label}", "<$Label.Some_Label>"),
        ("{!open", "{!open"),
        ("{!} {! } {! two words} {!x}", "{!} {! } {! two words} <x>"),
        ("{!not {!a}", "{!not <a>"),
        ("{a} !{b} {!ü.b__c}", "{a} !{b} <ü.b__c>"),
        ("a { b } {!c", "a { b } {!c"),
    ];
    for (text, rendered) in table {
        assert_eq!(render(text), rendered, "{text}");
    }
}

#[test]
fn each_reference_takes_one_slot() {
    let template = Template::parse("{!a} {!b} {!a}");
    assert_eq!(template.references(), [Path::new("a"), Path::new("b")]);
    assert_eq!(template.render(&mut |_| Err::<Value, _>("no")), Err("no"));
}

#[test]
fn values_merge_as_plain_texts() {
    let contact = record("Contact", &[("Id", Value::text("003000000000001AAA"))]);
    let table = [
        (Value::Null, ""),
        (Value::Boolean(true), "true"),
        (number("1.50"), "1.5"),
        (number("1e20"), "100000000000000000000"),
        (Value::text("x"), "x"),
        (date("2026-03-02"), "2026-03-02"),
        (moment("2026-03-02T09:00:00.5Z"), "2026-03-02 09:00:00Z"),
        (Value::Record(contact.into()), "003000000000001AAA"),
        (items(&[number("1"), Value::text("b")]), "[1, b]"),
    ];
    for (value, text) in table {
        assert_eq!(merge_text(&value), text, "{value:?}");
    }
}
