//! `segue resume RUN`: a suspended run goes on, a failed one tries again.

use serde_json::json;

use super::connection::Body;
use super::{End, Server, Told, run_id};

/// Arguments of `segue resume`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Name or id of the run
    run: String,
    /// In spite of its time window and the class of its error
    #[arg(long, requires = "reason")]
    force: bool,
    /// Why it is forced; the history keeps it
    #[arg(long, requires = "force", value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    pub(super) server: Server,
}

pub(super) fn run(asked: &Arguments) -> Told {
    let id = run_id::of(&asked.run);
    let connection = asked.server.connect()?;
    let body = match &asked.reason {
        Some(reason) => Body::Json(json!({ "force": asked.force, "reason": reason })),
        None => Body::None,
    };
    connection.post(&["runs", &id, "resume"], body)?;
    let done = json!({ "run": id, "done": "resumed" });
    asked
        .server
        .tell(done, |_| format!("{} is resumed", asked.run));
    Ok(End::Good)
}
