//! The history of a run as its pages show it: what happened, who did it, and what went in and out.

use segue_engine::{Event, StepResult};
use segue_language::{Text, Timestamp, Values, merge_text};
use segue_runtime::{HistoryLine, RunView};

use super::eyes::{Eyes, see};
use super::runs::{FoundRun, seen};
use crate::app::App;
use crate::identity::Caller;
use crate::problem::Answer;

/// Lines of one page.
const PAGE: usize = 100;
/// Characters of a value.
const VALUE_LENGTH_MAX: usize = 500;

/// What a history is narrowed to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Narrowed {
    /// API name of a stage; empty for all.
    pub(crate) stage: String,
    /// API name of a step; empty for all.
    pub(crate) step: String,
    /// Only lines before that one: the next page.
    pub(crate) before: Option<usize>,
}

/// A line of a history.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// 1, 2, … in the order in which it happened.
    pub(crate) number: usize,
    pub(crate) at: Timestamp,
    pub(crate) actor: Text,
    /// `Start Step`
    pub(crate) milestone: &'static str,
    /// API name and label of what it happened to.
    pub(crate) element: Option<(Text, String)>,
    stage: Option<Text>,
    step: Option<Text>,
    pub(crate) assignee: Option<Text>,
    pub(crate) detail: Option<Text>,
    pub(crate) comments: Option<Text>,
    /// How long it took, in seconds, when it ended.
    pub(crate) seconds: Option<i64>,
    /// `Inputs` or `Outputs`, and their values by name.
    pub(crate) values: Option<(&'static str, Vec<(Text, String)>)>,
}

/// A page of a history, the newest lines first.
pub(crate) struct HistoryPage {
    pub(crate) found: FoundRun,
    pub(crate) lines: Vec<Line>,
    /// Lines that fit, on all pages.
    pub(crate) n_lines: usize,
    pub(crate) next: Option<usize>,
}

/// A page of the history of a run that the caller may see.
pub(crate) async fn history(
    app: &App,
    caller: &Caller,
    id: &Text,
    narrowed: Narrowed,
) -> Answer<HistoryPage> {
    let id = id.clone();
    see(app, caller, move |eyes| {
        let found = seen(eyes, &id)?;
        let mut fitting = lines(eyes, &found.view);
        fitting.retain(|line| fits(line, &narrowed));
        let n_lines = fitting.len();
        fitting.retain(|line| narrowed.before.is_none_or(|before| line.number < before));
        fitting.reverse();
        let has_more = fitting.len() > PAGE;
        fitting.truncate(PAGE);
        Ok(HistoryPage {
            found,
            n_lines,
            next: fitting.last().filter(|_| has_more).map(|line| line.number),
            lines: fitting,
        })
    })
    .await
}

/// All lines of a run's history, the oldest first.
pub(crate) fn lines(eyes: &Eyes<'_>, view: &RunView) -> Vec<Line> {
    let history = eyes.reads.history(view.number).into_iter();
    let told = history.filter_map(|line| told(view, line));
    (1..)
        .zip(told)
        .map(|(number, line)| Line { number, ..line })
        .collect()
}

fn fits(line: &Line, narrowed: &Narrowed) -> bool {
    let is = |name: &Option<Text>, wanted: &str| {
        wanted.is_empty() || name.as_deref().is_some_and(|name| name == wanted)
    };
    is(&line.stage, &narrowed.stage) && is(&line.step, &narrowed.step)
}

/// None for events without a milestone.
fn told(view: &RunView, line: HistoryLine) -> Option<Line> {
    let entry = line.entry?;
    let values = values(&line.event);
    Some(Line {
        number: 0,
        at: line.at,
        actor: line.actor,
        milestone: entry.milestone,
        element: entry.element.map(|name| {
            let label = label(view, &name);
            (name, label)
        }),
        stage: entry.stage,
        step: entry.step,
        assignee: entry.assignee.map(|assignee| assignee.name),
        detail: entry.detail,
        comments: entry.comments,
        seconds: entry.duration_seconds,
        values,
    })
}

/// Label of a stage, a step, a decision or an outcome.
pub(crate) fn label(view: &RunView, name: &str) -> String {
    let orchestration = &view.orchestration;
    let stages = orchestration.stages.iter().map(|s| (&s.name, &s.label));
    let steps = orchestration.steps.iter().map(|s| (&s.name, &s.label));
    let decisions = orchestration.decisions.iter();
    let outcomes = decisions.clone().flat_map(|decision| &decision.outcomes);
    let outcomes = outcomes.map(|outcome| (&outcome.name, &outcome.label));
    let decisions = decisions.map(|decision| (&decision.name, &decision.label));
    let mut all = stages.chain(steps).chain(decisions).chain(outcomes);
    let found = all.find(|(known, _)| ***known == *name);
    found.map_or_else(|| name.to_owned(), |(_, label)| label.clone())
}

fn values(event: &Event) -> Option<(&'static str, Vec<(Text, String)>)> {
    let (what, values) = match event {
        Event::RunStarted { inputs, .. } => ("Inputs", inputs),
        Event::StepCompleted {
            outputs: Some(outputs),
            ..
        }
        | Event::StepAnswered { outputs, .. }
        | Event::ResultHeld {
            result: StepResult::Finished(outputs),
            ..
        } => ("Outputs", outputs),
        _ => return None,
    };
    let values = shown(values);
    (!values.is_empty()).then_some((what, values))
}

/// Values as texts, the long ones cut.
pub(crate) fn shown(values: &Values) -> Vec<(Text, String)> {
    let values = values.iter();
    values
        .map(|(name, value)| {
            let mut text = merge_text(value);
            if let Some((end, _)) = text.char_indices().nth(VALUE_LENGTH_MAX) {
                text.truncate(end);
                text.push('…');
            }
            (name.clone(), text)
        })
        .collect()
}
