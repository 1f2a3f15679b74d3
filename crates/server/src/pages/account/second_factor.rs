//! The forms of one's second factor.

use axum::Form;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::Response;
use qrcode::QrCode;
use qrcode::render::svg;
use serde::Deserialize;

use super::{Made, back, page, refused};
use crate::app::App;
use crate::identity::{Caller, Change, Sender, SharedSecret};
use crate::pages::layout::{Frame, Section};
use crate::problem::{Answer, Problem};

/// Width of the picture, in pixels.
const PICTURE_WIDTH: u32 = 200;

/// What proves that it is she who sits there.
#[derive(Deserialize)]
pub(crate) struct Beginning {
    password: String,
}

/// What her app shows.
#[derive(Deserialize)]
pub(crate) struct FirstCode {
    code: String,
}

/// Both.
#[derive(Deserialize)]
pub(crate) struct End {
    password: String,
    code: String,
}

/// `POST /account/second-factor`: the answer shows the secret.
pub(crate) async fn begin(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Form(entry): Form<Beginning>,
) -> Answer<Response> {
    let change = Change::new(&app, caller.clone(), &sender);
    match change.begin_second_factor(&app, entry.password).await {
        Ok(secret) => {
            let made = made(&secret, &caller.user)?;
            let frame = Frame::of(Section::None, &caller);
            page(&app, caller, frame, (StatusCode::CREATED, made)).await
        }
        Err(problem) => refused(&app, caller, problem).await,
    }
}

/// `POST /account/second-factor/confirm`: the answer shows recovery codes.
pub(crate) async fn confirm(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Form(entry): Form<FirstCode>,
) -> Answer<Response> {
    let change = Change::new(&app, caller.clone(), &sender);
    match change.confirm_second_factor(&app, &entry.code).await {
        Ok((codes, cookie)) => {
            let frame = Frame::of(Section::None, &caller);
            let made = (StatusCode::OK, Made::Codes(codes));
            let mut response = page(&app, caller, frame, made).await?;
            response.headers_mut().insert(header::SET_COOKIE, cookie);
            Ok(response)
        }
        Err(problem) => refused(&app, caller, problem).await,
    }
}

/// `POST /account/second-factor/end`
pub(crate) async fn end(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Form(entry): Form<End>,
) -> Answer<Response> {
    let change = Change::new(&app, caller.clone(), &sender);
    let given = (entry.password, entry.code);
    match change.end_second_factor(&app, given).await {
        Ok(()) => Ok(back("factor-off", None)),
        Err(problem) => refused(&app, caller, problem).await,
    }
}

fn made(secret: &SharedSecret, user: &str) -> Answer<Made> {
    let code = QrCode::new(secret.uri(user));
    let code = code.map_err(|error| Problem::internal(&error.to_string()))?;
    let mut picture = code.render::<svg::Color>();
    let picture = picture.min_dimensions(PICTURE_WIDTH, PICTURE_WIDTH).build();
    // The declaration of an XML file has no place inside a page.
    let start = picture.find("<svg").unwrap_or(0);
    Ok(Made::Secret {
        text: secret.text().to_owned(),
        picture: picture[start..].to_owned(),
    })
}
