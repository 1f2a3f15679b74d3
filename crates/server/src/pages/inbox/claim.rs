//! Claiming work of a group or queue, giving it back, giving it to somebody else.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use segue_language::Text;
use segue_runtime::Request;

use crate::app::App;
use crate::identity::Caller;
use crate::pages::form::Sent;
use crate::problem::Answer;
use crate::queries::eyes::act;
use crate::queries::takers::taker;
use crate::queries::work::{claims, reassigns};

/// `POST /work/{id}/claim`
pub(crate) async fn claim(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    sent: Sent,
) -> Answer<Response> {
    let request = Request::Claim {
        item: id.clone().into(),
        by: caller.actor(),
    };
    act(&app, &caller, claims(id.clone()), request).await??;
    match sent.value("then") {
        // Whoever claims work from its own page stays there.
        Some("stay") => Ok(Redirect::to(&format!("/work/{id}")).into_response()),
        _ => Ok(Redirect::to("/inbox?told=claimed").into_response()),
    }
}

/// `POST /work/{id}/release`
pub(crate) async fn release(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
) -> Answer<Response> {
    let request = Request::Release {
        item: id.into(),
        by: caller.actor(),
    };
    app.execute(request).await?;
    Ok(Redirect::to("/inbox?told=released").into_response())
}

/// `POST /work/{id}/reassign`
pub(crate) async fn reassign(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    sent: Sent,
) -> Answer<Response> {
    let request = Request::Reassign {
        item: id.clone().into(),
        to: taker(sent.value("to").unwrap_or_default())?,
        by: caller.actor(),
    };
    act(&app, &caller, reassigns(id, None), request).await??;
    Ok(Redirect::to("/inbox?told=reassigned").into_response())
}
