//! `/api/v1/deployments`: a project as a zip, or as texts by path. The content type decides how the
//! body is read.

use std::collections::BTreeMap;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request, State};
use axum::http::{Method, StatusCode, header};
use segue_definition::SourceFile;
use serde::Deserialize;
use serde_json::{Value, json};

use super::extract::{Body, Parameters};
use crate::app::App;
use crate::deployment::{
    ARCHIVE_BYTES_MAX, Done, Fault, Offer, check_offer, check_path, deploy_offer, read_archive,
};
use crate::identity::{Caller, Permission, Sender};
use crate::openapi::{Answer as Told, Operation, Parameter, Schema, query};
use crate::problem::{Answer, Problem};
use crate::routes::{Access, Route};

/// Bytes of a body: texts are larger than the zip of them.
const BODY_BYTES_MAX: usize = 16 << 20;
/// Files of a deployment.
const FILES_MAX: usize = 5_000;
const FLAG: &str = r#"{"type":"boolean"}"#;

/// Schemas of this resource.
pub(super) const SCHEMAS: &[Schema] = &[
    (
        "Deploy",
        r#"{"type":"object","required":["files"],"additionalProperties":false,"properties":{
        "files":{"type":"object","additionalProperties":{"type":"string"},
        "description":"Texts by path"},"check_only":{"type":"boolean"},
        "infer":{"type":"boolean"}}}"#,
    ),
    (
        "Deployment",
        r#"{"type":"object","required":["deployed","files","changed","unchanged","problems",
        "warnings"],"properties":{"deployed":{"type":"boolean",
        "description":"False when it was only checked"},"files":{"type":"integer"},
        "changed":{"type":"array","items":{"type":"object","required":["name","version"],
        "properties":{"name":{"type":"string"},"version":{"type":"integer"}}}},
        "unchanged":{"type":"integer"},"warnings":{"type":"array","items":{"type":"string"}},
        "problems":{"type":"array","items":{"type":"object","required":["code","severity",
        "message","file","line","column"],"properties":{"code":{"type":"string"},
        "severity":{"type":"string"},"message":{"type":"string"},
        "help":{"type":["string","null"]},"suggestion":{"type":["string","null"]},
        "file":{"type":"string"},"line":{"type":"integer"},"column":{"type":"integer"},
        "element":{"type":["string","null"]}}}}}}"#,
    ),
];

/// Routes of this resource.
pub(super) fn routes() -> Vec<Route> {
    let deploys = Access::Permission(Permission::ManageFlow);
    let at = (Method::POST, "/api/v1/deployments");
    vec![Route::api(at, deploys, deploy, DEPLOY).taking(BODY_BYTES_MAX)]
}

const DEPLOY: Operation = Operation {
    tag: "definitions",
    id: "deploy",
    summary: "Deploy a project: new versions of what has changed become active",
    parameters: &[
        query("check_only", "Deploy nothing (for a zip)", FLAG),
        query("infer", "Add what nothing declares (for a zip)", FLAG),
        ZIP,
    ],
    body: Some("Deploy"),
    answer: Told::Json(StatusCode::OK, "Deployment"),
    problems: &[],
};

const ZIP: Parameter = Parameter {
    name: "application/zip",
    place: "body",
    about: "The files as an archive",
    schema: r#"{"type":"string","format":"binary"}"#,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Deploy {
    files: BTreeMap<String, String>,
    #[serde(default)]
    check_only: bool,
    #[serde(default)]
    infer: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Flags {
    check_only: bool,
    infer: bool,
}

async fn deploy(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Parameters(flags): Parameters<Flags>,
    request: Request,
) -> Answer<Json<Value>> {
    let (offer, check_only) = match kind(&request) {
        Some("application/zip" | "application/x-zip-compressed") => {
            (zipped(request, flags.infer).await?, flags.check_only)
        }
        _ => {
            let Body(body) = Body::<Deploy>::from_request(request, &app).await?;
            let infer = body.infer || flags.infer;
            (
                texts(body.files, infer)?,
                body.check_only || flags.check_only,
            )
        }
    };
    let done = match check_only {
        true => check_offer(&app, offer).await?,
        false => deploy_offer(&app, &caller, sender.address.to_string(), offer).await?,
    };
    told(&done)
}

/// The media type, without its parameters.
fn kind(request: &Request) -> Option<&str> {
    let kind = request.headers().get(header::CONTENT_TYPE)?.to_str().ok()?;
    let kind = kind.split(';').next()?.trim();
    Some(kind)
}

async fn zipped(request: Request, infer: bool) -> Answer<Offer> {
    let bytes = Bytes::from_request(request, &()).await;
    let bytes = bytes.map_err(|rejection| Problem::of_status(rejection.status()))?;
    let read = tokio::task::spawn_blocking(move || read_archive(&bytes)).await;
    let files = read.map_err(|error| Problem::internal(&error.to_string()))?;
    Ok(Offer {
        files: files?,
        infer,
    })
}

fn texts(files: BTreeMap<String, String>, infer: bool) -> Answer<Offer> {
    if files.len() > FILES_MAX {
        let detail = format!("A deployment has at most {FILES_MAX} files.");
        return Err(Problem::invalid(detail));
    }
    let mut kept = Vec::new();
    for (path, text) in files {
        if check_path(&path)? {
            kept.push(SourceFile::of_bytes(path, text.into_bytes()));
        }
    }
    let files = kept;
    Ok(Offer { files, infer })
}

fn told(done: &Done) -> Answer<Json<Value>> {
    let problems: Vec<Value> = done.problems.iter().map(as_json).collect();
    if done.has_errors() {
        let (status, code) = (StatusCode::UNPROCESSABLE_ENTITY, "invalid-project");
        let detail = "The project has errors; nothing was deployed.";
        return Err(Problem::new(status, code, detail).with("problems", problems));
    }
    let changed = done.deployment.changed.iter();
    let changed = changed.map(|(name, version)| json!({ "name": &**name, "version": version }));
    Ok(Json(json!({
        "deployed": done.is_deployed,
        "files": done.n_files,
        "changed": changed.collect::<Vec<_>>(),
        "unchanged": done.deployment.n_unchanged,
        "warnings": done.deployment.warnings,
        "problems": problems,
    })))
}

/// A problem as the contract of the command line has it.
pub(super) fn as_json(problem: &crate::deployment::Located) -> Value {
    json!({
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "help": problem.help,
        "suggestion": problem.suggestion,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "element": problem.element,
    })
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        let status = match fault {
            Fault::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Problem::new(status, "invalid-archive", fault.to_string())
    }
}

const _: () = assert!(ARCHIVE_BYTES_MAX < BODY_BYTES_MAX);
