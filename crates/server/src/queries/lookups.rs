//! Lookups: what somebody may choose from, by name, and what she may name at all.

use std::sync::Arc;

use segue_language::{
    Comparison, Filter, Logic, Lookup, LookupOperand, ObjectType, Operator, Query, Record, Sort,
    Text, Timestamp, Type, Value, Values,
};

use super::eyes::Eyes;
use super::records::{name_of, title};
use crate::problem::Answer;

/// Records found by a search.
const FOUND_MAX: usize = 20;
/// Records offered without one.
const OFFERED_MAX: usize = 50;
/// Records looked at, those that the caller may not see among them.
const LOOKED_AT_MAX: u32 = 500;
/// Stands for every object in a lookup.
const ANY_OBJECT: &str = "*";

/// What a lookup offers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Offer {
    /// Ids and names: the chosen ones, then those found.
    pub(crate) records: Vec<(Text, String)>,
    /// There are more than those.
    pub(crate) has_more: bool,
}

/// What somebody looks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sought<'a> {
    /// Ids that are chosen already.
    pub(crate) chosen: &'a [Text],
    /// What the name holds.
    pub(crate) text: &'a str,
    /// The record whose lookup it is, as far as it is known.
    pub(crate) source: &'a Record,
}

/// What a lookup offers to the caller: the chosen records, and those whose name holds the text and
/// that its filter allows.
pub(crate) fn offer(
    eyes: &Eyes<'_>,
    lookup: &Lookup,
    sought: Sought<'_>,
    now: Timestamp,
) -> Answer<Offer> {
    let Sought { chosen, text, .. } = sought;
    let mut offer = Offer::default();
    for id in chosen {
        let name = name_of(eyes, id).map(|record| record.name);
        let name = name.unwrap_or_else(|| "A record that is not yours to see".to_owned());
        offer.records.push((id.clone(), name));
    }
    let most = if text.is_empty() {
        OFFERED_MAX
    } else {
        FOUND_MAX
    };
    let names = lookup.to.iter().filter(|name| ***name != *ANY_OBJECT);
    for object in names.filter_map(|name| eyes.reads.object(name)) {
        add_found(eyes, (lookup, object), (sought, most, now), &mut offer)?;
    }
    Ok(offer)
}

fn add_found(
    eyes: &Eyes<'_>,
    (lookup, object): (&Lookup, &ObjectType),
    (sought, most, now): (Sought<'_>, usize, Timestamp),
    offer: &mut Offer,
) -> Answer<()> {
    let records = eyes
        .reads
        .records(&query(object, lookup, sought.text), now)?;
    let was_cut = records.len() == LOOKED_AT_MAX as usize;
    let mut n_found = 0;
    for record in records {
        let id = record.id().cloned().unwrap_or_default();
        if offer.records.iter().any(|(known, _)| *known == id) || !eyes.reads(&record)? {
            continue;
        }
        if let Some(filter) = &lookup.filter
            && !eyes
                .reads
                .lookup_offers(filter, (&eyes.caller.id, sought.source), &record)
        {
            continue;
        }
        if n_found == most {
            offer.has_more = true;
            return Ok(());
        }
        n_found += 1;
        offer.records.push((id, title(object, &record)));
    }
    offer.has_more |= was_cut;
    Ok(())
}

/// What a filter says of plain texts is left to the database.
fn plain_tests<'q>(
    object: &'q ObjectType,
    lookup: &'q Lookup,
) -> impl Iterator<Item = Comparison> + 'q {
    let filter = lookup.filter.iter();
    let tests = filter
        .filter(|filter| filter.logic == Logic::All)
        .flat_map(|filter| &filter.tests);
    tests.filter_map(|test| {
        let (LookupOperand::Named(path), LookupOperand::Written(texts)) = (&test.left, &test.right)
        else {
            return None;
        };
        let field = object
            .field(path.head())
            .filter(|_| path.tail().is_empty())?;
        let is_text = matches!(field.value_type, Type::Text | Type::Picklist);
        let is_plain = is_text && !test.is_denied && test.operator == Operator::In;
        let values = texts.iter().map(|text| Value::Text(text.clone()));
        (is_plain && !texts.iter().any(|text| text.is_empty())).then(|| Comparison {
            field: field.name.clone(),
            operator: Operator::In,
            value: Value::Collection(Arc::new(values.collect())),
        })
    })
}

fn query(object: &ObjectType, lookup: &Lookup, text: &str) -> Query {
    let named = ["Name", "Subject", "Title"];
    let name = named.iter().find_map(|name| object.field(name));
    let comparison = name.filter(|_| !text.is_empty()).map(|field| Comparison {
        field: field.name.clone(),
        operator: Operator::Contains,
        value: Value::text(text),
    });
    Query {
        object: object.name.clone(),
        filter: Filter {
            logic: Logic::All,
            comparisons: comparison
                .into_iter()
                .chain(plain_tests(object, lookup))
                .collect(),
        },
        sort: name.map(|field| Sort {
            field: field.name.clone(),
            descending: false,
        }),
        limit: Some(LOOKED_AT_MAX),
    }
}

/// The fields whose answers name records that the caller may not read.
pub(crate) fn hidden_records(eyes: &Eyes<'_>, answers: &Values) -> Vec<Text> {
    let fields = answers.iter().filter(|(_, answer)| {
        let Value::Record(outputs) = answer else {
            return false;
        };
        let one = outputs.get("recordId").into_iter();
        let several = outputs.get("recordIds").map(Value::items);
        let mut ids = one.chain(several.unwrap_or_default());
        ids.any(|id| is_hidden(eyes, id))
    });
    fields.map(|(field, _)| field.clone()).collect()
}

/// Whether it is the id of a record that is hidden from the caller, or of none.
fn is_hidden(eyes: &Eyes<'_>, id: &Value) -> bool {
    let id = id.as_text().cloned().unwrap_or_default();
    eyes.reads.object_of_id(&id).is_some() && eyes.record(&id).is_none()
}
