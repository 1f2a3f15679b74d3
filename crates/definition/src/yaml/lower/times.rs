//! Lowering of lengths of time, times of day, dotted names and fields to sort by.

use super::super::node::Maker;
use super::super::span::{clock, sorted, span};
use super::super::tree::{Content, Yaml};
use super::Lowering;
use crate::document::Node;

impl Lowering<'_> {
    /// `3 days`
    pub(super) fn span(
        &mut self,
        (number_tag, unit_tag): (&str, &str),
        (is_before, is_value): (bool, bool),
        value: &Yaml,
    ) -> Vec<Node> {
        let Some(found) = value.text().and_then(span) else {
            self.invalid(value, "a time such as `2 hours` or `1 day`");
            // So that what is missing now is no second problem.
            let maker = self.maker_of(value);
            return vec![maker.leaf(number_tag, "1"), maker.leaf(unit_tag, "Hours")];
        };
        let maker = self.maker_of(value);
        let sign = if is_before { "-" } else { "" };
        let fraction = if is_value { ".0" } else { "" };
        let number = format!("{sign}{}{fraction}", found.number.0);
        let number_at = self.part(value, &found.number.1);
        let unit_at = self.part(value, &found.unit.1);
        if !is_value {
            return vec![
                maker.text(number_tag, &number, number_at),
                maker.text(unit_tag, found.unit.0, unit_at),
            ];
        }
        let number = maker.text("numberValue", &number, number_at);
        let unit = maker.text("stringValue", found.unit.0, unit_at);
        vec![
            maker.branch(number_tag, vec![number]),
            maker.branch(unit_tag, vec![unit]),
        ]
    }

    /// `09:00`
    pub(super) fn clock(&mut self, tag: &str, maker: &Maker, value: &Yaml) -> Vec<Node> {
        let mut node = self.leaf(tag, maker, value);
        if let Some(time) = value.text().and_then(clock) {
            node.text = time.into();
        }
        vec![node]
    }

    /// `Contract.EndDate`
    pub(super) fn dotted(
        &mut self,
        (first_tag, second_tag): (&str, &str),
        is_value: bool,
        value: &Yaml,
    ) -> Vec<Node> {
        let parts = value.text().and_then(|text| text.split_once('.'));
        let Some((first, second)) = parts else {
            self.invalid(value, "an object and its field, as in `Case.Status`");
            return Vec::new();
        };
        let maker = self.maker_of(value);
        let second_at = first.len() + 1..first.len() + 1 + second.len();
        let first_at = self.part(value, &(0..first.len()));
        let second_at = self.part(value, &second_at);
        let pairs = [
            (first_tag, first, first_at),
            (second_tag, second, second_at),
        ];
        let node = |(tag, text, at): (&str, &str, _)| match is_value {
            true => maker.branch(tag, vec![maker.text("stringValue", text, at)]),
            false => maker.text(tag, text, at),
        };
        pairs.into_iter().map(node).collect()
    }

    /// `Name desc`, of records.
    pub(super) fn sort_by(&mut self, value: &Yaml) -> Vec<Node> {
        let found = value.text().and_then(sorted);
        let Some(found) = found.filter(|found| !found.is_null_first) else {
            self.invalid(value, "a field to sort by, as in `Name` or `Name desc`");
            return Vec::new();
        };
        let maker = self.maker_of(value);
        let at = self.part(value, &(0..found.field.len()));
        vec![
            maker.text("sortField", found.field, at),
            maker.leaf("sortOrder", found.order),
        ]
    }

    /// `[Amount desc nulls first, Name]`, of collections.
    pub(super) fn sorts(&mut self, tag: &str, value: &Yaml) -> Vec<Node> {
        let single = std::slice::from_ref(value);
        let items = match &value.content {
            Content::List(items) => items.as_slice(),
            _ => single,
        };
        let mut nodes = Vec::new();
        for item in items {
            let Some(found) = item.text().and_then(sorted) else {
                let expected = "a field to sort by, as in `Name` or `Amount desc nulls first`";
                self.invalid(item, expected);
                continue;
            };
            let maker = self.maker_of(item);
            let at = self.part(item, &(0..found.field.len()));
            let children = vec![
                maker.leaf(
                    "doesPutEmptyStringAndNullFirst",
                    &found.is_null_first.to_string(),
                ),
                maker.text("sortField", found.field, at),
                maker.leaf("sortOrder", found.order),
            ];
            nodes.push(maker.branch(tag, children));
        }
        nodes
    }

    /// Texts, each in an element of its own.
    pub(super) fn wrapped(&mut self, (tag, inner): (&str, &str), value: &Yaml) -> Vec<Node> {
        let single = std::slice::from_ref(value);
        let items = match &value.content {
            Content::List(items) => items.as_slice(),
            _ => single,
        };
        let mut nodes = Vec::new();
        for item in items {
            let maker = self.maker_of(item);
            let text = self.leaf(inner, &maker, item);
            nodes.push(maker.branch(tag, vec![text]));
        }
        nodes
    }

    /// Texts, all in one element.
    pub(super) fn inside(
        &mut self,
        (tag, inner): (&str, &str),
        maker: &Maker,
        value: &Yaml,
    ) -> Vec<Node> {
        let texts = self.texts(inner, maker, value);
        vec![maker.branch(tag, texts)]
    }
}
