//! A person at a screen: what each button does.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use segue_flow::{Go, ShownField, ShownScreen, Submission};
use segue_language::{Text, Values};
use segue_runtime::{Refusal, Reply, Request};

use super::{Typed, back, late};
use crate::app::App;
use crate::identity::Caller;
use crate::pages::rich_text::clean;
use crate::pages::work_item::draw;
use crate::pages::work_item::guide::{Guide, Place, Shown, State, screen_guide};
use crate::problem::Answer;
use crate::queries::items::Item;
use crate::queries::{drafts, files};

/// A person at a screen.
pub(super) struct Desk<'a> {
    pub(super) app: &'a App,
    pub(super) caller: &'a Caller,
    pub(super) place: Place,
    pub(super) typed: Typed,
}

impl Desk<'_> {
    /// Goes on, when the answers are good.
    pub(super) async fn next(&self, item: Item) -> Answer<Response> {
        let reply = self
            .submit(&item, self.typed.answers.clone(), Go::Next)
            .await;
        match reply {
            Ok(Reply::Screen(shown)) if self.is_refused(&shown) => self.next_as_shown(item).await,
            reply => self.lead(item, reply).await,
        }
    }

    /// Without scripts the browser shows what was visible before the answers: what they hide is
    /// left out, what they show is asked for.
    async fn next_as_shown(&self, item: Item) -> Answer<Response> {
        let answers = self.typed.answers.clone();
        let reply = self.submit(&item, answers, Go::Refresh).await;
        let visible = match &reply {
            Ok(Reply::Screen(shown)) => visible(&shown.fields),
            _ => return self.lead(item, reply).await,
        };
        let is_visible = |name: &Text| visible.iter().any(|v| v.eq_ignore_ascii_case(name));
        let answers = self.typed.answers.iter();
        let shown: Values = answers
            .filter(|(name, _)| is_visible(name))
            .cloned()
            .collect();
        let reply = self.submit(&item, shown, Go::Next).await;
        self.lead(item, reply).await
    }

    /// Goes back; answers that are not good are left behind.
    pub(super) async fn previous(&self, item: Item) -> Answer<Response> {
        let answers = self.typed.answers.clone();
        let reply = self.submit(&item, answers, Go::Previous).await;
        let reply = match reply {
            Ok(Reply::Screen(shown)) if self.is_refused(&shown) => {
                self.submit(&item, Values::new(), Go::Previous).await
            }
            reply => reply,
        };
        self.lead(item, reply).await
    }

    /// Keeps the answers as a draft and leaves.
    pub(super) async fn pause(&self, item: Item) -> Answer<Response> {
        let answers = self.typed.answers.clone();
        let reply = self.submit(&item, answers, Go::Refresh).await;
        let shown = match reply {
            Err(refusal) => return self.late(&item, refusal).await,
            Ok(Reply::Screen(shown)) => shown,
            Ok(_) => return Ok(back(item, self.place)),
        };
        self.typed
            .keep(self.app, self.caller, &item, &shown)
            .await?;
        let words = shown.paused_text.as_ref().filter(|words| !words.is_empty());
        if let Some(words) = words {
            let guide = Guide {
                item,
                state: State::Paused(clean(words)),
                place: self.place,
                typed: Vec::new(),
            };
            return Ok(draw(self.app, self.caller, StatusCode::OK, guide));
        }
        let path = match (&item.record, self.place) {
            (Some(record), Place::Record) => {
                format!("/records/{}/{}?told=paused", record.object, record.id)
            }
            _ => "/inbox?told=paused".to_owned(),
        };
        Ok(Redirect::to(&path).into_response())
    }

    /// Keeps the answers and shows the same screen: found records, another item of a repeater, what
    /// an action did.
    pub(super) async fn again(&self, item: Item, go: Go) -> Answer<Response> {
        let answers = self.typed.answers.clone();
        let reply = self.submit(&item, answers, go).await;
        match reply {
            Ok(Reply::Screen(shown)) => {
                let typed = self.typed.without(&shown.renewed);
                let kept = typed.keep(self.app, self.caller, &item, &shown).await?;
                let shown = Shown {
                    kept: Some(kept),
                    ..typed.on(&shown)
                };
                self.show(item, shown, StatusCode::OK).await
            }
            reply => self.lead(item, reply).await,
        }
    }

    async fn submit(&self, item: &Item, answers: Values, go: Go) -> Result<Reply, Refusal> {
        submit(self.app, self.caller, item, (answers, go)).await
    }

    /// Whether the screen that she saw does not take her answers.
    fn is_refused(&self, shown: &ShownScreen) -> bool {
        shown.name == self.typed.screen && !shown.errors.is_empty()
    }

    /// Where a reply leads.
    async fn lead(&self, item: Item, reply: Result<Reply, Refusal>) -> Answer<Response> {
        match reply {
            Err(refusal) => self.late(&item, refusal).await,
            Ok(Reply::Screen(shown)) if self.is_refused(&shown) => {
                self.typed
                    .keep(self.app, self.caller, &item, &shown)
                    .await?;
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                self.show(item, self.typed.on(&shown), status).await
            }
            Ok(reply) => self.done(item, reply).await,
        }
    }

    /// The answers were taken: the draft has served.
    async fn done(&self, item: Item, reply: Reply) -> Answer<Response> {
        drafts::forget(self.app, self.caller, &item.id).await?;
        match reply {
            // Its stage went on meanwhile: the pages can still be walked to their end.
            Reply::Screen(shown) if item.closed.is_some() => {
                self.show(item, Shown::fresh(&shown), StatusCode::OK).await
            }
            Reply::Finished => {
                let record = item.record.as_ref().map(|record| record.id.clone());
                files::hand_in(self.app, self.caller, &item.id, record).await?;
                Ok(back(item, self.place))
            }
            _ => Ok(back(item, self.place)),
        }
    }

    async fn show(&self, item: Item, shown: Shown<'_>, status: StatusCode) -> Answer<Response> {
        let guide = screen_guide(self.app, self.caller, (item, self.place), shown).await?;
        Ok(draw(self.app, self.caller, status, guide))
    }

    async fn late(&self, item: &Item, refusal: Refusal) -> Answer<Response> {
        let at = (&item.id, self.place);
        late::page(self.app, self.caller, at, (refusal, &self.typed)).await
    }
}

/// Sends answers on.
pub(super) async fn submit(
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
