//! Creating records, or updating them where they are there already.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use segue_language::{
    Comparison, Filter, Logic, Operator, Query, Record, Text, Value, Values, merge_text,
};

use crate::sight::Bounds;
use crate::turn::{Stop, Turn};

/// The ids of the records that have a value of a field, by that value in small letters.
type Known = FxHashMap<String, Vec<Text>>;

impl Turn<'_> {
    /// Updates each record that is found by the value of `field`, and creates all others. Ids in
    /// order; where not all must succeed, an empty one for each that failed.
    pub(crate) fn upsert_records(
        &mut self,
        (records, field): (&[Record], &Text),
        all_or_none: bool,
        bounds: Option<Bounds>,
    ) -> Result<Vec<Text>, Stop> {
        let limits = self.world.options.limits;
        self.meter.write(records.len(), &limits)?;
        let known = self.known_by(records, field)?;
        self.undoable(|turn| {
            let mut ids = Vec::with_capacity(records.len());
            for record in records {
                ids.push(match all_or_none {
                    true => turn.upsert_record((record, field), &known, bounds)?,
                    false => turn.upsert_if_possible((record, field), &known, bounds)?,
                });
            }
            Ok(ids)
        })
    }

    fn upsert_if_possible(
        &mut self,
        (record, field): (&Record, &Text),
        known: &Known,
        bounds: Option<Bounds>,
    ) -> Result<Text, Stop> {
        match self.undoable(|turn| turn.upsert_record((record, field), known, bounds)) {
            Err(Stop::Fault(_) | Stop::Refused(_)) => Ok(Text::default()),
            other => other,
        }
    }

    fn upsert_record(
        &mut self,
        (record, field): (&Record, &Text),
        known: &Known,
        bounds: Option<Bounds>,
    ) -> Result<Text, Stop> {
        let object = &record.object;
        let mut fields = self.fields_of_new(record)?;
        fields.retain(|(name, _)| !is_id(name));
        let Some(key) = key_of(record, field) else {
            return self.create_within(object, fields, bounds);
        };
        match known.get(&key).map(Vec::as_slice) {
            None | Some([]) if is_id(field) => Err(super::gone(object, &Text::from(key.as_str()))),
            None | Some([]) => self.create_within(object, fields, bounds),
            Some([id]) => {
                if let Some(bounds) = bounds {
                    self.require_edit((object, id), &fields, bounds)?;
                }
                self.update_record(object, id, fields)?;
                Ok(id.clone())
            }
            Some(several) => Err(Stop::fault(format!(
                "{} records of `{object}` have the {field} `{key}`",
                several.len()
            ))),
        }
    }

    fn create_within(
        &mut self,
        object: &Text,
        fields: Values,
        bounds: Option<Bounds>,
    ) -> Result<Text, Stop> {
        if let Some(bounds) = bounds {
            self.require_create(object, &fields, bounds)?;
        }
        self.create_record(object, fields)
    }

    /// The records that have one of the values already.
    fn known_by(&mut self, records: &[Record], field: &Text) -> Result<Known, Stop> {
        let mut known = Known::default();
        let mut objects: Vec<&Text> = records.iter().map(|record| &record.object).collect();
        objects.sort();
        objects.dedup();
        for object in objects {
            let of_object = records.iter().filter(|record| record.object == *object);
            let values = of_object.filter_map(|record| record.get(field));
            let values: Vec<Value> = values.filter(|value| !value.is_null()).cloned().collect();
            if values.is_empty() {
                continue;
            }
            let query = query(object, field, values);
            for row in self.rows(&query)? {
                if let (Some(key), Some(id)) = (key_of(&row, field), row.id()) {
                    known.entry(key).or_default().push(id.clone());
                }
            }
        }
        Ok(known)
    }
}

fn query(object: &Text, field: &Text, values: Vec<Value>) -> Query {
    Query {
        object: object.clone(),
        filter: Filter {
            logic: Logic::All,
            comparisons: vec![Comparison {
                field: field.clone(),
                operator: Operator::In,
                value: Value::Collection(Arc::new(values)),
            }],
        },
        sort: None,
        limit: None,
    }
}

fn is_id(field: &str) -> bool {
    field.eq_ignore_ascii_case("Id")
}

/// What a record is found by: an id in its long form, any other value in small letters.
fn key_of(record: &Record, field: &str) -> Option<String> {
    let value = record.get(field).filter(|value| !value.is_null())?;
    Some(match value.as_text() {
        Some(id) if is_id(field) => segue_store::canonical_id(id).to_string(),
        _ => merge_text(value).to_lowercase(),
    })
}
