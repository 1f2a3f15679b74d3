//! Starting another run with the inputs of one.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use segue_language::Text;
use segue_runtime::{Reply, Request};
use segue_store::{RunNumber, run_id};
use serde::Deserialize;

use super::acts::refused;
use crate::app::App;
use crate::identity::{Caller, Permission};
use crate::pages::layout::{Frame, Section, show};
use crate::problem::{Answer, Problem};
use crate::queries::run_history::shown;
use crate::queries::runs::{FoundRun, one};
use crate::random;

#[derive(Template)]
#[template(path = "run_again.html")]
struct AgainPage {
    frame: Frame,
    found: FoundRun,
    inputs: Vec<(Text, String)>,
    /// So that a form that is sent twice starts one run.
    key: String,
}

/// `GET /runs/{id}/again`
pub(crate) async fn ask_again(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
) -> Answer<Response> {
    caller.require(Permission::RunFlows)?;
    let found = startable(&app, &caller, &id).await?;
    let page = AgainPage {
        frame: Frame::of(Section::Runs, &caller).wide("narrow"),
        inputs: shown(&found.view.run.inputs),
        found,
        key: random::id(),
    };
    Ok(show(StatusCode::OK, &page))
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct Key {
    key: Text,
}

/// `POST /runs/{id}/again`
pub(crate) async fn start_again(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    Form(Key { key }): Form<Key>,
) -> Answer<Response> {
    caller.require(Permission::RunFlows)?;
    let found = startable(&app, &caller, &id).await?;
    let request = Request::StartRun {
        orchestration: found.view.orchestration.name.clone(),
        inputs: found.view.run.inputs.clone(),
        by: caller.actor(),
        key: Some(key),
    };
    match app.execute(request).await {
        Ok(Reply::Started { run }) => {
            let run = run_id(RunNumber(run));
            Ok(Redirect::to(&format!("/runs/{run}?done=started")).into_response())
        }
        Ok(other) => Err(Problem::internal(&format!("a start gave {other:?}"))),
        Err(refusal) => refused(&app, caller, id, refusal).await,
    }
}

/// A run of an orchestration that somebody can start.
async fn startable(app: &App, caller: &Caller, id: &Text) -> Answer<FoundRun> {
    let found = one(app, caller, id).await?;
    if found.view.orchestration.trigger.is_some() {
        let detail = "A change of a record starts these runs: save the record again.";
        return Err(Problem::new(StatusCode::CONFLICT, "triggered", detail));
    }
    Ok(found)
}
