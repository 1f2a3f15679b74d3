//! Whether the server is alive and ready.

use axum::extract::State;

use crate::app::App;
use crate::problem::Answer;

/// The process answers.
pub(crate) async fn is_alive() -> &'static str {
    "alive\n"
}

/// The writer answers, so turns can be carried out.
pub(crate) async fn is_ready(State(app): State<App>) -> Answer<&'static str> {
    app.look(|_| ()).await?;
    Ok("ready\n")
}
