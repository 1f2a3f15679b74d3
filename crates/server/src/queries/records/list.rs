//! Lists: the objects, and the records of one.

mod wanted;

use segue_language::{FieldSource, FieldType, ObjectType, Record, Text, Type, Value};

use super::{in_words, name_of, title};
use crate::app::App;
use crate::identity::{Caller, Reach};
use crate::problem::{Answer, Problem};
use crate::queries::eyes::{Eyes, owner, see};

pub(crate) use wanted::{Start, Wanted};

/// Records on one page.
const PAGE: usize = 50;
/// Records looked at for one page, those that the caller may not see among them.
const LOOKED_AT_MAX: u32 = 1_000;
/// Columns beside the name.
const COLUMNS_MAX: usize = 5;
/// Longer texts are no columns.
const COLUMN_LENGTH_MAX: u32 = 255;
/// Fields by which a list can be filtered.
const FILTERS_MAX: usize = 3;

/// An object whose records the caller may see.
#[derive(Clone, Debug)]
pub(crate) struct ObjectLine {
    pub(crate) name: Text,
    pub(crate) label: String,
    /// Whether she may create a record.
    pub(crate) creates: bool,
}

/// Records of an object.
#[derive(Clone, Debug)]
pub(crate) struct RecordList {
    pub(crate) object: ObjectLine,
    /// The columns: the name first, where the object has one.
    pub(crate) columns: Vec<Column>,
    /// Fields by which it can be filtered.
    pub(crate) filters: Vec<FilterField>,
    /// Whether its records have owners.
    pub(crate) has_owner: bool,
    pub(crate) lines: Vec<RecordLine>,
    /// Where the next page begins.
    pub(crate) next: Option<Start>,
    /// There are more records than a sorted list shows.
    pub(crate) is_cut: bool,
}

/// A column of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) field: Text,
    pub(crate) label: String,
    /// Whether its values are numbers.
    pub(crate) is_number: bool,
}

/// A field by which a list can be filtered: values and labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FilterField {
    pub(crate) name: Text,
    pub(crate) label: String,
    pub(crate) choices: Vec<(Text, String)>,
}

/// A record in a list.
#[derive(Clone, Debug)]
pub(crate) struct RecordLine {
    pub(crate) id: Text,
    pub(crate) name: String,
    pub(crate) cells: Vec<String>,
}

/// The objects whose records the caller may see.
pub(crate) async fn objects(app: &App, caller: &Caller) -> Answer<Vec<ObjectLine>> {
    see(app, caller, |eyes| {
        let mut lines = Vec::new();
        for object in eyes.reads.objects() {
            let line = object_line(eyes, object)?;
            if eyes.access(&object.name)?.reads() != Reach::Nothing || line.creates {
                lines.push(line);
            }
        }
        lines.sort_by(|a, b| a.label.cmp(&b.label));
        Ok(lines)
    })
    .await
}

/// An object as lists show it.
pub(super) fn object_line(eyes: &Eyes<'_>, object: &ObjectType) -> Answer<ObjectLine> {
    Ok(ObjectLine {
        name: object.name.clone(),
        label: object.label.clone(),
        creates: eyes.access(&object.name)?.creates(),
    })
}

/// The wanted records of an object, newest first unless they are sorted.
pub(crate) async fn list(
    app: &App,
    caller: &Caller,
    (object, wanted): (Text, Wanted),
) -> Answer<RecordList> {
    let now = app.now();
    see(app, caller, move |eyes| {
        let found = eyes.reads.object(&object);
        let object = found.ok_or_else(|| Problem::unknown("object", &object))?;
        if eyes.access(&object.name)?.reads() == Reach::Nothing {
            return Err(Problem::forbidden("These records are not yours to see."));
        }
        let query = wanted.query(object, &eyes.caller.id, LOOKED_AT_MAX);
        let mut records = eyes.reads.records(&query, now)?;
        let was_cut = records.len() == LOOKED_AT_MAX as usize;
        let last_seen = records.last().and_then(|record| record.id().cloned());
        retain_readable(eyes, &mut records)?;
        let (records, next) = page(&wanted, records, last_seen.filter(|_| was_cut));
        let columns = columns(object);
        let lines = records.iter();
        Ok(RecordList {
            object: object_line(eyes, object)?,
            lines: lines
                .map(|record| line(eyes, object, &columns, record))
                .collect(),
            columns: columns.iter().map(|field| column(field)).collect(),
            filters: filters(object),
            has_owner: object.field("OwnerId").is_some(),
            is_cut: was_cut && wanted.is_sorted() && next.is_none(),
            next,
        })
    })
    .await
}

