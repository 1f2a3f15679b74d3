//! `/api/v1/endpoints`, `/api/v1/actions` and the calls of a run: where calls go, what they do, and
//! what became of them. Credentials go in and never come out.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use segue_connectors::EndpointSettings;
use segue_language::{Action, Text};
use serde::Deserialize;
use serde_json::{Value, json};

use super::extract::{Body, OptionalBody};
use crate::app::App;
use crate::calls::{self, Change, Known};
use crate::identity::{Caller, Permission, Sender};
use crate::openapi::{Answer as Told, Operation, Schema};
use crate::problem::{Answer, Problem};
use crate::queries::actions::actions;
use crate::queries::calls::{Attempt, of_run};
use crate::routes::{Access, Route};

/// Bytes of an import: a document inside a JSON text.
const IMPORT_BYTES_MAX: usize = 12 << 20;

/// Schemas of this resource.
pub(super) const SCHEMAS: &[Schema] = &[
    (
        "EndpointSettings",
        r#"{"type":"object","required":["url"],"additionalProperties":false,"properties":{
        "url":{"type":"string","maxLength":2000},
        "timeout_seconds":{"type":"integer","minimum":1,"maximum":120},
        "connect_seconds":{"type":"integer","minimum":1,"maximum":30},
        "attempts":{"type":"integer","minimum":1,"maximum":10},
        "allow_private":{"type":"boolean"}}}"#,
    ),
    (
        "Endpoint",
        r#"{"type":"object","required":["name","url","timeout_seconds","connect_seconds","attempts",
        "allow_private","credential","changed"],"properties":{"name":{"type":"string"},
        "url":{"type":"string"},"timeout_seconds":{"type":"integer"},
        "connect_seconds":{"type":"integer"},"attempts":{"type":"integer"},
        "allow_private":{"type":"boolean"},"credential":{"type":["string","null"],
        "description":"Its kind; the credential itself is never shown"},
        "changed":{"type":"string","format":"date-time"}}}"#,
    ),
    (
        "Endpoints",
        r##"{"type":"object","required":["endpoints"],"properties":{"endpoints":{"type":"array",
        "items":{"$ref":"#/components/schemas/Endpoint"}}}}"##,
    ),
    (
        "Credential",
        r#"{"type":"object","required":["kind"],"properties":{
        "kind":{"type":"string","enum":["bearer","basic","header"]},"token":{"type":"string"},
        "user":{"type":"string"},"password":{"type":"string"},"name":{"type":"string"},
        "value":{"type":"string"}}}"#,
    ),
    (
        "Probe",
        r#"{"type":"object","additionalProperties":false,"properties":{
        "path":{"type":"string","maxLength":2000}}}"#,
    ),
    (
        "Probed",
        r#"{"type":"object","required":["status","milliseconds","error"],"properties":{
        "status":{"type":["integer","null"]},"milliseconds":{"type":"integer"},
        "error":{"type":["string","null"]}}}"#,
    ),
    (
        "Import",
        r#"{"type":"object","required":["document"],"additionalProperties":false,"properties":{
        "document":{"type":"string","description":"OpenAPI 2.0, 3.0 or 3.1, JSON or YAML"}}}"#,
    ),
    (
        "Imported",
        r##"{"type":"object","required":["actions","notices"],"properties":{
        "actions":{"type":"array","items":{"$ref":"#/components/schemas/Action"}},
        "notices":{"type":"array","items":{"type":"object","required":["place","message",
        "left_out"],"properties":{"place":{"type":"string"},"message":{"type":"string"},
        "left_out":{"type":"boolean"}}}}}}"##,
    ),
    (
        "Action",
        r#"{"type":"object","required":["name","label","endpoint","method","path","inputs",
        "outputs"],"properties":{"name":{"type":"string"},"label":{"type":"string"},
        "endpoint":{"type":["string","null"]},"method":{"type":["string","null"]},
        "path":{"type":["string","null"]},"inputs":{"type":"array","items":{"type":"object"}},
        "outputs":{"type":"array","items":{"type":"object"}}}}"#,
    ),
    (
        "Actions",
        r##"{"type":"object","required":["actions"],"properties":{"actions":{"type":"array",
        "items":{"$ref":"#/components/schemas/Action"}}}}"##,
    ),
    (
        "Calls",
        r#"{"type":"object","required":["calls"],"properties":{"calls":{"type":"array","items":{
        "type":"object","required":["step","action","endpoint","attempt","started","outcome"],
        "properties":{"step":{"type":"string"},"label":{"type":"string"},"action":{"type":"string"},
        "endpoint":{"type":"string"},"attempt":{"type":"integer"},"started":{"type":"string"},
        "ended":{"type":["string","null"]},"outcome":{"type":"string",
        "enum":["out","answered","failed","again","lost"]},"status":{"type":["integer","null"]},
        "milliseconds":{"type":["integer","null"]},"error":{"type":["string","null"]},
        "next":{"type":["string","null"]}}}}}}"#,
    ),
];

