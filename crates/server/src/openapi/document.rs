//! The document, written from the table of routes and the schemas.

use std::sync::OnceLock;

use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde_json::{Map, Value, json};

use super::{Answer, Operation, Parameter, schemas};
use crate::routes::{Access, Route, table};

/// Place of a parameter that is another form of the body.
const BODY: &str = "body";

/// Answers with the document.
pub(crate) async fn show() -> impl IntoResponse {
    static TEXT: OnceLock<String> = OnceLock::new();
    let text = TEXT.get_or_init(|| document().to_string());
    ([(header::CONTENT_TYPE, "application/json")], text.as_str())
}

/// The document of all routes of the API.
pub(crate) fn document() -> Value {
    let mut paths = Map::new();
    for route in table() {
        let Some(operation) = &route.operation else {
            continue;
        };
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        path[route.method.as_str().to_ascii_lowercase()] = told(&route, operation);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Segue",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Orchestrations: runs, the work that people have in them, and records.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "paths": paths,
        "components": {
            "schemas": schemas::all(),
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer" },
                "session": { "type": "apiKey", "in": "cookie", "name": "__Host-segue" },
            },
        },
    })
}

fn told(route: &Route, operation: &Operation) -> Value {
    let mut told = json!({
        "tags": [operation.tag],
        "operationId": operation.id,
        "summary": operation.summary,
        "parameters": parameters(route, operation),
        "responses": responses(route, operation),
        "security": match route.access {
            Access::Public => json!([]),
            Access::Session => json!([{ "session": [] }]),
            Access::SignedIn | Access::Permission(_) => json!([{ "token": [] }, { "session": [] }]),
        },
    });
    if let Access::Permission(permission) = route.access {
        told["description"] = format!("Needs the permission {permission:?}.").into();
    }
    if let Some(body) = operation.body {
        told["requestBody"] = json!({ "required": true, "content": bodies(body, operation) });
    }
    told
}

fn parameters(route: &Route, operation: &Operation) -> Vec<Value> {
    let in_path = route.path.split('/').filter_map(|part| {
        let name = part.strip_prefix('{')?.strip_suffix('}')?;
        Some(json!({
            "name": name, "in": "path", "required": true, "schema": { "type": "string" },
        }))
    });
    let told = operation.parameters.iter().filter(|p| p.place != BODY);
    in_path.chain(told.map(parameter)).collect()
}

/// What a body may be: JSON, and what else the operation takes.
fn bodies(body: &str, operation: &Operation) -> Value {
    let mut bodies = content(body);
    for other in operation.parameters.iter().filter(|p| p.place == BODY) {
        bodies[other.name] = json!({ "schema": schemas::parsed(other.schema) });
    }
    bodies
}

fn parameter(parameter: &Parameter) -> Value {
    json!({
        "name": parameter.name,
        "in": parameter.place,
        "description": parameter.about,
        "schema": schemas::parsed(parameter.schema),
    })
}

fn responses(route: &Route, operation: &Operation) -> Value {
    let mut responses = Map::new();
    let (status, good) = match operation.answer {
        Answer::Json(status, schema) => (
            status,
            json!({ "description": "Good", "content": content(schema) }),
        ),
        Answer::Nothing => (StatusCode::NO_CONTENT, json!({ "description": "Done" })),
        Answer::Text(kind) => {
            let content = json!({ kind: { "schema": { "type": "string" } } });
            let good = json!({ "description": "Good", "content": content });
            (StatusCode::OK, good)
        }
    };
    responses.insert(status.as_u16().to_string(), good);
    for status in problems(route, operation) {
        let title = status.canonical_reason().unwrap_or("Problem");
        let content = json!({ "application/problem+json": { "schema": reference("Problem") } });
        let problem = json!({ "description": title, "content": content });
        responses.insert(status.as_u16().to_string(), problem);
    }
    responses.into()
}

/// Problems of the operation, and those that its access, body and path bring.
fn problems(route: &Route, operation: &Operation) -> Vec<StatusCode> {
    let mut problems = operation.problems.to_vec();
    problems.extend([
        StatusCode::BAD_REQUEST,
        StatusCode::METHOD_NOT_ALLOWED,
        StatusCode::TOO_MANY_REQUESTS,
        StatusCode::SERVICE_UNAVAILABLE,
    ]);
    if route.access != Access::Public || !route.method.is_safe() {
        problems.extend([StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN]);
    }
    if route.path.contains('{') || !operation.parameters.is_empty() {
        problems.push(StatusCode::NOT_FOUND);
    }
    if !operation.parameters.is_empty() {
        problems.push(StatusCode::UNPROCESSABLE_ENTITY);
    }
    if !route.method.is_safe() {
        problems.extend([StatusCode::CONFLICT, StatusCode::UNPROCESSABLE_ENTITY]);
    }
    if operation.body.is_some() {
        problems.extend([
            StatusCode::PAYLOAD_TOO_LARGE,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            StatusCode::UNPROCESSABLE_ENTITY,
        ]);
    }
    problems
}

fn content(schema: &str) -> Value {
    json!({ "application/json": { "schema": reference(schema) } })
}

fn reference(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}