/// The records of the page, and where the next one begins.
fn page(
    wanted: &Wanted,
    mut records: Vec<Record>,
    last_seen: Option<Text>,
) -> (Vec<Record>, Option<Start>) {
    if wanted.is_sorted() {
        let skip = wanted.skipped();
        let has_more = records.len() > skip + PAGE;
        let page = records.into_iter().skip(skip).take(PAGE).collect();
        return (page, has_more.then_some(Start::Skip(skip + PAGE)));
    }
    let next = match records.get(PAGE - 1) {
        Some(last) if records.len() > PAGE => last.id().cloned(),
        _ => last_seen,
    };
    records.truncate(PAGE);
    (records, next.map(Start::Before))
}

fn retain_readable(eyes: &Eyes<'_>, records: &mut Vec<Record>) -> Answer<()> {
    let Some(first) = records.first() else {
        return Ok(());
    };
    let reach = eyes.access(&first.object)?.reads();
    records.retain(|record| reach.includes(eyes.viewer(), owner(record).as_deref()));
    Ok(())
}

fn columns(object: &ObjectType) -> Vec<&FieldType> {
    let is_column = |field: &&FieldType| {
        let is_short = field.length_max.is_none_or(|max| max <= COLUMN_LENGTH_MAX);
        field.source != FieldSource::System && &*field.name != "Name" && is_short
    };
    let mut fields: Vec<&FieldType> = object.fields.iter().filter(is_column).collect();
    // What tells records apart at a glance comes first, who owns them last.
    fields.sort_by_key(|field| match field.value_type {
        Type::Picklist => 0,
        _ if &*field.name == "OwnerId" => 2,
        _ => 1,
    });
    fields.truncate(COLUMNS_MAX);
    fields
}

fn column(field: &FieldType) -> Column {
    Column {
        field: field.name.clone(),
        label: field.label.clone(),
        is_number: field.value_type == Type::Number,
    }
}

/// The first picklists and checkboxes.
fn filters(object: &ObjectType) -> Vec<FilterField> {
    let yes_no = || {
        let choices = [("true", "Yes"), ("false", "No")];
        choices.map(|(value, label)| (Text::from(value), label.to_owned()))
    };
    let fields = object
        .fields
        .iter()
        .filter(|field| field.source != FieldSource::System);
    let filters = fields.filter_map(|field| {
        let choices = match field.value_type {
            Type::Picklist if !field.picklist.is_empty() => field.picklist.clone(),
            Type::Boolean => yes_no().to_vec(),
            _ => return None,
        };
        Some(FilterField {
            name: field.name.clone(),
            label: field.label.clone(),
            choices,
        })
    });
    filters.take(FILTERS_MAX).collect()
}

fn line(
    eyes: &Eyes<'_>,
    object: &ObjectType,
    columns: &[&FieldType],
    record: &Record,
) -> RecordLine {
    let cell = |field: &&FieldType| {
        let value = record.get(&field.name).cloned().unwrap_or_default();
        match (&value, &field.lookup) {
            (Value::Text(id), Some(_)) => name_of(eyes, id).map(|n| n.name).unwrap_or_default(),
            _ => in_words(&value, Some(field)),
        }
    };
    RecordLine {
        id: record.id().cloned().unwrap_or_default(),
        name: title(object, record),
        cells: columns.iter().map(cell).collect(),
    }
}

/// Whether a field's texts are written on several lines.
pub(crate) fn is_long(field: &FieldType) -> bool {
    field.value_type == Type::Text && field.length_max.is_some_and(|max| max > COLUMN_LENGTH_MAX)
}
