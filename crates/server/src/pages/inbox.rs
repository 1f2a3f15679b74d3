//! The inbox: what waits for a person, her groups and her queues.

mod claim;

pub(crate) use claim::{claim, release};

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use segue_engine::AssigneeKind;
use segue_language::Text;

use super::layout::{Frame, Section, show};
use super::moment::Moment;
use super::query_string;
use crate::app::App;
use crate::identity::Caller;
use crate::problem::Answer;
use crate::queries::items::{self, Holder, ItemLine, Order, Wanted};

/// What the URL of the inbox says.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// Id of a holder; empty for all.
    from: String,
    /// Text in the labels.
    q: String,
    /// `newest`, else the oldest come first.
    order: String,
    /// Where the page begins.
    after: Option<i64>,
    /// What was just done.
    told: String,
}

/// The page; its block `rows` is the fragment.
#[derive(Template)]
#[template(path = "inbox.html", blocks = ["rows"])]
pub(crate) struct InboxPage {
    pub(crate) frame: Frame,
    pub(crate) asked: Asked,
    pub(crate) holders: Vec<Holder>,
    pub(crate) lines: Vec<Line>,
    pub(crate) more: Option<String>,
}

/// An item with its age.
pub(crate) struct Line {
    pub(crate) item: ItemLine,
    pub(crate) age: Moment,
}

/// `GET /inbox`
pub(crate) async fn page(
    State(app): State<App>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Answer<Response> {
    let page = read(&app, &caller, asked).await?;
    Ok(show(StatusCode::OK, &page))
}

/// `GET /inbox/rows`: the list alone.
pub(crate) async fn rows(
    State(app): State<App>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Answer<Response> {
    let page = read(&app, &caller, asked).await?;
    Ok(show(StatusCode::OK, &page.as_rows()))
}

async fn read(app: &App, caller: &Caller, asked: Asked) -> Answer<InboxPage> {
    let wanted = Wanted {
        holder: (!asked.from.is_empty()).then(|| Text::from(asked.from.as_str())),
        text: asked.q.clone(),
        order: match asked.order.as_str() {
            "newest" => Order::NewestFirst,
            _ => Order::OldestFirst,
        },
        after: asked.after,
    };
    let inbox = items::inbox(app, caller, wanted).await?;
    let now = app.now();
    let line = |item: ItemLine| Line {
        age: Moment {
            at: item.created,
            now,
        },
        item,
    };
    Ok(InboxPage {
        frame: frame(caller, &asked.told),
        lines: inbox.lines.into_iter().map(line).collect(),
        more: inbox.next.map(|next| asked.path("/inbox", Some(next))),
        holders: inbox.holders,
        asked,
    })
}

fn frame(caller: &Caller, told: &str) -> Frame {
    let frame = Frame::of(Section::Inbox, caller);
    match told {
        "paused" => frame.telling("", "Paused. Your answers are kept as a draft."),
        "claimed" => frame.telling("good", "Claimed: it is yours now."),
        "released" => frame.telling("good", "Released: others can take it."),
        _ => frame,
    }
}

impl Asked {
    /// The same list at another page.
    fn path(&self, path: &str, after: Option<i64>) -> String {
        let after = after.map(|after| after.to_string()).unwrap_or_default();
        let pairs = [
            ("from", self.from.as_str()),
            ("q", &self.q),
            ("order", &self.order),
            ("after", &after),
        ];
        query_string(path, &pairs)
    }

    /// The list of another holder.
    fn of(&self, holder: &str) -> String {
        let asked = Asked {
            from: holder.to_owned(),
            ..self.clone()
        };
        asked.path("/inbox", None)
    }
}

impl InboxPage {
    fn n_open(&self) -> i64 {
        self.holders.iter().map(|holder| holder.n_open).sum()
    }

    fn live(&self) -> String {
        self.asked.path("/inbox/rows", self.asked.after)
    }

    fn is_filtered(&self) -> bool {
        !self.asked.from.is_empty() || !self.asked.q.is_empty() || self.asked.after.is_some()
    }

    fn kind(&self, holder: &Holder) -> &'static str {
        match holder.kind {
            AssigneeKind::Group => "group",
            AssigneeKind::Queue => "queue",
            AssigneeKind::User | AssigneeKind::Resource => "",
        }
    }
}
