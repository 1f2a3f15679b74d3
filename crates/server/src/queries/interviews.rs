//! Interviews that no run asked for. Nobody owns them: who may manage runs sees them all.

use segue_language::Text;
use segue_runtime::{InterviewAct, InterviewChange, InterviewView, Request};
use segue_store::AloneFilter;

use super::calls::{Attempt, alone};
use crate::app::App;
use crate::people::Asker;
use crate::problem::{Answer, Problem};

/// An interview with the user name of who it runs as.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) view: InterviewView,
    pub(crate) user: Text,
    pub(crate) attempts: Vec<Attempt>,
}

/// A page of them, newest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub(crate) interviews: Vec<Shown>,
    /// Where the next page goes on; none at the end.
    pub(crate) next: Option<i64>,
}

/// Those that the filter finds.
pub(crate) async fn page(app: &App, wanted: AloneFilter) -> Answer<Page> {
    let read = app.look(move |reads| {
        let found = reads.interviews(&wanted)?;
        let is_full = found.len() >= wanted.limit as usize;
        let next = found.last().filter(|_| is_full).map(|last| last.number.0);
        let shown = found.into_iter().map(|view| shown(reads, view));
        let interviews = shown.collect::<Result<Vec<_>, segue_store::StoreError>>()?;
        Ok::<_, segue_store::StoreError>(Page { interviews, next })
    });
    Ok(read.await??)
}

/// The interview of that id.
pub(crate) async fn one(app: &App, id: &Text) -> Answer<Shown> {
    let wanted = id.clone();
    let read = app.look(move |reads| match reads.interview(&wanted)? {
        Some(view) => shown(reads, view).map(Some),
        None => Ok(None),
    });
    read.await??
        .ok_or_else(|| Problem::unknown("interview", id))
}

/// Has an interview tried again, or cancels it.
pub(crate) async fn change(app: &App, asker: Asker, id: &Text, act: InterviewAct) -> Answer<()> {
    let change = InterviewChange {
        interview: id.clone(),
        act,
        by: asker.by,
        address: asker.address,
    };
    app.execute(Request::ChangeInterview(change)).await?;
    Ok(())
}

fn shown(
    reads: &segue_runtime::Reads<'_>,
    mut view: InterviewView,
) -> Result<Shown, segue_store::StoreError> {
    let user = reads.store().user(&view.user)?;
    Ok(Shown {
        user: user.map_or_else(|| view.user.clone(), |user| user.username),
        attempts: alone(std::mem::take(&mut view.calls)),
        view,
    })
}
