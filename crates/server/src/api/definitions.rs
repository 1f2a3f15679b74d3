//! `/api/v1/orchestrations`, `/api/v1/flows`: what is deployed, and what of it is in force.

mod activation;

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use segue_language::Text;
use segue_runtime::DefinitionVersion;
use serde_json::{Value, json};

use crate::app::App;
use crate::openapi::{Answer as Told, Operation, Schema};
use crate::problem::{Answer, Problem};
use crate::routes::{Access, Route};

/// Schemas of this resource.
pub(super) const SCHEMAS: &[Schema] = &[
    (
        "DefinitionList",
        r#"{"type":"object","required":["definitions"],"properties":{"definitions":{"type":"array",
        "items":{"type":"object","required":["name","label","versions","active"],"properties":{
        "name":{"type":"string"},"label":{"type":"string"},
        "versions":{"type":"array","items":{"type":"integer"}},
        "active":{"type":["integer","null"]}}}}}}"#,
    ),
    (
        "VersionList",
        r#"{"type":"object","required":["name","versions"],"properties":{
        "name":{"type":"string"},"versions":{"type":"array","items":{"type":"object",
        "required":["version","active","open_runs"],"properties":{"version":{"type":"integer"},
        "active":{"type":"boolean"},"open_runs":{"type":"integer"},
        "path":{"type":"string"},"deployed_at":{"type":["string","null"]},
        "deployed_by":{"type":["string","null"]}}}}}}"#,
    ),
    (
        "Activate",
        r#"{"type":"object","additionalProperties":false,"properties":{"check_only":{
        "type":"boolean","description":"Say only what it would mean"}}}"#,
    ),
    (
        "Activated",
        r#"{"type":"object","required":["name","active","before","done","problems","breaks"],
        "properties":{"name":{"type":"string"},"active":{"type":["integer","null"]},
        "before":{"type":["integer","null"]},"done":{"type":"boolean"},
        "problems":{"type":"array","items":{"type":"object"}},
        "breaks":{"type":"array","items":{"type":"object"},
        "description":"Errors that other definitions have from then on"}}}"#,
    ),
];

/// Routes of this resource.
pub(super) fn routes() -> Vec<Route> {
    let mut routes = reading();
    routes.extend(activation::routes());
    routes
}

fn reading() -> Vec<Route> {
    use Access::SignedIn;
    let get = |path| (Method::GET, path);
    vec![
        Route::api(
            get("/api/v1/orchestrations"),
            SignedIn,
            orchestrations,
            ORCHESTRATIONS,
        ),
        Route::api(
            get("/api/v1/orchestrations/{name}"),
            SignedIn,
            orchestration,
            ORCHESTRATION,
        ),
        Route::api(get("/api/v1/flows"), SignedIn, flows, FLOWS),
        Route::api(get("/api/v1/flows/{name}"), SignedIn, flow, FLOW),
    ]
}

const ORCHESTRATIONS: Operation = operation("listOrchestrations", "Orchestrations");
const ORCHESTRATION: Operation = operation("showOrchestration", "An orchestration");
const FLOWS: Operation = operation("listFlows", "Flows");
const FLOW: Operation = operation("showFlow", "A flow");

const fn operation(id: &'static str, summary: &'static str) -> Operation {
    Operation {
        tag: "definitions",
        id,
        summary,
        parameters: &[],
        body: None,
        answer: Told::Json(StatusCode::OK, "DefinitionList"),
        problems: &[],
    }
}

async fn orchestrations(State(app): State<App>) -> Answer<Json<Value>> {
    Ok(told(versions(&app, true).await?))
}

async fn flows(State(app): State<App>) -> Answer<Json<Value>> {
    Ok(told(versions(&app, false).await?))
}

async fn orchestration(State(app): State<App>, Path(name): Path<Text>) -> Answer<Json<Value>> {
    named(versions(&app, true).await?, "orchestration", &name)
}

async fn flow(State(app): State<App>, Path(name): Path<Text>) -> Answer<Json<Value>> {
    named(versions(&app, false).await?, "flow", &name)
}

async fn versions(app: &App, of_orchestrations: bool) -> Answer<Vec<DefinitionVersion>> {
    let mut versions = app.look(|reads| reads.definition_versions()).await??;
    versions.retain(|version| version.is_orchestration == of_orchestrations);
    Ok(versions)
}

fn named(
    mut versions: Vec<DefinitionVersion>,
    what: &'static str,
    name: &str,
) -> Answer<Json<Value>> {
    versions.retain(|version| version.name.eq_ignore_ascii_case(name));
    if versions.is_empty() {
        return Err(Problem::unknown(what, name));
    }
    Ok(told(versions))
}

fn told(versions: Vec<DefinitionVersion>) -> Json<Value> {
    let mut by_name: BTreeMap<String, Vec<DefinitionVersion>> = BTreeMap::new();
    for version in versions {
        let name = version.name.to_ascii_lowercase();
        by_name.entry(name).or_default().push(version);
    }
    let definitions: Vec<Value> = by_name.into_values().filter_map(definition).collect();
    Json(json!({ "definitions": definitions }))
}

/// All versions of one name, oldest first.
fn definition(versions: Vec<DefinitionVersion>) -> Option<Value> {
    let newest = versions.last()?;
    let active = versions.iter().find(|version| version.is_active);
    let ordinals: Vec<i64> = versions.iter().map(|version| version.ordinal).collect();
    Some(json!({
        "name": &*newest.name,
        "label": active.unwrap_or(newest).label,
        "versions": ordinals,
        "active": active.map(|version| version.ordinal),
    }))
}
