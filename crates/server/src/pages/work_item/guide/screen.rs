//! A screen to be answered.

use segue_flow::{ShownField, ShownScreen};
use segue_language::{Lookup, ObjectType, Record, Text, Timestamp, Value, Values};

use super::{Guide, Place, State};
use crate::app::App;
use crate::identity::Caller;
use crate::pages::form::shown::component::{looked_up, looked_up_ids};
use crate::pages::form::{self, Drawing, Field, Offered, draw, sentence};
use crate::pages::moment::Moment;
use crate::pages::rich_text::{self, Markup};
use crate::problem::Answer;
use crate::queries::eyes::{Eyes, see};
use crate::queries::items::Item;
use crate::queries::lookups::Sought;
use crate::queries::{files, lookups};

/// A screen to be answered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Screen {
    pub(crate) name: Text,
    pub(crate) label: String,
    /// Label of the flow, where the screen shows it.
    pub(crate) header: Option<String>,
    pub(crate) help: Option<Markup>,
    pub(crate) fields: Vec<Field>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) can_go_back: bool,
    pub(crate) can_go_on: bool,
    pub(crate) can_pause: bool,
    pub(crate) next: String,
    pub(crate) back: String,
    pub(crate) pause: String,
    /// Files are sent with it.
    pub(crate) takes_files: bool,
    /// When what it holds was kept as a draft.
    pub(crate) kept: Option<Moment>,
}

/// What is wrong with an answer.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    /// Id of the field in the page; empty for the whole screen.
    pub(crate) anchor: String,
    pub(crate) label: Markup,
    pub(crate) message: String,
}

/// A screen with what was typed on it.
#[derive(Clone, Copy)]
pub(crate) struct Shown<'a> {
    pub(crate) screen: &'a ShownScreen,
    pub(crate) sent: &'a Values,
    /// The same as inputs of the form.
    pub(crate) inputs: &'a [(String, String)],
    /// When that was kept as a draft.
    pub(crate) kept: Option<Timestamp>,
}

impl<'a> Shown<'a> {
    /// A screen as it stands.
    pub(crate) fn fresh(screen: &'a ShownScreen) -> Shown<'a> {
        static NOTHING: Values = Values::new();
        Shown {
            screen,
            sent: &NOTHING,
            inputs: &[],
            kept: None,
        }
    }
}

/// The guide at a screen, with what was just sent.
pub(crate) async fn screen_guide(
    app: &App,
    caller: &Caller,
    (item, place): (Item, Place),
    shown: Shown<'_>,
) -> Answer<Guide> {
    let offered = offered(app, caller, shown).await?;
    let takes_files = has_files(&shown.screen.fields);
    let files = match takes_files {
        true => files::mine(app, caller, &item.id).await?,
        false => Vec::new(),
    };
    let fields = draw(&Drawing {
        screen: shown.screen,
        sent: shown.sent,
        inputs: shown.inputs,
        offered: &offered,
        action: &format!("/work/{}", item.id),
        files: &files,
    });
    let kept = shown.kept.map(|at| Moment { at, now: app.now() });
    let screen = Screen {
        fields,
        takes_files,
        kept,
        ..words(shown.screen)
    };
    Ok(Guide {
        item,
        state: State::Screen(Box::new(screen)),
        place,
        typed: Vec::new(),
    })
}

/// What a screen says of itself, without its fields.
fn words(shown: &ShownScreen) -> Screen {
    let own = |label: &Option<String>, usual: &str| {
        let label = label.as_ref().filter(|label| !label.trim().is_empty());
        label.map_or_else(|| usual.to_owned(), Clone::clone)
    };
    let help = shown.help.as_ref().filter(|help| !help.trim().is_empty());
    let buttons = &shown.buttons;
    Screen {
        name: shown.name.clone(),
        label: shown.label.clone(),
        header: shown.show_header.then(|| shown.flow_label.clone()),
        help: help.map(|help| rich_text::clean(help)),
        faults: shown
            .errors
            .iter()
            .map(|error| fault(shown, error))
            .collect(),
        can_go_back: shown.can_go_back && shown.show_footer,
        can_go_on: shown.can_go_on,
        can_pause: shown.can_pause && shown.show_footer,
        next: own(&buttons.next, if shown.is_last { "Finish" } else { "Next" }),
        back: own(&buttons.back, "Previous"),
        pause: own(&buttons.pause, "Pause"),
        ..Screen::default()
    }
}

fn fault(shown: &ShownScreen, (name, message): &(Text, String)) -> Fault {
    let message = sentence(message);
    if let Some((repeater, number, child)) = of_an_item(shown, name) {
        let label = format!("{} ({} {})", child.label, repeater.label, number + 1);
        return Fault {
            anchor: format!("f-r-{}-{number}-{}", repeater.name, child.name),
            label: rich_text::plain(&label),
            message,
        };
    }
    let field = form::find(&shown.fields, name);
    Fault {
        anchor: field.map_or_else(String::new, |field| format!("f-{}", field.name)),
        label: field.map_or_else(Default::default, |field| rich_text::plain(&field.label)),
        message,
    }
}

/// The field of an item of a repeater: `Guests.0.Name`.
fn of_an_item<'s>(
    shown: &'s ShownScreen,
    name: &str,
) -> Option<(&'s ShownField, usize, &'s ShownField)> {
    let mut parts = name.splitn(3, '.');
    let (repeater, number, child) = (parts.next()?, parts.next()?, parts.next()?);
    let repeater = form::find(&shown.fields, repeater).filter(|f| f.style == "repeater")?;
    let number = number.parse().ok()?;
    let fields = repeater.rows.get(number).unwrap_or(&repeater.fields);
    Some((repeater, number, form::find(fields, child)?))
}

