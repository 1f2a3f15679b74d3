//! What the administrator does with endpoints. A refusal is told above the page that asked.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use segue_connectors::{EndpointSettings, Notice};
use serde::Deserialize;
use serde_json::json;

use super::super::layout::{Frame, Section};
use super::{listed, one};
use crate::app::App;
use crate::calls::{self, Change};
use crate::identity::{Caller, Sender};
use crate::problem::{Answer, Problem};

/// A new endpoint.
#[derive(Deserialize)]
pub(super) struct New {
    name: String,
    url: String,
}

/// `POST /endpoints`
pub(super) async fn create(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Form(new): Form<New>,
) -> Answer<Response> {
    let (name, url) = (new.name.trim().to_owned(), new.url.trim().to_owned());
    let settings = serde_json::from_value(json!({ "url": url }));
    let settings = settings.map_err(|error| Problem::invalid(error.to_string()))?;
    match calls::save(&app, Change::new(&caller, &sender), &name, settings).await {
        Ok(known) => {
            Ok(Redirect::to(&format!("/endpoints/{}", known.endpoint.name)).into_response())
        }
        Err(problem) => {
            let frame = frame(&caller).telling("bad", problem.detail.to_string());
            listed(&app, frame, problem.status, (name, url)).await
        }
    }
}

/// The settings of an endpoint.
#[derive(Deserialize)]
pub(super) struct Settings {
    url: String,
    timeout_seconds: u32,
    connect_seconds: u32,
    attempts: u32,
    allow_private: Option<String>,
}

/// `POST /endpoints/{name}`
pub(super) async fn save(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(name): Path<String>,
    Form(form): Form<Settings>,
) -> Answer<Response> {
    let settings = EndpointSettings {
        url: form.url.trim().to_owned(),
        timeout_seconds: form.timeout_seconds,
        connect_seconds: form.connect_seconds,
        attempts: form.attempts,
        allow_private: form.allow_private.is_some(),
    };
    let saved = calls::save(&app, Change::new(&caller, &sender), &name, settings).await;
    told(
        &app,
        &caller,
        &name,
        saved.map(|_| "Saved.".to_owned()),
        Vec::new(),
    )
    .await
}

/// A credential as its form has it; it is put together as the API takes it.
#[derive(Deserialize)]
pub(super) struct CredentialForm {
    kind: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    secret: String,
}

/// `POST /endpoints/{name}/credential`
pub(super) async fn credential(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(name): Path<String>,
    Form(form): Form<CredentialForm>,
) -> Answer<Response> {
    let change = Change::new(&caller, &sender);
    let text = match form.kind.as_str() {
        "none" => {
            let done = calls::forget_credential(&app, change, &name).await;
            let done = done.map(|()| "The credential is forgotten.".to_owned());
            return told(&app, &caller, &name, done, Vec::new()).await;
        }
        "bearer" => json!({ "kind": "bearer", "token": form.secret }),
        "basic" => json!({ "kind": "basic", "user": form.name, "password": form.secret }),
        _ => json!({ "kind": "header", "name": form.name, "value": form.secret }),
    };
    let done = calls::set_credential(&app, change, &name, &text.to_string()).await;
    let done = done.map(|()| "The credential is stored. It will not be shown again.".to_owned());
    told(&app, &caller, &name, done, Vec::new()).await
}

/// Where to try an endpoint out.
#[derive(Deserialize)]
pub(super) struct Probe {
    #[serde(default)]
    path: String,
}

/// `POST /endpoints/{name}/test`
pub(super) async fn test(
    State(app): State<App>,
    caller: Caller,
    Path(name): Path<String>,
    Form(probe): Form<Probe>,
) -> Answer<Response> {
    let probed = calls::probe(&app, &name, &probe.path).await;
    let done = probed.and_then(|probed| match (probed.status, probed.error) {
        (Some(status), _) => Ok(format!(
            "It answered {status} within {} ms.",
            probed.milliseconds
        )),
        (None, error) => Err(Problem::invalid(format!(
            "It did not answer: {}.",
            error.unwrap_or_default()
        ))),
    });
    told(&app, &caller, &name, done, Vec::new()).await
}

/// `POST /endpoints/{name}/delete`
pub(super) async fn delete(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(name): Path<String>,
) -> Answer<Response> {
    calls::delete(&app, Change::new(&caller, &sender), &name).await?;
    Ok(Redirect::to("/endpoints").into_response())
}

/// A document to import.
#[derive(Deserialize)]
pub(super) struct Import {
    document: String,
}

/// `POST /endpoints/{name}/import`
pub(super) async fn import(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(name): Path<String>,
    Form(import): Form<Import>,
) -> Answer<Response> {
    let change = Change::new(&caller, &sender);
    match calls::import(&app, change, &name, import.document).await {
        Ok(imported) => {
            let done = format!("{} actions are imported.", imported.actions.len());
            told(&app, &caller, &name, Ok(done), imported.notices).await
        }
        Err(problem) => told(&app, &caller, &name, Err(problem), Vec::new()).await,
    }
}

async fn told(
    app: &App,
    caller: &Caller,
    name: &str,
    done: Result<String, Problem>,
    notices: Vec<Notice>,
) -> Answer<Response> {
    let (status, tone, text) = match done {
        Ok(text) => (StatusCode::OK, "good", text),
        Err(problem) if problem.status == StatusCode::NOT_FOUND => return Err(problem),
        Err(problem) => (problem.status, "bad", problem.detail.to_string()),
    };
    let frame = frame(caller).telling(tone, text);
    one::page(app, frame, status, name, notices).await
}

fn frame(caller: &Caller) -> Frame {
    Frame::of(Section::Endpoints, caller)
}
