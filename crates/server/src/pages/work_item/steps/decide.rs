//! Approving and rejecting at once: from the inbox, from the page of the work and of its record.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use segue_language::Text;
use segue_runtime::{ApprovalRequest, Decision, Request};

use super::{Typed, back, late, place};
use crate::app::App;
use crate::identity::Caller;
use crate::pages::form::Sent;
use crate::pages::work_item::Place;
use crate::problem::Answer;
use crate::queries::items;

/// `POST /work/{id}/decide`
pub(crate) async fn decide(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    sent: Sent,
) -> Answer<Response> {
    let comments = sent.value("comments").unwrap_or_default();
    let decision = Decision {
        decision: sent.value("decision").unwrap_or_default().into(),
        comments: Some(comments.into()),
        overrides: false,
    };
    let request = Request::Approval(ApprovalRequest::Decide {
        item: id.clone().into(),
        by: caller.actor(),
        decision,
    });
    let place = place(&sent);
    match (app.execute(request).await, place) {
        (Ok(_), Place::Record) => Ok(back(items::item(&app, &caller, &id).await?, place)),
        (Ok(_), Place::Alone) => Ok(Redirect::to("/inbox?told=decided").into_response()),
        (Err(refusal), _) => {
            let typed = Typed::word("Comments", comments);
            late::page(&app, &caller, (&id, place), (refusal, &typed)).await
        }
    }
}
