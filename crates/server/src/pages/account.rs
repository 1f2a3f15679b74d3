//! One's own account: password, second factor, sessions, tokens.

pub(crate) mod second_factor;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use segue_language::Timestamp;
use segue_store::{Session, StoreError, Token};
use serde::Deserialize;

use super::layout::{Frame, Section, show};
use super::moment::Moment;
use super::query_string;
use crate::app::App;
use crate::identity::{Caller, Change, NewToken, Permission, Scope, Sender};
use crate::problem::{Answer, Problem};

/// Words of the URL, and the sentences that they stand for.
const SENTENCES: [(&str, &str); 5] = [
    (
        "password",
        "Your password is changed. Your other sessions and your tokens are over.",
    ),
    ("factor-off", "Your second factor is off."),
    ("session", "The session is over."),
    ("sessions", "All your other sessions are over."),
    ("token", "The token is worth nothing any more."),
];

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    frame: Frame,
    caller: Caller,
    /// Number of the session in which she asks.
    current: i64,
    sessions: Vec<Session>,
    tokens: Vec<Token>,
    /// What was just made, shown this once.
    made: Made,
    factor: Factor,
    now: Timestamp,
}

/// What is shown once and never again.
#[derive(Default)]
enum Made {
    #[default]
    Nothing,
    /// A token.
    Token(String),
    /// The secret of a second factor that waits for its first code, and a picture of it.
    Secret { text: String, picture: String },
    /// Recovery codes.
    Codes(Vec<String>),
}

/// How far the caller's second factor is.
enum Factor {
    Off,
    /// On, and so many recovery codes are left.
    On(i64),
}

/// What was just done.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    done: String,
}

/// `GET /account`
pub(crate) async fn account(
    State(app): State<App>,
    caller: Caller,
    Query(Done { done }): Query<Done>,
) -> Answer<Response> {
    let frame = Frame::of(Section::None, &caller);
    let known = SENTENCES.iter().find(|(word, _)| *word == done);
    let frame = match known {
        Some((_, sentence)) => frame.telling("good", *sentence),
        None => frame,
    };
    page(&app, caller, frame, (StatusCode::OK, Made::Nothing)).await
}

async fn page(
    app: &App,
    caller: Caller,
    frame: Frame,
    (status, made): (StatusCode, Made),
) -> Answer<Response> {
    let current = caller.require_session()?;
    let person = caller.id.clone();
    let read = app.look(move |reads| {
        let view = reads.store();
        let factor = view.second_factor(&person)?;
        let factor = match factor.and_then(|factor| factor.confirmed) {
            Some(_) => Factor::On(view.recovery_codes_left(&person)?),
            None => Factor::Off,
        };
        Ok::<_, StoreError>((view.sessions(&person)?, view.tokens(&person)?, factor))
    });
    let (sessions, tokens, factor) = read.await??;
    let page = AccountPage {
        frame,
        caller,
        current,
        sessions,
        tokens,
        made,
        factor,
        now: app.now(),
    };
    Ok(show(status, &page))
}

/// Passwords, old and new.
#[derive(Deserialize)]
pub(crate) struct Passwords {
    old: String,
    new: String,
    again: String,
}

/// `POST /account/password`
pub(crate) async fn change_password(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Form(entry): Form<Passwords>,
) -> Answer<Response> {
    if entry.new != entry.again {
        let problem = Problem::invalid("The two new passwords are not the same.");
        return refused(&app, caller, problem).await;
    }
    let change = Change::new(&app, caller.clone(), &sender);
    match change.password(&app, entry.old, entry.new).await {
        Ok(cookie) => Ok(back("password", Some(cookie))),
        Err(problem) => refused(&app, caller, problem).await,
    }
}

/// Which session or token.
#[derive(Deserialize)]
pub(crate) struct Which {
    number: i64,
}

/// `POST /account/sessions/end`
pub(crate) async fn end_session(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Form(Which { number }): Form<Which>,
) -> Answer<Response> {
    let change = Change::new(&app, caller, &sender);
    change.end_session(&app, number).await?;
    Ok(back("session", None))
}

/// `POST /account/sessions/end-others`
pub(crate) async fn end_others(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
) -> Answer<Response> {
    let change = Change::new(&app, caller, &sender);
    change.end_other_sessions(&app).await?;
    Ok(back("sessions", None))
}

/// A token to make.
#[derive(Deserialize)]
pub(crate) struct TokenEntry {
    label: String,
    scope: String,
    days: i64,
}

/// `POST /account/tokens`: the answer shows the token, which nobody sees again.
pub(crate) async fn make_token(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Form(entry): Form<TokenEntry>,
) -> Answer<Response> {
    let Some(scope) = Scope::read(&entry.scope) else {
        return Err(Problem::unknown("scope", &entry.scope));
    };
    let new = NewToken {
        label: entry.label,
        scope,
        days: entry.days,
    };
    let change = Change::new(&app, caller.clone(), &sender);
    match change.token(&app, new).await {
        Ok((_, secret)) => {
            let frame = Frame::of(Section::None, &caller);
            page(
                &app,
                caller,
                frame,
                (StatusCode::CREATED, Made::Token(secret)),
            )
            .await
        }
        Err(problem) => refused(&app, caller, problem).await,
    }
}

/// `POST /account/tokens/revoke`
pub(crate) async fn revoke_token(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Form(Which { number }): Form<Which>,
) -> Answer<Response> {
    let change = Change::new(&app, caller, &sender);
    change.revoke(&app, number).await?;
    Ok(back("token", None))
}

fn back(done: &str, cookie: Option<HeaderValue>) -> Response {
    let to = query_string("/account", &[("done", done)]);
    let mut response = Redirect::to(&to).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// What was refused stands above the page. Whoever typed a wrong password is signed in all the
/// same, so that is no reason to send her away.
async fn refused(app: &App, caller: Caller, problem: Problem) -> Answer<Response> {
    if problem.status.is_server_error() {
        return Err(problem);
    }
    let status = match problem.status {
        StatusCode::UNAUTHORIZED => StatusCode::FORBIDDEN,
        status => status,
    };
    let frame = Frame::of(Section::None, &caller).telling("bad", problem.detail);
    page(app, caller, frame, (status, Made::Nothing)).await
}

impl AccountPage {
    fn moment(&self, at: &Timestamp) -> Moment {
        Moment {
            at: *at,
            now: self.now,
        }
    }

    fn is_over(&self, token: &Token) -> bool {
        token.expires <= self.now
    }

    fn permissions(&self) -> String {
        let labels: Vec<_> = self
            .caller
            .permissions
            .iter()
            .map(Permission::label)
            .collect();
        labels.join(", ")
    }
}
