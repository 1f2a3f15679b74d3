//! The list of runs as its page shows it, and what it can be narrowed to.

use segue_engine::{Orchestration, RunStatus};
use segue_language::{Text, Timestamp, Value};
use segue_runtime::RunView;

use super::eyes::{Eyes, see};
use super::runs::{self, FoundRun, Wanted};
use crate::app::App;
use crate::identity::Caller;
use crate::problem::Answer;

/// A run in a list.
#[derive(Clone, Debug)]
pub(crate) struct RunLine {
    pub(crate) id: Text,
    pub(crate) name: Text,
    pub(crate) label: String,
    pub(crate) status: RunStatus,
    /// Label of its current or latest stage.
    pub(crate) stage: String,
    pub(crate) record: Option<RecordName>,
    pub(crate) started: Timestamp,
    pub(crate) ended: Option<Timestamp>,
    /// User name of who started it.
    pub(crate) starter: Text,
    pub(crate) error: Option<Text>,
}

/// A record by its name.
#[derive(Clone, Debug)]
pub(crate) struct RecordName {
    pub(crate) object: Text,
    pub(crate) id: Text,
    pub(crate) name: String,
}

/// A page of the list.
#[derive(Clone, Debug, Default)]
pub(crate) struct RunPage {
    pub(crate) lines: Vec<RunLine>,
    /// Where the next page begins, when there is one.
    pub(crate) next: Option<i64>,
}

/// An orchestration that the list can be narrowed to.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) name: Text,
    pub(crate) label: String,
    /// Its stages: API names and labels.
    pub(crate) stages: Vec<(Text, String)>,
}

/// A page of the runs that are wanted and that the caller may see, newest first.
pub(crate) async fn run_list(app: &App, caller: &Caller, wanted: Wanted) -> Answer<RunPage> {
    see(app, caller, move |eyes| {
        let page = runs::page(eyes, &wanted)?;
        Ok(RunPage {
            lines: page.runs.iter().map(|found| line(eyes, found)).collect(),
            next: page.next,
        })
    })
    .await
}

/// The active orchestrations with their stages.
pub(crate) async fn choices(app: &App) -> Answer<Vec<Choice>> {
    app.look(|runtime| {
        let active = runtime.active_orchestrations();
        active.iter().map(|active| choice(active)).collect()
    })
    .await
}

fn choice(orchestration: &Orchestration) -> Choice {
    let stages = orchestration.stages.iter();
    Choice {
        name: orchestration.name.clone(),
        label: orchestration.label.clone(),
        stages: stages
            .map(|stage| (stage.name.clone(), stage.label.clone()))
            .collect(),
    }
}

fn line(eyes: &Eyes<'_>, found: &FoundRun) -> RunLine {
    let (view, run) = (&found.view, &found.view.run);
    let stage = run.latest_stage();
    let stage = stage.map(|stage| view.orchestration.stage(stage.stage).label.clone());
    RunLine {
        id: view.id.clone(),
        name: view.name.clone(),
        label: view.orchestration.label.clone(),
        status: run.status,
        stage: stage.unwrap_or_default(),
        record: record_of(eyes, view),
        started: run.started_at,
        ended: run.ended_at,
        starter: found.starter.clone().unwrap_or_default(),
        error: run.error.as_ref().map(|error| error.message.clone()),
    }
}

/// The record that started a run, by its name today; none when the viewer may not read it.
pub(crate) fn record_of(eyes: &Eyes<'_>, view: &RunView) -> Option<RecordName> {
    let trigger = view.run.trigger.as_ref()?;
    let record = eyes.record(&trigger.id)?;
    let name = record.get("Name").and_then(Value::as_text);
    Some(RecordName {
        object: trigger.object.clone(),
        id: trigger.id.clone(),
        name: name.unwrap_or(&trigger.id).to_string(),
    })
}
