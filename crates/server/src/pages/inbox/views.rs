//! Saved views of the inbox.

use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use segue_store::SavedView;

use super::{Asked, PAGE};
use crate::app::App;
use crate::identity::Caller;
use crate::problem::Answer;
use crate::queries::views;

/// A view to be saved: the name is the person's, the filter is the page's.
#[derive(serde::Deserialize)]
pub(crate) struct NewView {
    name: String,
    #[serde(default)]
    is_default: String,
    #[serde(flatten)]
    asked: Asked,
}

/// A view by its name.
#[derive(serde::Deserialize)]
pub(crate) struct Named {
    #[serde(default)]
    name: String,
}

/// `POST /inbox/views`
pub(crate) async fn save_view(
    State(app): State<App>,
    caller: Caller,
    Form(new): Form<NewView>,
) -> Answer<Response> {
    let name = new.name.trim().to_owned();
    let query = new.asked.query(&name);
    let view = SavedView {
        query: query.clone(),
        is_default: new.is_default == "true",
        name,
    };
    views::keep(&app, &caller, PAGE, view).await?;
    Ok(Redirect::to(&format!("/inbox?{query}&told=saved")).into_response())
}

/// `POST /inbox/views/default`: with an empty name the inbox begins with everything.
pub(crate) async fn begin_with(
    State(app): State<App>,
    caller: Caller,
    Form(view): Form<Named>,
) -> Answer<Response> {
    views::begin_with(&app, &caller, PAGE, view.name).await?;
    Ok(Redirect::to("/inbox?from=all&told=saved").into_response())
}

/// `POST /inbox/views/delete`
pub(crate) async fn forget_view(
    State(app): State<App>,
    caller: Caller,
    Form(view): Form<Named>,
) -> Answer<Response> {
    views::forget(&app, &caller, PAGE, view.name).await?;
    Ok(Redirect::to("/inbox?from=all&told=deleted").into_response())
}
