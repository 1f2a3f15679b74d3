//! Lists of records: any field is a parameter.

use axum::Json;
use axum::extract::{Path, State};
use segue_language::{
    Comparison, FieldType, Filter, Logic, ObjectType, Operator, Query, Record, Sort, Text, Value,
};
use segue_runtime::coerce;
use serde_json::{Value as Json_, json};

use super::{Answer, App, Caller, Problem, known, owner, see};
use crate::api::extract::Parameters;
use crate::api::limit;
use crate::api::values::record_to_json;
use crate::identity::Reach;
use crate::queries::eyes::Eyes;

/// Records looked at for one page, those that the caller may not see among them.
const LOOKED_AT_MAX: u32 = 1_000;
/// Comparisons of one list.
const COMPARISONS_MAX: usize = 20;

/// What is asked for.
struct Wanted {
    comparisons: Vec<(String, String)>,
    after: Option<Text>,
    limit: usize,
}

pub(super) async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(object): Path<Text>,
    Parameters(parameters): Parameters<Vec<(String, String)>>,
) -> Answer<Json<Json_>> {
    let wanted = wanted(parameters)?;
    let now = app.now();
    see(&app, &caller, move |eyes| {
        let access = known(eyes, &object)?;
        if access.reads() == Reach::Nothing {
            return Err(Problem::forbidden("You may not read these records."));
        }
        let object = eyes.reads.object(&object).expect("a known object");
        let found = eyes.reads.records(&query(object, &wanted)?, now)?;
        Ok(Json(page(eyes, access.reads(), found, wanted.limit)))
    })
    .await
}

fn wanted(parameters: Vec<(String, String)>) -> Answer<Wanted> {
    let mut wanted = Wanted {
        comparisons: Vec::new(),
        after: None,
        limit: limit(None)?,
    };
    for (name, value) in parameters {
        match name.as_str() {
            "limit" => wanted.limit = limit(Some(value.parse().unwrap_or_default()))?,
            "cursor" => wanted.after = Some(Text::from(value)),
            _ => wanted.comparisons.push((name, value)),
        }
    }
    if wanted.comparisons.len() > COMPARISONS_MAX {
        let detail = format!("A list takes at most {COMPARISONS_MAX} comparisons.");
        return Err(Problem::invalid(detail));
    }
    Ok(wanted)
}

fn query(object: &ObjectType, wanted: &Wanted) -> Answer<Query> {
    let comparisons = wanted.comparisons.iter();
    let comparisons = comparisons.map(|(name, text)| comparison(object, name, text));
    let mut comparisons: Vec<Comparison> = comparisons.collect::<Answer<_>>()?;
    if let Some(after) = &wanted.after {
        comparisons.push(Comparison {
            field: Text::from("Id"),
            operator: Operator::GreaterThan,
            value: Value::Text(after.clone()),
        });
    }
    let filter = Filter {
        logic: Logic::All,
        comparisons,
    };
    Ok(Query {
        object: object.name.clone(),
        filter,
        sort: Some(Sort {
            field: Text::from("Id"),
            descending: false,
        }),
        limit: Some(LOOKED_AT_MAX),
    })
}

/// `Field` or `Field.Operator`.
fn comparison(object: &ObjectType, name: &str, text: &str) -> Answer<Comparison> {
    let (field, operator) = name.split_once('.').unwrap_or((name, "EqualTo"));
    let known = Operator::named(operator);
    let operator = known.ok_or_else(|| refused(name, "there is no such operator"))?;
    let known = object.field(field);
    let field = known.ok_or_else(|| refused(name, "there is no such field"))?;
    Ok(Comparison {
        field: field.name.clone(),
        operator,
        value: value(field, operator, text).map_err(|message| refused(name, &message))?,
    })
}

fn value(field: &FieldType, operator: Operator, text: &str) -> Result<Value, String> {
    let is_test = matches!(
        operator,
        Operator::IsNull | Operator::IsBlank | Operator::IsEmpty
    );
    if is_test {
        return Ok(Value::Boolean(text != "false"));
    }
    if text.is_empty() {
        return Ok(Value::Null);
    }
    coerce(Value::text(text), &field.value_type)
}

fn refused(name: &str, message: &str) -> Problem {
    Problem::invalid("A parameter of the list makes no sense.").at(name, message)
}

/// Records that the caller may read; the rest is looked at on the next page.
fn page(eyes: &Eyes<'_>, reads: Reach, mut found: Vec<Record>, limit: usize) -> Json_ {
    let was_cut = found.len() == LOOKED_AT_MAX as usize;
    let last_seen = found.last().and_then(Record::id).cloned();
    found.retain(|record| reads.includes(eyes.viewer(), owner(record).as_deref()));
    let has_more = found.len() > limit;
    found.truncate(limit);
    let next = match has_more {
        true => found.last().and_then(Record::id).cloned(),
        false => last_seen.filter(|_| was_cut),
    };
    let records: Vec<Json_> = found.iter().map(record_to_json).collect();
    json!({ "records": records, "next": next.as_deref() })
}
