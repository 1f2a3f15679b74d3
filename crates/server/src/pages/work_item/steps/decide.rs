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
use crate::problem::{Answer, Problem};
use crate::queries::items;

/// What whoever cannot see the work is told: it may have been hers a moment ago.
const NOT_HERS: &str = "This work is not there, or it is somebody else's now. Nothing was decided.";

/// `POST /work/{id}/decide`
pub(crate) async fn decide(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    sent: Sent,
) -> Answer<Response> {
    let item = items::item(&app, &caller, &id).await;
    let item = item.map_err(|problem| Problem {
        detail: NOT_HERS.to_owned(),
        ..problem
    })?;
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
        (Ok(_), Place::Record) => Ok(back(item, place)),
        (Ok(_), Place::Alone) => Ok(Redirect::to("/inbox?told=decided").into_response()),
        (Err(refusal), _) => {
            let typed = Typed::word("Comments", comments);
            late::page(&app, &caller, (&id, place), (refusal, &typed)).await
        }
    }
}
