//! The Work Guide: the part of a page in which work is done.

mod over;
mod screen;

pub(crate) use over::Over;
pub(crate) use screen::{Screen, Shown, screen_guide};

use askama::Template;
use segue_runtime::{Refusal, Reply, Request};

use crate::app::App;
use crate::identity::Caller;
use crate::pages::form;
use crate::pages::rich_text::{self, Markup};
use crate::problem::Answer;
use crate::queries::drafts::{self, Told};
use crate::queries::items::{Item, Person};

/// A work item and where its viewer stands.
#[derive(Clone, Debug, Template)]
#[template(path = "guide.html")]
pub(crate) struct Guide {
    pub(crate) item: Item,
    pub(crate) state: State,
    pub(crate) place: Place,
    /// What the viewer typed and no form holds: shown to be copied.
    pub(crate) typed: Vec<Told>,
}

/// On which page the guide is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// On the work item's own.
    Alone,
    /// On that of its record.
    Record,
}

/// What the viewer can do.
#[derive(Clone, Debug)]
pub(crate) enum State {
    /// Begin.
    Start,
    /// Begin anew, or leave it to who is at it.
    TakenUp(Person),
    /// Answer a screen.
    Screen(Box<Screen>),
    /// Open it again: its screen cannot be shown, for that reason, and the work may end by that.
    Stuck(String),
    /// Come back later: what the screen says about that.
    Paused(Markup),
    /// Come back later: what the flow waits for.
    Waits(String),
    /// Nothing: it is over.
    Closed(Over),
    /// Nothing: it is somebody else's.
    Watch,
}

/// The guide of a work item as its viewer may use it.
pub(crate) async fn guide(app: &App, caller: &Caller, item: Item, place: Place) -> Answer<Guide> {
    let state = match (&item.closed, &item.worker) {
        (Some(closed), _) => State::Closed(Over::of(app, closed, false)),
        _ if !item.is_entitled => State::Watch,
        (None, Some(worker)) if worker.is_me => return present(app, caller, item, place).await,
        (None, Some(worker)) => State::TakenUp(worker.clone()),
        (None, None) => State::Start,
    };
    still(app, caller, (item, place), state).await
}

/// The screen on which the viewer stands, with what she typed there; nothing goes on.
async fn present(app: &App, caller: &Caller, item: Item, place: Place) -> Answer<Guide> {
    let request = Request::LookAtWork {
        item: item.id.clone().into(),
        by: caller.actor(),
    };
    let screen = match app.execute(request).await {
        Ok(Reply::Screen(screen)) => screen,
        Ok(Reply::Waits { what }) => {
            return still(app, caller, (item, place), State::Waits(what)).await;
        }
        Ok(_) => return still(app, caller, (item, place), State::Start).await,
        Err(Refusal::Conflict { code, message }) => {
            let state = match code {
                "would-go-on" => State::Stuck(message),
                _ => State::Start,
            };
            return still(app, caller, (item, place), state).await;
        }
        Err(refusal) => return Err(refusal.into()),
    };
    let Some((draft, at)) = drafts::find(app, caller, &item.id).await? else {
        return screen_guide(app, caller, (item, place), Shown::fresh(&screen)).await;
    };
    let is_here = draft.is_of(&screen);
    let inputs = if is_here { draft.inputs } else { Vec::new() };
    let shown = Shown {
        screen: &screen,
        sent: &form::answers(&inputs),
        inputs: &inputs,
        kept: is_here.then_some(at),
    };
    let mut guide = screen_guide(app, caller, (item, place), shown).await?;
    if !is_here {
        guide.typed = draft.told;
    }
    Ok(guide)
}

/// A guide without a screen; what was typed is kept.
async fn still(
    app: &App,
    caller: &Caller,
    (item, place): (Item, Place),
    state: State,
) -> Answer<Guide> {
    let draft = drafts::find(app, caller, &item.id).await?;
    Ok(Guide {
        typed: draft.map(|(draft, _)| draft.told).unwrap_or_default(),
        item,
        state,
        place,
    })
}

impl Guide {
    /// Where its forms are sent.
    fn action(&self) -> String {
        format!("/work/{}", self.item.id)
    }

    /// The page that it is on.
    pub(crate) fn path(&self) -> String {
        match (self.place, &self.item.record) {
            (Place::Record, Some(record)) => {
                let (object, id) = (&record.object, &record.id);
                format!("/records/{object}/{id}?work={}#guide", self.item.id)
            }
            _ => self.action(),
        }
    }

    fn is_on_record(&self) -> bool {
        self.place == Place::Record
    }

    /// Whether the viewer is at a screen.
    fn is_at_screen(&self) -> bool {
        matches!(self.state, State::Screen(_))
    }

    fn plain(&self, text: &str) -> Markup {
        rich_text::plain(text)
    }
}
