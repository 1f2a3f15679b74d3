//! Boards: records as cards, in columns by the values of a field.
//!
//! The platform tells no names of the inputs of its board. So they are taken by what they hold and
//! by what their names say: the records are the collection, the one that groups names the field of
//! the columns, the one with a title that of the cards, and the one with fields what else they show.

use std::sync::Arc;

use segue_flow::ShownField;
use segue_language::{Record, Value, merge_text};

use super::table::{ids, named_columns};
use super::{given, output};
use crate::pages::form::{Board, Card, Stack};
use crate::queries::records;

/// Cards of a column that are shown at once.
const CARDS_MAX: usize = 100;
/// Fields that a card shows when nothing is said.
const FACTS_MAX: usize = 3;

pub(super) fn board(shown: &ShownField, value: &Value) -> Board {
    let chosen = ids(&match value {
        Value::Record(_) => output(value, "selectedRows"),
        other => other.clone(),
    });
    let face = Face::of(shown);
    let mut columns: Vec<(String, Stack)> = Vec::new();
    if let Some((_, known)) = &shown.grouping {
        columns.extend(known.iter().map(|(value, label)| stack(value, label)));
    }
    if face.group.is_empty() {
        columns.push(stack("", "All"));
    }
    for record in cards(shown) {
        let value = merge_text(&record.get(&face.group).cloned().unwrap_or_default());
        let known = columns.iter().position(|(known, _)| *known == value);
        let at = known.unwrap_or_else(|| {
            columns.push(stack(&value, &value));
            columns.len() - 1
        });
        put(&mut columns[at].1, face.card(&record, &chosen));
    }
    Board {
        columns: columns.into_iter().map(|(_, stack)| stack).collect(),
        is_open: chosen.is_empty(),
        selects: match merge_text(&given(shown, "selectionMode")).as_str() {
            _ if shown.read_only => "",
            "MULTI_SELECT" => "checkbox",
            _ => "radio",
        },
    }
}

/// A card beyond what a column shows is only counted, unless it is selected.
fn put(stack: &mut Stack, card: Card) {
    match stack.cards.len() < CARDS_MAX || card.is_chosen {
        true => stack.cards.push(card),
        false => stack.n_more += 1,
    }
}

fn stack(value: &str, label: &str) -> (String, Stack) {
    let label = match label.trim() {
        "" => "None",
        label => label,
    };
    let stack = Stack {
        label: label.to_owned(),
        ..Stack::default()
    };
    (value.to_owned(), stack)
}

fn cards(shown: &ShownField) -> Vec<Arc<Record>> {
    let mut given = shown.inputs.iter().map(|(_, value)| value);
    let records = given.find(|value| matches!(value, Value::Collection(_)));
    let records = records.map_or(&[] as &[Value], Value::items);
    records
        .iter()
        .filter_map(Value::as_record)
        .cloned()
        .collect()
}

/// Which fields a card shows.
struct Face {
    group: String,
    title: String,
    /// Fields and labels; none where nothing is said.
    facts: Vec<(String, String)>,
}

impl Face {
    fn of(shown: &ShownField) -> Face {
        let group = shown.grouping.as_ref().map(|(field, _)| field.to_string());
        Face {
            group: group.unwrap_or_else(|| text_of(shown, &["group"])),
            title: text_of(shown, &["title"]),
            facts: fields(&text_of(shown, &["fields", "columns"])),
        }
    }

    fn card(&self, record: &Record, chosen: &[String]) -> Card {
        let in_words =
            |field: &str| records::in_words(&record.get(field).cloned().unwrap_or_default(), None);
        let id = record.id().map(ToString::to_string).unwrap_or_default();
        let title = in_words(if self.title.is_empty() {
            "Name"
        } else {
            &self.title
        });
        let facts = match self.facts.is_empty() {
            true => self.usual(record),
            false => self.facts.clone(),
        };
        let facts = facts
            .into_iter()
            .map(|(field, label)| (label, in_words(&field)));
        Card {
            is_chosen: chosen.contains(&id),
            title: if title.is_empty() { id.clone() } else { title },
            facts: facts.filter(|(_, value)| !value.is_empty()).collect(),
            id,
        }
    }

    /// The first fields of a record that its card does not show otherwise.
    fn usual(&self, record: &Record) -> Vec<(String, String)> {
        let is_shown = |name: &str| {
            let others = ["Id", "Name", &*self.group, &*self.title];
            others.iter().any(|other| other.eq_ignore_ascii_case(name))
        };
        let fields = record.fields().iter();
        let plain = fields.filter(|field| !matches!(field.value, Value::Record(_)));
        let names = plain
            .map(|field| &*field.name)
            .filter(|name| !is_shown(name));
        names.take(FACTS_MAX).map(named).collect()
    }
}

/// The text of the first input whose name holds one of these words.
fn text_of(shown: &ShownField, words: &[&str]) -> String {
    let holds = |name: &str| {
        let name = name.to_ascii_lowercase();
        words.iter().any(|word| name.contains(word))
    };
    let texts = shown.inputs.iter().filter(|(name, _)| holds(name));
    let mut texts = texts.filter_map(|(_, value)| value.as_text());
    texts
        .next()
        .map(|text| text.trim().to_owned())
        .unwrap_or_default()
}

/// Fields and labels: JSON as that of a table, or API names with commas between them.
fn fields(text: &str) -> Vec<(String, String)> {
    let columns = named_columns(text);
    if !columns.is_empty() || text.starts_with('[') {
        return columns;
    }
    let names = text
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty());
    names.map(named).collect()
}

/// A field and its API name in words.
fn named(field: &str) -> (String, String) {
    let words = field.trim_end_matches("__c").replace('_', " ");
    (field.to_owned(), words)
}
