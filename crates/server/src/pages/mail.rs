//! Mails: what was sent, or captured where no mail server is set.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use segue_language::Timestamp;

use super::layout::{Frame, Section, show};
use super::moment::Moment;
use crate::app::App;
use crate::identity::{Caller, Permission};
use crate::problem::Answer;
use crate::queries::mails::{Delivered, mails};

#[derive(Template)]
#[template(path = "mail.html")]
struct MailPage {
    frame: Frame,
    mails: Vec<Delivered>,
    /// Everybody's rather than one's own.
    all: bool,
    now: Timestamp,
}

impl MailPage {
    fn ago(&self, at: &Timestamp) -> Moment {
        Moment {
            at: *at,
            now: self.now,
        }
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
pub(crate) async fn list(State(app): State<App>, caller: Caller) -> Answer<Response> {
    let all = caller.may(Permission::ViewAllData);
    let only_to = (!all).then(|| caller.user.clone());
    let page = MailPage {
        frame: Frame::new(Section::Mail, caller.user).wide("narrow"),
        mails: mails(&app, only_to).await?,
        all,
        now: app.now(),
    };
    Ok(show(StatusCode::OK, &page))
}
