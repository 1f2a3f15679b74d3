//! Lists: the objects, and the records of one.

use segue_language::{
    Comparison, FieldSource, FieldType, Filter, Logic, ObjectType, Operator, Query, Record, Sort,
    Text, Type, Value,
};

use super::{in_words, name_of, title};
use crate::app::App;
use crate::identity::{Caller, Reach};
use crate::problem::{Answer, Problem};
use crate::queries::eyes::{Eyes, owner, see};

/// Records on one page.
const PAGE: usize = 50;
/// Records looked at for one page, those that the caller may not see among them.
const LOOKED_AT_MAX: u32 = 1_000;
/// Columns beside the name.
const COLUMNS_MAX: usize = 4;
/// Longer texts are no columns.
const COLUMN_LENGTH_MAX: u32 = 255;

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
    /// Labels of the columns after the name.
    pub(crate) columns: Vec<String>,
    pub(crate) lines: Vec<RecordLine>,
    /// Where the next page begins.
    pub(crate) next: Option<Text>,
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

/// The records of an object, newest first: those whose name holds `text`, before `before`.
pub(crate) async fn list(
    app: &App,
    caller: &Caller,
    (object, text, before): (Text, String, Option<Text>),
) -> Answer<RecordList> {
    let now = app.now();
    see(app, caller, move |eyes| {
        let found = eyes.reads.object(&object);
        let object = found.ok_or_else(|| Problem::unknown("object", &object))?;
        if eyes.access(&object.name)?.reads() == Reach::Nothing {
            return Err(Problem::forbidden("These records are not yours to see."));
        }
        let query = query(object, &text, before);
        let mut records = eyes.reads.records(&query, now)?;
        let was_cut = records.len() == LOOKED_AT_MAX as usize;
        let last_seen = records.last().and_then(|record| record.id().cloned());
        retain_readable(eyes, &mut records)?;
        let next = match records.get(PAGE - 1) {
            Some(last) if records.len() > PAGE => last.id().cloned(),
            _ => last_seen.filter(|_| was_cut),
        };
        records.truncate(PAGE);
        let columns = columns(object);
        Ok(RecordList {
            object: object_line(eyes, object)?,
            lines: records
                .iter()
                .map(|record| line(eyes, object, &columns, record))
                .collect(),
            columns: columns.iter().map(|field| field.label.clone()).collect(),
            next,
        })
    })
    .await
}

fn retain_readable(eyes: &Eyes<'_>, records: &mut Vec<Record>) -> Answer<()> {
    let Some(first) = records.first() else {
        return Ok(());
    };
    let reach = eyes.access(&first.object)?.reads();
    records.retain(|record| reach.includes(eyes.viewer(), owner(record).as_deref()));
    Ok(())
}

fn query(object: &ObjectType, text: &str, before: Option<Text>) -> Query {
    let mut comparisons = Vec::new();
    if !text.is_empty() && object.field("Name").is_some() {
        comparisons.push(comparison("Name", Operator::Contains, Value::text(text)));
    }
    if let Some(before) = before {
        comparisons.push(comparison("Id", Operator::LessThan, Value::Text(before)));
    }
    Query {
        object: object.name.clone(),
        filter: Filter {
            logic: Logic::All,
            comparisons,
        },
        sort: Some(Sort {
            field: Text::from("Id"),
            descending: true,
        }),
        limit: Some(LOOKED_AT_MAX),
    }
}

fn comparison(field: &str, operator: Operator, value: Value) -> Comparison {
    Comparison {
        field: Text::from(field),
        operator,
        value,
    }
}

fn columns(object: &ObjectType) -> Vec<&FieldType> {
    let is_column = |field: &&FieldType| {
        let is_short = field.length_max.is_none_or(|max| max <= COLUMN_LENGTH_MAX);
        field.source != FieldSource::System && &*field.name != "Name" && is_short
    };
    let fields = object.fields.iter().filter(is_column);
    fields.take(COLUMNS_MAX).collect()
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