/// Routes of this resource.
pub(super) fn routes() -> Vec<Route> {
    let sets = Access::Permission(Permission::CustomizeApplication);
    let one = "/api/v1/endpoints/{name}";
    let credential = "/api/v1/endpoints/{name}/credential";
    vec![
        Route::api(
            (Method::GET, "/api/v1/endpoints"),
            sets,
            list,
            operation("listEndpoints", "Where calls may go", "Endpoints"),
        ),
        Route::api(
            (Method::GET, one),
            sets,
            show,
            operation("showEndpoint", "One endpoint", "Endpoint"),
        ),
        Route::api((Method::PUT, one), sets, put, PUT),
        Route::api((Method::DELETE, one), sets, delete, DELETE),
        Route::api(
            (Method::PUT, credential),
            sets,
            put_credential,
            PUT_CREDENTIAL,
        ),
        Route::api(
            (Method::DELETE, credential),
            sets,
            delete_credential,
            nothing("forgetCredential", "Forget the credential of an endpoint"),
        ),
        Route::api(
            (Method::POST, "/api/v1/endpoints/{name}/test"),
            sets,
            test,
            PROBE,
        ),
        Route::api(
            (Method::POST, "/api/v1/endpoints/{name}/import"),
            sets,
            import,
            IMPORT,
        )
        .taking(IMPORT_BYTES_MAX),
        Route::api(
            (Method::GET, "/api/v1/actions"),
            Access::Permission(Permission::ManageFlow),
            list_actions,
            operation("listActions", "Actions of other systems", "Actions"),
        ),
        Route::api(
            (Method::GET, "/api/v1/runs/{run}/calls"),
            Access::SignedIn,
            list_calls,
            Operation {
                tag: "runs",
                ..operation("runCalls", "The calls of a run", "Calls")
            },
        ),
    ]
}

const PUT: Operation = Operation {
    body: Some("EndpointSettings"),
    ..operation("saveEndpoint", "Make or change an endpoint", "Endpoint")
};
const DELETE: Operation = nothing("deleteEndpoint", "Forget an endpoint and its actions");
const PUT_CREDENTIAL: Operation = Operation {
    body: Some("Credential"),
    ..nothing("setCredential", "Give an endpoint a credential")
};
const PROBE: Operation = Operation {
    body: Some("Probe"),
    ..operation("testEndpoint", "Try an endpoint out with a GET", "Probed")
};
const IMPORT: Operation = Operation {
    body: Some("Import"),
    ..operation("importActions", "Import an OpenAPI document", "Imported")
};

const fn operation(id: &'static str, summary: &'static str, schema: &'static str) -> Operation {
    Operation {
        tag: "endpoints",
        id,
        summary,
        parameters: &[],
        body: None,
        answer: Told::Json(StatusCode::OK, schema),
        problems: &[],
    }
}

const fn nothing(id: &'static str, summary: &'static str) -> Operation {
    Operation {
        answer: Told::Nothing,
        ..operation(id, summary, "")
    }
}

async fn list(State(app): State<App>) -> Answer<Json<Value>> {
    let all = calls::endpoints(&app).await?;
    let all: Vec<Value> = all.iter().map(shape).collect();
    Ok(Json(json!({ "endpoints": all })))
}

async fn show(State(app): State<App>, Path(name): Path<String>) -> Answer<Json<Value>> {
    Ok(Json(shape(&calls::endpoint(&app, &name).await?)))
}

