//! The Work Guide: the part of a page in which work is done.

use askama::Template;
use segue_engine::CloseReason;
use segue_flow::{ShownField, ShownScreen};
use segue_language::{Lookup, Text, Values};
use segue_runtime::{Reply, Request};

use crate::app::App;
use crate::identity::Caller;
use crate::pages::form::shown::component::looked_up;
use crate::pages::form::{Drawing, Field, draw, sentence};
use crate::pages::moment::Moment;
use crate::pages::rich_text;
use crate::problem::Answer;
use crate::queries::eyes::see;
use crate::queries::items::{self, ClosedItem, Item, Person};
use crate::queries::records;

/// A work item and where its viewer stands.
#[derive(Clone, Debug, Template)]
#[template(path = "guide.html")]
pub(crate) struct Guide {
    pub(crate) item: Item,
    pub(crate) state: State,
    pub(crate) place: Place,
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
    Screen(Screen),
    /// Nothing: it is over.
    Closed(Over),
    /// Nothing: it is somebody else's.
    Watch,
}

/// A screen to be answered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Screen {
    pub(crate) name: Text,
    pub(crate) label: String,
    pub(crate) fields: Vec<Field>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) can_go_back: bool,
    pub(crate) can_go_on: bool,
    pub(crate) can_pause: bool,
}

/// What is wrong with an answer.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    /// Id of the field in the page; empty for the whole screen.
    pub(crate) anchor: String,
    pub(crate) label: rich_text::Markup,
    pub(crate) message: String,
}

/// How it ended.
#[derive(Clone, Debug)]
pub(crate) struct Over {
    pub(crate) closed: ClosedItem,
    pub(crate) at: Moment,
    /// Whether the viewer was about to answer when it ended.
    pub(crate) was_late: bool,
}

/// The guide of a work item as its viewer may use it.
pub(crate) async fn guide(app: &App, caller: &Caller, item: Item, place: Place) -> Answer<Guide> {
    let state = match (&item.closed, &item.worker) {
        (Some(closed), _) => State::Closed(over(app, closed, false)),
        _ if !item.is_entitled => State::Watch,
        (None, Some(worker)) if worker.is_me => return present(app, caller, item, place).await,
        (None, Some(worker)) => State::TakenUp(worker.clone()),
        (None, None) => State::Start,
    };
    Ok(Guide { item, state, place })
}

/// How a closed item ended.
pub(super) fn over(app: &App, closed: &ClosedItem, was_late: bool) -> Over {
    Over {
        at: Moment {
            at: closed.at,
            now: app.now(),
        },
        closed: closed.clone(),
        was_late,
    }
}

/// The screen on which the viewer stands; nothing goes on.
async fn present(app: &App, caller: &Caller, item: Item, place: Place) -> Answer<Guide> {
    let request = Request::OpenWork {
        item: item.id.clone().into(),
        by: caller.actor(),
    };
    if let Reply::Screen(shown) = app.execute(request).await? {
        return screen_guide(app, caller, item, place, (&shown, &Values::new())).await;
    }
    // It ended by being looked at: its flow failed, or had no screen left.
    let item = items::item(app, caller, &item.id).await?;
    let state = match &item.closed {
        Some(closed) => State::Closed(over(app, closed, false)),
        None => State::Start,
    };
    Ok(Guide { item, state, place })
}

/// The guide at a screen, with what was just sent.
pub(super) async fn screen_guide(
    app: &App,
    caller: &Caller,
    item: Item,
    place: Place,
    (shown, sent): (&ShownScreen, &Values),
) -> Answer<Guide> {
    let offered = offered(app, caller, shown).await?;
    let fields = draw(&Drawing {
        screen: shown,
        sent,
        offered: &offered,
    });
    let state = State::Screen(Screen {
        name: shown.name.clone(),
        label: shown.label.clone(),
        fields,
        faults: shown
            .errors
            .iter()
            .map(|error| fault(shown, error))
            .collect(),
        can_go_back: shown.can_go_back,
        can_go_on: shown.can_go_on,
        can_pause: shown.can_pause,
    });
    Ok(Guide { item, state, place })
}

fn fault(shown: &ShownScreen, (name, message): &(Text, String)) -> Fault {
    let field = find(&shown.fields, name);
    Fault {
        anchor: field.map_or_else(String::new, |field| format!("f-{}", field.name)),
        label: field.map_or_else(Default::default, |field| rich_text::plain(&field.label)),
        message: sentence(message),
    }
}

fn find<'f>(fields: &'f [ShownField], name: &str) -> Option<&'f ShownField> {
    fields
        .iter()
        .find_map(|field| match field.name.eq_ignore_ascii_case(name) {
            true => Some(field),
            false => find(&field.fields, name),
        })
}

/// What the lookups of a screen offer, as the caller may see it.
async fn offered(
    app: &App,
    caller: &Caller,
    shown: &ShownScreen,
) -> Answer<Vec<(Text, Vec<(Text, String)>)>> {
    let mut objects = Vec::new();
    collect_lookups(&shown.fields, &mut objects);
    if objects.is_empty() {
        return Ok(Vec::new());
    }
    let now = app.now();
    see(app, caller, move |eyes| {
        let offers = objects.into_iter().map(|object| {
            let lookup = Lookup {
                to: vec![object.clone()],
                relationship: Text::default(),
            };
            Ok((object, records::choices(eyes, &lookup, now)?))
        });
        offers.collect()
    })
    .await
}

fn collect_lookups(fields: &[ShownField], objects: &mut Vec<Text>) {
    for field in fields {
        objects.extend(looked_up(field));
        collect_lookups(&field.fields, objects);
    }
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
}

impl Over {
    fn sentence(&self) -> String {
        let by = match &self.closed.by {
            Some(by) if by.is_me => "You".to_owned(),
            Some(by) => by.name.clone(),
            None => "Somebody".to_owned(),
        };
        match self.closed.reason {
            CloseReason::User => format!("{by} finished this."),
            CloseReason::ExitConditionMet => "This is done: its step ended without it.".to_owned(),
            CloseReason::StageCompleted => {
                "This is not needed any more: its stage was completed without it.".to_owned()
            }
            CloseReason::Failed => "This failed.".to_owned(),
            CloseReason::Canceled => {
                "This is not needed any more: its run was canceled.".to_owned()
            }
            CloseReason::Event => "This is done: an event completed it.".to_owned(),
        }
    }

    fn tone(&self) -> &'static str {
        match (self.closed.reason, self.was_late) {
            (CloseReason::Failed, _) => "bad",
            (_, true) => "warn",
            (CloseReason::User, false) => "good",
            _ => "",
        }
    }
}
