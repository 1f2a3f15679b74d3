//! The part of the inbox about routed queues: whether one is there, and what is on offer. It works
//! without scripts; with them it is read anew every few seconds, which also shows that one is
//! still there.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use segue_language::{Text, Timestamp};
use segue_runtime::Request;
use segue_store::Presence;

use super::layout::show;
use super::moment::Moment;
use crate::app::App;
use crate::identity::{Caller, Permission};
use crate::problem::{Answer, Problem};
use crate::queries::presence::{self, Offer, Standing};
use crate::routes::{Access, Group, Route};

/// The part; empty for whoever has no routed queue. A template writes it as it is: `{{ part }}`.
#[derive(Template)]
#[template(path = "presence.html")]
pub(crate) struct PresencePart {
    pub(crate) standing: Standing,
    pub(crate) now: Timestamp,
}

/// It escapes by itself what it shows.
impl askama::filters::HtmlSafe for PresencePart {}

/// Routes of this part.
pub(crate) fn routes() -> Vec<Route> {
    let works = Access::Permission(Permission::RunFlows);
    vec![
        Route::new(
            (Method::GET, "/presence"),
            Access::SignedIn,
            Group::Fragment,
            part,
        ),
        Route::new((Method::POST, "/presence"), works, Group::Page, set),
        Route::new(
            (Method::POST, "/work/{id}/accept"),
            works,
            Group::Page,
            accept,
        ),
        Route::new(
            (Method::POST, "/work/{id}/decline"),
            works,
            Group::Page,
            decline,
        ),
    ]
}

/// The part for a caller.
pub(crate) async fn part_of(app: &App, caller: &Caller) -> Answer<PresencePart> {
    Ok(PresencePart {
        standing: presence::of(app, caller.id.clone()).await?,
        now: app.now(),
    })
}

/// `GET /presence`: the part alone.
async fn part(State(app): State<App>, caller: Caller) -> Answer<Response> {
    Ok(show(StatusCode::OK, &part_of(&app, &caller).await?))
}

#[derive(serde::Deserialize)]
struct Chosen {
    status: String,
}

/// `POST /presence`
async fn set(
    State(app): State<App>,
    caller: Caller,
    Form(chosen): Form<Chosen>,
) -> Answer<Response> {
    let mut all = ALL.into_iter();
    let status = all.find(|status| word(*status) == chosen.status);
    let status = status.ok_or_else(|| Problem::invalid("One is online, away or offline."))?;
    let by = caller.actor();
    app.execute(Request::SetPresence { by, status }).await?;
    Ok(Redirect::to("/inbox").into_response())
}

/// `POST /work/{id}/accept`
async fn accept(State(app): State<App>, caller: Caller, Path(id): Path<Text>) -> Answer<Response> {
    let to = format!("/work/{id}");
    let (item, by) = (id.into(), caller.actor());
    app.execute(Request::AcceptOffer { item, by }).await?;
    Ok(Redirect::to(&to).into_response())
}

/// `POST /work/{id}/decline`
async fn decline(State(app): State<App>, caller: Caller, Path(id): Path<Text>) -> Answer<Response> {
    let (item, by) = (id.into(), caller.actor());
    app.execute(Request::DeclineOffer { item, by }).await?;
    Ok(Redirect::to("/inbox").into_response())
}

const ALL: [Presence; 3] = [Presence::Online, Presence::Away, Presence::Offline];

fn word(status: Presence) -> &'static str {
    match status {
        Presence::Online => "online",
        Presence::Away => "away",
        Presence::Offline => "offline",
    }
}

impl PresencePart {
    /// Whether there is anything to show.
    fn is_shown(&self) -> bool {
        let standing = &self.standing;
        standing.is_routed || standing.status != Presence::Offline || !standing.offers.is_empty()
    }

    /// Label, word and whether it is so, of each presence.
    fn choices(&self) -> [(&'static str, &'static str, bool); 3] {
        ALL.map(|status| {
            let label = match status {
                Presence::Online => "Online",
                Presence::Away => "Away",
                Presence::Offline => "Offline",
            };
            (label, word(status), status == self.standing.status)
        })
    }

    /// How long an offer still stands, in minutes and seconds.
    fn left(&self, offer: &Offer) -> String {
        let seconds = (offer.until.0 - self.now.0).max(0) / 1_000_000;
        format!("{}:{:02}", seconds / 60, seconds % 60)
    }

    fn until(&self, offer: &Offer) -> String {
        offer.until.to_jiff().strftime("%H:%M:%S UTC").to_string()
    }

    fn age(&self, offer: &Offer) -> Moment {
        Moment {
            at: offer.created,
            now: self.now,
        }
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(in crate::pages) use tests::sample;
