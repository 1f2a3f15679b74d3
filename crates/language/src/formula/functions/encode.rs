//! Texts made safe for addresses, pages and scripts.

use std::fmt::Write;

use super::Function;
use crate::Value;
use crate::formula::evaluate::Arguments;
use crate::formula::kind::{Kind, NUMBER, TEXT};
use crate::formula::tree::Outcome;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("URLENCODE", &[TEXT], Kind::Text, |arguments| {
        Ok(Value::text(url(arguments.text(0)?)))
    }),
    Function::new("HTMLENCODE", &[TEXT], Kind::Text, |arguments| {
        Ok(Value::text(html(arguments.text(0)?)))
    }),
    Function::new("JSENCODE", &[TEXT], Kind::Text, |arguments| {
        Ok(Value::text(script(arguments.text(0)?)))
    }),
    Function::new("JSINHTMLENCODE", &[TEXT], Kind::Text, |arguments| {
        Ok(Value::text(script(&html(arguments.text(0)?))))
    }),
    Function::new("HYPERLINK", &[TEXT, TEXT, TEXT], Kind::Text, hyperlink)
        .optional(1)
        .with_nulls(),
    Function::new("IMAGE", &[TEXT, TEXT, NUMBER, NUMBER], Kind::Text, image)
        .optional(2)
        .with_nulls(),
];

fn url(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'*' | b'_' => {
                encoded.push(char::from(byte));
            }
            b' ' => encoded.push('+'),
            _ => write!(encoded, "%{byte:02X}").expect("writing to a text never fails"),
        }
    }
    encoded
}

fn html(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => encoded.push_str("&amp;"),
            '<' => encoded.push_str("&lt;"),
            '>' => encoded.push_str("&gt;"),
            '"' => encoded.push_str("&quot;"),
            '\'' => encoded.push_str("&#39;"),
            _ => encoded.push(character),
        }
    }
    encoded
}

fn script(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' => encoded.push_str("\\\\"),
            '\'' => encoded.push_str("\\'"),
            '"' => encoded.push_str("\\\""),
            '\n' => encoded.push_str("\\n"),
            '\r' => encoded.push_str("\\r"),
            '\t' => encoded.push_str("\\t"),
            '<' => encoded.push_str("\\u003C"),
            '>' => encoded.push_str("\\u003E"),
            '\u{2028}' => encoded.push_str("\\u2028"),
            '\u{2029}' => encoded.push_str("\\u2029"),
            _ => encoded.push(character),
        }
    }
    encoded
}

fn hyperlink(arguments: &Arguments<'_>) -> Outcome {
    let address = html(arguments.text(0)?);
    let (label, target) = (html(arguments.text(1)?), html(arguments.text(2)?));
    let target = if target.is_empty() { "_blank" } else { &target };
    Ok(Value::text(format!(
        "<a href=\"{address}\" target=\"{target}\">{label}</a>"
    )))
}

/// `IMAGE(address, instead, height, width)`.
fn image(arguments: &Arguments<'_>) -> Outcome {
    let (address, instead) = (html(arguments.text(0)?), html(arguments.text(1)?));
    let mut sizes = String::new();
    for (position, name) in [(2, "height"), (3, "width")] {
        if !arguments.get(position).is_null() {
            let size = arguments.count(position)?.max(0);
            write!(sizes, " {name}=\"{size}\"").expect("writing to a text never fails");
        }
    }
    Ok(Value::text(format!(
        "<img src=\"{address}\" alt=\"{instead}\"{sizes} border=\"0\"/>"
    )))
}
