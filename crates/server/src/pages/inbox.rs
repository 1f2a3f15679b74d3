//! The inbox: what waits for a person, her groups and her queues.

mod asked;
mod bulk;
mod claim;
mod views;

pub(crate) use asked::Asked;
pub(crate) use bulk::bulk;
#[cfg(test)]
pub(crate) use bulk::{DonePage, Outcome};
pub(crate) use claim::{claim, reassign, release};
pub(crate) use views::{begin_with, forget_view, save_view};

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use segue_engine::AssigneeKind;
use segue_store::SavedView;

use super::layout::{Frame, Section, show};
use super::moment::Moment;
use super::presence::{self, PresencePart};
use crate::app::App;
use crate::identity::Caller;
use crate::problem::Answer;
use crate::queries::items::{self, Holder, Inbox, ItemLine};
use crate::queries::takers::{self, Taker};
use crate::queries::views as saved;

/// The page whose views are saved under this name.
const PAGE: &str = "inbox";

/// The page; its block `rows` is the fragment.
#[derive(Template)]
#[template(path = "inbox.html", blocks = ["rows"])]
pub(crate) struct InboxPage {
    pub(crate) frame: Frame,
    pub(crate) asked: Asked,
    pub(crate) inbox: Inbox,
    pub(crate) lines: Vec<Line>,
    pub(crate) views: Vec<SavedView>,
    /// Who may get work from the viewer; empty when she may not give it away.
    pub(crate) takers: Vec<Taker>,
    /// Whether anything is ever due.
    pub(crate) has_due: bool,
    /// Routed queues: whether the viewer is there, and what is on offer.
    pub(crate) presence: Option<PresencePart>,
}

/// An item with its age.
pub(crate) struct Line {
    pub(crate) item: ItemLine,
    pub(crate) age: Moment,
    /// When it is due.
    pub(crate) due: Option<Moment>,
}

/// `GET /inbox`: without a word in its URL it is the default view.
pub(crate) async fn page(
    State(app): State<App>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Answer<Response> {
    let views = saved::views(&app, &caller, PAGE).await?;
    let default = views.iter().find(|view| view.is_default);
    if let Some(view) = default.filter(|_| asked.is_silent()) {
        let path = format!("/inbox?{}", view.query);
        return Ok(Redirect::to(&path).into_response());
    }
    let mut page = read(&app, &caller, asked, views).await?;
    page.presence = Some(presence::part_of(&app, &caller).await?);
    Ok(show(StatusCode::OK, &page))
}

/// `GET /inbox/rows`: the list alone.
pub(crate) async fn rows(
    State(app): State<App>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Answer<Response> {
    let page = read(&app, &caller, asked, Vec::new()).await?;
    Ok(show(StatusCode::OK, &page.as_rows()))
}

async fn read(
    app: &App,
    caller: &Caller,
    asked: Asked,
    views: Vec<SavedView>,
) -> Answer<InboxPage> {
    let mut inbox = items::inbox(app, caller, asked.wanted()).await?;
    let now = app.now();
    let line = |item: ItemLine| Line {
        age: Moment {
            at: item.created,
            now,
        },
        due: item.due.map(|at| Moment { at, now }),
        item,
    };
    Ok(InboxPage {
        frame: frame(caller, &asked.told),
        lines: std::mem::take(&mut inbox.lines)
            .into_iter()
            .map(line)
            .collect(),
        inbox,
        asked,
        views,
        takers: takers::takers(app, caller).await?,
        has_due: app.settings().due.is_used(),
        presence: None,
    })
}

fn frame(caller: &Caller, told: &str) -> Frame {
    let frame = Frame::of(Section::Inbox, caller);
    match told {
        "paused" => frame.telling("", "Paused. Your answers are kept as a draft."),
        "decided" => frame.telling("good", "Decided."),
        "claimed" => frame.telling("good", "Claimed: it is yours now."),
        "released" => frame.telling("good", "Released: others can take it."),
        "reassigned" => frame.telling("good", "Given to somebody else."),
        "saved" => frame.telling("good", "The view is saved."),
        "deleted" => frame.telling("", "The view is deleted."),
        _ => frame,
    }
}

impl InboxPage {
    fn n_open(&self) -> String {
        let holders = &self.inbox.holders;
        let n_open: i64 = holders.iter().map(|holder| holder.n_open).sum();
        let is_cut = holders.iter().any(is_cut);
        counted(n_open, is_cut)
    }

    fn n_open_of(&self, holder: &Holder) -> String {
        counted(holder.n_open, is_cut(holder))
    }

    fn live(&self) -> String {
        self.asked.path("/inbox/rows", self.asked.after)
    }

    /// Where a person comes back to.
    fn here(&self) -> String {
        self.asked.path("/inbox", self.asked.after)
    }

    fn more(&self) -> Option<String> {
        let next = self.inbox.next?;
        Some(self.asked.path("/inbox", Some(next)))
    }

    /// Whether a view is the one that is shown.
    fn is_shown(&self, view: &SavedView) -> bool {
        self.asked.view == view.name
    }

    fn shown_view(&self) -> Option<&SavedView> {
        self.views.iter().find(|view| self.is_shown(view))
    }

    fn kind(&self, holder: &Holder) -> &'static str {
        match holder.kind {
            AssigneeKind::Group => "group",
            AssigneeKind::Queue => "queue",
            AssigneeKind::User | AssigneeKind::Resource => "",
        }
    }

    /// Id of the field for the comments on a decision.
    fn comments_of(&self, line: &Line) -> String {
        format!("comments-{}", line.item.id)
    }

    fn takers_of(&self, kind: &str) -> Vec<&Taker> {
        takers::of_kind(&self.takers, kind)
    }
}

impl Line {
    /// `late`, `soon` or nothing, by when it is due.
    fn urgency(&self) -> &'static str {
        const DAY: i64 = 86_400 * 1_000_000;
        match &self.due {
            Some(due) if due.at <= due.now => "late",
            Some(due) if due.at.0 <= due.now.0.saturating_add(DAY) => "soon",
            _ => "",
        }
    }
}

fn is_cut(holder: &Holder) -> bool {
    holder.n_open >= i64::from(items::COUNTED_MAX)
}

fn counted(n: i64, is_cut: bool) -> String {
    match is_cut {
        true => format!("{n}+"),
        false => n.to_string(),
    }
}
