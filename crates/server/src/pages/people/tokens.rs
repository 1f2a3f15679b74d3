//! Tokens of everybody: what speaks in whose name, and how to stop it.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use segue_language::Timestamp;
use serde::Deserialize;

use super::user::Done;
use super::{Tab, Tabs, back, told};
use crate::app::App;
use crate::identity::{Caller, Change, Sender};
use crate::pages::layout::{Frame, Section, show};
use crate::pages::moment::Moment;
use crate::problem::Answer;
use crate::queries::people::{self, TokenLine};

#[derive(Template)]
#[template(path = "people_tokens.html")]
struct TokensPage {
    frame: Frame,
    tabs: Tabs,
    lines: Vec<TokenLine>,
    now: Timestamp,
}

/// `GET /people/tokens`
pub(crate) async fn tokens(
    State(app): State<App>,
    caller: Caller,
    Query(done): Query<Done>,
) -> Answer<Response> {
    let page = TokensPage {
        frame: told(Frame::of(Section::People, &caller), &done.done),
        tabs: Tabs(Tab::Tokens),
        lines: people::tokens(&app).await?,
        now: app.now(),
    };
    Ok(show(StatusCode::OK, &page))
}

/// Which token.
#[derive(Deserialize)]
pub(crate) struct Which {
    user: String,
    number: i64,
}

/// `POST /people/tokens/revoke`
pub(crate) async fn revoke_token(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Form(Which { user, number }): Form<Which>,
) -> Answer<Response> {
    let change = Change::new(&app, caller, &sender);
    change.revoke_of(&app, user, number).await?;
    Ok(back("/people/tokens", "token-revoked", None))
}

impl TokensPage {
    fn moment(&self, at: &Timestamp) -> Moment {
        Moment {
            at: *at,
            now: self.now,
        }
    }

    fn is_over(&self, line: &TokenLine) -> bool {
        line.token.expires <= self.now
    }
}
