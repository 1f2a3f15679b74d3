//! Mails: what was captured, waits, was sent or failed; and whether one wants mail about work.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use segue_language::Timestamp;
use segue_runtime::Request;
use segue_store::MailStatus;
use serde::Deserialize;

use super::layout::{Frame, Section, show};
use super::moment::Moment;
use crate::app::App;
use crate::identity::{Caller, Permission};
use crate::problem::Answer;
use crate::queries::mails::{self, Page, Shown, Wanted, label, status_named};

/// Mails that one page shows.
const SHOWN_MAX: usize = 50;

#[derive(Template)]
#[template(path = "mail.html")]
struct MailPage {
    frame: Frame,
    page: Page,
    filter: Filter,
    /// Everybody's rather than one's own.
    all: bool,
    /// Whether the caller may send failed ones again.
    may_retry: bool,
    /// Whether the caller wants no mail about her work.
    is_off: bool,
    is_captured: bool,
    now: Timestamp,
}

/// The filter, as the URL has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    status: String,
    before: Option<i64>,
}

impl MailPage {
    fn ago(&self, at: &Timestamp) -> Moment {
        Moment {
            at: *at,
            now: self.now,
        }
    }

    fn statuses(&self) -> Vec<(&'static str, bool)> {
        let words = mails::STATUSES.into_iter().map(label);
        words
            .map(|word| (word, self.filter.status.eq_ignore_ascii_case(word)))
            .collect()
    }

    fn label(&self, shown: &Shown) -> &'static str {
        label(shown.mail.status)
    }

    /// The mark that style sheets know a status by.
    fn mark(&self, shown: &Shown) -> &'static str {
        match shown.mail.status {
            MailStatus::Waiting if shown.mail.error.is_some() => "warning",
            MailStatus::Waiting | MailStatus::Sending => "in-progress",
            MailStatus::Sent | MailStatus::Captured => "completed",
            MailStatus::Failed => "error",
            MailStatus::Dropped => "canceled",
        }
    }

    fn can_retry(&self, shown: &Shown) -> bool {
        self.may_retry && shown.mail.status == MailStatus::Failed
    }

    fn is_waiting(&self, shown: &Shown) -> bool {
        matches!(shown.mail.status, MailStatus::Waiting | MailStatus::Sending)
    }

    /// Addresses in a text become links; everything else stays text.
    fn parts(&self, body: &str) -> Vec<(bool, String)> {
        let is_link = |word: &str| word.starts_with("http://") || word.starts_with("https://");
        let words = body.split_inclusive(char::is_whitespace);
        words
            .flat_map(|word| {
                let link = word.trim_end();
                let rest = word[link.len()..].to_owned();
                [(is_link(link), link.to_owned()), (false, rest)]
            })
            .collect()
    }
}

/// `GET /mail`
pub(crate) async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(filter): Query<Filter>,
) -> Answer<Response> {
    let wanted = Wanted {
        before: filter.before,
        limit: SHOWN_MAX,
        status: status_named(&filter.status),
    };
    let page = MailPage {
        page: mails::page(&app, &caller, wanted).await?,
        filter,
        all: caller.may(Permission::ViewAllData),
        may_retry: caller.may(Permission::CustomizeApplication),
        is_off: mails::is_off(&app, &caller).await?,
        is_captured: app.settings().mail.is_captured(),
        now: app.now(),
        frame: Frame::of(Section::Mail, &caller).wide("narrow"),
    };
    Ok(show(StatusCode::OK, &page))
}

/// `POST /mail/{mail}/retry`
pub(crate) async fn retry(
    State(app): State<App>,
    caller: Caller,
    Path(mail): Path<i64>,
) -> Answer<Response> {
    mails::one(&app, &caller, mail).await?;
    let by = caller.actor();
    app.execute(Request::RetryMail { mail, by }).await?;
    Ok(Redirect::to("/mail").into_response())
}

/// Whether somebody wants mail about her work.
#[derive(Deserialize)]
pub(crate) struct Choice {
    work: bool,
}

/// `POST /mail/choice`
pub(crate) async fn choose(
    State(app): State<App>,
    caller: Caller,
    Form(choice): Form<Choice>,
) -> Answer<Response> {
    mails::set_off(&app, &caller, !choice.work).await?;
    Ok(Redirect::to("/mail").into_response())
}
