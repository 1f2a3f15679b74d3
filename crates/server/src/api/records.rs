//! `/api/v1/records`: the business data, by object.

mod list;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use segue_language::{Record, Text, Values};
use segue_runtime::{Reply, Request};
use serde_json::{Map, Value, json};

use super::etag;
use super::extract::Body;
use super::values::{record_to_json, values_from_json};
use crate::app::App;
use crate::identity::{Caller, ObjectAccess, Reach};
use crate::openapi::{Answer as Told, CURSOR, IF_MATCH, LIMIT, Operation, Schema};
use crate::problem::{Answer, Problem};
use crate::queries::eyes::{Eyes, act, owner, see};
use crate::routes::{Access, Route};

/// Schemas of this resource.
pub(super) const SCHEMAS: &[Schema] = &[
    (
        "Record",
        r#"{"type":"object","description":"Fields by API name"}"#,
    ),
    (
        "RecordList",
        r##"{"type":"object","required":["records","next"],"properties":{
        "records":{"type":"array","items":{"$ref":"#/components/schemas/Record"}},
        "next":{"type":["string","null"]}}}"##,
    ),
    (
        "Created",
        r#"{"type":"object","required":["id"],"properties":{"id":{"type":"string"}}}"#,
    ),
];

/// Routes of this resource.
pub(super) fn routes() -> Vec<Route> {
    use Access::SignedIn;
    const ALL: &str = "/api/v1/records/{object}";
    const ONE: &str = "/api/v1/records/{object}/{id}";
    vec![
        Route::api((Method::GET, ALL), SignedIn, list::list, LIST),
        Route::api((Method::POST, ALL), SignedIn, create, CREATE),
        Route::api((Method::GET, ONE), SignedIn, show, SHOW),
        Route::api((Method::PATCH, ONE), SignedIn, update, UPDATE),
        Route::api((Method::DELETE, ONE), SignedIn, delete, DELETE),
    ]
}

const LIST: Operation = Operation {
    parameters: &[LIMIT, CURSOR],
    ..operation(
        "listRecords",
        "Records by id; any field is a parameter: `Status=New`, `Amount.GreaterThan=5`",
        Told::Json(StatusCode::OK, "RecordList"),
    )
};
const SHOW: Operation = operation(
    "showRecord",
    "A record",
    Told::Json(StatusCode::OK, "Record"),
);
const CREATE: Operation = Operation {
    body: Some("Record"),
    ..operation(
        "createRecord",
        "Create a record",
        Told::Json(StatusCode::CREATED, "Created"),
    )
};
const UPDATE: Operation = Operation {
    body: Some("Record"),
    parameters: &[IF_MATCH],
    problems: &[StatusCode::PRECONDITION_FAILED],
    ..operation("updateRecord", "Change fields of a record", Told::Nothing)
};
const DELETE: Operation = Operation {
    parameters: &[IF_MATCH],
    problems: &[
        StatusCode::PRECONDITION_FAILED,
        StatusCode::UNPROCESSABLE_ENTITY,
    ],
    ..operation("deleteRecord", "Delete a record", Told::Nothing)
};

const fn operation(id: &'static str, summary: &'static str, answer: Told) -> Operation {
    Operation {
        tag: "records",
        id,
        summary,
        parameters: &[],
        body: None,
        answer,
        problems: &[],
    }
}

type Named = Path<(Text, Text)>;

async fn show(
    State(app): State<App>,
    caller: Caller,
    Path(named): Named,
    headers: HeaderMap,
) -> Answer<Response> {
    let record = see(&app, &caller, move |eyes| {
        seen(eyes, (&named.0, &named.1), None)
    });
    let record = record.await?;
    let value = record_to_json(&record);
    Ok(etag::answer(&headers, etag::of(&value), value))
}

