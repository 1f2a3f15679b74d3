//! What a person does in the Work Guide: opens work, answers screens, pauses. Every form works
//! without scripts: it is sent, carried out, and leads back to the page.

mod decide;
mod desk;
mod late;
mod prepare;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use segue_flow::Go;
use segue_language::Text;
use segue_runtime::{Reply, Request};

use super::guide::{self, Guide, Place, Shown, screen_guide};
use crate::app::App;
use crate::identity::Caller;
use crate::pages::form::{self, Sent};
use crate::pages::layout::show;
use crate::problem::Answer;
use crate::queries::drafts;
use crate::queries::items::{self, Item};

pub(crate) use decide::decide;
use desk::Desk;
use prepare::{Typed, prepare};

/// `POST /work/{id}/open`: begins the work, or goes on with it.
pub(crate) async fn open(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    sent: Sent,
) -> Answer<Response> {
    let item = items::item(&app, &caller, &id).await?;
    let request = Request::OpenWork {
        item: item.id.clone().into(),
        by: caller.actor(),
    };
    match app.execute(request).await {
        Ok(_) => Ok(back(item, place(&sent))),
        Err(refusal) => {
            let at = (&id, place(&sent));
            late::page(&app, &caller, at, (refusal, &Typed::default())).await
        }
    }
}

/// `POST /work/{id}`: a button of a screen.
pub(crate) async fn answer(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    sent: Sent,
) -> Answer<Response> {
    let item = items::item(&app, &caller, &id).await?;
    let go = sent.value("go").unwrap_or_default().to_owned();
    let mut sent = sent;
    if let Some(dropped) = go.strip_prefix("drop:") {
        sent.inputs = form::without_item(&sent.inputs, dropped);
    }
    let desk = Desk {
        place: place(&sent),
        typed: prepare(&app, &caller, &item, sent).await?,
        app: &app,
        caller: &caller,
    };
    match go.as_str() {
        "previous" => desk.previous(item).await,
        "pause" => desk.pause(item).await,
        go => match stays(go) {
            Some(go) => desk.again(item, go).await,
            None => desk.next(item).await,
        },
    }
}

/// What a button does that leaves the screen where it is.
fn stays(go: &str) -> Option<Go> {
    match go.split_once(':') {
        Some(("click", button)) => Some(Go::Click(Text::from(button))),
        Some(("drop", _)) => Some(Go::Refresh),
        _ => (go == "refresh").then_some(Go::Refresh),
    }
}

/// `POST /work/{id}/refresh`: an answer changed, or an action button was pressed; the guide as it
/// becomes, with the draft kept.
pub(crate) async fn refresh(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    sent: Sent,
) -> Answer<Response> {
    let item = items::item(&app, &caller, &id).await?;
    let place = place(&sent);
    let go = sent.value("go").and_then(stays).unwrap_or(Go::Refresh);
    let typed = prepare(&app, &caller, &item, sent).await?;
    let reply = desk::submit(&app, &caller, &item, (typed.answers.clone(), go)).await;
    let guide = match reply {
        Ok(Reply::Screen(screen)) => {
            let typed = typed.without(&screen.renewed);
            let kept = typed.keep(&app, &caller, &item, &screen).await?;
            let shown = Shown {
                kept: Some(kept),
                ..typed.on(&screen)
            };
            screen_guide(&app, &caller, (item, place), shown).await?
        }
        Ok(_) => guide::guide(&app, &caller, item, place).await?,
        Err(refusal) => late::guide(&app, &caller, (&id, place), (refusal, &typed)).await?,
    };
    Ok(show(StatusCode::OK, &guide))
}

/// `POST /work/{id}/forget`: what was typed and never sent is not needed any more.
pub(crate) async fn forget(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    sent: Sent,
) -> Answer<Response> {
    let item = items::item(&app, &caller, &id).await?;
    drafts::forget(&app, &caller, &item.id).await?;
    Ok(back(item, place(&sent)))
}

/// To the page, which shows how things stand.
fn back(item: Item, place: Place) -> Response {
    let guide = Guide {
        item,
        place,
        state: guide::State::Start,
        typed: Vec::new(),
    };
    Redirect::to(&guide.path()).into_response()
}

fn place(sent: &Sent) -> Place {
    match sent.value("place") {
        Some("record") => Place::Record,
        _ => Place::Alone,
    }
}
