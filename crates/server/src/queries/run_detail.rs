//! All that the page of a run shows.

use segue_engine::{Explanation, PartId};
use segue_language::{Text, Timestamp};
use segue_runtime::Mail;
use segue_store::{Opening, RunNumber, WORK_ITEM_PREFIX, part_id};

use super::approvals::{Submission, submission_of};
use super::calls::{self, Attempt};
use super::eyes::{Eyes, see};
use super::mails::mails_of_run;
use super::run_history::{Line, lines};
use super::run_list::{RecordName, record_of};
use super::runs::{FoundRun, seen};
use crate::app::App;
use crate::identity::{Caller, Permission};
use crate::problem::Answer;

/// Lines of the history that the page of a run shows; the others have a page of their own.
pub(crate) const LINES_SHOWN: usize = 20;

/// Attempts of calls that the page of a run shows: the newest.
const CALLS_SHOWN: usize = 20;

/// A run with its work, why it waits, and the end of its history.
pub(crate) struct RunDetail {
    pub(crate) found: FoundRun,
    pub(crate) record: Option<RecordName>,
    /// What it is as a submission; none when it is none.
    pub(crate) submission: Option<Submission>,
    pub(crate) why: Option<Explanation>,
    /// The newest lines first.
    pub(crate) history: Vec<Line>,
    /// Lines of the whole history.
    pub(crate) n_lines: usize,
    /// When work items were first opened.
    pub(crate) openings: Vec<Opening>,
    pub(crate) mails: Vec<Mail>,
    /// Calls of other systems: the newest attempts, oldest first.
    pub(crate) calls: Vec<Attempt>,
    /// Whether the caller may read what the mails say.
    pub(crate) reads_mails: bool,
    /// User names of those who closed or opened work items, by id.
    names: Vec<(Text, Text)>,
}

/// The run of that id, when the caller may see it.
pub(crate) async fn run_detail(app: &App, caller: &Caller, id: &Text) -> Answer<RunDetail> {
    let (id, now) = (id.clone(), app.now());
    see(app, caller, move |eyes| detail(eyes, &id, now)).await
}

impl RunDetail {
    /// User name of a user.
    pub(crate) fn name<'n>(&'n self, id: &'n Text) -> &'n Text {
        let known = self.names.iter().find(|(known, _)| known == id);
        known.map_or(id, |(_, name)| name)
    }

    /// When somebody first turned to a work item.
    pub(crate) fn opening(&self, item: PartId) -> Option<&Opening> {
        self.openings.iter().find(|o| o.item.part() == item)
    }

    /// Id of a work item.
    pub(crate) fn item_id(&self, item: PartId) -> Text {
        part_id(WORK_ITEM_PREFIX, RunNumber(self.found.view.number), item)
    }
}

fn detail(eyes: &Eyes<'_>, id: &Text, now: Timestamp) -> Answer<RunDetail> {
    let found = seen(eyes, id)?;
    let number = found.view.number;
    let openings = eyes.reads.store().openings(RunNumber(number))?;
    let mut history = lines(eyes, &found.view);
    let n_lines = history.len();
    history.reverse();
    history.truncate(LINES_SHOWN);
    let mut calls = calls::read(eyes, id)?;
    calls.drain(..calls.len().saturating_sub(CALLS_SHOWN));
    Ok(RunDetail {
        record: record_of(eyes, &found.view),
        submission: submission_of(eyes, &found.view)?,
        why: eyes.reads.why(number, now),
        history,
        n_lines,
        mails: mails_of_run(eyes.reads.store(), number),
        calls,
        reads_mails: eyes.caller.may(Permission::ViewAllData),
        names: names(eyes, &found, &openings)?,
        openings,
        found,
    })
}

fn names(eyes: &Eyes<'_>, found: &FoundRun, openings: &[Opening]) -> Answer<Vec<(Text, Text)>> {
    let steps = found.view.run.stages.iter().flat_map(|stage| &stage.steps);
    let items = steps.flat_map(|step| &step.items);
    let closers = items.filter_map(|item| item.closed.as_ref()?.by.clone());
    let openers = openings.iter().map(|opening| opening.person.clone());
    let mut names: Vec<(Text, Text)> = Vec::new();
    for id in closers.chain(openers) {
        if names.iter().any(|(known, _)| *known == id) {
            continue;
        }
        if let Some(user) = eyes.reads.store().user(&id)? {
            names.push((id, user.username));
        }
    }
    Ok(names)
}
