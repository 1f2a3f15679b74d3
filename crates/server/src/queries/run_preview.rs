//! What suspending, resuming or canceling would do to a run.

use segue_engine::{RunStatus, StepKind, StepRun, StepStatus};
use segue_language::{Text, Timestamp};
use segue_runtime::{DefinitionVersion, RunView};

use super::eyes::{Eyes, see};
use super::run_list::{RecordName, record_of};
use super::runs::seen;
use crate::app::App;
use crate::bulk::BulkAct;
use crate::identity::Caller;
use crate::problem::{Answer, Problem};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// A run and what would become of it.
#[derive(Clone, Debug)]
pub(crate) struct Preview {
    pub(crate) id: Text,
    pub(crate) name: Text,
    pub(crate) label: String,
    pub(crate) status: RunStatus,
    pub(crate) record: Option<RecordName>,
    pub(crate) error: Option<Text>,
    /// Why it would be refused; none when it would be done.
    pub(crate) refused: Option<String>,
    /// Whether force would move it.
    pub(crate) is_forcible: bool,
    /// What becomes of each step of the stage, when it is resumed.
    pub(crate) fates: Vec<Fate>,
}

/// What becomes of a step.
#[derive(Clone, Debug)]
pub(crate) struct Fate {
    pub(crate) step: String,
    pub(crate) status: &'static str,
    pub(crate) will: String,
}

/// What would become of a run that the caller may see.
pub(crate) async fn preview(
    app: &App,
    caller: &Caller,
    id: &Text,
    act: BulkAct,
) -> Answer<Preview> {
    let (id, window) = (id.clone(), window(app));
    see(app, caller, move |eyes| {
        let versions = eyes.reads.definition_versions()?;
        let found = seen(eyes, &id)?;
        let mut preview = of(eyes, &found.view, act, window);
        if act == BulkAct::Resume {
            preview.fates = fates(&found.view, &versions);
        }
        Ok(preview)
    })
    .await
}

/// The same of many runs, without their steps; unknown ones are left out.
pub(crate) async fn previews(
    app: &App,
    caller: &Caller,
    ids: Vec<Text>,
    act: BulkAct,
) -> Answer<Vec<Preview>> {
    let window = window(app);
    see(app, caller, move |eyes| {
        let mut found = Vec::new();
        for id in &ids {
            match seen(eyes, id) {
                Ok(run) => found.push(of(eyes, &run.view, act, window)),
                Err(problem) if problem.status.is_client_error() => {}
                Err(problem) => return Err::<_, Problem>(problem),
            }
        }
        Ok(found)
    })
    .await
}

/// Days in which a failed run can be resumed, and the time.
fn window(app: &App) -> (i64, Timestamp) {
    (app.settings().resume_window_days, app.now())
}

fn of(eyes: &Eyes<'_>, view: &RunView, act: BulkAct, window: (i64, Timestamp)) -> Preview {
    let run = &view.run;
    let refused = match act {
        BulkAct::Resume => not_resumed(view, window),
        BulkAct::Suspend if run.status == RunStatus::InProgress => None,
        BulkAct::Cancel if run.is_open() => None,
        BulkAct::Suspend | BulkAct::Cancel => Some(wrong(run.status, act)),
    };
    Preview {
        id: view.id.clone(),
        name: view.name.clone(),
        label: view.orchestration.label.clone(),
        status: run.status,
        record: record_of(eyes, view),
        error: run.error.as_ref().map(|error| error.message.clone()),
        refused,
        is_forcible: act == BulkAct::Resume && run.status == RunStatus::Error,
        fates: Vec::new(),
    }
}

fn not_resumed(view: &RunView, (days, now): (i64, Timestamp)) -> Option<String> {
    let run = &view.run;
    let failed = run.ended_at.unwrap_or(now);
    let is_lasting = run.error.as_ref().is_some_and(|error| !error.recoverable);
    match run.status {
        RunStatus::Suspended => None,
        RunStatus::Error if is_lasting => {
            Some("The error is of a kind that a plain resume cannot repair.".to_owned())
        }
        RunStatus::Error if now > failed.plus_seconds(days.saturating_mul(DAY)) => {
            Some(format!("The run failed more than {days} days ago."))
        }
        RunStatus::Error => None,
        RunStatus::NotStarted
        | RunStatus::InProgress
        | RunStatus::Completed
        | RunStatus::Canceled => Some(wrong(run.status, BulkAct::Resume)),
    }
}

fn wrong(status: RunStatus, act: BulkAct) -> String {
    let (status, act) = (status.label(), act.participle());
    format!("A run that is {status} cannot be {act}.")
}

fn fates(view: &RunView, versions: &[DefinitionVersion]) -> Vec<Fate> {
    let Some(stage) = view.run.latest_stage() else {
        return Vec::new();
    };
    let steps = stage.steps.iter();
    steps.map(|step| fate(view, step, versions)).collect()
}

fn fate(view: &RunView, run: &StepRun, versions: &[DefinitionVersion]) -> Fate {
    let step = view.orchestration.step(run.step);
    let is_interactive = matches!(step.kind, StepKind::Interactive(_));
    let will = match run.status {
        StepStatus::Completed => "Stays completed.".to_owned(),
        StepStatus::NotStarted => "Its entry condition is tested again.".to_owned(),
        _ if run.pending.is_some() => {
            "Its result, which came meanwhile, is used; it does not start again.".to_owned()
        }
        StepStatus::InProgress => "Goes on as it is.".to_owned(),
        StepStatus::Error | StepStatus::Discontinued if is_interactive => {
            "Starts again: its assignee is found anew and gets a new work item.".to_owned()
        }
        StepStatus::Error | StepStatus::Discontinued => {
            format!("Starts again{}.", version(run, &step.call.name, versions))
        }
    };
    Fate {
        step: step.label.clone(),
        status: run.status.label(),
        will,
    }
}

/// `, with version 2 of the flow instead of 1`
fn version(run: &StepRun, flow: &str, versions: &[DefinitionVersion]) -> String {
    let mut named = versions
        .iter()
        .filter(|v| v.name.eq_ignore_ascii_case(flow));
    let before = run.flow.map(|version| version.0);
    let before = named.clone().find(|v| Some(v.version) == before);
    let now = named.find(|v| v.is_active);
    match (before, now) {
        (Some(before), Some(now)) if before.ordinal != now.ordinal => format!(
            ", with version {} of flow {flow} instead of {}",
            now.ordinal, before.ordinal
        ),
        (_, Some(now)) => format!(", with version {} of flow {flow}", now.ordinal),
        (_, None) => String::new(),
    }
}
