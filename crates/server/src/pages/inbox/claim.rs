//! Claiming work of a group or queue, and giving it back.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use segue_language::Text;
use segue_runtime::Request;

use crate::app::App;
use crate::identity::Caller;
use crate::problem::Answer;

/// `POST /work/{id}/claim`
pub(crate) async fn claim(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
) -> Answer<Response> {
    let request = Request::Claim {
        item: id.into(),
        by: caller.actor(),
    };
    app.execute(request).await?;
    Ok(Redirect::to("/inbox?told=claimed").into_response())
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
