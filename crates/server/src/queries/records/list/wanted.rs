//! Which records of an object a list shows, as a query.

use segue_language::{
    Comparison, FieldSource, FieldType, Filter, Logic, LogicTree, ObjectType, Operator, Query,
    Sort, Text, Type, Value,
};

/// Texts that a search looks into, at most.
const SEARCHED_MAX: usize = 8;
/// Longer texts are not searched.
const SEARCHED_LENGTH_MAX: u32 = 255;

/// Which records are wanted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    /// Only those with this text in their name or another short text.
    pub(crate) text: String,
    /// Only those with these values: fields and values. Others than picklists and checkboxes are
    /// passed over.
    pub(crate) fields: Vec<(Text, String)>,
    /// Only those that the caller owns.
    pub(crate) is_mine: bool,
    /// The order; the newest come first without one.
    pub(crate) sort: Option<Sort>,
    /// Where the page begins.
    pub(crate) start: Option<Start>,
}

/// Where a page begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// With records older than the one of this id.
    Before(Text),
    /// After so many of a sorted list.
    Skip(usize),
}

impl Wanted {
    pub(super) fn is_sorted(&self) -> bool {
        self.sort.is_some()
    }

    pub(super) fn skipped(&self) -> usize {
        match self.start {
            Some(Start::Skip(skipped)) => skipped,
            _ => 0,
        }
    }

    /// As a query; a sort by a field that there is not is none.
    pub(super) fn query(&self, object: &ObjectType, me: &Text, limit: u32) -> Query {
        let newest = || Sort {
            field: Text::from("Id"),
            descending: true,
        };
        let known = |sort: &&Sort| object.field(&sort.field).is_some();
        let sort = self.sort.as_ref().filter(known).cloned();
        Query {
            object: object.name.clone(),
            filter: self.filter(object, me),
            sort: Some(sort.unwrap_or_else(newest)),
            limit: Some(limit),
        }
    }

    fn filter(&self, object: &ObjectType, me: &Text) -> Filter {
        let mut comparisons = Vec::new();
        let searched = match self.text.is_empty() {
            true => Vec::new(),
            false => searched(object, &self.text),
        };
        let any: Vec<_> = (0..searched.len()).map(LogicTree::Condition).collect();
        let is_searched = !searched.is_empty();
        comparisons.extend(searched);
        let n_searched = comparisons.len();
        comparisons.extend(self.fields.iter().filter_map(|(name, value)| {
            let field = object.field(name)?;
            Some(equal(&field.name, typed(field, value)?))
        }));
        if self.is_mine && object.field("OwnerId").is_some() {
            comparisons.push(equal("OwnerId", Value::Text(me.clone())));
        }
        if let (Some(Start::Before(id)), false) = (&self.start, self.is_sorted()) {
            comparisons.push(Comparison {
                field: Text::from("Id"),
                operator: Operator::LessThan,
                value: Value::Text(id.clone()),
            });
        }
        let rest = (n_searched..comparisons.len()).map(LogicTree::Condition);
        let search = is_searched.then_some(LogicTree::Or(any));
        let all: Vec<_> = search.into_iter().chain(rest).collect();
        Filter {
            logic: match all.is_empty() {
                true => Logic::All,
                false => Logic::Custom(LogicTree::And(all)),
            },
            comparisons,
        }
    }
}

/// The short texts of an object, each holding `text`. Where there is none, nothing is found.
fn searched(object: &ObjectType, text: &str) -> Vec<Comparison> {
    let is_searched = |field: &&FieldType| {
        let is_short = field
            .length_max
            .is_none_or(|max| max <= SEARCHED_LENGTH_MAX);
        let is_text = matches!(field.value_type, Type::Text | Type::Picklist);
        field.source != FieldSource::System && field.lookup.is_none() && is_text && is_short
    };
    let fields = object.fields.iter().filter(is_searched).take(SEARCHED_MAX);
    let comparisons = fields.map(|field| Comparison {
        field: field.name.clone(),
        operator: Operator::Contains,
        value: Value::text(text),
    });
    let found: Vec<_> = comparisons.collect();
    match found.is_empty() {
        true => vec![equal("Id", Value::text(text))],
        false => found,
    }
}

fn equal(field: &str, value: Value) -> Comparison {
    Comparison {
        field: Text::from(field),
        operator: Operator::EqualTo,
        value,
    }
}

/// The value of a picklist or a checkbox.
fn typed(field: &FieldType, value: &str) -> Option<Value> {
    match field.value_type {
        Type::Boolean => value.parse().ok().map(Value::Boolean),
        Type::Picklist => Some(Value::text(value)),
        _ => None,
    }
}
