//! All that is known of one run.

use super::mails::mails_of_run;
use segue_engine::{Assignee, Explanation, PartId};
use segue_language::{Text, Timestamp};
use segue_runtime::{HistoryLine, Mail, OpenItem, Reads, RunView};
use segue_store::run_of;

use super::run_list::{RecordName, record_of};
use crate::app::App;
use crate::problem::{Answer, Problem};

/// A run with its history, its work and why it waits.
pub(crate) struct RunDetail {
    pub(crate) view: RunView,
    pub(crate) record: Option<RecordName>,
    pub(crate) why: Option<Explanation>,
    pub(crate) history: Vec<HistoryLine>,
    pub(crate) items: Vec<OpenItem>,
    pub(crate) closed: Vec<ClosedItem>,
    pub(crate) mails: Vec<Mail>,
    /// User name of who started it.
    pub(crate) starter: Text,
}

/// A work item that is done.
pub(crate) struct ClosedItem {
    pub(crate) part: PartId,
    pub(crate) assignee: Assignee,
    /// User name, when a person did it.
    pub(crate) by: Option<Text>,
}

/// The run of that id.
pub(crate) async fn run_detail(app: &App, id: Text) -> Answer<RunDetail> {
    let now = app.now();
    let unknown = Problem::unknown("run", &id);
    let read = app.look(move |reads| detail(reads, &id, now)).await?;
    read.ok_or(unknown)
}

fn detail(reads: &Reads<'_>, id: &str, now: Timestamp) -> Option<RunDetail> {
    let number = run_of(id)?.0;
    let view = reads.run(number)?;
    Some(RunDetail {
        record: record_of(reads, &view),
        why: reads.why(number, now),
        history: reads.history(number),
        items: reads.open_items(number),
        closed: closed(reads, &view),
        mails: mails_of_run(reads.store(), number),
        starter: user_name(reads, &view.run.starter),
        view,
    })
}

fn closed(reads: &Reads<'_>, view: &RunView) -> Vec<ClosedItem> {
    let steps = view.run.stages.iter().flat_map(|stage| &stage.steps);
    let items = steps.flat_map(|step| &step.items);
    let done = items.filter_map(|item| {
        let closed = item.closed.as_ref()?;
        Some(ClosedItem {
            part: item.part,
            assignee: item.assignee.clone(),
            by: closed.by.as_ref().map(|by| user_name(reads, by)),
        })
    });
    done.collect()
}

fn user_name(reads: &Reads<'_>, id: &str) -> Text {
    let user = reads.store().user(id).ok().flatten();
    user.map_or_else(|| Text::from(id), |user| user.username)
}
