//! Submitting records for approval, and taking submissions back, from pages.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use segue_language::Text;
use segue_runtime::{ApprovalRequest, NewSubmission, Request, RunRef, submitted_record};

use crate::app::App;
use crate::identity::Caller;
use crate::pages::form::Sent;
use crate::problem::Answer;
use crate::queries::approvals::{recalls, submits};
use crate::queries::eyes::act;

/// `POST /records/{object}/{id}/submit`
pub(crate) async fn submit(
    State(app): State<App>,
    caller: Caller,
    Path((object, id)): Path<(Text, Text)>,
    sent: Sent,
) -> Answer<Response> {
    let request = Request::Approval(ApprovalRequest::Submit(NewSubmission {
        record: id.clone(),
        process: sent.value("process").map(Text::from),
        comments: sent.value("comments").map(Text::from),
        first_approver: None,
        by: caller.actor(),
    }));
    let back = format!("/records/{object}/{id}?told=submitted");
    act(&app, &caller, submits((object, id)), request).await??;
    Ok(Redirect::to(&back).into_response())
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
    if sent.value("place") == Some("run") {
        return Ok(Redirect::to(&format!("/runs/{id}?done=recalled")).into_response());
    }
    let back = app.look(move |reads| {
        let view = reads.run(id)?;
        let record = submitted_record(&view.run);
        let object = reads.object_of_id(&record)?;
        Some(format!("/records/{}/{record}", object.name))
    });
    let back = back.await?.unwrap_or_else(|| "/inbox".to_owned());
    Ok(Redirect::to(&back).into_response())
}
