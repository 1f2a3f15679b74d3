//! What a browser sends back, read as answers. Names of inputs:
//!
//! - `v.Field` one value, `b.Field` a checkbox, `m.Field` one of several;
//! - `o.Field.Output` an output of a component, `p.Field.Output` one that is a checkbox;
//! - `r.Field.3.v.Child` a field of the item of that number of a repeater.

use std::collections::BTreeMap;
use std::sync::Arc;

use segue_language::{Record, Text, Value, Values};

/// Items of a repeater that are read.
const ITEMS_MAX: usize = 500;

/// The answers of a form, each field once; what is not an answer is left out.
pub(crate) fn answers(sent: &[(String, String)]) -> Values {
    let mut read = Read::default();
    for (name, value) in sent {
        read.take(name, value);
    }
    read.finish()
}

/// The inputs of each item of a repeater, by the item's number.
type Items = BTreeMap<usize, Vec<(String, String)>>;

#[derive(Default)]
struct Read {
    values: Values,
    components: Vec<(Text, Record)>,
    repeaters: Vec<(Text, Items)>,
}

impl Read {
    fn take(&mut self, name: &str, value: &str) {
        let Some((how, rest)) = name.split_once('.') else {
            return;
        };
        match how {
            "v" => self.put(rest, Value::text(value)),
            // An unchecked box sends nothing but the `false` before it.
            "b" => self.put(rest, Value::Boolean(value == "true")),
            "m" => self.add(rest, value),
            "o" if value.is_empty() => self.output(rest, Value::Null),
            "o" => self.output(rest, Value::text(value)),
            "p" => self.output(rest, Value::Boolean(value == "true")),
            "r" => self.repeat(rest, value),
            _ => {}
        }
    }

    fn put(&mut self, field: &str, value: Value) {
        match self.values.iter_mut().find(|(name, _)| **name == *field) {
            Some((_, known)) => *known = value,
            None => self.values.push((Text::from(field), value)),
        }
    }

    /// The empty value says that there is such a field; others are its choices.
    fn add(&mut self, field: &str, value: &str) {
        let known = self.values.iter().find(|(name, _)| **name == *field);
        let mut items = known.map_or_else(Vec::new, |(_, items)| items.items().to_vec());
        if !value.is_empty() {
            items.push(Value::text(value));
        }
        self.put(field, Value::Collection(Arc::new(items)));
    }

    fn output(&mut self, rest: &str, value: Value) {
        let Some((field, output)) = rest.split_once('.') else {
            return;
        };
        let mut known = self.components.iter_mut();
        match known.find(|(name, _)| **name == *field) {
            Some((_, outputs)) => outputs.set(output, value),
            None => {
                let mut outputs = Record::new("");
                outputs.set(output, value);
                self.components.push((Text::from(field), outputs));
            }
        }
    }

    fn repeat(&mut self, rest: &str, value: &str) {
        let mut parts = rest.splitn(3, '.');
        let (Some(field), Some(item), Some(inner)) = (parts.next(), parts.next(), parts.next())
        else {
            return;
        };
        let Some(item) = item.parse().ok().filter(|item| *item < ITEMS_MAX) else {
            return;
        };
        let sent = (inner.to_owned(), value.to_owned());
        let mut known = self.repeaters.iter_mut();
        match known.find(|(name, _)| **name == *field) {
            Some((_, items)) => items.entry(item).or_default().push(sent),
            None => {
                let items = BTreeMap::from([(item, vec![sent])]);
                self.repeaters.push((Text::from(field), items));
            }
        }
    }

    fn finish(self) -> Values {
        let mut values = self.values;
        let components = self.components.into_iter();
        values.extend(components.map(|(name, held)| (name, Value::Record(Arc::new(held)))));
        for (name, items) in self.repeaters {
            let items = items.into_values().filter_map(|sent| item(&sent));
            values.push((name, Value::Collection(Arc::new(items.collect()))));
        }
        values
    }
}

/// One item of a repeater; none when nothing was filled in.
fn item(sent: &[(String, String)]) -> Option<Value> {
    let values = answers(sent);
    if values.iter().all(|(_, value)| is_blank(value)) {
        return None;
    }
    let mut record = Record::new("");
    for (name, value) in values {
        record.set(name, value);
    }
    Some(Value::Record(Arc::new(record)))
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.is_empty(),
        Value::Boolean(is_checked) => !is_checked,
        Value::Collection(items) => items.is_empty(),
        other => other.is_null(),
    }
}

#[cfg(test)]
mod tests {
    use segue_language::{Value, merge_text};

    use super::answers;

    fn read(sent: &str) -> String {
        let sent = sent.split('&').map(|pair| {
            let (name, value) = pair.split_once('=').expect("a pair");
            (name.to_owned(), value.to_owned())
        });
        let answers = answers(&sent.collect::<Vec<_>>());
        let told = answers.iter().map(|(n, v)| format!("{n}={}", words(v)));
        told.collect::<Vec<_>>().join(" ")
    }

    fn words(value: &Value) -> String {
        match value {
            Value::Record(record) => {
                let fields = record.fields().iter();
                let told = fields.map(|f| format!("{}:{}", f.name, words(&f.value)));
                format!("{{{}}}", told.collect::<Vec<_>>().join(","))
            }
            Value::Collection(items) => {
                let told = items.iter().map(words);
                format!("[{}]", told.collect::<Vec<_>>().join(","))
            }
            other => merge_text(other),
        }
    }

    #[test]
    fn the_name_of_an_input_says_how_it_is_read() {
        assert_eq!(read("v.A=one&go=next"), "A=one");
        assert_eq!(read("b.A=false"), "A=false");
        assert_eq!(read("b.A=false&b.A=true"), "A=true");
        assert_eq!(read("m.A="), "A=[]");
        assert_eq!(read("m.A=&m.A=x&m.A=y"), "A=[x,y]");
        assert_eq!(read("o.A.value=1&p.A.on=true"), "A={value:1,on:true}");
    }

    #[test]
    fn items_of_a_repeater_that_are_left_blank_are_none() {
        let sent = "r.A.0.v.X=1&r.A.0.b.Y=false&r.A.1.v.X=&r.A.1.b.Y=false";
        assert_eq!(read(sent), "A=[{X:1,Y:false}]");
    }

    #[test]
    fn what_is_no_answer_is_left_out() {
        assert_eq!(read("x.A=1&v=2&r.A.many.v.B=3&screen=S"), "");
    }
}
