//! Putting a version in force, or none; what that would break is asked about first.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use segue_language::Text;
use segue_runtime::Activation;
use serde::Deserialize;

use super::{Frame, Section, show};
use crate::app::App;
use crate::deployment::{self, Located, outlook};
use crate::identity::{Caller, Sender};
use crate::problem::Answer;

/// Asks whether to go on although it breaks something, or says why it cannot be done.
#[derive(Template)]
#[template(path = "activation.html")]
pub(crate) struct ActivationPage {
    pub(crate) frame: Frame,
    pub(crate) name: Text,
    pub(crate) number: Option<i64>,
    /// What is wrong with the version itself.
    pub(crate) own: Vec<Located>,
    /// What other definitions would have wrong from then on.
    pub(crate) broken: Vec<Located>,
}

#[derive(Deserialize)]
pub(crate) struct Activate {
    version: i64,
    #[serde(default)]
    confirmed: bool,
}

#[derive(Deserialize)]
pub(crate) struct Deactivate {
    #[serde(default)]
    confirmed: bool,
}

impl ActivationPage {
    fn has_errors(&self) -> bool {
        self.own.iter().any(Located::is_error)
    }

    fn act(&self) -> &'static str {
        match self.number {
            Some(_) => "activate",
            None => "deactivate",
        }
    }
}

/// `POST /definitions/{name}/activate`
pub(crate) async fn activate(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(name): Path<Text>,
    Form(asked): Form<Activate>,
) -> Answer<Response> {
    let number = Some(asked.version);
    let wanted = Activation { name, number };
    carry_out(&app, caller, sender, (wanted, asked.confirmed)).await
}

/// `POST /definitions/{name}/deactivate`
pub(crate) async fn deactivate(
    State(app): State<App>,
    caller: Caller,
    sender: Sender,
    Path(name): Path<Text>,
    Form(asked): Form<Deactivate>,
) -> Answer<Response> {
    let wanted = Activation { name, number: None };
    carry_out(&app, caller, sender, (wanted, asked.confirmed)).await
}

async fn carry_out(
    app: &App,
    caller: Caller,
    sender: Sender,
    (wanted, is_confirmed): (Activation, bool),
) -> Answer<Response> {
    let outlook = outlook(app, &wanted).await?;
    let page = ActivationPage {
        frame: Frame::of(Section::Definitions, &caller).wide("narrow"),
        name: wanted.name.clone(),
        number: wanted.number,
        own: outlook.own,
        broken: outlook.broken,
    };
    if page.has_errors() {
        return Ok(show(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    if !page.broken.is_empty() && !is_confirmed {
        return Ok(show(StatusCode::OK, &page));
    }
    let address = sender.address.to_string();
    let (done, _) = deployment::activate(app, &caller, address, wanted).await?;
    let word = match done.now {
        Some(_) => "activated",
        None => "deactivated",
    };
    let path = format!("/definitions/{}?done={word}", done.name);
    Ok(Redirect::to(&path).into_response())
}
