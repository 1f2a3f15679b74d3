//! How a queue gives its work away: members take it, or it is offered to them.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use segue_language::Text;
use segue_runtime::PeopleAct;
use segue_store::{Group, Routing};
use serde::Deserialize;

use super::user::Done;
use super::{back, told, wrong};
use crate::app::App;
use crate::identity::Caller;
use crate::pages::layout::{Frame, Section, show};
use crate::people::{self, Asker};
use crate::problem::{Answer, Problem};
use crate::queries::routing::{OFFER_SECONDS, routing};

/// What the form holds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Entry {
    /// `offered`, or anything else for a queue that is taken from.
    mode: String,
    priority: String,
    weight: String,
    offer_seconds: String,
    field: String,
    /// One value a line, the most urgent first.
    ranks: String,
    /// There when it is chosen.
    away_on_expiry: Option<String>,
}

#[derive(Template)]
#[template(path = "people_routing.html")]
struct RoutingPage {
    frame: Frame,
    queue: Group,
    entry: Entry,
}

/// `GET /people/queues/{name}/routing`
pub(crate) async fn ask_routing(
    State(app): State<App>,
    caller: Caller,
    Path(name): Path<Text>,
    Query(done): Query<Done>,
) -> Answer<Response> {
    let (queue, routing) = read(&app, name).await?;
    let page = RoutingPage {
        frame: told(
            Frame::of(Section::People, &caller).wide("narrow"),
            &done.done,
        ),
        queue,
        entry: Entry::of(routing.as_ref()),
    };
    Ok(show(StatusCode::OK, &page))
}

/// `POST /people/queues/{name}/routing`
pub(crate) async fn set_routing(
    State(app): State<App>,
    caller: Caller,
    asker: Asker,
    Path(name): Path<Text>,
    Form(entry): Form<Entry>,
) -> Answer<Response> {
    let (queue, _) = read(&app, name).await?;
    let set = match entry.routing() {
        Ok(routing) => {
            let act = PeopleAct::SetRouting {
                queue: queue.name.clone(),
                routing,
            };
            people::change(&app, asker, act).await
        }
        Err(problem) => Err(problem),
    };
    match set {
        Ok(()) => {
            let path = format!("/people/queues/{}/routing", queue.id);
            Ok(back(&path, "routed", None))
        }
        Err(problem) => {
            let problem = wrong(problem)?;
            let frame = Frame::of(Section::People, &caller).wide("narrow");
            let page = RoutingPage {
                frame: frame.telling("bad", problem.detail),
                queue,
                entry,
            };
            Ok(show(problem.status, &page))
        }
    }
}

async fn read(app: &App, name: Text) -> Answer<(Group, Option<Routing>)> {
    let unknown = Problem::unknown("queue", &name);
    let found = app.look(move |reads| routing(reads, &name)).await??;
    found.ok_or(unknown)
}

impl Entry {
    /// The form as it is at first.
    fn of(routing: Option<&Routing>) -> Entry {
        let mode = if routing.is_some() {
            "offered"
        } else {
            "taken"
        };
        let usual = Routing {
            priority: 0,
            weight: 1,
            offer_seconds: OFFER_SECONDS,
            field: None,
            ranks: Vec::new(),
            away_on_expiry: false,
        };
        let routing = routing.unwrap_or(&usual);
        let ranks: Vec<&str> = routing.ranks.iter().map(|rank| &**rank).collect();
        Entry {
            mode: mode.to_owned(),
            priority: routing.priority.to_string(),
            weight: routing.weight.to_string(),
            offer_seconds: routing.offer_seconds.to_string(),
            field: routing.field.as_deref().unwrap_or_default().to_owned(),
            ranks: ranks.join("\n"),
            away_on_expiry: routing.away_on_expiry.then(String::new),
        }
    }

    /// What it asks for; none lets members take the items.
    fn routing(&self) -> Answer<Option<Routing>> {
        if self.mode != "offered" {
            return Ok(None);
        }
        let ranks = self.ranks.lines().map(str::trim);
        let field = self.field.trim();
        Ok(Some(Routing {
            priority: number("Priority", &self.priority)?,
            weight: number("Weight", &self.weight)?,
            offer_seconds: number("Time to answer", &self.offer_seconds)?,
            field: (!field.is_empty()).then(|| field.into()),
            ranks: ranks
                .filter(|rank| !rank.is_empty())
                .map(Text::from)
                .collect(),
            away_on_expiry: self.away_on_expiry.is_some(),
        }))
    }

    fn is_offered(&self) -> bool {
        self.mode == "offered"
    }
}

fn number<T: std::str::FromStr>(what: &str, text: &str) -> Answer<T> {
    let parsed = text.trim().parse();
    parsed.map_err(|_| Problem::invalid(format!("{what} has to be a whole number.")))
}