fn has_files(fields: &[ShownField]) -> bool {
    let is_upload = |field: &ShownField| {
        let extension = field.extension.as_deref();
        field.visible && extension == Some("forceContent:fileUpload")
    };
    let mut fields = fields.iter();
    fields.any(|field| is_upload(field) || has_files(&field.fields))
}

/// A lookup of a screen, and what it holds.
struct Seeking {
    field: Text,
    /// API names of the object and the field whose lookup it is.
    of: (Text, Text),
    chosen: Vec<Text>,
    text: String,
    /// The record that the field belongs to, as far as it stands on the screen.
    source: Record,
}

/// What the lookups of a screen offer, as the caller may see it.
async fn offered(app: &App, caller: &Caller, shown: Shown<'_>) -> Answer<Vec<Offered>> {
    let mut seeking = Vec::new();
    collect(&shown.screen.fields, shown, &mut seeking);
    if seeking.is_empty() {
        return Ok(Vec::new());
    }
    let now = app.now();
    see(app, caller, move |eyes| {
        let offers = seeking.iter().filter_map(|seeking| {
            let lookup = lookup(eyes, &seeking.of)?;
            let sought = Sought {
                chosen: &seeking.chosen,
                text: &seeking.text,
                source: &seeking.source,
            };
            let offer = lookups::offer(eyes, &lookup, sought, now);
            Some(offer.map(|offer| Offered {
                field: seeking.field.clone(),
                records: offer.records,
                has_more: offer.has_more,
            }))
        });
        offers.collect()
    })
    .await
}

fn collect(fields: &[ShownField], shown: Shown<'_>, seeking: &mut Vec<Seeking>) {
    for field in fields.iter().filter(|field| field.visible) {
        if let Some(of) = looked_up(field) {
            let held = held(field, shown);
            let text = form::searched(shown.inputs, &field.name);
            seeking.push(Seeking {
                field: field.name.clone(),
                of,
                chosen: looked_up_ids(held),
                text: text.unwrap_or_default().trim().to_owned(),
                source: record_of(field, shown),
            });
        }
        collect(&field.fields, shown, seeking);
    }
}

/// What was typed in a field, else what it held.
fn held<'v>(field: &'v ShownField, shown: Shown<'v>) -> &'v Value {
    let mut sent = shown.sent.iter();
    let sent = sent.find(|(name, _)| *name == field.name);
    sent.map_or(&field.value, |(_, value)| value)
}

/// The record of a field: what the screen shows of the same variable.
fn record_of(field: &ShownField, shown: Shown<'_>) -> Record {
    let Some((object, _)) = &field.record_field else {
        return Record::new("");
    };
    let mut record = Record::new(object.clone());
    let variable = variable(&field.name);
    each(&shown.screen.fields, &mut |other| {
        if let Some((_, name)) = &other.record_field
            && self::variable(&other.name) == variable
        {
            let held = held(other, shown);
            let ids = looked_up_ids(held);
            let id = ids.first().map(|id| Value::Text(id.clone()));
            record.set(name.clone(), id.unwrap_or_else(|| held.clone()));
        }
    });
    record
}

fn variable(name: &str) -> &str {
    name.split_once('.').map_or(name, |(variable, _)| variable)
}

fn each<'f>(fields: &'f [ShownField], visit: &mut dyn FnMut(&'f ShownField)) {
    for field in fields.iter().filter(|field| field.visible) {
        visit(field);
        each(&field.fields, visit);
    }
}

/// Where the field of an object leads; without such a field, the object itself.
fn lookup(eyes: &Eyes<'_>, (object, field): &(Text, Text)) -> Option<Lookup> {
    let object: &ObjectType = eyes.reads.object(object)?;
    let known = object.field(field).and_then(|field| field.lookup.clone());
    Some(known.unwrap_or_else(|| Lookup::new(vec![object.name.clone()], "")))
}
