//! `segue suspend RUN`: suspends a run: nothing new starts in it.

use serde_json::json;

use super::connection::Body;
use super::{End, Server, Told, run_id};

/// Arguments of `segue suspend`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Name or id of the run
    run: String,
    #[command(flatten)]
    pub(super) server: Server,
}

pub(super) fn run(asked: &Arguments) -> Told {
    let id = run_id::of(&asked.run);
    let connection = asked.server.connect()?;
    connection.post(&["runs", &id, "suspend"], Body::None)?;
    let done = json!({ "run": id, "done": "suspended" });
    asked
        .server
        .tell(done, |_| format!("{} is suspended", asked.run));
    Ok(End::Good)
}
