//! What a browser sends back, read as answers. Names of inputs:
//!
//! - `v.Field` one value, `b.Field` a checkbox, `m.Field` one of several;
//! - `t.Field.Value` a text that is stored when that choice is taken;
//! - `o.Field.Output` an output of a component, `p.Field.Output` one that is a checkbox;
//! - `l.Field` one of the records of a lookup, `u.Field` one of the files of an upload;
//! - `r.Field.3.v.Child` a field of the item of that number of a repeater;
//! - `q.Field` what is searched for in a lookup or a table: no answer.

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

/// What is searched for at a field; none when the form has no such input.
pub(crate) fn searched<'s>(sent: &'s [(String, String)], field: &str) -> Option<&'s str> {
    let mut searches = sent
        .iter()
        .filter_map(|(name, text)| Some((name.strip_prefix("q.")?, text)));
    let found = searches.find(|(name, _)| *name == field);
    found.map(|(_, text)| text.as_str())
}

/// Ids of the files that a form holds.
pub(crate) fn file_ids(sent: &[(String, String)]) -> Vec<Text> {
    let files = sent.iter().filter(|(name, _)| name.starts_with("u."));
    files.map(|(_, id)| Text::from(id.as_str())).collect()
}

/// The form without an item of a repeater: `Field.3`.
pub(crate) fn without_item(sent: &[(String, String)], item: &str) -> Vec<(String, String)> {
    let prefix = format!("r.{item}.");
    let others = sent.iter().filter(|(name, _)| !name.starts_with(&prefix));
    others.cloned().collect()
}

/// The inputs of each item of a repeater, by the item's number.
type Items = BTreeMap<usize, Vec<(String, String)>>;

#[derive(Default)]
struct Read {
    values: Values,
    components: Vec<(Text, Record)>,
    texts: Vec<(Text, String, Value)>,
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
            "l" => self.collect((rest, "recordIds"), value),
            "u" => self.collect((rest, "contentDocIds"), value),
            "t" => self.note_text(rest, value),
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
        if let Some((field, output)) = rest.split_once('.') {
            self.outputs(field).set(output, value);
        }
    }

    /// The outputs of a component.
    fn outputs(&mut self, field: &str) -> &mut Record {
        let known = self
            .components
            .iter()
            .position(|(name, _)| **name == *field);
        let at = known.unwrap_or_else(|| {
            self.components.push((Text::from(field), Record::new("")));
            self.components.len() - 1
        });
        &mut self.components[at].1
    }

    /// Adds to an output that is a list; the empty value says that there is such a list.
    fn collect(&mut self, (field, output): (&str, &str), value: &str) {
        let outputs = self.outputs(field);
        let known = outputs.get(output).map(|list| list.items().to_vec());
        let mut items = known.unwrap_or_default();
        if !value.is_empty() && !items.contains(&Value::text(value)) {
            items.push(Value::text(value));
        }
        if output == "recordIds" {
            outputs.set("recordId", items.first().cloned().unwrap_or_default());
        }
        outputs.set(output, Value::Collection(Arc::new(items)));
    }

    fn note_text(&mut self, rest: &str, text: &str) {
        if let Some((field, choice)) = rest.split_once('.')
            && !text.trim().is_empty()
        {
            let noted = (Text::from(field), choice.to_owned(), Value::text(text));
            self.texts.push(noted);
        }
    }

    /// A choice that was taken gives way to the text that belongs to it.
    fn apply_texts(&mut self) {
        for (field, choice, text) in std::mem::take(&mut self.texts) {
            let choice = Value::text(choice);
            let mut values = self.values.iter_mut();
            match values.find(|(name, _)| *name == field) {
                Some((_, Value::Collection(items))) => {
                    let items = Arc::make_mut(items).iter_mut();
                    items
                        .filter(|item| **item == choice)
                        .for_each(|item| *item = text.clone());
                }
                Some((_, value)) if *value == choice => *value = text,
                _ => {}
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

    fn finish(mut self) -> Values {
        self.apply_texts();
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
    fn records_and_files_are_lists() {
        assert_eq!(read("l.A="), "A={recordId:,recordIds:[]}");
        assert_eq!(
            read("l.A=&l.A=x&l.A=y&q.A=z"),
            "A={recordId:x,recordIds:[x,y]}"
        );
        assert_eq!(read("u.A=&u.A=x"), "A={contentDocIds:[x]}");
    }

    #[test]
    fn a_text_takes_the_place_of_its_choice_only() {
        assert_eq!(read("v.A=else&t.A.else=Mine"), "A=Mine");
        assert_eq!(read("v.A=one&t.A.else=Mine"), "A=one");
        assert_eq!(read("v.A=else&t.A.else="), "A=else");
        assert_eq!(read("m.A=one&m.A=else&t.A.else=Mine"), "A=[one,Mine]");
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
