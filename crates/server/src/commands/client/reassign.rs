//! `segue reassign ITEM TO`: gives a work item to somebody else.

use serde_json::json;

use super::connection::Body;
use super::{End, Server, Told};

/// Arguments of `segue reassign`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Id of the work item
    item: String,
    /// A user name; or a group or queue as `group:NAME`, `queue:NAME`
    to: String,
    #[command(flatten)]
    pub(super) server: Server,
}

pub(super) fn run(asked: &Arguments) -> Told {
    let (kind, name) = match asked.to.split_once(':') {
        Some((kind @ ("user" | "group" | "queue"), name)) => (kind, name),
        _ => ("user", &*asked.to),
    };
    let connection = asked.server.connect()?;
    let path = ["work-items", &asked.item, "reassign"];
    connection.post(&path, Body::Json(json!({ kind: name })))?;
    let done = json!({ "work_item": asked.item, "done": "reassigned", "to": { kind: name } });
    let told = format!("{} is assigned to {name}", asked.item);
    asked.server.tell(done, |_| told);
    Ok(End::Good)
}
