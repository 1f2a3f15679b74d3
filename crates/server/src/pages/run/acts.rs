//! What can be done to a run at once: suspend, resume, cancel, test its conditions.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use segue_language::Text;
use segue_runtime::{Refusal, Reply, Request, RunRef};
use serde::Deserialize;

use super::page;
use crate::app::App;
use crate::identity::{Caller, Permission};
use crate::pages::layout::{Frame, Section};
use crate::problem::{Answer, Problem};
use crate::queries::eyes::{Eyes, act};
use crate::queries::runs::{managed, resumed};

/// Characters of a reason.
const REASON_LENGTH_MAX: usize = 1_000;

/// Words of the URL, and the sentences that they stand for.
const SENTENCES: [(&str, &str); 8] = [
    (
        "suspended",
        "The run is suspended: no new step starts until it is resumed.",
    ),
    ("resumed", "The run goes on."),
    ("forced", "The run was forced on."),
    ("canceled", "The run is canceled."),
    ("recalled", "The submission was recalled."),
    ("woken", "The conditions were tested again."),
    ("reassigned", "The work was given to somebody else."),
    (
        "started",
        "This run was started with the inputs of the other one.",
    ),
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

/// Why something is done; empty when nobody says.
#[derive(Deserialize)]
pub(crate) struct Reason {
    #[serde(default)]
    reason: String,
    /// Whether a resume is forced.
    #[serde(default)]
    force: bool,
}

impl Reason {
    fn text(&self) -> Option<Text> {
        let reason = self.reason.trim();
        let reason: String = reason.chars().take(REASON_LENGTH_MAX).collect();
        (!reason.is_empty()).then(|| reason.into())
    }
}

/// `POST /runs/{id}/cancel`
pub(crate) async fn cancel(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    Form(reason): Form<Reason>,
) -> Answer<Response> {
    let request = Request::Cancel {
        run: RunRef::Id(id.clone()),
        by: caller.actor(),
        reason: reason.text(),
    };
    carry_out(&app, caller, id, request, "canceled").await
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

/// `POST /runs/{id}/resume`
pub(crate) async fn resume(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    Form(reason): Form<Reason>,
) -> Answer<Response> {
    let forced = match reason.force {
        true => Some(forced(&caller, &reason)?),
        false => None,
    };
    let (wanted, is_forced) = (id.clone(), reason.force);
    let word = if is_forced { "forced" } else { "resumed" };
    let request = Request::Resume {
        run: RunRef::Id(id.clone()),
        by: caller.actor(),
        forced,
    };
    let proviso = move |eyes: &Eyes<'_>| resumed(eyes, &wanted, is_forced).map(|_| ());
    let reply = act(&app, &caller, proviso, request).await?;
    told(&app, caller, id, reply, word).await
}

fn forced(caller: &Caller, reason: &Reason) -> Answer<Text> {
    caller.require(Permission::ForceResume)?;
    let missing = || Problem::invalid("A forced resume needs a reason.");
    reason.text().ok_or_else(missing)
}

/// Does it when the caller may manage the run; then as [`told`].
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
pub(super) async fn told(
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

pub(super) async fn refused(
    app: &App,
    caller: Caller,
    id: Text,
    refusal: Refusal,
) -> Answer<Response> {
    let problem = Problem::from(refusal);
    let frame = Frame::of(Section::Runs, &caller);
    let frame = frame.telling("bad", problem.detail.clone());
    page(app, caller, (id, None), frame, problem.status).await
}
