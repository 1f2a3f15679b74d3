//! Several work items at once: taken, given back, given to somebody else. Each has its own result;
//! one that is refused leaves the others alone.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use segue_language::Text;
use segue_runtime::{PartRef, Request};

use crate::app::App;
use crate::identity::{Caller, Permission};
use crate::pages::form::Sent;
use crate::pages::layout::{Frame, Section, show};
use crate::problem::{Answer, Problem};
use crate::queries::eyes::act;
use crate::queries::items;
use crate::queries::takers;
use crate::queries::work::{claims, reassigns};

/// Items of one request.
const ITEMS_MAX: usize = 200;

/// What came of each.
#[derive(Template)]
#[template(path = "inbox_done.html")]
pub(crate) struct DonePage {
    pub(crate) frame: Frame,
    /// What was asked for, in words: `Claimed`.
    pub(crate) title: String,
    pub(crate) outcomes: Vec<Outcome>,
    /// Where the person came from.
    pub(crate) back: String,
}

/// What came of one item.
pub(crate) struct Outcome {
    pub(crate) id: Text,
    pub(crate) label: String,
    /// Why it was refused.
    pub(crate) refusal: Option<String>,
}

/// What is to be done with each.
#[derive(Clone, Debug)]
enum Deed {
    Claim,
    Release,
    /// To whom, as [`takers::taker`] reads it.
    Reassign(String),
}

/// `POST /inbox/bulk`
pub(crate) async fn bulk(State(app): State<App>, caller: Caller, sent: Sent) -> Answer<Response> {
    let deed = deed(&caller, &sent)?;
    let chosen = sent.inputs.iter().filter(|(name, _)| name == "item");
    let mut chosen: Vec<Text> = chosen.map(|(_, id)| Text::from(id.as_str())).collect();
    chosen.dedup();
    if chosen.is_empty() {
        return Err(Problem::invalid("Choose at least one work item."));
    }
    if chosen.len() > ITEMS_MAX {
        let detail = format!("At most {ITEMS_MAX} work items can be changed at once.");
        return Err(Problem::invalid(detail));
    }
    let mut outcomes = Vec::with_capacity(chosen.len());
    for id in chosen {
        outcomes.push(one(&app, &caller, id, &deed).await);
    }
    let page = DonePage {
        frame: Frame::of(Section::Inbox, &caller),
        title: title(&app, &caller, &deed).await?,
        outcomes,
        back: back(&sent),
    };
    Ok(show(StatusCode::OK, &page))
}

fn deed(caller: &Caller, sent: &Sent) -> Answer<Deed> {
    let deed = sent.value("do").unwrap_or_default();
    if deed == "claim" || deed == "release" {
        caller.require(Permission::RunFlows)?;
    }
    match deed {
        "claim" => Ok(Deed::Claim),
        "release" => Ok(Deed::Release),
        "reassign" => {
            caller.require(Permission::ReassignWorkItems)?;
            let to = sent.value("to").unwrap_or_default();
            takers::taker(to)?;
            Ok(Deed::Reassign(to.to_owned()))
        }
        _ => Err(Problem::invalid(
            "Work is claimed, released or given to somebody.",
        )),
    }
}

async fn title(app: &App, caller: &Caller, deed: &Deed) -> Answer<String> {
    Ok(match deed {
        Deed::Claim => "Claimed".to_owned(),
        Deed::Release => "Released".to_owned(),
        Deed::Reassign(to) => {
            format!("Given to {}", takers::label(app, caller, to).await?)
        }
    })
}

/// The inbox as it was; nothing else can be named.
fn back(sent: &Sent) -> String {
    let path = sent.value("back").unwrap_or_default();
    match path.starts_with("/inbox?") {
        true => path.to_owned(),
        false => "/inbox".to_owned(),
    }
}

/// Does it with one item, as far as the caller sees that item.
async fn one(app: &App, caller: &Caller, id: Text, deed: &Deed) -> Outcome {
    let item = match items::item(app, caller, &id).await {
        Ok(item) => item,
        // What is not hers to see has no name here.
        Err(problem) => return outcome(id.clone(), id.to_string(), Some(problem)),
    };
    let done = match request(caller, &id, deed) {
        Ok(request) => carry_out(app, caller, (&id, deed), request).await,
        Err(problem) => Err(problem),
    };
    outcome(id, item.label, done.err())
}

/// Who may do it is tested in the turn itself.
async fn carry_out(
    app: &App,
    caller: &Caller,
    (id, deed): (&Text, &Deed),
    request: Request,
) -> Answer<()> {
    let reply = match deed {
        Deed::Claim => act(app, caller, claims(id.clone()), request).await?,
        Deed::Reassign(_) => act(app, caller, reassigns(id.clone(), None), request).await?,
        Deed::Release => app.execute(request).await,
    };
    Ok(reply.map(|_| ())?)
}

fn outcome(id: Text, label: String, problem: Option<Problem>) -> Outcome {
    Outcome {
        id,
        label,
        refusal: problem.map(|problem| problem.detail),
    }
}

fn request(caller: &Caller, id: &Text, deed: &Deed) -> Answer<Request> {
    let (item, by) = (PartRef::Id(id.clone()), caller.actor());
    Ok(match deed {
        Deed::Claim => {
            caller.require(Permission::RunFlows)?;
            Request::Claim { item, by }
        }
        Deed::Release => {
            caller.require(Permission::RunFlows)?;
            Request::Release { item, by }
        }
        Deed::Reassign(to) => Request::Reassign {
            item,
            to: takers::taker(to)?,
            by,
        },
    })
}

impl DonePage {
    fn n_done(&self) -> usize {
        let done = self.outcomes.iter().filter(|o| o.refusal.is_none());
        done.count()
    }

    fn n_refused(&self) -> usize {
        self.outcomes.len() - self.n_done()
    }
}
