//! Versions: which there are, and which of them is in force.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use segue_language::Text;
use segue_runtime::Activation;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Access, Answer, App, Operation, Problem, Route, Told, operation};
use crate::api::deployments::as_json;
use crate::api::extract::OptionalBody;
use crate::deployment::{Located, activate, outlook};
use crate::identity::{Caller, Permission, Sender};
use crate::queries::versions::{self, Versions};

/// Routes about versions.
pub(super) fn routes() -> Vec<Route> {
    use Access::SignedIn;
    let builds = Access::Permission(Permission::ManageFlow);
    let get = |path| (Method::GET, path);
    let post = |path| (Method::POST, path);
    vec![
        Route::api(
            get("/api/v1/orchestrations/{name}/versions"),
            SignedIn,
            of_orchestration,
            listing("listOrchestrationVersions"),
        ),
        Route::api(
            get("/api/v1/flows/{name}/versions"),
            SignedIn,
            of_flow,
            listing("listFlowVersions"),
        ),
        Route::api(
            post("/api/v1/orchestrations/{name}/versions/{version}/activate"),
            builds,
            activate_orchestration,
            changing(
                "activateOrchestration",
                "Put a version in force for new runs",
            ),
        ),
        Route::api(
            post("/api/v1/flows/{name}/versions/{version}/activate"),
            builds,
            activate_flow,
            changing("activateFlow", "Put a version in force for new interviews"),
        ),
        Route::api(
            post("/api/v1/orchestrations/{name}/deactivate"),
            builds,
            deactivate_orchestration,
            changing("deactivateOrchestration", "Start no more runs"),
        ),
        Route::api(
            post("/api/v1/flows/{name}/deactivate"),
            builds,
            deactivate_flow,
            changing("deactivateFlow", "Start no more interviews"),
        ),
    ]
}

const fn listing(id: &'static str) -> Operation {
    Operation {
        answer: Told::Json(StatusCode::OK, "VersionList"),
        ..operation(id, "All versions, newest first")
    }
}

const fn changing(id: &'static str, summary: &'static str) -> Operation {
    Operation {
        body: Some("Activate"),
        answer: Told::Json(StatusCode::OK, "Activated"),
        ..operation(id, summary)
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Activate {
    check_only: bool,
}

/// Who asks, and where.
type Asker = (State<App>, Caller, Sender);

/// A version in the path of a request.
type OfVersion = Path<(Text, i64)>;

/// What a name has to be.
#[derive(Clone, Copy)]
enum Kind {
    Orchestration,
    Flow,
}

async fn of_orchestration(State(app): State<App>, Path(name): Path<Text>) -> Answer<Json<Value>> {
    Ok(listed(&found(&app, &name, Kind::Orchestration).await?))
}

async fn of_flow(State(app): State<App>, Path(name): Path<Text>) -> Answer<Json<Value>> {
    Ok(listed(&found(&app, &name, Kind::Flow).await?))
}

async fn activate_orchestration(
    asker: Asker,
    Path((name, number)): OfVersion,
    body: OptionalBody<Activate>,
) -> Answer<Json<Value>> {
    change(asker, body, (Kind::Orchestration, name, Some(number))).await
}

async fn activate_flow(
    asker: Asker,
    Path((name, number)): OfVersion,
    body: OptionalBody<Activate>,
) -> Answer<Json<Value>> {
    change(asker, body, (Kind::Flow, name, Some(number))).await
}

async fn deactivate_orchestration(
    asker: Asker,
    Path(name): Path<Text>,
    body: OptionalBody<Activate>,
) -> Answer<Json<Value>> {
    change(asker, body, (Kind::Orchestration, name, None)).await
}

async fn deactivate_flow(
    asker: Asker,
    Path(name): Path<Text>,
    body: OptionalBody<Activate>,
) -> Answer<Json<Value>> {
    change(asker, body, (Kind::Flow, name, None)).await
}

async fn change(
    (State(app), caller, sender): Asker,
    OptionalBody(Activate { check_only }): OptionalBody<Activate>,
    (kind, name, number): (Kind, Text, Option<i64>),
) -> Answer<Json<Value>> {
    let versions = found(&app, &name, kind).await?;
    let wanted = Activation { name, number };
    if check_only {
        let outlook = outlook(&app, &wanted).await?;
        let change = (versions.active(), wanted.number, false);
        return Ok(told(&versions.name, change, &outlook.own, &outlook.broken));
    }
    let address = sender.address.to_string();
    let (done, outlook) = activate(&app, &caller, address, wanted).await?;
    let change = (done.before, done.now, true);
    Ok(told(&done.name, change, &outlook.own, &outlook.broken))
}

async fn found(app: &App, name: &Text, kind: Kind) -> Answer<Versions> {
    let found = versions::of(app, name.clone()).await?;
    let (what, is_orchestration) = match kind {
        Kind::Orchestration => ("orchestration", true),
        Kind::Flow => ("flow", false),
    };
    found
        .filter(|found| found.is_orchestration == is_orchestration)
        .ok_or_else(|| Problem::unknown(what, name))
}

fn listed(found: &Versions) -> Json<Value> {
    let versions = found.versions.iter().map(|version| {
        json!({
            "version": version.number,
            "active": version.is_active,
            "open_runs": version.n_open_runs,
            "path": &*version.path,
            "deployed_at": version.deployed_at.map(|at| at.to_string()),
            "deployed_by": version.deployed_by.as_deref(),
        })
    });
    let versions: Vec<Value> = versions.collect();
    Json(json!({ "name": &*found.name, "versions": versions }))
}

fn told(
    name: &str,
    (before, now, done): (Option<i64>, Option<i64>, bool),
    own: &[Located],
    broken: &[Located],
) -> Json<Value> {
    Json(json!({
        "name": name,
        "active": now,
        "before": before,
        "done": done,
        "problems": own.iter().map(as_json).collect::<Vec<_>>(),
        "breaks": broken.iter().map(as_json).collect::<Vec<_>>(),
    }))
}
