//! What a person does in the Work Guide: opens work, answers screens, pauses. Every form works
//! without scripts: it is sent, carried out, and leads back to the page.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use segue_engine::Rejection;
use segue_flow::{Go, ShownField, ShownScreen, Submission};
use segue_language::{Text, Values};
use segue_runtime::{Refusal, Reply, Request};

use super::draw;
use super::guide::{self, Guide, Place, over, screen_guide};
use crate::app::App;
use crate::identity::Caller;
use crate::pages::form;
use crate::pages::layout::show;
use crate::problem::{Answer, Problem};
use crate::queries::items::{self, Item};

/// The inputs of a form, in order.
pub(crate) type Sent = Vec<(String, String)>;

/// `POST /work/{id}/open`: begins the work, or goes on with it.
pub(crate) async fn open(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    Form(sent): Form<Sent>,
) -> Answer<Response> {
    let item = items::item(&app, &caller, &id).await?;
    let request = Request::OpenWork {
        item: item.id.clone().into(),
        by: caller.actor(),
    };
    match app.execute(request).await {
        Ok(_) => Ok(back(item, place(&sent))),
        Err(refusal) => refused(&app, &caller, (&id, place(&sent)), refusal).await,
    }
}

/// `POST /work/{id}`: a button of a screen.
pub(crate) async fn answer(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    Form(sent): Form<Sent>,
) -> Answer<Response> {
    let item = items::item(&app, &caller, &id).await?;
    let desk = Desk {
        app: &app,
        caller: &caller,
        place: place(&sent),
        screen: value(&sent, "screen").unwrap_or_default(),
    };
    let answers = form::answers(&sent);
    match value(&sent, "go") {
        Some("previous") => desk.previous(item, answers).await,
        Some("pause") => desk.pause(item, answers).await,
        Some("refresh") => desk.add(item, answers).await,
        _ => desk.next(item, answers).await,
    }
}

/// `POST /work/{id}/refresh`: an answer changed; the guide as it becomes, with the draft kept.
pub(crate) async fn refresh(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<Text>,
    Form(sent): Form<Sent>,
) -> Answer<Response> {
    let item = items::item(&app, &caller, &id).await?;
    let (place, answers) = (place(&sent), form::answers(&sent));
    let reply = submit(&app, &caller, &item, (answers.clone(), Go::Refresh)).await;
    let guide = match reply {
        Ok(Reply::Screen(shown)) => {
            screen_guide(&app, &caller, item, place, (&shown, &answers)).await?
        }
        Ok(_) => guide::guide(&app, &caller, item, place).await?,
        Err(refusal) => late(&app, &caller, (&id, place), refusal).await?,
    };
    Ok(show(StatusCode::OK, &guide))
}

/// A person at a screen.
struct Desk<'a> {
    app: &'a App,
    caller: &'a Caller,
    place: Place,
    /// The screen that she saw.
    screen: &'a str,
}

