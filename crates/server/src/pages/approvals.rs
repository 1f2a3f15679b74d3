//! Deciding approvals at once, and taking submissions back, from pages.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use segue_language::Text;
use segue_runtime::{ApprovalRequest, Decision, Request, RunRef, submitted_record};

use crate::app::App;
use crate::identity::Caller;
use crate::pages::form::Sent;
use crate::problem::Answer;
use crate::queries::approvals::recalls;
use crate::queries::eyes::act;

/// `POST /work/{id}/decide`
pub(crate) async fn decide(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    sent: Sent,
) -> Answer<Response> {
    let decision = Decision {
        decision: sent.value("decision").unwrap_or_default().into(),
        comments: sent.value("comments").map(Text::from),
        overrides: false,
    };
    let request = Request::Approval(ApprovalRequest::Decide {
        item: id.clone().into(),
        by: caller.actor(),
        decision,
    });
    app.execute(request).await?;
    Ok(Redirect::to("/inbox?told=decided").into_response())
}

/// `POST /runs/{id}/recall`
pub(crate) async fn recall(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    sent: Sent,
) -> Answer<Response> {
    let request = Request::Approval(ApprovalRequest::Recall {
        run: RunRef::Id(id.clone()),
        by: caller.actor(),
        comments: sent.value("comments").map(Text::from),
        // Who may is tested in the same turn.
        as_admin: true,
    });
    act(&app, &caller, recalls(id.clone()), request).await??;
    let back = app.look(move |reads| {
        let view = reads.run(id)?;
        let record = submitted_record(&view.run);
        let object = reads.object_of_id(&record)?;
        Some(format!("/records/{}/{record}", object.name))
    });
    let back = back.await?.unwrap_or_else(|| "/inbox".to_owned());
    Ok(Redirect::to(&back).into_response())
}
