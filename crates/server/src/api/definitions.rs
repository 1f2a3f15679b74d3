//! `/api/v1/orchestrations`, `/api/v1/flows`: what is deployed; `/api/v1/deployments` deploys.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use segue_definition::{Findings, Options, Project, SourceFile, load};
use segue_language::Text;
use segue_runtime::{DefinitionVersion, Deployment, RuntimeError};
use serde::Deserialize;
use serde_json::{Value, json};

use super::extract::Body;
use crate::app::App;
use crate::identity::Permission;
use crate::openapi::{Answer as Told, Operation, Schema};
use crate::problem::{Answer, Problem};
use crate::routes::{Access, Route};

/// Bytes of a deployment.
const DEPLOYMENT_BYTES_MAX: usize = 16 << 20;
/// Files of a deployment.
const FILES_MAX: usize = 5_000;

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
        "Deploy",
        r#"{"type":"object","required":["files"],"additionalProperties":false,"properties":{
        "files":{"type":"object","additionalProperties":{"type":"string"},
        "description":"Texts by path"},"check_only":{"type":"boolean"},
        "infer":{"type":"boolean"}}}"#,
    ),
    (
        "Deployment",
        r#"{"type":"object","required":["changed","unchanged","problems"],"properties":{
        "changed":{"type":"array","items":{"type":"object"}},"unchanged":{"type":"integer"},
        "problems":{"type":"array","items":{"type":"object"}}}}"#,
    ),
];

/// Routes of this resource.
pub(super) fn routes() -> Vec<Route> {
    use Access::SignedIn;
    let deploys = Access::Permission(Permission::ManageFlow);
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
        Route::api(
            (Method::POST, "/api/v1/deployments"),
            deploys,
            deploy,
            DEPLOY,
        )
        .taking(DEPLOYMENT_BYTES_MAX),
    ]
}

const ORCHESTRATIONS: Operation = operation("listOrchestrations", "Orchestrations");
const ORCHESTRATION: Operation = operation("showOrchestration", "An orchestration");
const FLOWS: Operation = operation("listFlows", "Flows");
const FLOW: Operation = operation("showFlow", "A flow");
const DEPLOY: Operation = Operation {
    body: Some("Deploy"),
    answer: Told::Json(StatusCode::OK, "Deployment"),
    ..operation(
        "deploy",
        "Deploy a project: new versions of what has changed become active",
    )
};

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
    let mut versions = app.look(|runtime| runtime.definition_versions()).await??;
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Deploy {
    files: BTreeMap<String, String>,
    #[serde(default)]
    check_only: bool,
    #[serde(default)]
    infer: bool,
}

async fn deploy(State(app): State<App>, Body(body): Body<Deploy>) -> Answer<Json<Value>> {
    if body.files.len() > FILES_MAX {
        return Err(Problem::invalid(format!(
            "A deployment has at most {FILES_MAX} files."
        )));
    }
    let (infer, check_only) = (body.infer, body.check_only);
    let files: Vec<SourceFile> = body
        .files
        .into_iter()
        .map(|(path, text)| SourceFile::new(path, text))
        .collect();
    let loaded = tokio::task::spawn_blocking(move || load(files, &Options { infer }, None));
    let project = loaded
        .await
        .map_err(|error| Problem::internal(&error.to_string()))?;
    let problems = problems(&project);
    if project.problems.has_errors() {
        let problem = Problem::invalid("The project has errors; nothing was deployed.");
        return Err(problem.with("problems", problems));
    }
    let deployed = match check_only {
        true => Deployment::default(),
        false => carry_out(&app, project).await?,
    };
    let changed = deployed.changed.iter();
    let changed = changed.map(|(name, version)| json!({ "name": &**name, "version": version }));
    Ok(Json(json!({
        "changed": changed.collect::<Vec<_>>(),
        "unchanged": deployed.n_unchanged,
        "problems": problems,
    })))
}

async fn carry_out(app: &App, project: Project) -> Answer<Deployment> {
    let now = app.now();
    let deployed = app
        .look(move |runtime| runtime.deploy(&project, now))
        .await?;
    deployed.map_err(|error| match error {
        RuntimeError::Refused(reasons) => Problem::invalid(reasons.join(" ")),
        RuntimeError::Store(error) => Problem::internal(&error.to_string()),
    })
}

/// The problems as `segue check --format json` tells them.
fn problems(project: &Project) -> Value {
    let findings = Findings {
        projects: vec![(&project.problems, &project.sources)],
        working_directory: std::path::Path::new(""),
    };
    let report: Value =
        serde_json::from_str(&segue_definition::json(&findings)).expect("a report of ours is JSON");
    report["problems"].clone()
}
