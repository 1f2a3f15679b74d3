//! What can be done to a run: suspend, resume, cancel, wake, give its work to somebody else.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use segue_engine::AssigneeKind;
use segue_language::Text;
use segue_runtime::{NewAssignee, PartRef, Refusal, Reply, Request, RunRef};
use serde::Deserialize;

use super::page;
use crate::app::App;
use crate::identity::{Caller, Permission};
use crate::pages::layout::{Frame, Section};
use crate::problem::{Answer, Problem};
use crate::queries::eyes::{Eyes, act};
use crate::queries::runs::managed;
use crate::queries::work::reassigns;

/// Words of the URL, and the sentences that they stand for.
const SENTENCES: [(&str, &str); 5] = [
    ("suspended", "The run is suspended."),
    ("resumed", "The run goes on."),
    ("canceled", "The run is canceled."),
    ("woken", "The conditions were tested again."),
    ("reassigned", "The work was given to somebody else."),
];

/// The sentence that a word of the URL stands for.
pub(super) fn sentence(word: &str) -> Option<&'static str> {
    let mut known = SENTENCES.into_iter();
    known
        .find(|(known, _)| *known == word)
        .map(|(_, told)| told)
}

/// `POST /runs/{id}/suspend`
pub(crate) async fn suspend(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
) -> Answer<Response> {
    let (run, by) = (RunRef::Id(id.clone()), caller.actor());
    carry_out(&app, caller, id, Request::Suspend { run, by }, "suspended").await
}

/// `POST /runs/{id}/cancel`
pub(crate) async fn cancel(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
) -> Answer<Response> {
    let (run, by) = (RunRef::Id(id.clone()), caller.actor());
    carry_out(
        &app,
        caller,
        id,
        Request::Cancel {
            run,
            by,
            reason: None,
        },
        "canceled",
    )
    .await
}

/// `POST /runs/{id}/event`
pub(crate) async fn publish(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
) -> Answer<Response> {
    let request = Request::PublishEvent {
        run: RunRef::Id(id.clone()),
        step: None,
        by: caller.actor(),
    };
    carry_out(&app, caller, id, request, "woken").await
}

/// Why a resume is forced; empty when it is not.
#[derive(Deserialize)]
pub(crate) struct Force {
    #[serde(default)]
    reason: String,
}

/// `POST /runs/{id}/resume`
pub(crate) async fn resume(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    Form(force): Form<Force>,
) -> Answer<Response> {
    let reason = force.reason.trim();
    if !reason.is_empty() {
        caller.require(Permission::ForceResume)?;
    }
    let request = Request::Resume {
        run: RunRef::Id(id.clone()),
        by: caller.actor(),
        forced: (!reason.is_empty()).then(|| reason.into()),
    };
    carry_out(&app, caller, id, request, "resumed").await
}

/// Who gets the work.
#[derive(Deserialize)]
pub(crate) struct To {
    item: Text,
    kind: String,
    name: Text,
}

/// `POST /runs/{id}/reassign`
pub(crate) async fn reassign(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    Form(to): Form<To>,
) -> Answer<Response> {
    let kind = match to.kind.as_str() {
        "user" => AssigneeKind::User,
        "group" => AssigneeKind::Group,
        "queue" => AssigneeKind::Queue,
        _ => {
            return Err(Problem::invalid(
                "Work is given to a user, a group or a queue.",
            ));
        }
    };
    let proviso = reassigns(to.item.clone(), Some(id.clone()));
    let request = Request::Reassign {
        item: PartRef::Id(to.item),
        to: NewAssignee {
            kind,
            name: to.name,
        },
        by: caller.actor(),
    };
    let reply = act(&app, &caller, proviso, request).await?;
    told(&app, caller, id, reply, "reassigned").await
}

/// Back to the run; a refusal stands above it.
async fn carry_out(
    app: &App,
    caller: Caller,
    id: Text,
    request: Request,
    word: &str,
) -> Answer<Response> {
    let wanted = id.clone();
    let proviso = move |eyes: &Eyes<'_>| managed(eyes, &wanted).map(|_| ());
    let reply = act(app, &caller, proviso, request).await?;
    told(app, caller, id, reply, word).await
}

/// Back to the run; a refusal stands above it.
async fn told(
    app: &App,
    caller: Caller,
    id: Text,
    reply: Result<Reply, Refusal>,
    word: &str,
) -> Answer<Response> {
    match reply {
        Ok(_) => Ok(Redirect::to(&format!("/runs/{id}?done={word}")).into_response()),
        Err(refusal) => refused(app, caller, id, refusal).await,
    }
}

async fn refused(app: &App, caller: Caller, id: Text, refusal: Refusal) -> Answer<Response> {
    let problem = Problem::from(refusal);
    let frame = Frame::new(Section::Runs, caller.user.clone());
    let frame = frame.telling("bad", problem.detail.clone());
    page(app, caller, id, frame, problem.status).await
}