impl Desk<'_> {
    /// Goes on, when the answers are good.
    async fn next(&self, item: Item, answers: Values) -> Answer<Response> {
        let reply = self.submit(&item, answers.clone(), Go::Next).await;
        match reply {
            Ok(Reply::Screen(shown)) if self.is_refused(&shown) => {
                self.next_as_shown(item, answers).await
            }
            reply => self.lead(item, answers, reply).await,
        }
    }

    /// Without scripts the browser shows what was visible before the answers: what they hide is
    /// left out, what they show is asked for.
    async fn next_as_shown(&self, item: Item, answers: Values) -> Answer<Response> {
        let reply = self.submit(&item, answers.clone(), Go::Refresh).await;
        let visible = match &reply {
            Ok(Reply::Screen(shown)) => visible(&shown.fields),
            _ => return self.lead(item, answers, reply).await,
        };
        let is_visible = |name: &Text| visible.iter().any(|v| v.eq_ignore_ascii_case(name));
        let shown = answers.iter().filter(|(name, _)| is_visible(name));
        let shown: Values = shown.cloned().collect();
        let reply = self.submit(&item, shown.clone(), Go::Next).await;
        self.lead(item, shown, reply).await
    }

    /// Goes back; answers that are not good are left behind.
    async fn previous(&self, item: Item, answers: Values) -> Answer<Response> {
        let reply = self.submit(&item, answers, Go::Previous).await;
        let reply = match reply {
            Ok(Reply::Screen(shown)) if self.is_refused(&shown) => {
                self.submit(&item, Values::new(), Go::Previous).await
            }
            reply => reply,
        };
        self.lead(item, Values::new(), reply).await
    }

    /// Keeps the answers as a draft and leaves.
    async fn pause(&self, item: Item, answers: Values) -> Answer<Response> {
        let reply = self.submit(&item, answers, Go::Refresh).await;
        match (reply, &item.record) {
            (Err(refusal), _) => {
                refused(self.app, self.caller, (&item.id, self.place), refusal).await
            }
            (Ok(_), Some(record)) if self.place == Place::Record => {
                let path = format!("/records/{}/{}", record.object, record.id);
                Ok(Redirect::to(&path).into_response())
            }
            (Ok(_), _) => Ok(Redirect::to("/inbox?told=paused").into_response()),
        }
    }

    /// Keeps the answers and shows the same screen: another item of a repeater.
    async fn add(&self, item: Item, answers: Values) -> Answer<Response> {
        let reply = self.submit(&item, answers.clone(), Go::Refresh).await;
        match reply {
            Ok(_) => Ok(back(item, self.place)),
            reply => self.lead(item, answers, reply).await,
        }
    }

    async fn submit(&self, item: &Item, answers: Values, go: Go) -> Result<Reply, Refusal> {
        submit(self.app, self.caller, item, (answers, go)).await
    }

    /// Whether the screen that she saw does not take her answers.
    fn is_refused(&self, shown: &ShownScreen) -> bool {
        *shown.name == *self.screen && !shown.errors.is_empty()
    }

    /// Where a reply leads.
    async fn lead(
        &self,
        item: Item,
        answers: Values,
        reply: Result<Reply, Refusal>,
    ) -> Answer<Response> {
        let (app, caller, place) = (self.app, self.caller, self.place);
        match reply {
            Err(refusal) => refused(app, caller, (&item.id, place), refusal).await,
            Ok(Reply::Screen(shown)) if self.is_refused(&shown) => {
                let sent = (&*shown, &answers);
                let guide = screen_guide(app, caller, item, place, sent).await?;
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                Ok(draw(app, caller, status, guide))
            }
            // Its stage went on meanwhile: the pages can still be walked to their end.
            Ok(Reply::Screen(shown)) if item.closed.is_some() => {
                let sent = (&*shown, &Values::new());
                let guide = screen_guide(app, caller, item, place, sent).await?;
                Ok(draw(app, caller, StatusCode::OK, guide))
            }
            Ok(_) => Ok(back(item, place)),
        }
    }
}

async fn submit(
    app: &App,
    caller: &Caller,
    item: &Item,
    (answers, go): (Values, Go),
) -> Result<Reply, Refusal> {
    app.execute(Request::AnswerScreen {
        item: item.id.clone().into(),
        by: caller.actor(),
        submission: Submission { answers, go },
    })
    .await
}

/// API names of all fields that are visible.
fn visible(fields: &[ShownField]) -> Vec<Text> {
    let mut names = Vec::new();
    for field in fields.iter().filter(|field| field.visible) {
        names.push(field.name.clone());
        names.extend(visible(&field.fields));
    }
    names
}

/// To the page, which shows how things stand.
fn back(item: Item, place: Place) -> Response {
    let guide = Guide {
        item,
        place,
        state: guide::State::Start,
    };
    Redirect::to(&guide.path()).into_response()
}

/// A page that tells why it was refused: somebody was first, or the work begins anew.
async fn refused(
    app: &App,
    caller: &Caller,
    (id, place): (&Text, Place),
    refusal: Refusal,
) -> Answer<Response> {
    let guide = late(app, caller, (id, place), refusal).await?;
    Ok(draw(app, caller, StatusCode::CONFLICT, guide))
}

async fn late(
    app: &App,
    caller: &Caller,
    (id, place): (&Text, Place),
    refusal: Refusal,
) -> Answer<Guide> {
    let was_first = matches!(
        refusal,
        Refusal::Rejected(Rejection::AlreadyCompleted { .. })
    );
    let has_moved = matches!(refusal, Refusal::Invalid(_));
    if !was_first && !has_moved {
        return Err(Problem::from(refusal));
    }
    let item = items::item(app, caller, id).await?;
    match &item.closed {
        Some(closed) => {
            let state = guide::State::Closed(over(app, closed, true));
            Ok(Guide { item, state, place })
        }
        None => guide::guide(app, caller, item, place).await,
    }
}

fn place(sent: &Sent) -> Place {
    match value(sent, "place") {
        Some("record") => Place::Record,
        _ => Place::Alone,
    }
}

fn value<'s>(sent: &'s Sent, name: &str) -> Option<&'s str> {
    let found = sent.iter().rev().find(|(known, _)| known == name);
    found.map(|(_, value)| value.as_str())
}