async fn put(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(name): Path<String>,
    Body(settings): Body<EndpointSettings>,
) -> Answer<Json<Value>> {
    let change = Change::new(&caller, &sender);
    let known = calls::save(&app, change, &name, settings).await?;
    Ok(Json(shape(&known)))
}

async fn delete(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(name): Path<String>,
) -> Answer<StatusCode> {
    calls::delete(&app, Change::new(&caller, &sender), &name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The body is read as text, so that no error repeats a part of it.
async fn put_credential(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(name): Path<String>,
    body: Bytes,
) -> Answer<StatusCode> {
    let text = std::str::from_utf8(&body);
    let text = text.map_err(|_| Problem::invalid("The credential is no text."))?;
    calls::set_credential(&app, Change::new(&caller, &sender), &name, text).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn delete_credential(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(name): Path<String>,
) -> Answer<StatusCode> {
    calls::forget_credential(&app, Change::new(&caller, &sender), &name).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Probe {
    path: String,
}

async fn test(
    State(app): State<App>,
    Path(name): Path<String>,
    OptionalBody(probe): OptionalBody<Probe>,
) -> Answer<Json<Value>> {
    let probed = calls::probe(&app, &name, &probe.path).await?;
    Ok(Json(json!({
        "status": probed.status,
        "milliseconds": probed.milliseconds,
        "error": probed.error,
    })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Import {
    document: String,
}

async fn import(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(name): Path<String>,
    Body(import): Body<Import>,
) -> Answer<Json<Value>> {
    let change = Change::new(&caller, &sender);
    let imported = calls::import(&app, change, &name, import.document).await?;
    let notices = imported.notices.iter().map(|notice| {
        json!({
            "place": notice.place,
            "message": notice.message,
            "left_out": notice.is_left_out,
        })
    });
    Ok(Json(json!({
        "actions": imported.actions.iter().map(action).collect::<Vec<_>>(),
        "notices": notices.collect::<Vec<_>>(),
    })))
}

async fn list_actions(State(app): State<App>) -> Answer<Json<Value>> {
    let all = actions(&app).await?;
    let all: Vec<Value> = all.iter().map(action).collect();
    Ok(Json(json!({ "actions": all })))
}

async fn list_calls(
    State(app): State<App>,
    caller: Caller,
    Path(run): Path<Text>,
) -> Answer<Json<Value>> {
    let attempts = of_run(&app, &caller, &run).await?;
    let attempts: Vec<Value> = attempts.iter().map(attempt).collect();
    Ok(Json(json!({ "calls": attempts })))
}

pub(super) fn attempt(attempt: &Attempt) -> Value {
    json!({
        "step": &*attempt.step,
        "label": &*attempt.label,
        "action": &*attempt.action,
        "endpoint": &*attempt.endpoint,
        "attempt": attempt.number,
        "started": attempt.started.to_string(),
        "ended": attempt.ended.map(|at| at.to_string()),
        "outcome": attempt.word(),
        "status": attempt.status,
        "milliseconds": attempt.milliseconds(),
        "error": attempt.error,
        "next": attempt.next.map(|at| at.to_string()),
    })
}

fn shape(known: &Known) -> Value {
    let settings = &known.settings;
    json!({
        "name": known.endpoint.name,
        "url": settings.url,
        "timeout_seconds": settings.timeout_seconds,
        "connect_seconds": settings.connect_seconds,
        "attempts": settings.attempts,
        "allow_private": settings.allow_private,
        "credential": known.credential,
        "changed": known.changed.to_string(),
    })
}

fn action(action: &Action) -> Value {
    let request = action.request.as_ref();
    let inputs = action.inputs.iter().map(|input| {
        json!({
            "name": &*input.name,
            "type": input.kind.name(),
            "list": input.is_list,
            "required": input.is_required,
        })
    });
    let outputs = action.outputs.iter().map(|output| {
        json!({ "name": &*output.name, "type": output.kind.name(), "list": output.is_list })
    });
    json!({
        "name": &*action.name,
        "label": action.label,
        "endpoint": request.map(|request| &*request.endpoint),
        "method": request.map(|request| request.method.name()),
        "path": request.map(|request| request.path.as_str()),
        "inputs": inputs.collect::<Vec<_>>(),
        "outputs": outputs.collect::<Vec<_>>(),
    })
}
