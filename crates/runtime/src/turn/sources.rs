//! What the values come of that a run waits for: a living formula field of the fields that it reads, a
//! path across lookups of each record on the way.

use segue_language::{Pace, RECORD_TYPE_FIELD, Text, Value};
use segue_store::{RecordTable, canonical_id};

use super::Reading;

/// How deep formulas and lookups are followed.
const DEPTH_MAX: usize = 20;
/// Fields that one run waits for; what lies beyond them does not wake it.
const FIELDS_MAX: usize = 1_000;
/// The record type of the record itself, in formulas.
const RECORD_TYPE: &str = "$RecordType";

/// Fields by record, and how soon one of the values may change by itself.
pub(super) struct Sources<'a> {
    reading: Reading<'a>,
    pub(super) fields: Vec<(Text, Vec<Text>)>,
    pub(super) pace: Option<Pace>,
    n_fields: usize,
}

impl<'a> Sources<'a> {
    pub(super) fn new(reading: Reading<'a>) -> Self {
        Sources {
            reading,
            fields: Vec::new(),
            pace: None,
            n_fields: 0,
        }
    }

    /// Adds what the value at a path from a record comes of.
    pub(super) fn add(&mut self, (object, id): (&Text, &Text), path: &[Text], depth: usize) {
        let Some((first, rest)) = path.split_first() else {
            return;
        };
        let table = self.reading.deployed.tables.get(object);
        match table {
            _ if depth > DEPTH_MAX => {}
            Some(table) if rest.is_empty() => self.add_field((table, id), first, depth),
            Some(table) => self.follow((table, id), (first, rest), depth),
            None if rest.is_empty() => self.note(id, first),
            None => {}
        }
    }

    fn add_field(&mut self, (table, id): (&RecordTable, &Text), field: &Text, depth: usize) {
        self.note(id, field);
        let Some(living) = table.living(field) else {
            return;
        };
        self.pace = self.pace.max(living.formula.pace());
        for path in living.formula.references() {
            let head = &**path.head();
            if head.eq_ignore_ascii_case(RECORD_TYPE) {
                self.note(id, &Text::from(RECORD_TYPE_FIELD));
            } else if !head.starts_with('$') {
                self.add((&table.object().name, id), path.segments(), depth + 1);
            }
        }
    }

    /// The lookup itself, and what lies behind it now.
    fn follow(
        &mut self,
        (table, id): (&RecordTable, &Text),
        (first, rest): (&Text, &[Text]),
        depth: usize,
    ) {
        let Some((field, _)) = table.object().lookup(first) else {
            return;
        };
        self.note(id, &field.name);
        let record = self.reading.record(&table.object().name, id);
        let named = record.as_ref().and_then(|record| record.get(&field.name));
        let Some(named) = named.and_then(Value::as_text).map(canonical_id) else {
            return;
        };
        if let Some(target) = self.reading.deployed.table_of_id(&named) {
            self.add((&target.object().name, &named), rest, depth + 1);
        }
    }

    fn note(&mut self, record: &Text, field: &Text) {
        if self.n_fields == FIELDS_MAX {
            return;
        }
        let place = self.fields.iter().position(|(known, _)| known == record);
        let place = place.unwrap_or_else(|| {
            self.fields.push((record.clone(), Vec::new()));
            self.fields.len() - 1
        });
        let fields = &mut self.fields[place].1;
        if !fields.iter().any(|known| known.eq_ignore_ascii_case(field)) {
            fields.push(field.clone());
            self.n_fields += 1;
        }
    }
}