async fn create(
    State(app): State<App>,
    caller: Caller,
    Path(object): Path<Text>,
    Body(fields): Body<Map<String, Value>>,
) -> Answer<Response> {
    let name = object.clone();
    let values = values_from_json(&fields)?;
    let given = values.clone();
    let proviso = move |eyes: &Eyes<'_>| match known(eyes, &name)?.creates() {
        true => eyes.require_fields(&name, names_of(&given)),
        false => Err(Problem::forbidden("You may not create these records.")),
    };
    let request = Request::CreateRecord {
        object: object.clone(),
        fields: values,
        by: caller.actor(),
    };
    match act(&app, &caller, proviso, request).await?? {
        Reply::Created { id } => {
            let location = [(header::LOCATION, format!("/api/v1/records/{object}/{id}"))];
            Ok((StatusCode::CREATED, location, Json(json!({ "id": &*id }))).into_response())
        }
        other => Err(Problem::internal(&format!("a creation gave {other:?}"))),
    }
}

async fn update(
    State(app): State<App>,
    caller: Caller,
    Path((object, id)): Named,
    headers: HeaderMap,
    Body(fields): Body<Map<String, Value>>,
) -> Answer<StatusCode> {
    let values = values_from_json(&fields)?;
    let (given, name) = (values.clone(), object.clone());
    let unchanged = unchanged(headers, (&object, &id), ObjectAccess::edits);
    let proviso = move |eyes: &Eyes<'_>| {
        unchanged(eyes)?;
        eyes.require_fields(&name, names_of(&given))
    };
    let request = Request::UpdateRecord {
        object,
        id,
        fields: values,
        by: caller.actor(),
    };
    act(&app, &caller, proviso, request).await??;
    Ok(StatusCode::NO_CONTENT)
}

async fn delete(
    State(app): State<App>,
    caller: Caller,
    Path((object, id)): Named,
    headers: HeaderMap,
) -> Answer<StatusCode> {
    let proviso = unchanged(headers, (&object, &id), ObjectAccess::deletes);
    let by = caller.actor();
    let request = Request::DeleteRecord { object, id, by };
    act(&app, &caller, proviso, request).await??;
    Ok(StatusCode::NO_CONTENT)
}

fn names_of(values: &Values) -> impl Iterator<Item = &Text> {
    values.iter().map(|(name, _)| name)
}

/// For whoever may do `to_do` with a record that is still as she has seen it.
fn unchanged(
    headers: HeaderMap,
    (object, id): (&Text, &Text),
    to_do: fn(ObjectAccess) -> Reach,
) -> impl Fn(&Eyes<'_>) -> Answer<()> + Send + Sync + 'static {
    let (object, id) = (object.clone(), id.clone());
    move |eyes| {
        let record = seen(eyes, (&object, &id), Some(to_do))?;
        etag::check(&headers, || etag::of(&record_to_json(&record)))
    }
}

/// A record that the caller may read, and do `to_do` with. One that may not be read is not there.
fn seen(
    eyes: &Eyes<'_>,
    (object, id): (&Text, &Text),
    to_do: Option<fn(ObjectAccess) -> Reach>,
) -> Answer<Record> {
    let access = known(eyes, object)?;
    let unknown = || Problem::unknown("record", id);
    let record = eyes.reads.record(object, id).ok_or_else(unknown)?;
    let owner = owner(&record);
    if !access.reads().includes(eyes.viewer(), owner.as_deref()) {
        return Err(unknown());
    }
    match to_do {
        Some(to_do) if !to_do(access).includes(eyes.viewer(), owner.as_deref()) => {
            Err(Problem::forbidden("You may not change this record."))
        }
        Some(_) => eyes.require_below(&record).map(|()| record),
        None => Ok(record),
    }
}

/// What the caller may do with the records of an object that there is.
fn known(eyes: &Eyes<'_>, object: &Text) -> Answer<ObjectAccess> {
    let known = eyes.reads.object(object);
    let known = known.ok_or_else(|| Problem::unknown("object", object))?;
    Ok(eyes.access(&known.name)?)
}
