//! The audit log: who did what to accounts, roles, people and settings, when and from where.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use segue_language::{Text, Timestamp};
use segue_store::AuditFilter;
use serde::Deserialize;

use super::csv::Csv;
use super::layout::{Frame, Section, show};
use super::people::{Tab, Tabs};
use super::query_string;
use crate::app::App;
use crate::identity::Caller;
use crate::problem::Answer;
use crate::queries::audit::{AuditPage, audit};

/// Lines of one page.
const PAGE: u32 = 100;
/// Lines read at once for a file, and lines of one file.
const READ_AT_ONCE: u32 = 1_000;
const LINES_MAX: usize = 50_000;

/// What the log is narrowed to, as the URL has it.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filters {
    actor: String,
    kind: String,
    q: String,
    from: String,
    to: String,
    before: String,
}

#[derive(Template)]
#[template(path = "audit.html")]
struct Page {
    frame: Frame,
    tabs: Tabs,
    filters: Filters,
    page: AuditPage,
}

/// `GET /audit`
pub(crate) async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(filters): Query<Filters>,
) -> Answer<Response> {
    let page = Page {
        frame: Frame::of(Section::People, &caller),
        tabs: Tabs(Tab::Audit),
        page: audit(&app, filters.filter(PAGE)).await?,
        filters,
    };
    Ok(show(StatusCode::OK, &page))
}

/// `GET /audit.csv`
pub(crate) async fn export(
    State(app): State<App>,
    Query(filters): Query<Filters>,
) -> Answer<Response> {
    let columns = ["Number", "At", "Who", "What", "Whom", "Detail", "From"];
    let mut csv = Csv::new(&columns);
    let mut filter = filters.filter(READ_AT_ONCE);
    let mut n_written = 0;
    while n_written < LINES_MAX {
        let page = audit(&app, filter.clone()).await?;
        n_written += page.lines.len();
        for line in &page.lines {
            let (number, at) = (line.n.to_string(), exact(line.at));
            let texts = [&*line.actor, &*line.kind, &*line.subject];
            let ends = [line.detail.as_str(), line.address.as_str()];
            let begin = [number.as_str(), at.as_str()];
            csv.row(begin.into_iter().chain(texts).chain(ends));
        }
        if page.next.is_none() {
            break;
        }
        filter.before = page.next;
    }
    Ok(csv.answer("audit.csv"))
}

impl Filters {
    fn filter(&self, limit: u32) -> AuditFilter {
        let day = |text: &str| text.parse::<Date>().ok();
        AuditFilter {
            actor: self.actor.trim().to_owned(),
            kind: self.kind.clone(),
            text: self.q.trim().to_owned(),
            from: day(&self.from).and_then(begin),
            to: day(&self.to).and_then(|day| begin(day.tomorrow().ok()?)),
            before: self.before.parse().ok(),
            limit,
        }
    }

    fn pairs(&self) -> Vec<(&'static str, &str)> {
        vec![
            ("actor", &self.actor),
            ("kind", &self.kind),
            ("q", &self.q),
            ("from", &self.from),
            ("to", &self.to),
        ]
    }

    fn is_narrowed(&self) -> bool {
        self.pairs().iter().any(|(_, value)| !value.is_empty())
    }
}

impl Page {
    fn older(&self, before: &i64) -> String {
        let before = before.to_string();
        let mut pairs = self.filters.pairs();
        pairs.push(("before", &before));
        query_string("/audit", &pairs)
    }

    fn export(&self) -> String {
        query_string("/audit.csv", &self.filters.pairs())
    }

    fn exact(&self, at: &Timestamp) -> String {
        exact(*at)
    }

    /// `user-deactivated` as people read it.
    fn words(&self, kind: &Text) -> String {
        let words = kind.replace('-', " ");
        let mut characters = words.chars();
        let first = characters.next().map(|c| c.to_uppercase().to_string());
        first.unwrap_or_default() + characters.as_str()
    }

    fn is_kind(&self, kind: &Text) -> bool {
        **kind == *self.filters.kind
    }
}

fn begin(day: Date) -> Option<Timestamp> {
    let midnight = day.to_zoned(TimeZone::UTC).ok()?;
    Some(Timestamp(midnight.timestamp().as_microsecond()))
}

fn exact(at: Timestamp) -> String {
    at.to_jiff().strftime("%Y-%m-%d %H:%M:%S").to_string()
}
