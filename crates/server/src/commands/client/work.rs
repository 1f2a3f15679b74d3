//! `segue work`: what waits for the caller; one work item; completing it.

mod complete;

use serde_json::Value;

use super::pages::{self, Extent};
use super::shown::{list, moment, pairs, table, text};
use super::{End, Server, Told, print, say};

/// Arguments of `segue work`.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    act: Option<Act>,
    /// Of that user, group or queue instead of mine
    #[arg(long, value_name = "NAME")]
    assignee: Option<String>,
    #[command(flatten)]
    extent: Extent,
    #[command(flatten)]
    server: Server,
}

#[derive(clap::Subcommand)]
enum Act {
    /// Show a work item
    Show(One),
    /// Complete a work item
    Complete(complete::Arguments),
}

#[derive(clap::Args)]
struct One {
    /// Id of the work item
    item: String,
    #[command(flatten)]
    server: Server,
}

impl Arguments {
    /// Which server is asked.
    pub(super) fn server(&self) -> &Server {
        match &self.act {
            None => &self.server,
            Some(Act::Show(one)) => &one.server,
            Some(Act::Complete(asked)) => &asked.server,
        }
    }
}

pub(super) fn run(asked: &Arguments) -> Told {
    match &asked.act {
        None => mine(asked),
        Some(Act::Show(one)) => show(one),
        Some(Act::Complete(asked)) => complete::run(asked),
    }
}

fn mine(asked: &Arguments) -> Told {
    let connection = asked.server.connect()?;
    let assignee = asked.assignee.as_deref().unwrap_or("me");
    let query = vec![("assignee", assignee.to_owned())];
    let wanted = ("work_items", asked.extent);
    let listed = pages::read(&connection, &["work-items"], query, wanted)?;
    if asked.server.json {
        asked
            .server
            .tell(listed.as_json("work_items"), |_| String::new());
    } else if listed.rows.is_empty() {
        say("segue: no work");
    } else {
        print(&lines(&listed.rows));
        if listed.has_more {
            say("segue: there is more; --limit N shows more of it, --all shows all");
        }
    }
    Ok(End::Good)
}

fn lines(items: &[Value]) -> String {
    let row = |item: &Value| {
        vec![
            text(item, "id"),
            text(item, "label"),
            text(&item["assignee"], "name"),
            text(item, "run"),
            text(item, "orchestration"),
            moment(item, "created_at"),
        ]
    };
    let headings = [
        "WORK ITEM",
        "LABEL",
        "ASSIGNEE",
        "RUN",
        "ORCHESTRATION",
        "SINCE",
    ];
    table(&headings, items.iter().map(row).collect())
}

fn show(one: &One) -> Told {
    let connection = one.server.connect()?;
    let item = connection.get(&["work-items", &one.item], &[])?;
    one.server.tell(item, about);
    Ok(End::Good)
}

fn about(item: &Value) -> String {
    let about = pairs(&[
        ("work item", text(item, "id")),
        ("label", text(item, "label")),
        ("status", text(item, "status")),
        ("instructions", text(item, "instructions")),
        ("assignee", text(&item["assignee"], "name")),
        (
            "run",
            format!("{} ({})", text(item, "run"), text(item, "run_id")),
        ),
        ("orchestration", text(item, "orchestration")),
        ("step", text(item, "step")),
        ("record", text(item, "record_id")),
        ("since", moment(item, "created_at")),
        ("completed", moment(&item["closed"], "at")),
        ("completed by", text(&item["closed"], "by")),
    ]);
    let fields = list(&item["screen"], "fields");
    if fields.is_empty() {
        return about;
    }
    let row = |field: &Value| {
        vec![
            text(field, "name"),
            text(field, "label"),
            text(field, "kind"),
            if field["required"] == true { "yes" } else { "" }.to_owned(),
            text(field, "value"),
        ]
    };
    let headings = ["FIELD", "LABEL", "KIND", "REQUIRED", "VALUE"];
    format!(
        "{about}\n\n{}",
        table(&headings, fields.iter().map(row).collect())
    )
}
