//! Signing in and out, and the form that makes the first administrator.

use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::http::header::{RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::app::App;
use crate::identity::{self, Caller, Returned, Sender, accept, arrive, depart, sign_in, sign_out};
use crate::pages::layout::{Frame, show};
use crate::pages::query_string;
use crate::people;
use crate::problem::{Answer, Problem};
use crate::routes::{Access, Group, Route};

/// Where people go who came from nowhere.
const HOME: &str = "/";

/// Routes of these forms.
pub(crate) fn routes() -> Vec<Route> {
    use Access::{Public, Session};
    use Group::Page;
    vec![
        Route::new((Method::GET, "/login"), Public, Page, form),
        Route::new((Method::POST, "/login"), Public, Page, enter),
        Route::new((Method::GET, "/login/{provider}"), Public, Page, go),
        Route::new(
            (Method::GET, "/login/{provider}/callback"),
            Public,
            Page,
            come_back,
        ),
        Route::new((Method::POST, "/logout"), Session, Page, leave),
        Route::new((Method::GET, "/setup"), Public, Page, setup_form),
        Route::new((Method::POST, "/setup"), Public, Page, set_up),
    ]
}

/// Where whoever must sign in is sent, to come back to `to` afterwards.
pub(crate) fn sign_in_path(to: &Uri) -> String {
    let to = to.path_and_query().map_or(HOME, |path| path.as_str());
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
    let mut path = "/login?next=".to_owned();
    for byte in to.bytes() {
        if kept(byte) {
            path.push(char::from(byte));
        } else {
            path.push_str(&format!("%{byte:02X}"));
        }
    }
    path
}

/// What the forms send.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Entry {
    user: String,
    password: String,
    code: String,
    invitation: String,
    next: String,
}

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage {
    frame: Frame,
    title: &'static str,
    action: &'static str,
    is_setup: bool,
    problem: Option<String>,
    user: String,
    invitation: String,
    next: String,
    /// Where to sign in with a provider, and what it is called.
    providers: Vec<(String, String)>,
}

impl LoginPage {
    fn new(app: &App, is_setup: bool, entry: Entry, problem: Option<String>) -> LoginPage {
        let providers = app.identity().providers.labels();
        let path = |name: &str| query_string(&format!("/login/{name}"), &[("next", &entry.next)]);
        let providers = providers.iter();
        let providers = providers.map(|(name, label)| (path(name), label.clone()));
        let providers = if is_setup {
            Vec::new()
        } else {
            providers.collect()
        };
        let (title, action) = if is_setup {
            ("Become the administrator", "/setup")
        } else {
            ("Sign in", "/login")
        };
        LoginPage {
            frame: Frame::default().wide("slim"),
            providers,
            title,
            action,
            is_setup,
            problem,
            user: entry.user,
            invitation: entry.invitation,
            next: entry.next,
        }
    }

    fn refused(app: &App, is_setup: bool, entry: Entry, problem: Problem) -> Response {
        let (status, later) = (problem.status, problem.retry_after());
        let page = LoginPage::new(app, is_setup, entry, Some(problem.detail));
        let mut response = show(status, &page);
        if let Some(seconds) = later {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        response
    }
}

async fn form(State(app): State<App>, Query(entry): Query<Entry>) -> Response {
    show(StatusCode::OK, &LoginPage::new(&app, false, entry, None))
}

async fn setup_form(State(app): State<App>, Query(entry): Query<Entry>) -> Response {
    show(StatusCode::OK, &LoginPage::new(&app, true, entry, None))
}

async fn enter(State(app): State<App>, sender: Sender, Form(mut entry): Form<Entry>) -> Response {
    let given = identity::Entry {
        user: entry.user.clone(),
        password: std::mem::take(&mut entry.password),
        code: std::mem::take(&mut entry.code),
    };
    match sign_in(&app, given, sender).await {
        Ok(signed_in) => {
            let cookie = [(SET_COOKIE, signed_in.cookie)];
            (cookie, Redirect::to(within(&entry.next))).into_response()
        }
        Err(problem) => LoginPage::refused(&app, false, entry, problem),
    }
}

/// `GET /login/{provider}`: leads to the provider.
async fn go(
    State(app): State<App>,
    Path(provider): Path<String>,
    Query(entry): Query<Entry>,
) -> Answer<Response> {
    let departure = depart(&app, &provider, within(&entry.next)).await?;
    let cookie = [(SET_COOKIE, departure.cookie)];
    Ok((cookie, Redirect::to(&departure.to)).into_response())
}

/// `GET /login/{provider}/callback`: the provider sends the browser back.
async fn come_back(
    State(app): State<App>,
    Path(provider): Path<String>,
    headers: HeaderMap,
    sender: Sender,
    Query(returned): Query<Returned>,
) -> Answer<Response> {
    let arrival = arrive(&app, &provider, (&headers, returned), sender).await?;
    let cookies = AppendHeaders([
        (SET_COOKIE, arrival.signed_in.cookie),
        (SET_COOKIE, arrival.cookie),
    ]);
    Ok((cookies, Redirect::to(within(&arrival.next))).into_response())
}

async fn leave(State(app): State<App>, caller: Caller, sender: Sender) -> Answer<Response> {
    let cookie = sign_out(&app, &caller, sender).await?;
    people::leaves(&app, caller.actor()).await;
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/login")).into_response())
}

async fn set_up(State(app): State<App>, sender: Sender, Form(mut entry): Form<Entry>) -> Response {
    let password = std::mem::take(&mut entry.password);
    let user = entry.user.clone();
    match accept(&app, sender, &entry.invitation, user, password).await {
        Ok(()) => Redirect::to("/login").into_response(),
        Err(problem) => LoginPage::refused(&app, true, entry, problem),
    }
}

/// The path when it leads to a place of this server, else home.
fn within(path: &str) -> &str {
    let mut bytes = path.bytes();
    let is_path = bytes.next() == Some(b'/') && !matches!(bytes.next(), Some(b'/' | b'\\'));
    let is_plain = path
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_path && is_plain { path } else { HOME }
}

#[cfg(test)]
mod tests {
    use super::{sign_in_path, within};

    #[test]
    fn after_signing_in_nobody_is_led_elsewhere() {
        for elsewhere in [
            "",
            "runs",
            "//evil.test",
            "/\\evil.test",
            "\\/evil.test",
            "https://evil.test",
            "javascript:alert(1)",
            "/a\\b",
            "/\t/evil.test",
            "/ /evil.test",
            "/\r\nx: y",
            " /runs",
            "///evil.test",
            "http:evil.test",
            "/ü",
        ] {
            assert_eq!(within(elsewhere), "/", "{elsewhere:?}");
        }
        for here in [
            "/",
            "/runs",
            "/runs?status=error&q=a%2Fb",
            "/records/Case/5#work",
        ] {
            assert_eq!(within(here), here);
        }
    }

    #[test]
    fn whoever_must_sign_in_comes_back_to_where_she_was() {
        let to = "/runs?status=error&q=a%20b".parse().unwrap();
        let path = sign_in_path(&to);
        assert_eq!(path, "/login?next=/runs%3Fstatus%3Derror%26q%3Da%2520b");
    }
}
